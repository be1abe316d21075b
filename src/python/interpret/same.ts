import { itemsOf, plainNumbers } from "../lists";
import type { Facts, Membership, Origin, Value } from "../value";

export function sameSizes(a: readonly (number | undefined)[], b: readonly (number | undefined)[]): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

export function sameData(a: ArrayLike<number> | undefined, b: ArrayLike<number> | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

/** The same keys in the same order, which is what a program sees of it that goes through them. */
export function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  if (a.size !== b.size) return false;
  const others = b.keys();
  for (const key of a.keys()) if (others.next().value !== key) return false;
  return true;
}

export function sameOrigin(a: Origin, b: Origin): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case "literal":
      return b.kind === "literal" && samePlace(a.place, b.place);
    case "operation":
      return b.kind === "operation" && a.operation === b.operation && samePlace(a.place, b.place);
    case "unread":
      return b.kind === "unread" && a.reason === b.reason && samePlace(a.place, b.place);
    case "join":
      return b.kind === "join" && a.of.length === b.of.length && a.of.every((each, i) => sameOrigin(each, b.of[i]));
  }
}

interface Spot {
  readonly unit: number;
  readonly start: number;
  readonly end: number;
}

function samePlace(a: Spot | undefined, b: Spot | undefined): boolean {
  return a === b || (a?.unit === b?.unit && a?.start === b?.start && a?.end === b?.end);
}

/** How many comparisons are left: lists that hold each other many times over would take as many as there are ways through them. */
export interface Work {
  left: number;
}

export const maxWork = 50_000;

/** Whether a pass through a loop found what the pass before it found: nothing more is lost by another one. */
export function sameValue(
  a: Value | undefined,
  b: Value | undefined,
  depth = 0,
  work: Work = { left: maxWork },
): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || depth > 8 || --work.left < 0) return false;
  switch (a.kind) {
    case "tensor":
      return (
        b.kind === "tensor" &&
        a.library === b.library &&
        a.dtype === b.dtype &&
        sameSizes(a.shape, b.shape) &&
        (a.storage === b.storage || sameData(a.storage.data, b.storage.data)) &&
        sameData(a.view, b.view) &&
        sameOrigin(a.origin, b.origin)
      );
    case "number":
      return (
        b.kind === "number" &&
        a.type === b.type &&
        Object.is(a.value, b.value) &&
        a.error === b.error &&
        sameMember(a.member, b.member)
      );
    case "string":
      return b.kind === "string" && a.value === b.value && sameMember(a.member, b.member);
    case "none":
    case "ellipsis":
    case "notImplemented":
      return a.kind === b.kind;
    case "dtype":
      return b.kind === "dtype" && a.dtype === b.dtype && a.library === b.library;
    case "slice":
      return (
        b.kind === "slice" &&
        sameValue(a.lower, b.lower, depth + 1, work) &&
        sameValue(a.upper, b.upper, depth + 1, work) &&
        sameValue(a.step, b.step, depth + 1, work)
      );
    case "tuple":
      return b.kind === "tuple" && a.type === b.type && sameItems(a.items, b.items, depth, work);
    case "list": {
      if (b.kind !== "list" || a.form !== b.form) return false;
      if (a.list === b.list) return true;
      const numbers = plainNumbers(a.list);
      if (numbers !== undefined && numbers === plainNumbers(b.list)) return true;
      return sameItems(itemsOf(a.list), itemsOf(b.list), depth, work);
    }
    case "dict": {
      if (b.kind !== "dict") return false;
      if (a.dict === b.dict) return true;
      const { entries } = b.dict;
      if (a.dict.entries === undefined || entries === undefined) return a.dict.entries === entries;
      if (!sameKeys(a.dict.entries, entries)) return false;
      for (const [key, { value }] of a.dict.entries) {
        if (!sameValue(value, entries.get(key)?.value, depth + 1, work)) return false;
      }
      return true;
    }
    case "function":
      return b.kind === "function" && a.node === b.node && a.scope === b.scope;
    case "method":
      return (
        b.kind === "method" &&
        a.callee === b.callee &&
        a.setter === b.setter &&
        sameValue(a.self, b.self, depth + 1, work)
      );
    case "object": {
      if (b.kind !== "object") return false;
      if (a.object === b.object) return true;
      const { attributes } = b.object;
      if (a.object.attributes.size !== attributes.size || a.object.construction?.path !== b.object.construction?.path) {
        return false;
      }
      for (const [name, value] of a.object.attributes) {
        if (!sameValue(value, attributes.get(name), depth + 1, work)) return false;
      }
      return a.type === b.type || (a.type.kind === "library" && b.type.kind === "library");
    }
    case "library":
      return b.kind === "library" && a.path === b.path;
    case "unknown":
      return b.kind === "unknown" && sameFacts(a.facts, b.facts) && sameOrigin(a.origin, b.origin);
    case "class":
    case "partial":
      return false;
  }
}

export function sameMember(a: Membership | undefined, b: Membership | undefined): boolean {
  return a === b || (a?.type === b?.type && a?.name === b?.name);
}

function sameItems(
  a: readonly Value[] | undefined,
  b: readonly Value[] | undefined,
  depth: number,
  work: Work,
): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || (a.length === b.length && a.every((item, i) => sameValue(item, b[i], depth + 1, work)));
}

export function sameFacts(a: Facts, b: Facts): boolean {
  return (
    a.library === b.library &&
    a.dtype === b.dtype &&
    a.lastSize === b.lastSize &&
    (a.shape === b.shape || (a.shape !== undefined && b.shape !== undefined && sameSizes(a.shape, b.shape)))
  );
}
