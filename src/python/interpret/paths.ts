import { unread, type Value } from "../value";
import { joinValues } from "./join";
import type { Run } from "./run";
import { sameData, sameValue } from "./same";
import { Changes, contentOf, contentOfList } from "./state";

/** Thrown where no path goes on in the middle of an expression: a call that never returns. */
export class PathEnds extends Error {}

/** One path, tried and taken back. */
export interface Path {
  readonly changes: Changes;
  /** Whether it comes out at its end; else it left by return, raise, break or continue. */
  readonly goesOn: boolean;
}

export function tryPath(run: Run, walk: () => boolean): Path {
  const { deep, scope, unit, noGrad, autocast } = run;
  const { depth } = run.state;
  run.state.open();
  let goesOn = false;
  try {
    goesOn = walk();
  } catch (error) {
    if (!(error instanceof PathEnds)) throw error;
    while (run.state.depth > depth + 1) run.state.rollback();
    Object.assign(run, { deep, scope, unit, noGrad, autocast });
  }
  return { changes: run.state.rollback(), goesOn };
}

/** Goes on as after any of the paths, all of which were tried from here. Says whether anything is different now. */
export function joinPaths(run: Run, paths: readonly Changes[]): boolean {
  const { state } = run;
  if (paths.length === 1) {
    state.apply(paths[0]);
    return true;
  }
  const began = Math.min(...paths.map((path) => path.began));
  return join(run, paths, (object) => object.region > began);
}

/** `fresh` says of a list, dict or storage that it was made on the path: the others know nothing of it. */
function join(run: Run, paths: readonly Changes[], fresh: (object: { readonly region: number }) => boolean): boolean {
  const { state } = run;
  let different = false;
  const differs = () => {
    different = true;
  };
  for (const names of new Set(paths.flatMap((path) => [...path.names.keys()]))) {
    const touched = new Set(paths.flatMap((path) => [...(path.names.get(names)?.keys() ?? [])]));
    for (const name of touched) {
      const base = names.get(name);
      let joined: Value | undefined;
      for (const path of paths) {
        const changed = path.names.get(names);
        const value = changed?.has(name) ? changed.get(name) : base;
        if (value !== undefined) joined = joined === undefined ? value : joinValues(state, joined, value);
      }
      if (sameValue(joined, base)) continue;
      differs();
      state.setName(names, name, joined);
    }
  }
  return joinHeap(run, paths, fresh, differs) || different;
}

function joinHeap(
  run: Run,
  paths: readonly Changes[],
  fresh: (object: { readonly region: number }) => boolean,
  differs: () => void,
): boolean {
  const { state } = run;
  for (const list of new Set(paths.flatMap((path) => [...path.lists.keys()]))) {
    const contents = paths.flatMap((path) => path.lists.get(list) ?? (fresh(list) ? [] : [contentOfList(list)]));
    const [first, ...others] = contents;
    let { items } = first;
    for (const other of others) {
      if (items === other.items) continue;
      if (items === undefined || other.items === undefined || items.length !== other.items.length) items = undefined;
      else {
        const theirs = other.items;
        items = items.map((item, i) => joinValues(state, item, theirs[i]));
      }
    }
    const base = list.items;
    if (
      items === base ||
      (items && base && items.length === base.length && items.every((x, i) => sameValue(x, base[i])))
    ) {
      continue;
    }
    differs();
    if (items === undefined) {
      for (const content of contents) for (const item of content.items ?? []) state.hold(list, item);
    }
    state.setItems(list, items);
  }
  for (const dict of new Set(paths.flatMap((path) => [...path.dicts.keys()]))) {
    const contents = paths.flatMap((path) => {
      const has = path.dicts.has(dict);
      return has ? [path.dicts.get(dict)] : fresh(dict) ? [] : [dict.entries];
    });
    const joined = contents.reduce((a, b) => joinEntries(run, a, b));
    if (sameEntries(joined, dict.entries)) continue;
    differs();
    if (joined === undefined) {
      for (const content of contents) for (const { value } of content?.values() ?? []) state.hold(dict, value);
    }
    state.setEntries(dict, joined);
  }
  for (const storage of new Set(paths.flatMap((path) => [...path.storages.keys()]))) {
    const contents = paths.flatMap(
      (path) => path.storages.get(storage) ?? (fresh(storage) ? [] : [contentOf(storage)]),
    );
    const [first, ...others] = contents;
    const same = others.every(({ data, error }) => sameData(first.data, data) && sameData(first.error, error));
    const data = same ? first.data : undefined;
    if (sameData(data, storage.data)) continue;
    differs();
    state.setData(storage, data, same ? first.error : undefined);
  }
  return false;
}

type Entries = Map<string, { readonly key: Value; readonly value: Value }> | undefined;

function joinEntries(run: Run, a: Entries, b: Entries): Entries {
  if (a === b) return a;
  if (a === undefined || b === undefined || a.size !== b.size) return undefined;
  const joined: NonNullable<Entries> = new Map();
  for (const [key, entry] of a) {
    const other = b.get(key);
    if (other === undefined) return undefined;
    joined.set(key, { key: entry.key, value: joinValues(run.state, entry.value, other.value) });
  }
  return joined;
}

function sameEntries(a: Entries, b: Entries): boolean {
  if (a === undefined || b === undefined || a.size !== b.size) return a === b;
  for (const [key, { value }] of a) if (!sameValue(value, b.get(key)?.value)) return false;
  return true;
}

/** All that the paths changed is not known any more. */
export function forget(run: Run, paths: readonly Changes[]): void {
  const { state } = run;
  for (const path of paths) {
    for (const [names, changed] of path.names) {
      for (const name of changed.keys()) state.setName(names, name, unread("loop", undefined, name));
    }
    for (const list of path.lists.keys()) state.setItems(list, undefined);
    for (const dict of path.dicts.keys()) state.setEntries(dict, undefined);
    for (const storage of path.storages.keys()) state.setData(storage, undefined, undefined);
  }
}

/** A value that one of two expressions gives, and which one is not known. */
export function either(run: Run, first: () => Value, second: () => Value): Value {
  const values: Value[] = [];
  const paths = [first, second].map((walk) =>
    tryPath(run, () => {
      values.push(walk());
      return true;
    }),
  );
  const going = paths.filter(({ goesOn }) => goesOn);
  if (going.length === 0) throw new PathEnds();
  joinPaths(
    run,
    going.map(({ changes }) => changes),
  );
  return values.length === 1 ? values[0] : joinValues(run.state, values[0], values[1]);
}

/** Walks something that may happen or not. */
export function maybe(run: Run, walk: () => void): void {
  run.uncertain++;
  const { changes, goesOn } = tryPath(run, () => {
    walk();
    return true;
  });
  run.uncertain--;
  joinPaths(run, goesOn ? [new Changes(), changes] : [new Changes()]);
}
