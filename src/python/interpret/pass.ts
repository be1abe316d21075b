import type { DictObject, ListObject, Names, Storage } from "../things";
import type { Value } from "../value";
import type { Changes } from "./changes";
import { sameData, sameFacts, sameOrigin } from "./same";
import type { State } from "./state";

type Same = (a: Value | undefined, b: Value | undefined) => boolean;

/**
 * One pass through a loop, and what it depends on of all that was there before it. A pass that finds all of that as the pass before it
 * found it does the same once more, and need not be walked.
 */
export class Pass {
  /** The depth of the journal that was opened for it. */
  readonly depth: number;
  /** The path that was begun last before it: what was made since is its own. */
  readonly began: number;
  readonly outer: Pass | undefined;
  private readonly names = new Map<Names, Set<string>>();
  /** It linked what was there before it with other things, which the next pass would find linked. */
  private hasLinked = false;

  constructor(depth: number, began: number, outer: Pass | undefined) {
    this.depth = depth;
    this.began = began;
    this.outer = outer;
  }

  read(names: Names, name: string): void {
    const known = this.names.get(names);
    if (known === undefined) this.names.set(names, new Set([name]));
    else known.add(name);
  }

  /** `thing` may from now on be, or hold, another one as well. What is not known has no region: whoever links an old one, says so. */
  links(thing: object): void {
    const region = "region" in thing ? (thing.region as number) : Number.POSITIVE_INFINITY;
    for (let pass: Pass | undefined = this; pass !== undefined; pass = pass.outer) {
      if (region <= pass.began) pass.hasLinked = true;
    }
  }

  linksOld(): void {
    for (let pass: Pass | undefined = this; pass !== undefined; pass = pass.outer) pass.hasLinked = true;
  }

  /**
   * Whether all that it depends on is as it was. `before` has what the things held that were changed since it began; `isScope` tells
   * names of scopes, of which only those count that it read, from attributes.
   */
  isRepeated(before: Changes, isScope: (names: Names) => boolean, state: State): boolean {
    if (this.hasLinked) return false;
    const isSame = (a: Value | undefined, b: Value | undefined) => isUnchanged(a, b, state);
    const isOld = ({ region }: { readonly region: number }) => region <= this.began;
    for (const [names, changed] of before.names) {
      if (names.born > this.began) continue;
      const read = this.names.get(names);
      const all = !isScope(names);
      for (const [name, old] of changed) {
        if ((all || read?.has(name)) && !isSame(old, names.get(name))) return false;
      }
    }
    for (const [list, old] of before.lists) if (isOld(list) && !isSameList(old, list, isSame)) return false;
    for (const [dict, old] of before.dicts) if (isOld(dict) && !isSameDict(old, dict.entries, isSame)) return false;
    for (const [storage, old] of before.storages) if (isOld(storage) && !isSameStorage(old, storage)) return false;
    return true;
  }
}

/** The very same value, or one that nobody can tell from it; of things that can be changed, the same thing. */
function isUnchanged(a: Value | undefined, b: Value | undefined, state: State): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || !isAlike(a, b)) return false;
  if (!sameOrigin(a.origin, b.origin)) return false;
  return a.kind !== "unknown" || (isOfNothing(state, a) && isOfNothing(state, b));
}

/** Whether nobody changes anything through a value that is not known. */
function isOfNothing(state: State, unknown: Value): boolean {
  for (const _ of state.sourcesOf(unknown)) return false;
  return true;
}

function isAlike(a: Value, b: Value): boolean {
  switch (a.kind) {
    case "number":
      return b.kind === "number" && a.type === b.type && Object.is(a.value, b.value) && a.error === b.error;
    case "string":
      return b.kind === "string" && a.value === b.value;
    case "dtype":
      return b.kind === "dtype" && a.dtype === b.dtype && a.library === b.library;
    case "library":
      return b.kind === "library" && a.path === b.path;
    case "none":
    case "ellipsis":
    case "notImplemented":
      return a.kind === b.kind;
    case "tuple":
      return b.kind === "tuple" && a.items.length === b.items.length && a.items.every((item, i) => item === b.items[i]);
    case "unknown":
      return b.kind === "unknown" && sameFacts(a.facts, b.facts);
    case "tensor":
    case "slice":
    case "list":
    case "dict":
    case "function":
    case "method":
    case "class":
    case "object":
    case "partial":
      return false;
  }
}

function isSameList(a: Pick<ListObject, "items" | "numbers" | "changed">, b: ListObject, isSame: Same): boolean {
  if (a.changed !== b.changed || a.numbers !== b.numbers) return false;
  if (a.items === undefined || b.items === undefined) return a.items === b.items;
  const { items } = b;
  return a.items.length === items.length && a.items.every((item, i) => isSame(item, items[i]));
}

function isSameDict(a: DictObject["entries"], b: DictObject["entries"], isSame: Same): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.size !== b.size) return false;
  const others = b.entries();
  for (const [key, { value }] of a) {
    const [otherKey, other] = others.next().value ?? [];
    if (key !== otherKey || !isSame(value, other?.value)) return false;
  }
  return true;
}

function isSameStorage(a: Pick<Storage, "data" | "error" | "changed" | "mayRequireGrad">, b: Storage): boolean {
  if ((a.mayRequireGrad ?? false) !== (b.mayRequireGrad ?? false)) return false;
  return a.changed === b.changed && sameData(a.data, b.data) && sameData(a.error, b.error);
}
