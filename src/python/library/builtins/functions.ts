import { itemsOf } from "../../lists";
import type { Operation, OperationCall } from "../../operation";
import type { NumberValue, Value } from "../../value";
import {
  arg,
  bool,
  callMethod,
  callPath,
  exact,
  float,
  given,
  int,
  isTrue,
  itemsIn,
  lengthOf,
  list,
  refuse,
  row,
  string,
  text,
  tuple,
  whole,
} from "./read";
import { sorted } from "./sorting";

/** A range longer than this is not written out. */
const maxRange = 10_000;

const noArguments: ReadonlyMap<string, Value> = new Map();

export const functions: readonly Operation[] = [
  row("builtins.len", "obj", (call) => {
    const value = arg(call, "obj");
    if (value.kind === "object") return callMethod(call, value, "__len__");
    const length = lengthOf(value);
    return length === undefined ? refuse() : int(call, length);
  }),
  row("builtins.range", "*bounds", (call) => {
    const bounds = call.rest("bounds").map(whole);
    const [start, stop, step] = bounds.length === 1 ? [0, bounds[0], 1] : [bounds[0], bounds[1], bounds[2] ?? 1];
    if (bounds.length === 0 || bounds.length > 3 || step === 0) return refuse();
    const length = Math.max(0, Math.ceil((stop - start) / step));
    if (length > maxRange) return list(call, undefined, "range");
    return list(
      call,
      Array.from({ length }, (_, i) => int(call, start + i * step)),
      "range",
    );
  }),
  row("builtins.enumerate", "iterable, start=0", (call) => {
    const start = whole(call.arg("start"));
    const items = itemsIn(call, arg(call, "iterable"));
    return list(
      call,
      items.map((item, i) => tuple(call, [int(call, start + i), item])),
      "iterator",
    );
  }),
  row("builtins.zip", "*iterables, strict=False", (call) => {
    const given = call.rest("iterables");
    // One iterator for two of them is gone through in turns.
    const iterators = given.flatMap((each) => (each.kind === "list" && each.form === "iterator" ? [each.list] : []));
    if (new Set(iterators).size < iterators.length) {
      for (const each of given) call.machine.escape(each);
      return refuse();
    }
    const counts = iterators.map((each) => itemsOf(each)?.length ?? 0);
    const all = given.map((each) => itemsIn(call, each));
    const length = all.length === 0 ? 0 : Math.min(...all.map((each) => each.length));
    call.machine.spend(length * all.length);
    // Of an iterator that holds more, as much is taken as there is of the others, or one more.
    for (const [i, each] of iterators.entries()) if (counts[i] > length) call.machine.setItems(each, undefined);
    const items = Array.from({ length }, (_, i) =>
      tuple(
        call,
        all.map((each) => each[i]),
      ),
    );
    return list(call, items, "iterator");
  }),
  row("builtins.map", "function, *iterables", (call) => {
    const all = call.rest("iterables").map((each) => call.machine.iterate(each));
    const callee = arg(call, "function");
    if (all.length === 0 || all.includes(undefined)) {
      call.machine.escape(callee);
      return list(call, undefined, "iterator");
    }
    const known = all.map((each) => each ?? []);
    const length = Math.min(...known.map((each) => each.length));
    const items: Value[] = [];
    for (let i = 0; i < length; i++)
      items.push(
        call.machine.call(
          callee,
          known.map((each) => each[i]),
          noArguments,
          call.place,
        ),
      );
    return list(call, items, "iterator");
  }),
  row("builtins.filter", "function, iterable", (call) => {
    const callee = arg(call, "function");
    const items: Value[] = [];
    for (const item of itemsIn(call, arg(call, "iterable"))) {
      const kept = callee.kind === "none" ? item : call.machine.call(callee, [item], noArguments, call.place);
      if (isTrue(call, kept)) items.push(item);
    }
    return list(call, items, "iterator");
  }),
  row("builtins.sorted", "iterable, /, *, key=None, reverse=False", (call) => {
    const items = sorted(call, itemsIn(call, arg(call, "iterable"), given(call, "key") === undefined));
    return list(call, items);
  }),
  row("builtins.reversed", "sequence", (call) =>
    list(call, [...itemsIn(call, arg(call, "sequence"))].reverse(), "iterator"),
  ),
  row("builtins.sum", "iterable, /, start=0", (call) => {
    const iterable = arg(call, "iterable");
    const items = itemsIn(call, iterable, true);
    let total = arg(call, "start");
    const floats =
      items.length > 1 &&
      items.every(({ kind }) => kind === "number") &&
      items.some((item) => item.kind === "number" && item.type === "float");
    for (const item of items) total = callPath(call, "operator.add", total, item);
    // From Python 3.12 on sums of floats are compensated: the last digits depend on the version.
    if (floats && total.kind === "number") {
      const size = items.reduce((sum, item) => sum + (item.kind === "number" ? Math.abs(item.value) : 0), 0);
      if (!Number.isFinite(size)) return refuse();
      return { ...total, error: (total.error ?? 0) + items.length * size * 2 ** -52 };
    }
    return total;
  }),
  row("builtins.min", "*args, key=None, default=None", (call) => extreme(call, -1)),
  row("builtins.max", "*args, key=None, default=None", (call) => extreme(call, 1)),
  row("builtins.abs", "x, /", (call) => {
    const x = arg(call, "x");
    if (x.kind === "tensor") return callMethod(call, x, "abs");
    if (x.kind === "unknown") return callPath(call, "torch.abs", x);
    if (x.kind !== "number") return refuse();
    return { ...x, type: x.type === "bool" ? "int" : x.type, value: Math.abs(x.value), member: undefined };
  }),
  row("builtins.round", "number, ndigits=None", (call) => {
    const x = arg(call, "number");
    if (x.kind !== "number") return refuse();
    const digits = given(call, "ndigits");
    if (digits === undefined) return int(call, halfEven(exact(x).value));
    if (x.type !== "float") return whole(digits) >= 0 ? int(call, x.value) : refuse();
    // Rounding by the decimal digits: what is not clearly on one side of the middle is left.
    const places = whole(digits);
    const scaled = x.value * 10 ** places;
    const error = (x.error ?? 0) * 10 ** places + 1e-6;
    if (places < 0 || places > 15 || !(Math.abs(scaled) < 2 ** 40)) return refuse();
    if (!(Math.abs(Math.abs(scaled % 1) - 0.5) > error)) return refuse();
    return float(call, Number(x.value.toFixed(places)));
  }),
  row("builtins.pow", "base, exp, mod=None", (call) => {
    if (given(call, "mod") !== undefined) return refuse();
    return callPath(call, "operator.pow", arg(call, "base"), arg(call, "exp"));
  }),
  row("builtins.divmod", "x, y", (call) => {
    const [x, y] = [arg(call, "x"), arg(call, "y")];
    return tuple(call, [callPath(call, "operator.floordiv", x, y), callPath(call, "operator.mod", x, y)]);
  }),
  row("builtins.all", "iterable", (call) => {
    let result = true;
    for (const item of itemsIn(call, arg(call, "iterable"), true)) result = isTrue(call, item) && result;
    return bool(call, result);
  }),
  row("builtins.any", "iterable", (call) => {
    let result = false;
    for (const item of itemsIn(call, arg(call, "iterable"), true)) result = isTrue(call, item) || result;
    return bool(call, result);
  }),
  row("builtins.iter", "iterable", (call) => {
    const value = arg(call, "iterable");
    return value.kind === "list" && value.form === "iterator"
      ? value
      : list(call, [...itemsIn(call, value)], "iterator");
  }),
  row("builtins.next", "iterator, default=None", (call) => {
    const iterator = arg(call, "iterator");
    if (iterator.kind !== "list" || iterator.form !== "iterator") {
      call.machine.escape(iterator);
      return refuse();
    }
    const [first, ...rest] = itemsIn(call, iterator);
    call.machine.setItems(iterator.list, rest);
    return first ?? refuse();
  }),
  row("builtins.ord", "c", (call) => int(call, text(call.arg("c")).codePointAt(0) ?? refuse())),
  row("builtins.chr", "i", (call) => {
    const code = whole(call.arg("i"));
    return code >= 0 && code <= 0x10ffff ? string(call, String.fromCodePoint(code)) : refuse();
  }),
];

/** The number that an array of one element holds. */
export function scalar(call: OperationCall, value: Value): Value {
  return value.kind === "tensor" ? callMethod(call, value, "item") : value;
}

function halfEven(x: number): number {
  if (!Number.isFinite(x)) return refuse();
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The least (−1) or greatest (1) of some values: the first of those that are equal. */
function extreme(call: OperationCall, sign: number): Value {
  const args = call.rest("args");
  if (args.length === 1 && args[0].kind === "tensor" && given(call, "key") === undefined) {
    return args[0].shape.length === 1 ? callMethod(call, args[0], sign > 0 ? "max" : "min") : refuse();
  }
  const key = given(call, "key");
  const items = args.length === 1 ? itemsIn(call, args[0], key === undefined) : args;
  if (items.length === 0) return given(call, "default") ?? refuse();
  let best: Value | undefined;
  let bestKey: NumberValue | undefined;
  for (const item of items) {
    const measured = key === undefined ? item : call.machine.call(key, [item], noArguments, call.place);
    const number = scalar(call, measured);
    if (number.kind !== "number" || Number.isNaN(number.value)) return refuse();
    const difference = bestKey === undefined ? sign : number.value - bestKey.value;
    // Which of two is greater is not known where they are nearer than they are known.
    const error = (number.error ?? 0) + (bestKey?.error ?? 0);
    if (bestKey !== undefined && error > 0 && !(Math.abs(difference) > error)) return refuse();
    if (difference * sign > 0) {
      best = item;
      bestKey = number;
    }
  }
  return best ?? refuse();
}
