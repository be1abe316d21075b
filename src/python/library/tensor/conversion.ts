import { integerRange } from "../../../tensor/dtype";
import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import type { Library } from "../../value";
import { distance, epsilon, type Numbers, rangeOf, roundTo } from "./precision";

/** The wider of the floats come first: a cast to one on the right of another loses digits. */
const widths: readonly DType[] = ["float64", "float32", "bfloat16", "float16"];

/**
 * The values of a cast between dtypes, new ones where they change. Undefined where the result is not defined (a nan, an infinity or a
 * number out of range cast to an integer) or not certain.
 */
export function cast(numbers: Numbers, from: DType, to: DType): Numbers | undefined {
  if (from === to) return numbers;
  if (!isFloatingPoint(to)) return isFloatingPoint(from) ? truncated(numbers, from, to) : integers(numbers, to);
  if (!isFloatingPoint(from)) return { data: bounded(numbers.data, to), error: numbers.error };
  if (numbers.error === undefined) return between(numbers.data, from, to);
  if (widths.indexOf(to) < widths.indexOf(from)) return numbers;
  const { data, error } = numbers;
  return { data, error: error.map((off, i) => off + (Number.isFinite(data[i]) ? Math.abs(data[i]) * epsilon[to] : 0)) };
}

function integers({ data }: Numbers, to: DType): Numbers {
  return { data: to === "bool" ? data.map((value) => Number(value !== 0)) : data, error: undefined };
}

function truncated({ data, error }: Numbers, from: DType, to: DType): Numbers | undefined {
  const limits = integerRange[to];
  const result = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = error ? data[i] : roundTo(from, data[i]);
    const off = error?.[i] ?? 0;
    if (limits === undefined) {
      // To bool: everything but 0 is true.
      if (off > 0 && Math.abs(value) <= 2 * off) return undefined;
      result[i] = Number(value !== 0);
      continue;
    }
    const whole = Math.trunc(value) + 0;
    if (off > 0 && (Math.trunc(value - 2 * off) !== whole || Math.trunc(value + 2 * off) !== whole)) return undefined;
    if (!(whole >= limits.min && whole <= limits.max && Math.abs(whole) <= 2 ** 53)) return undefined;
    result[i] = whole;
  }
  return { data: result, error: undefined };
}

/** From float to float: a wider one shows what the narrower had rounded; a narrower one rounds again. */
function between(data: Float64Array, from: DType, to: DType): Numbers {
  if (widths.indexOf(to) < widths.indexOf(from))
    return { data: data.map((value) => roundTo(from, value)), error: undefined };
  const held = bounded(data, to);
  // A double is what it is: it is rounded once.
  if (from === "float64" || from === to) return { data: held, error: undefined };
  const isSame = held.every((value) => Object.is(roundTo(to, roundTo(from, value)), roundTo(to, value)));
  const error = isSame ? undefined : held.map((value) => finite(distance(value, roundTo(to, roundTo(from, value)))));
  return { data: held, error };
}

/** What is beyond a narrower float's range is infinite from there on. */
function bounded(data: Float64Array, to: DType): Float64Array {
  const most = rangeOf(to);
  if (!isBeyond(data, -most, most)) return data;
  return data.map((x) => (Number.isFinite(roundTo(to, x)) ? x : roundTo(to, x)));
}

/** Whether a finite number is out of a range. */
export function isBeyond(data: Float64Array, least: number, most: number): boolean {
  for (let i = 0; i < data.length; i++) {
    const x = data[i];
    if ((x < least || x > most) && x - x === 0) return true;
  }
  return false;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

/** The float that functions such as exp make of a dtype. */
export function floatOf(dtype: DType, library: Library): DType {
  if (isFloatingPoint(dtype)) return dtype;
  if (library !== "numpy") return "float32";
  if (dtype === "bool" || dtype === "uint8" || dtype === "int8") return "float16";
  return dtype === "int16" ? "float32" : "float64";
}

const numpyFloatBeside: Readonly<Partial<Record<DType, DType>>> = {
  int16: "float32",
  int32: "float64",
  int64: "float64",
};

/** `numpy.promote_types`: a float beside an integer is wide enough for both. */
export function numpyPromotion(a: DType, b: DType, promote: (a: DType, b: DType) => DType): DType {
  const dtype = promote(a, b);
  if (!isFloatingPoint(dtype)) return dtype;
  return [a, b].reduce((widest, type) => promote(widest, numpyFloatBeside[type] ?? widest), dtype);
}
