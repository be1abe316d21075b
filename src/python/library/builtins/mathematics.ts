import type { Operation, OperationCall } from "../../operation";
import type { NumberValue, Value } from "../../value";
import { bool, callMethod, exact, float, int, refuse, row, whole } from "./read";

/** A function of C's library is within a unit or so of the last place, and so is JavaScript's, but they need not agree. */
const off = 2 ** -50;

function number(call: OperationCall, of: string): number {
  const value = call.arg(of);
  return exact(value?.kind === "tensor" ? callMethod(call, value, "item") : value).value;
}

/** A function that is monotonic, or no steeper than 1. */
function approximate(
  name: string,
  apply: (x: number) => number,
  exactly: readonly (readonly [number, number])[] = [],
): Operation {
  return row(`math.${name}`, "x, /", (call) => {
    const x = near(call, "x");
    const known = x.error === undefined ? exactly.find(([at]) => at === x.value) : undefined;
    if (known !== undefined) return float(call, known[1]);
    return inexact(call, apply, x);
  });
}

function inexact(call: OperationCall, apply: (x: number) => number, { value: x, error = 0 }: NumberValue): Value {
  const value = apply(x);
  const spread = Math.max(
    Math.abs(apply(x + error) - value),
    Math.abs(apply(x - error) - value),
    isWave(apply) ? error : 0,
  );
  const total = spread + Math.abs(value) * off;
  return Number.isFinite(value) && Number.isFinite(total) ? float(call, value, total) : refuse();
}

function isWave(apply: (x: number) => number): boolean {
  return apply === Math.sin || apply === Math.cos;
}

/** A number that may be off a little. */
function near(call: OperationCall, of: string): NumberValue {
  const value = call.arg(of);
  const result = value?.kind === "tensor" ? callMethod(call, value, "item") : value;
  return result?.kind === "number" ? result : refuse();
}

function rounding(name: string, apply: (x: number) => number): Operation {
  return row(`math.${name}`, "x, /", (call) => int(call, apply(number(call, "x"))));
}

export const mathematics: readonly Operation[] = [
  approximate("exp", Math.exp, [[0, 1]]),
  approximate("log2", Math.log2, [[1, 0]]),
  approximate("log10", Math.log10, [[1, 0]]),
  approximate("log1p", Math.log1p, [[0, 0]]),
  approximate("expm1", Math.expm1, [[0, 0]]),
  approximate("sin", Math.sin, [[0, 0]]),
  approximate("cos", Math.cos, [[0, 1]]),
  approximate("tan", Math.tan, [[0, 0]]),
  approximate("tanh", Math.tanh, [[0, 0]]),
  approximate("atan", Math.atan, [[0, 0]]),
  row("math.log", "x, base=None, /", (call) => {
    const base = call.arg("base");
    if (base === undefined || base.kind === "none") {
      const x = near(call, "x");
      if (x.value === 1 && x.error === undefined) return float(call, 0);
      return x.value > 0 ? inexact(call, Math.log, x) : refuse();
    }
    const x = number(call, "x");
    if (!(x > 0)) return refuse();
    const value = Math.log(x) / Math.log(number(call, "base"));
    return Number.isFinite(value) ? float(call, value, Math.abs(value) * 4 * off) : refuse();
  }),
  row("math.sqrt", "x, /", (call) => {
    const x = near(call, "x");
    if (!(x.value >= 0)) return refuse();
    return x.error === undefined ? float(call, Math.sqrt(x.value)) : inexact(call, Math.sqrt, x);
  }),
  row("math.fabs", "x, /", (call) => float(call, Math.abs(number(call, "x")))),
  row("math.pow", "x, y, /", (call) => {
    const value = number(call, "x") ** number(call, "y");
    return Number.isFinite(value) ? float(call, value, Math.abs(value) * off) : refuse();
  }),
  rounding("floor", Math.floor),
  rounding("ceil", Math.ceil),
  rounding("trunc", Math.trunc),
  row("math.isnan", "x, /", (call) => bool(call, Number.isNaN(number(call, "x")))),
  row("math.isinf", "x, /", (call) => bool(call, Math.abs(number(call, "x")) === Number.POSITIVE_INFINITY)),
  row("math.isfinite", "x, /", (call) => bool(call, Number.isFinite(number(call, "x")))),
  row("math.factorial", "n, /", (call) => {
    const n = whole(call.arg("n"));
    if (n < 0 || n > 18) return refuse();
    let result = 1;
    for (let i = 2; i <= n; i++) result *= i;
    return int(call, result);
  }),
  row("math.gcd", "a, b, /", (call) => {
    let [a, b] = [Math.abs(whole(call.arg("a"))), Math.abs(whole(call.arg("b")))];
    while (b !== 0) [a, b] = [b, a % b];
    return int(call, a);
  }),
  row("math.fsum", "seq, /", (call) => {
    const items = call.machine.iterate(call.arg("seq") as Value) ?? refuse();
    const numbers = items.map((item) => (item.kind === "number" ? item : refuse()));
    const total = numbers.reduce((sum, { value }) => sum + value, 0);
    const size = numbers.reduce((sum, { value, error = 0 }) => sum + Math.abs(value) * numbers.length * off + error, 0);
    return Number.isFinite(total) ? float(call, total, size) : refuse();
  }),
  row("math.prod", "iterable, /", (call) => {
    const items = call.machine.iterate(call.arg("iterable") as Value) ?? refuse();
    return int(
      call,
      items.reduce((product, item) => product * whole(item), 1),
    );
  }),
];
