import * as l10n from "@vscode/l10n";
import { type DType, isFloatingPoint, numel } from "../../engine/tensor";
import { promote } from "../dtypes";
import { concatenate, stridesOf, unsupported } from "./arrays";
import type { Budget } from "./budget";
import { type ArrayValue, asArray, dtypeOf, made, type Place, type ScalarValue, take, writtenAs } from "./value";

type Numeric = ScalarValue | ArrayValue;

/** Python's floor division and modulo: the remainder has the sign of the divisor. */
const functions: { readonly [op: string]: (a: number, b: number) => number } = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "//": (a, b) => Math.floor(a / b),
  "%": (a, b) => a - b * Math.floor(a / b),
  "**": (a, b) => a ** b,
  "<": (a, b) => Number(a < b),
  "<=": (a, b) => Number(a <= b),
  ">": (a, b) => Number(a > b),
  ">=": (a, b) => Number(a >= b),
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "&": (a, b) => Number(BigInt(a) & BigInt(b)),
  "|": (a, b) => Number(BigInt(a) | BigInt(b)),
};

export function isComparison(op: string): boolean {
  return "<>=!".includes(op[0]);
}

export function binary(op: string, left: Numeric, right: Numeric, place: Place, budget: Budget): Numeric {
  const apply = functions[op];
  if (!apply) throw unsupported(place, l10n.t("The operator “{0}” is not supported here.", op));
  if (left.kind === "scalar" && right.kind === "scalar") return scalars(op, apply, left, right, place);
  const onList = listOperation(op, left, right, place, budget);
  if (onList) return onList;
  return arrays(
    op,
    apply,
    asArray(left),
    asArray(right),
    left.kind === "scalar" || right.kind === "scalar",
    place,
    budget,
  );
}

function scalars(
  op: string,
  apply: (a: number, b: number) => number,
  a: ScalarValue,
  b: ScalarValue,
  place: Place,
): ScalarValue {
  if ((op === "/" || op === "//" || op === "%") && b.value === 0 && !a.dtype && !b.dtype)
    throw unsupported(place, l10n.t("This divides by zero."));
  if ((op === "&" || op === "|") && Math.max(a.written, b.written) > 1)
    throw unsupported(place, l10n.t("The operator “{0}” needs integers.", op));
  const value = apply(a.value, b.value);
  let written: 0 | 1 | 2 = a.written === 2 || b.written === 2 ? 2 : 1;
  if (op === "/" || (op === "**" && b.value < 0)) written = 2;
  if (isComparison(op) || ((op === "&" || op === "|") && a.written === 0 && b.written === 0)) written = 0;
  if (written === 1) requireExact(value, place);
  if (Number.isNaN(value) && !Number.isNaN(a.value) && !Number.isNaN(b.value) && op === "**") {
    throw unsupported(place, l10n.t("A power of a negative number is not real."));
  }
  const dtype = a.dtype && b.dtype ? promote(a.dtype, b.dtype) : (a.dtype ?? b.dtype);
  return {
    kind: "scalar",
    value,
    written,
    dtype: dtype && writtenAs(dtype) === written ? dtype : undefined,
    start: place.start,
    end: place.end,
  };
}

function requireExact(value: number, place: Place): void {
  if (!(Math.abs(value) <= 2 ** 53))
    throw unsupported(place, l10n.t("This integer is beyond ±2^53 and cannot be held exactly."));
}

/** `[0.5] * 4` repeats and `[1] + [2]` joins; a printed factor in front of a list, which Python would refuse, scales it. */
function listOperation(
  op: string,
  left: Numeric,
  right: Numeric,
  place: Place,
  budget: Budget,
): ArrayValue | undefined {
  const a = left.kind === "array" && left.isList ? left : undefined;
  const b = right.kind === "array" && right.isList ? right : undefined;
  if (op === "+" && a && b) {
    if (a.data.length === 0 && a.shape.length === 1) return { ...b, start: place.start, end: place.end };
    if (b.data.length === 0 && b.shape.length === 1) return { ...a, start: place.start, end: place.end };
    return { ...concatenate([a, b], 0, place), start: place.start, end: place.end };
  }
  const list = a ?? b;
  const other = a ? right : left;
  if (!list || (other.kind === "array" && other.library)) return undefined;
  if (op !== "*" || other.kind === "array")
    throw unsupported(place, l10n.t("The operator “{0}” does not work on lists.", op));
  if (other.written === 2) {
    if (a) throw unsupported(place, l10n.t("A list cannot be multiplied by {0}.", other.value));
    return {
      ...list,
      data: list.data.map((x) => x * other.value),
      written: 2,
      scale: other.value,
      start: place.start,
      end: place.end,
    };
  }
  const times = Math.max(0, other.value);
  budget.spend(list.data.length * times, place);
  budget.spend(list.shape[0] * times, place);
  const indices = new Uint32Array(list.data.length * times);
  for (let i = 0; i < indices.length; i++) indices[i] = i % list.data.length;
  return {
    ...take(list, indices, [list.shape[0] * times, ...list.shape.slice(1)]),
    start: place.start,
    end: place.end,
  };
}

export function broadcastShapes(a: readonly number[], b: readonly number[], place: Place): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, d) => {
    const x = a[d - rank + a.length] ?? 1;
    const y = b[d - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1)
      throw unsupported(place, l10n.t("The shapes [{0}] and [{1}] do not fit together.", a.join(", "), b.join(", ")));
    return x === 1 ? y : x;
  });
}

/** For each element of `shape`, the index of the element of an array of shape `from` that broadcasts to it. */
export function broadcastIndices(from: readonly number[], shape: readonly number[]): Uint32Array {
  const strides = stridesOf(from);
  const lead = shape.length - from.length;
  const steps = shape.map((_, d) => (d < lead || from[d - lead] === 1 ? 0 : strides[d - lead]));
  const indices = new Uint32Array(numel(shape));
  const counter = new Array<number>(shape.length).fill(0);
  let source = 0;
  for (let i = 0; i < indices.length; i++) {
    indices[i] = source;
    for (let d = shape.length - 1; d >= 0; d--) {
      source += steps[d];
      if (++counter[d] < shape[d]) break;
      source -= steps[d] * shape[d];
      counter[d] = 0;
    }
  }
  return indices;
}

function arrays(
  op: string,
  apply: (a: number, b: number) => number,
  a: ArrayValue,
  b: ArrayValue,
  withScalar: boolean,
  place: Place,
  budget: Budget,
): ArrayValue {
  const shape = broadcastShapes(a.shape, b.shape, place);
  budget.spend(numel(shape), place);
  const ia = broadcastIndices(a.shape, shape);
  const ib = broadcastIndices(b.shape, shape);
  const library = a.library ?? b.library;
  const dtype = resultDType(op, a, b, withScalar);
  const data = Float64Array.from(ia, (i, k) => apply(a.data[i], b.data[ib[k]]));
  if (!isFloatingPoint(dtype)) for (const value of data) requireExact(value, place);
  return made(data, shape, { written: writtenAs(dtype), dtype, library }, place);
}

/** torch's promotion: a Python scalar widens only the category; NumPy's is wider for integers beside floats. */
function resultDType(op: string, a: ArrayValue, b: ArrayValue, withScalar: boolean): DType {
  if (isComparison(op)) return "bool";
  const library = a.library ?? b.library;
  const floats: DType = library === "numpy" ? "float64" : "float32";
  let dtype: DType;
  if (withScalar) {
    const [array, scalar] = a.library ? [a, b] : [b, a];
    const from = dtypeOf(array);
    if (scalar.dtype) dtype = promote(from, scalar.dtype);
    else dtype = writtenAs(from) >= scalar.written ? from : scalar.written === 2 ? floats : "int64";
  } else {
    const [da, db] = [
      a.library ? dtypeOf(a) : dtypeOf({ ...a, library }),
      b.library ? dtypeOf(b) : dtypeOf({ ...b, library }),
    ];
    dtype = promote(da, db);
    const integers = [da, db].find((type) => !isFloatingPoint(type) && /32|64/.test(type));
    if (library === "numpy" && isFloatingPoint(dtype) && integers) dtype = "float64";
  }
  if (op === "/" && !isFloatingPoint(dtype)) return floats;
  if (dtype === "bool" && op !== "&" && op !== "|") return "int64";
  return dtype;
}
