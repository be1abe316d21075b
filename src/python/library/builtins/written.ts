import { keyOf } from "../../interpret/make";
import type { Operation, OperationCall } from "../../operation";
import type { DictObject } from "../../things";
import type { ListValue, Value } from "../../value";
import { arg, dict, list, none, origin, refuse, row, string, text, tuple } from "./read";

/** Values that stand in a text: `json.loads(text)`, `ast.literal_eval(text)`. */

type Notation = "json" | "python";

/** One text on its way. What is not surely read as Python reads it, is refused. */
interface Reading {
  readonly call: OperationCall;
  readonly text: string;
  readonly notation: Notation;
  at: number;
}

const MOST_DEPTH = 60;

const spaces = /[ \t\r\n]*/y;
const words = /[A-Za-z]+/y;
const numbers: { readonly [N in Notation]: RegExp } = {
  json: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y,
  python: /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/y,
};
/** Python's escapes are others: a text with one is left. */
const strings: { readonly [N in Notation]: RegExp } = {
  json: /"(?:[^"\\\n]|\\.)*"/y,
  python: /"[^"\\\n]*"|'[^'\\\n]*'/y,
};
const constants: { readonly [N in Notation]: Readonly<Record<string, boolean | number | null>> } = {
  json: { true: true, false: false, null: null, NaN: Number.NaN, Infinity: Number.POSITIVE_INFINITY },
  python: { True: true, False: false, None: null },
};

function read(call: OperationCall, value: Value | undefined, notation: Notation): Value {
  const from: Reading = { call, text: text(value), notation, at: 0 };
  call.machine.spend(from.text.length);
  const result = readValue(from, 0);
  skip(from);
  return from.at === from.text.length ? result : refuse();
}

function skip(from: Reading): void {
  match(from, spaces);
}

function match(from: Reading, pattern: RegExp): string | undefined {
  pattern.lastIndex = from.at;
  const found = pattern.exec(from.text)?.[0];
  if (found !== undefined) from.at += found.length;
  return found;
}

function readValue(from: Reading, depth: number): Value {
  if (depth > MOST_DEPTH) return refuse();
  skip(from);
  const { call, text: all, notation } = from;
  const first = all[from.at];
  if (first === "[") return list(call, itemsUntil(from, "]", depth).items);
  if (first === "{") return braces(from, depth);
  if (first === "(" && notation === "python") {
    const { items, isOne } = itemsUntil(from, ")", depth);
    return isOne ? items[0] : tuple(call, items);
  }
  if (first === '"' || first === "'") {
    const written = match(from, strings[notation]) ?? refuse();
    // Neighbours would be joined.
    skip(from);
    if (all[from.at] === '"' || all[from.at] === "'") return refuse();
    return string(call, notation === "json" ? fromJson(written) : written.slice(1, -1));
  }
  const word = match(from, words);
  if (word === undefined) return numberOf(from);
  const known = Object.hasOwn(constants[notation], word) ? constants[notation][word] : refuse();
  if (known === null) return none(call);
  const type = typeof known === "boolean" ? "bool" : "float";
  return { kind: "number", type, value: Number(known), origin: origin(call) };
}

/** What JSON's own reader makes of a string; control characters it refuses. */
function fromJson(written: string): string {
  try {
    return String(JSON.parse(written));
  } catch {
    return refuse();
  }
}

function numberOf(from: Reading): Value {
  const written = match(from, numbers[from.notation]) ?? refuse();
  const isInt = !/[.eE]/.test(written);
  const value = Number(written);
  const next = from.text[from.at] ?? "";
  // An int beyond 2^53, `0x1f`, `1_000`, `1j`; Python has no zeros in front.
  if ((isInt && (!Number.isSafeInteger(value) || /^[-+]?0\d/.test(written))) || /\w/.test(next)) return refuse();
  return { kind: "number", type: isInt ? "int" : "float", value: isInt ? value + 0 : value, origin: origin(from.call) };
}

/** `isOne`: one item without a comma, which round brackets make no tuple of. */
function itemsUntil(from: Reading, close: string, depth: number): { readonly items: Value[]; readonly isOne: boolean } {
  from.at++;
  const items: Value[] = [];
  let hasComma = true;
  for (;;) {
    skip(from);
    if (from.text[from.at] === close && (items.length === 0 || !hasComma || from.notation === "python")) break;
    if (!hasComma) return refuse();
    items.push(readValue(from, depth + 1));
    skip(from);
    hasComma = from.text[from.at] === ",";
    if (hasComma) from.at++;
  }
  from.at++;
  return { items, isOne: items.length === 1 && !hasComma };
}

function braces(from: Reading, depth: number): Value {
  const { call, notation } = from;
  from.at++;
  const entries: NonNullable<DictObject["entries"]> = new Map();
  const items: Value[] = [];
  let hasComma = true;
  for (;;) {
    skip(from);
    const isFirst = entries.size + items.length === 0;
    if (from.text[from.at] === "}" && (isFirst || !hasComma || notation === "python")) break;
    if (!hasComma) return refuse();
    const key = readValue(from, depth + 1);
    const name = keyOf(key) ?? refuse();
    skip(from);
    if (from.text[from.at] === ":") {
      if (items.length > 0 || (notation === "json" && key.kind !== "string")) return refuse();
      from.at++;
      entries.set(name, { key, value: readValue(from, depth + 1) });
    } else {
      if (entries.size > 0 || notation === "json" || items.some((each) => keyOf(each) === name)) return refuse();
      items.push(key);
    }
    skip(from);
    hasComma = from.text[from.at] === ",";
    if (hasComma) from.at++;
  }
  from.at++;
  const form: ListValue["form"] = "set";
  return items.length > 0 ? list(call, items, form) : dict(call, entries);
}

export const writtenValues: readonly Operation[] = [
  row("json.loads", "s", (call) => read(call, arg(call, "s"), "json")),
  row("ast.literal_eval", "node_or_string", (call) => read(call, arg(call, "node_or_string"), "python")),
];
