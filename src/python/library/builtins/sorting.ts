import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import { given, isTrue, refuse } from "./read";

/** Items as `sorted` orders them, by `key` and `reverse`; refuses what is not numbers, strings, or tuples and lists of them. */
export function sorted(call: OperationCall, items: readonly Value[]): Value[] {
  const key = given(call, "key");
  const sign = isTrue(call, call.arg("reverse")) ? -1 : 1;
  call.machine.spend(items.length * 8);
  const keyed = items.map((item) => ({
    item,
    key: key === undefined ? item : call.machine.call(key, [item], new Map(), call.place),
  }));
  // Stable both ways, as Python's is.
  keyed.sort((a, b) => sign * compare(call, a.key, b.key, 0));
  return keyed.map(({ item }) => item);
}

function compare(call: OperationCall, a: Value, b: Value, depth: number): number {
  call.machine.step();
  if (a.kind === "number" && b.kind === "number") {
    if (Number.isNaN(a.value) || Number.isNaN(b.value)) return refuse();
    const error = (a.error ?? 0) + (b.error ?? 0);
    if (error > 0 && Math.abs(a.value - b.value) <= error) return refuse();
    return a.value - b.value;
  }
  if (a.kind === "string" && b.kind === "string") {
    if (/[\ud800-\udfff]/.test(a.value + b.value)) return refuse();
    return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
  }
  if (a.kind !== b.kind || depth > 8 || (a.kind !== "tuple" && a.kind !== "list")) return refuse();
  const [x, y] = [call.machine.iterate(a), call.machine.iterate(b)];
  if (x === undefined || y === undefined) return refuse();
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const order = compare(call, x[i], y[i], depth + 1);
    if (order !== 0) return order;
  }
  return x.length - y.length;
}
