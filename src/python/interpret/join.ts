import { itemsOf, plainNumbers } from "../lists";
import { Names, type Storage } from "../things";
import { dataOf, type ListValue, type Origin, type TensorValue, unread, type Value } from "../value";
import { commonFacts, factsOf, joinOrigins } from "./facts";
import { deriveAll } from "./roots";
import { maxWork, sameData, sameFacts, sameKeys, sameMember, sameOrigin, sameSizes, type Work } from "./same";
import type { State } from "./state";

/** Deeper than this, two things of different identity are not compared. */
const maxDepth = 6;

const maxItems = 2000;

/**
 * What a value is after branches that may each have been taken: itself where they agree, else what both have in common. Two mutable
 * things of different identity become one that is known to be either: who changes it makes all of them unknown.
 */
export function joinValues(state: State, a: Value, b: Value, depth = 0, work: Work = { left: maxWork }): Value {
  if (a === b) return a;
  if (--work.left < 0) return oneOfBoth(state, a, b);
  // Nothing is known of it already.
  if (isLost(a)) {
    deriveAll(state, a, b, "old");
    return a;
  }
  if (a.kind === "unknown" && b.kind === "unknown" && sameOrigin(a.origin, b.origin) && sameFacts(a.facts, b.facts)) {
    for (const source of state.sourcesOf(b)) state.deriveOld(a, source);
    return a;
  }
  const origin = joinOrigins(a.origin, b.origin);
  switch (a.kind) {
    case "tensor":
      if (b.kind === "tensor") return joinTensors(state, a, b, origin);
      break;
    case "number":
      if (b.kind === "number" && a.type === b.type && Object.is(a.value, b.value) && sameMember(a.member, b.member)) {
        const error = Math.max(a.error ?? 0, b.error ?? 0);
        return { ...a, error: error > 0 ? error : undefined, origin };
      }
      break;
    case "string":
      if (b.kind === "string" && a.value === b.value && sameMember(a.member, b.member)) return { ...a, origin };
      break;
    case "none":
    case "ellipsis":
    case "notImplemented":
      if (a.kind === b.kind) return { ...a, origin };
      break;
    case "dtype":
      if (b.kind === "dtype" && a.dtype === b.dtype && a.library === b.library) return { ...a, origin };
      break;
    case "library":
      if (b.kind === "library" && a.path === b.path) return { ...a, origin };
      break;
    case "slice":
      if (b.kind === "slice" && depth < maxDepth) {
        const join = (x: Value, y: Value) => joinValues(state, x, y, depth + 1, work);
        return {
          ...a,
          lower: join(a.lower, b.lower),
          upper: join(a.upper, b.upper),
          step: join(a.step, b.step),
          origin,
        };
      }
      break;
    case "tuple":
      if (b.kind === "tuple" && a.items.length === b.items.length && depth < maxDepth) {
        const isOfOneKind = a.type === b.type && a.fields?.join() === b.fields?.join();
        if (!isOfOneKind) break;
        const items = joinItems(state, a.items, b.items, depth, work);
        return items === a.items && origin === a.origin ? a : { ...a, items, origin };
      }
      break;
    case "list":
      if (b.kind === "list" && a.form === b.form) {
        const joined = joinLists(state, a, b, origin, depth, work);
        if (joined !== undefined) return joined;
      }
      break;
    case "dict":
      if (b.kind === "dict") {
        if (a.dict === b.dict) return a;
        const mine = a.dict.entries;
        const other = b.dict.entries;
        if (mine !== undefined && other !== undefined && sameKeys(mine, other) && depth < maxDepth) {
          const entries: typeof mine = new Map();
          for (const [key, entry] of mine) {
            const counterpart = other.get(key);
            if (counterpart === undefined) break;
            entries.set(key, {
              key: entry.key,
              value: joinValues(state, entry.value, counterpart.value, depth + 1, work),
            });
          }
          if (entries.size === mine.size) {
            const joined: Value = { kind: "dict", dict: { entries, region: state.region }, origin };
            aliasAll(state, joined.dict, [a.dict, b.dict]);
            return joined;
          }
        }
      }
      break;
    case "function":
      if (
        b.kind === "function" &&
        a.node === b.node &&
        a.scope === b.scope &&
        a.fallbacks.every(
          (each, i) => each === b.fallbacks[i] || (each && b.fallbacks[i] && sameSimple(each, b.fallbacks[i])),
        )
      ) {
        return a;
      }
      break;
    case "method":
      if (b.kind === "method" && depth < maxDepth) {
        const self = joinValues(state, a.self, b.self, depth + 1, work);
        const same = a.callee === b.callee && a.setter === b.setter;
        if (same && self.kind === a.self.kind) return { ...a, self, origin };
      }
      break;
    case "object":
      if (b.kind === "object") {
        if (a.object === b.object) return a;
        const sameType =
          a.type === b.type || (a.type.kind === "library" && b.type.kind === "library" && a.type.path === b.type.path);
        const construction = a.object.construction;
        const other = b.object.construction;
        const sameConstruction = construction?.path === other?.path && construction?.place.start === other?.place.start;
        const mine = a.object.attributes;
        const others = b.object.attributes;
        if (sameType && sameConstruction && mine.size === others.size && depth < maxDepth) {
          const attributes = new Names(state.region);
          for (const [name, value] of mine) {
            const counterpart = others.get(name);
            if (counterpart === undefined) break;
            attributes.set(name, joinValues(state, value, counterpart, depth + 1, work));
          }
          if (attributes.size === mine.size) {
            const object = { attributes, region: state.region, construction };
            aliasAll(state, object, [a.object, b.object]);
            return { kind: "object", type: a.type, object, origin };
          }
        }
      }
      break;
    case "class":
    case "partial":
    case "unknown":
      break;
  }
  return oneOfBoth(state, a, b, origin);
}

/** What two values have in common without a look at what they hold. */
function oneOfBoth(state: State, a: Value, b: Value, origin = joinOrigins(a.origin, b.origin)): Value {
  const result: Value = { kind: "unknown", facts: commonFacts(factsOf(a), factsOf(b)), origin };
  for (const each of [a, b]) deriveAll(state, result, each);
  return result;
}

function isLost(value: Value): boolean {
  return (
    value.kind === "unknown" &&
    value.origin.kind === "unread" &&
    value.origin.reason === "loop" &&
    Object.keys(value.facts).length === 0
  );
}

/** Values that are one and the same, or hold nothing that could be changed. */
function sameSimple(a: Value, b: Value): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "number" && b.kind === "number") return a.type === b.type && Object.is(a.value, b.value);
  if (a.kind === "string" && b.kind === "string") return a.value === b.value;
  return a.kind === "none";
}

function joinTensors(state: State, a: TensorValue, b: TensorValue, origin: Origin): Value {
  const sameKind = a.library === b.library && a.dtype === b.dtype && sameSizes(a.shape, b.shape);
  if (sameKind && a.storage === b.storage && (a.view === b.view || sameData(a.view, b.view))) {
    return a.origin === origin ? a : { ...a, origin };
  }
  if (!sameKind) {
    const result: Value = { kind: "unknown", facts: commonFacts(factsOf(a), factsOf(b)), origin };
    state.derive(result, a.storage);
    state.derive(result, b.storage);
    return result;
  }
  // Nobody changes either, and of neither is more known than of the other.
  if (state.isSettled && origin === a.origin && isOpen(a) && isOpen(b) && (a.storage.changed || !b.storage.changed))
    return a;
  const data = dataOf(a);
  const equal = data !== undefined && sameData(data, dataOf(b));
  const error = equal ? joinErrors(errorsOf(a), errorsOf(b)) : undefined;
  const storage: Storage = {
    data: equal ? data : undefined,
    changed: a.storage.changed || b.storage.changed,
    region: state.region,
  };
  if (error !== undefined) storage.error = error;
  aliasAll(state, storage, [a.storage, b.storage]);
  const cells =
    equal && a.cells && b.cells && a.cells.unit === b.cells.unit && sameData(a.cells.offsets, b.cells.offsets)
      ? a.cells
      : undefined;
  // Field by field: copying is what costs most where there are no numbers.
  const { library, shape, dtype } = a;
  return { kind: "tensor", library, shape, dtype, storage, view: undefined, cells, origin };
}

/** An array of which the values are not known, nor where they are written. */
function isOpen({ storage, cells }: TensorValue): boolean {
  return storage.data === undefined && storage.error === undefined && cells === undefined;
}

function errorsOf({ storage: { error }, view }: TensorValue): Float64Array | undefined {
  return error === undefined || view === undefined ? error : Float64Array.from(view, (index) => error[index]);
}

/** How far either may be off: absent errors are those of rounding, which the others are at least. */
function joinErrors(a: Float64Array | undefined, b: Float64Array | undefined): Float64Array | undefined {
  return a === undefined || b === undefined ? (a ?? b) : a.map((error, i) => Math.max(error, b[i]));
}

function joinLists(
  state: State,
  a: ListValue,
  b: ListValue,
  origin: Origin,
  depth: number,
  work: Work,
): Value | undefined {
  if (a.list === b.list) return a;
  const numbers = plainNumbers(a.list);
  const others = plainNumbers(b.list);
  if (numbers !== undefined && others !== undefined && sameData(numbers.data, others.data)) {
    if (sameSizes(numbers.shape, others.shape) && numbers.type === others.type) {
      state.alias(a.list, b.list);
      return { ...a, origin };
    }
  }
  const mine = itemsOf(a.list);
  const theirs = itemsOf(b.list);
  let items: Value[] | undefined;
  if (mine !== undefined && theirs !== undefined && mine.length === theirs.length && mine.length <= maxItems) {
    if (depth < maxDepth) items = [...joinItems(state, mine, theirs, depth, work)];
  }
  const list = {
    items,
    region: state.region,
    changed: a.list.changed || b.list.changed || items === undefined,
    numbers: undefined,
  };
  aliasAll(state, list, [a.list, b.list]);
  return { kind: "list", form: a.form, list, origin };
}

function joinItems(
  state: State,
  a: readonly Value[],
  b: readonly Value[],
  depth: number,
  work: Work,
): readonly Value[] {
  let same = true;
  const items = a.map((item, i) => {
    const joined = joinValues(state, item, b[i], depth + 1, work);
    if (joined !== item) same = false;
    return joined;
  });
  return same ? a : items;
}

function aliasAll(state: State, joined: object, parts: readonly object[]): void {
  for (const part of parts) state.alias(joined, part);
}

/** What a path did not give a value: the others' value, for there the program would raise. */
export function joinAll(state: State, values: readonly Value[]): Value {
  if (values.length === 0) return unread("branch");
  return values.reduce((a, b) => joinValues(state, a, b));
}
