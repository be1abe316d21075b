import { keyOf } from "../../interpret/make";
import type { Operation, OperationCall } from "../../operation";
import type { Value } from "../../value";
import { pairsOf } from "./dicts";
import { scalar } from "./functions";
import { arg, bool, dict, float, given, int, isTrue, itemsIn, list, refuse, row, string, tuple } from "./read";

/** The types of the language, called: `int(x)`, `list(items)`. */

/** A new list of an iterable's items; undefined for an iterable of unknown items. */
function copied(call: OperationCall, anyOrder = false): Value[] | undefined {
  const iterable = arg(call, "iterable");
  const items = call.machine.iterate(iterable, anyOrder);
  return items === undefined ? undefined : [...items];
}

export const types: readonly Operation[] = [
  row("builtins.int", "x=0, base=None", (call) => {
    const x = scalar(call, arg(call, "x"));
    if (x.kind === "string") {
      if (given(call, "base") !== undefined) return refuse();
      return /^\s*[-+]?\d+\s*$/.test(x.value) ? int(call, Number(x.value)) : refuse();
    }
    if (x.kind !== "number" || !Number.isFinite(x.value)) return refuse();
    const error = x.error ?? 0;
    const [low, high] = [Math.trunc(x.value - error), Math.trunc(x.value + error)];
    return low === high ? int(call, low) : refuse();
  }),
  row("builtins.float", "x=0.0", (call) => {
    const x = scalar(call, arg(call, "x"));
    if (x.kind === "string") {
      const trimmed = x.value.trim().toLowerCase();
      if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(trimmed)) return float(call, Number(trimmed));
      if (/^[-+]?inf(inity)?$/.test(trimmed)) {
        return float(call, trimmed.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
      }
      return /^[-+]?nan$/.test(trimmed) ? float(call, Number.NaN) : refuse();
    }
    return x.kind === "number" ? { ...x, type: "float", member: undefined } : refuse();
  }),
  row("builtins.bool", "x=False", (call) => bool(call, isTrue(call, call.arg("x")))),
  row("builtins.str", "object='', *rest", (call) => {
    const value = arg(call, "object");
    // How members of enumerations are written, differs between versions.
    if ((value.kind === "string" || value.kind === "number") && value.member !== undefined) return refuse();
    if (value.kind === "string") return value;
    if (value.kind === "number" && value.type === "int") return string(call, String(value.value));
    if (value.kind === "number" && value.type === "bool") return string(call, value.value === 0 ? "False" : "True");
    return value.kind === "none" ? string(call, "None") : refuse();
  }),
  row("builtins.list", "iterable=()", (call) => list(call, copied(call))),
  row("builtins.tuple", "iterable=()", (call) => {
    const items = copied(call);
    return items === undefined ? refuse() : tuple(call, items);
  }),
  row("builtins.set builtins.frozenset", "iterable=()", (call) => {
    const byKey = new Map<string, Value>();
    for (const item of copied(call, true) ?? refuse()) byKey.set(keyOf(item) ?? refuse(), item);
    return list(call, [...byKey.values()], "set");
  }),
  row("builtins.dict collections.OrderedDict", "mapping=(), /, **entries", (call) => {
    const mapping = arg(call, "mapping");
    const pairs = mapping.kind === "dict" ? (mapping.dict.entries ?? refuse()) : pairsOf(call, itemsIn(call, mapping));
    const entries = new Map(pairs);
    for (const [name, value] of call.others("entries")) entries.set(`s:${name}`, { key: string(call, name), value });
    return dict(call, entries);
  }),
  row("builtins.slice", "*bounds", (call) => {
    const none: Value = {
      kind: "none",
      origin: { kind: "unread", reason: "expression", place: call.place, name: undefined },
    };
    const bounds = call.rest("bounds");
    const [lower, upper, step] =
      bounds.length === 1 ? [none, bounds[0], none] : [bounds[0] ?? none, bounds[1] ?? none, bounds[2] ?? none];
    return { kind: "slice", lower, upper, step, origin: none.origin };
  }),
];
