import type { Value } from "../value";
import type { State } from "./state";

/** The things that a value is, or shares memory with: who changes it, changes them. */

/** The mutable things that a value is, or may share memory with. */
export function rootsOf(state: State, value: Value, charge?: (walked: number) => void): Iterable<object> {
  if (value.kind === "number" || value.kind === "string" || value.kind === "none") return nothing;
  if (value.kind === "tensor") return [value.storage];
  const roots = new Set<object>();
  collectRoots(state, value, roots, new Set(), (unknown, seen) => {
    if (seen.has(unknown)) return;
    seen.add(unknown);
    const found = rootsOfUnknown(state, unknown, charge);
    charge?.(found.size / rootsOfWork);
    for (const root of found) roots.add(root);
  });
  return roots;
}

/** Roots that were found are handed on at the cost of so many in one. */
const rootsOfWork = 10;

/** In a list of its own: what is not known goes back through any number of others; no way back is walked twice. */
function rootsOfUnknown(state: State, unknown: object, charge?: (walked: number) => void): ReadonlySet<object> {
  const known = state.rootsFound(unknown);
  if (known !== undefined) return known;
  const roots = new Set<object>();
  const walked = new Set<object>();
  const waiting: object[] = [unknown];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    if (walked.has(each)) continue;
    walked.add(each);
    for (const source of state.sourcesOf(each)) {
      if (!isUnknown(source)) roots.add(source);
      else {
        const found = state.rootsFound(source);
        if (found === undefined) waiting.push(source);
        else for (const root of found) roots.add(root);
      }
    }
  }
  charge?.(walked.size);
  state.keepRoots(unknown, roots, walked);
  return roots;
}

/**
 * A value that is not known may be, or share memory with, what another one is. Of one that is not known itself it notes that alone:
 * to copy what that comes from would grow with the square of the program. `old` is a value that others may know already.
 */
export function deriveAll(state: State, result: Value, from: Value, age: "new" | "old" = "new"): void {
  if (from.kind === "number" || from.kind === "string" || from.kind === "none" || from === result) return;
  if (from.kind === "tensor") {
    if (age === "old") state.deriveOld(result, from.storage);
    else state.derive(result, from.storage);
    return;
  }
  const roots = new Set<object>();
  collectRoots(state, from, roots, new Set(), (unknown) => {
    const sources = [...state.sourcesOf(unknown)];
    if (sources.length === 1) roots.add(sources[0]);
    else if (sources.length > 1) roots.add(unknown);
  });
  for (const root of roots) {
    if (root === result) continue;
    if (age === "old") state.deriveOld(result, root);
    else state.derive(result, root);
  }
}

/** Whether a source is itself a value that is not known. */
export function isUnknown(source: object): source is Value & { readonly kind: "unknown" } {
  return "kind" in source && source.kind === "unknown";
}

const nothing: readonly object[] = [];

/** `seen` are tuples: one that holds another twice is not walked twice. */
function collectRoots(
  state: State,
  value: Value,
  roots: Set<object>,
  seen: Set<object>,
  sourcesOf: (unknown: Value, seen: Set<object>) => void,
): void {
  switch (value.kind) {
    case "tensor":
      roots.add(value.storage);
      return;
    case "list":
      if (value.form !== "range" || value.list.items !== undefined) roots.add(value.list);
      return;
    case "dict":
      roots.add(value.dict);
      return;
    case "object":
      roots.add(value.object);
      return;
    case "unknown":
      sourcesOf(value, seen);
      return;
    case "tuple":
      if (seen.has(value) || seen.size > maxTuples) return;
      seen.add(value);
      for (const item of value.items) collectRoots(state, item, roots, seen, sourcesOf);
      return;
    case "method":
      collectRoots(state, value.self, roots, seen, sourcesOf);
      return;
    case "number":
    case "string":
    case "none":
    case "ellipsis":
    case "notImplemented":
    case "dtype":
    case "slice":
    case "function":
    case "class":
    case "library":
    case "partial":
      return;
  }
}

/** No program nests tuples so deep for a purpose. */
const maxTuples = 1000;
