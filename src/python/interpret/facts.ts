import type { Facts, Origin, UnreadReason, Value } from "../value";
import { sameOrigin } from "./same";

/** What two origins, and what is certain of two values, have in common. */

export function joinOrigins(a: Origin, b: Origin): Origin {
  if (a === b || sameOrigin(a, b)) return a;
  const parts = (origin: Origin): readonly Origin[] => (origin.kind === "join" ? origin.of : [origin]);
  const of = [...parts(a)];
  for (const each of parts(b)) if (!of.some((known) => sameOrigin(known, each))) of.push(each);
  const [first, ...others] = of;
  if (of.length === 1) return first;
  // More places than this tell nobody anything.
  const kept = of.length <= 8;
  if (
    kept &&
    first.kind === "operation" &&
    others.every((each) => each.kind === "operation" && sameOperation(first, each))
  ) {
    return { kind: "join", of };
  }
  return { kind: "unread", reason: reasonOfAll(of), place: undefined, name: undefined };
}

/** Origins are looked into so far. */
const DEEPEST = 24;

/** Where no branch would be known, the branch is not why. */
function reasonOfAll(origins: readonly Origin[]): UnreadReason {
  const reasons = origins.map((each) => reasonOf(each, DEEPEST));
  if (reasons.some((reason) => reason === undefined || reason === "branch")) return "branch";
  return reasons.every((reason) => reason === "parameter") ? "parameter" : "expression";
}

/** Why what comes of this is not known; undefined where it may be. */
function reasonOf(origin: Origin, depth: number): UnreadReason | undefined {
  switch (origin.kind) {
    case "literal":
      return undefined;
    case "unread":
      return origin.reason;
    case "join":
      return reasonOfAll(origin.of);
    case "operation": {
      if (depth === 0) return undefined;
      const unknown = origin.operands.find(({ value }) => value.kind === "unknown");
      return unknown && reasonOf(unknown.value.origin, depth - 1);
    }
  }
}

function sameOperation(a: Origin & { kind: "operation" }, b: Origin & { kind: "operation" }): boolean {
  if (a.operation !== b.operation) return false;
  const names = Object.keys(a.settings);
  return (
    names.length === Object.keys(b.settings).length && names.every((name) => a.settings[name] === b.settings[name])
  );
}

export function factsOf(value: Value): Facts {
  if (value.kind === "unknown") return value.facts;
  if (value.kind !== "tensor") return {};
  return { library: value.library, dtype: value.dtype, shape: value.shape };
}

export function commonFacts(a: Facts, b: Facts): Facts {
  const facts: { -readonly [K in keyof Facts]: Facts[K] } = {};
  if (a.library !== undefined && a.library === b.library) facts.library = a.library;
  if (a.dtype !== undefined && a.dtype === b.dtype) facts.dtype = a.dtype;
  if (a.isNumber && b.isNumber) facts.isNumber = true;
  if (a.shape !== undefined && b.shape !== undefined && a.shape.length === b.shape.length) {
    const { shape } = b;
    facts.shape = a.shape.map((size, dim) => (size === shape[dim] ? size : undefined));
  } else {
    const last = a.shape?.at(-1) ?? a.lastSize;
    if (last !== undefined && last === (b.shape?.at(-1) ?? b.lastSize)) facts.lastSize = last;
  }
  return facts;
}
