import { integerRange, wrapInteger } from "../../../tensor/dtype";
import { type DType, isFloatingPoint } from "../../../tensor/tensor";

/**
 * Floats are held as written, in float64, whatever their dtype; so each result says how far it may be from what the program's own
 * arithmetic gives. Where nothing is said (`error` undefined), that is the held value rounded to the dtype.
 */
export interface Numbers {
  readonly data: Float64Array;
  readonly error: Float64Array | undefined;
}

/** Twice the relative error of one rounding. */
export const epsilon: Readonly<Record<DType, number>> = {
  bool: 0,
  uint8: 0,
  int8: 0,
  int16: 0,
  int32: 0,
  int64: 0,
  float16: 2 ** -10,
  bfloat16: 2 ** -7,
  float32: 2 ** -23,
  float64: 2 ** -52,
};

/** The largest finite value and the smallest normal one. */
const range: Readonly<Partial<Record<DType, readonly [max: number, tiny: number]>>> = {
  float16: [65504, 2 ** -14],
  bfloat16: [(2 - 2 ** -7) * 2 ** 127, 2 ** -126],
  float32: [(2 - 2 ** -23) * 2 ** 127, 2 ** -126],
};

/** The largest finite value. */
export function rangeOf(dtype: DType): number {
  return range[dtype]?.[0] ?? Number.MAX_VALUE;
}

/** How far a value may be off relative to the largest beside it before it is no value any more. */
const tolerance: Readonly<Partial<Record<DType, number>>> = { float16: 0.02, bfloat16: 0.05 };

/** The nearest number of a dtype, ties to even; integers are kept. */
export function roundTo(dtype: DType, value: number): number {
  if (dtype === "float32") return Math.fround(value);
  if (dtype !== "float16" && dtype !== "bfloat16") return value;
  if (!Number.isFinite(value) || value === 0) return value;
  const [max, tiny] = range[dtype] as readonly [number, number];
  const exponent = Math.floor(Math.log2(Math.max(Math.abs(value), tiny)));
  // log2 may round up to the next power; dividing by a quantum twice as fine as needed is put right by the second look.
  const power = 2 ** exponent > Math.abs(value) && exponent > Math.log2(tiny) ? exponent - 1 : exponent;
  const quantum = 2 ** power * epsilon[dtype];
  const rounded = roundHalfEven(value / quantum) * quantum;
  return Math.abs(rounded) > max ? Math.sign(value) * Number.POSITIVE_INFINITY : rounded;
}

export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor === -1 ? -0 : floor + 1;
}

/** The values as the program holds them, where it is known exactly. */
export function rounded({ data, error }: Numbers, dtype: DType): Float64Array | undefined {
  if (error !== undefined) return undefined;
  return dtype === "float32" || dtype === "float16" || dtype === "bfloat16"
    ? data.map((value) => roundTo(dtype, value))
    : data;
}

/** How far each element is from what the program holds; undefined where nowhere. */
export function slack({ data, error }: Numbers, dtype: DType): Float64Array | undefined {
  if (error !== undefined || dtype === "float64" || !isFloatingPoint(dtype)) return error;
  let result: Float64Array | undefined;
  for (let i = 0; i < data.length; i++) {
    const off = distance(data[i], roundTo(dtype, data[i]));
    if (off === 0) continue;
    result ??= new Float64Array(data.length);
    result[i] = off;
  }
  return result;
}

/** |a − b|, 0 of equal infinities and of two nans, infinite where only one is a number. */
export function distance(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const off = Math.abs(a - b);
  return Number.isNaN(off) ? Number.POSITIVE_INFINITY : off;
}

/**
 * A result as the dtype can hold it: floats beyond its range are infinite, below it rounded, integers wrapped. Undefined where that is
 * not certain, or the error is as large as the values.
 */
export function settle(dtype: DType, { data, error }: Numbers): Numbers | undefined {
  return isFloatingPoint(dtype) ? settleFloats(dtype, data, error) : settleIntegers(dtype, data);
}

function settleIntegers(dtype: DType, data: Float64Array): Numbers | undefined {
  const { min, max } = integerRange[dtype] ?? { min: -(2 ** 53), max: 2 ** 53 };
  if (areSettled(data, Math.max(min, -(2 ** 53)), Math.min(max, 2 ** 53))) return { data, error: undefined };
  for (let i = 0; i < data.length; i++) {
    const x = data[i];
    if (!(Math.abs(x) <= 2 ** 53)) return undefined;
    data[i] = x < min || x > max ? wrapInteger(x, dtype) : x + 0;
  }
  return { data, error: undefined };
}

/** Whether all are in a range and none is −0, as nearly always. */
function areSettled(data: Float64Array, min: number, max: number): boolean {
  for (let i = 0; i < data.length; i++) {
    const x = data[i];
    if (!(x >= min && x <= max) || (x === 0 && 1 / x < 0)) return false;
  }
  return true;
}

function settleFloats(dtype: DType, data: Float64Array, error: Float64Array | undefined): Numbers | undefined {
  const limits = range[dtype];
  let scale = 0;
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]);
    if (limits !== undefined && size > limits[0] * (1 - epsilon[dtype])) {
      const isOver = !Number.isFinite(roundTo(dtype, data[i]));
      if (error !== undefined && (size <= limits[0] * 1.01 || error[i] === Number.POSITIVE_INFINITY)) return undefined;
      if (isOver) data[i] = Math.sign(data[i]) * Number.POSITIVE_INFINITY;
      if (isOver && error !== undefined) error[i] = 0;
    } else if (limits !== undefined && size < limits[1] && size > 0) {
      data[i] = roundTo(dtype, data[i]);
      if (error !== undefined) error[i] += limits[1] * epsilon[dtype];
    }
    if (Number.isFinite(data[i]) && size > scale) scale = size;
  }
  const most = tolerance[dtype] === undefined ? mostOff(scale) : scale * tolerance[dtype];
  if (error !== undefined) for (let i = 0; i < data.length; i++) if (!(error[i] <= most)) return undefined;
  return { data, error };
}

/** Small losses come of large scores, whose rounding they keep: three digits of them are enough. */
function mostOff(scale: number): number {
  return Math.max(scale * 1e-5, Math.min(4e-6, scale * 1e-3));
}

/** Which is greater, −1, 0 or 1, nan beside a nan; undefined where the errors leave it open. */
export function compare(a: number, errorA: number, b: number, errorB: number): number | undefined {
  const off = errorA + errorB;
  if (off === 0) return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
  if (a === b || !(Math.abs(a - b) > 2 * off)) return undefined;
  return a < b ? -1 : 1;
}

/** What decisions are made on: the values as the program holds them, with what is not certain of them. */
export function decisive(numbers: Numbers, dtype: DType): Numbers {
  const exact = rounded(numbers, dtype);
  return exact === undefined ? numbers : { data: exact, error: undefined };
}
