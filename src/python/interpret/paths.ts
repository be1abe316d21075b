import type { Names } from "../things";
import { unread, type Value } from "../value";
import { Changes, contentOf, contentOfList } from "./changes";
import { joinValues } from "./join";
import { LateReads } from "./lateReads";
import { deriveAll } from "./roots";
import type { Run } from "./run";
import { sameData, sameKeys, sameValue } from "./same";
import type { State } from "./state";

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
  const changes = run.state.rollback();
  run.budget.charge(changes.size);
  return { changes, goesOn };
}

/**
 * Goes on as after any of the paths, all of which were tried from here. Says whether anything is different now: for a loop of
 * which the names are known that were `missed` in a pass, whether another pass would meet anything new.
 */
export function joinPaths(run: Run, paths: readonly Changes[], missed?: ReadonlySet<string>): boolean {
  const { state } = run;
  if (paths.length === 1) {
    state.apply(paths[0]);
    return true;
  }
  const began = Math.min(...paths.map((path) => path.began));
  return join(run, paths, (object) => object.region > began, missed);
}

/** What a name, list or dict holds on each of the paths. */
interface Parted<Thing, Content> {
  readonly thing: Thing;
  readonly contents: readonly Content[];
  readonly before: Content;
}

type Fresh = (object: { readonly region: number }) => boolean;

/**
 * `fresh` says of a list, dict or storage that it was made on the path: the others know nothing of it. What two values have in common is
 * asked of what they hold after all of the paths: so all that is not the same on each of them is unknown first, and found out then.
 */
function join(run: Run, paths: readonly Changes[], fresh: Fresh, missed: ReadonlySet<string> | undefined): boolean {
  const { state } = run;
  let different = joinStorages(run, paths, fresh);
  const lists = parted(
    paths.map((path) => path.lists),
    fresh,
    contentOfList,
  );
  const dicts = parted(
    paths.map((path) => path.dicts),
    fresh,
    ({ entries }) => entries,
  );
  const attributes: Parted<readonly [Names, string], Value | undefined>[] = [];
  const scopes: typeof attributes = [];
  for (const each of partedNames(state, paths)) (each.thing[0].areAttributes ? attributes : scopes).push(each);
  run.budget.charge(lists.length + dicts.length + attributes.length + scopes.length);

  for (const { thing, contents } of lists) {
    for (const { items } of contents) for (const item of items ?? []) state.hold(thing, item);
    state.setItems(thing, undefined);
  }
  for (const { thing, contents } of dicts) {
    for (const entries of contents) for (const { value } of entries?.values() ?? []) state.hold(thing, value);
    state.setEntries(thing, undefined);
  }
  for (const { thing, contents } of attributes) state.setName(...thing, oneOf(run, contents));

  const began = Math.min(...paths.map((path) => path.began));
  const isFresh = (names: Names) => names.born > began;
  const joinNames = ({ thing: [names, name], contents, before }: (typeof scopes)[number]) => {
    const values = contents.flatMap((value) => value ?? []);
    if (names.areAttributes && values.length < contents.length) state.misses(names, name);
    const joined = values.length === 0 ? undefined : values.reduce((a, b) => joinValues(state, a, b));
    const same = sameValue(joined, before);
    // What is made anew on every path is no difference to what was there before, nor is a name that nobody missed.
    const isNew = before === undefined && missed !== undefined && !missed.has(name);
    if (!same && !isNew && !isFresh(names)) different = true;
    state.setName(names, name, same ? before : joined);
  };
  attributes.forEach(joinNames);
  for (const { thing, contents, before } of lists) {
    const items = contents.map((content) => content.items).reduce((a, b) => joinItems(run, a, b));
    const base = before.items;
    const same =
      items === base ||
      (items && base && items.length === base.length && items.every((item, i) => sameValue(item, base[i])));
    if (!same && !fresh(thing)) different = true;
    state.setItems(thing, same ? base : items);
  }
  for (const { thing, contents, before } of dicts) {
    const joined = contents.reduce((a, b) => joinEntries(run, a, b));
    const same = sameEntries(joined, before);
    if (!same && !fresh(thing)) different = true;
    state.setEntries(thing, same ? before : joined);
  }
  scopes.forEach(joinNames);
  return different;
}

function joinStorages(run: Run, paths: readonly Changes[], fresh: Fresh): boolean {
  let different = false;
  for (const storage of new Set(paths.flatMap((path) => [...path.storages.keys()]))) {
    const contents = paths.flatMap(
      (path) => path.storages.get(storage) ?? (fresh(storage) ? [] : [contentOf(storage)]),
    );
    const [first, ...others] = contents;
    run.state.setRequiresGrad(
      storage,
      contents.some(({ mayRequireGrad }) => mayRequireGrad),
    );
    const same = others.every(({ data, error }) => sameData(first.data, data) && sameData(first.error, error));
    const data = same ? first.data : undefined;
    // Of numbers that nobody knew before it is new that they were changed.
    const isChanged = contents.some(({ changed }) => changed);
    if (sameData(data, storage.data) && (storage.changed || !isChanged)) continue;
    if (!fresh(storage)) different = true;
    run.state.setData(storage, data, same ? first.error : undefined);
  }
  return different;
}

/** Of the lists or dicts that a path changed, what they hold on each of those that know of them. */
function parted<Thing extends { readonly region: number }, Content>(
  paths: readonly ReadonlyMap<Thing, Content>[],
  fresh: Fresh,
  now: (thing: Thing) => Content,
): readonly Parted<Thing, Content>[] {
  const things = new Set(paths.flatMap((changed) => [...changed.keys()]));
  return [...things].map((thing) => {
    const before = now(thing);
    const contents = paths.flatMap((changed) =>
      changed.has(thing) ? [changed.get(thing) as Content] : fresh(thing) ? [] : [before],
    );
    return { thing, contents, before };
  });
}

function partedNames(
  state: State,
  paths: readonly Changes[],
): readonly Parted<readonly [Names, string], Value | undefined>[] {
  const began = Math.min(...paths.map((path) => path.began));
  return [...new Set(paths.flatMap((path) => [...path.names.keys()]))].flatMap((names) => {
    if (names.isGone) return [];
    const isFresh = names.born > began;
    const touched = new Set(paths.flatMap((path) => [...(path.names.get(names)?.keys() ?? [])]));
    return [...touched].map((name) => {
      state.reads(names, name);
      const before = names.get(name);
      const contents = paths.flatMap((path) => {
        const changed = path.names.get(names);
        return changed?.has(name) ? [changed.get(name)] : isFresh ? [] : [before];
      });
      return { thing: [names, name] as const, contents, before };
    });
  });
}

/** One of several values, of which nothing more is said: but who changes it, changes one of them. */
function oneOf(run: Run, values: readonly (Value | undefined)[], name?: string): Value {
  const result = unread(name === undefined ? "branch" : "loop", undefined, name);
  for (const value of values) {
    if (value !== undefined) deriveAll(run.state, result, value);
  }
  return result;
}

type Items = Value[] | undefined;

function joinItems(run: Run, a: Items, b: Items): Items {
  if (a === b) return a;
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  return a.map((item, i) => joinValues(run.state, item, b[i]));
}

type Entries = Map<string, { readonly key: Value; readonly value: Value }> | undefined;

function joinEntries(run: Run, a: Entries, b: Entries): Entries {
  if (a === b) return a;
  if (a === undefined || b === undefined || !sameKeys(a, b)) return undefined;
  const joined: NonNullable<Entries> = new Map();
  for (const [key, entry] of a) {
    const value = b.get(key)?.value;
    if (value !== undefined) joined.set(key, { key: entry.key, value: joinValues(run.state, entry.value, value) });
  }
  return joined;
}

function sameEntries(a: Entries, b: Entries): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (!sameKeys(a, b)) return false;
  for (const [key, { value }] of a) if (!sameValue(value, b.get(key)?.value)) return false;
  return true;
}

/** All that the paths changed is not known any more. */
export function forget(run: Run, paths: readonly Changes[]): void {
  const { state } = run;
  for (const path of paths) {
    run.budget.charge(path.size);
    for (const [names, changed] of path.names) {
      for (const [name, value] of changed) {
        state.reads(names, name);
        state.setName(names, name, oneOf(run, [names.get(name), value], name));
      }
    }
    for (const [list, { items }] of path.lists) {
      for (const item of items ?? []) state.hold(list, item);
      state.setItems(list, undefined);
    }
    for (const [dict, entries] of path.dicts) {
      for (const { value } of entries?.values() ?? []) state.hold(dict, value);
      state.setEntries(dict, undefined);
    }
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

/**
 * Walks what Python evaluates when somebody asks for it, and no sooner: what it changes outside of itself may be changed by then or not.
 */
export function lazily(run: Run, walk: () => Value, late = new LateReads()): Value {
  const { state } = run;
  const { late: outer } = state;
  let result: Value | undefined;
  state.late = late;
  const { changes, goesOn } = tryPath(run, () => {
    result = walk();
    return true;
  });
  state.late = outer;
  outer?.addAll(late);
  const isOwn = ({ region }: { readonly region: number }) => region > changes.began;
  const isApart =
    [...changes.lists.keys()].every((list) => isOwn(list) || state.isIterator(list)) &&
    [...changes.dicts.keys(), ...changes.storages.keys()].every(isOwn) &&
    [...changes.names.keys()].every((names) => names.born > changes.began);
  if (isApart) state.apply(changes);
  else joinPaths(run, [new Changes(), changes]);
  if (!goesOn || result === undefined) return unread("call");
  if (result.kind === "list" && result.form === "iterator") late.watch(state, result.list);
  return result;
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
