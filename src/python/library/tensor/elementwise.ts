import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import { decisive, distance, epsilon, type Numbers, rounded, roundTo, slack } from "./precision";

/**
 * How a function of elements is computed, which says how far its result may be off:
 * `correct`: one operation of IEEE arithmetic, rounded once; `smooth`: off by some units in the last place, and by what its arguments
 * are off; `composite`: of several steps, so that the argument itself is rounded on the way; `cancelling`: of several steps that take
 * numbers of the argument's size from each other; `discrete`: jumps, so that it is known only where no jump is near.
 */
export type Manner = "correct" | "smooth" | "composite" | "cancelling" | "discrete";

/** Units in the last place that a function of a library may be off. */
const ulps = 4;

export function mapped(f: (x: number) => number, manner: Manner, dtype: DType, input: Numbers): Numbers | undefined {
  if (!isFloatingPoint(dtype)) return { data: input.data.map(f), error: undefined };
  if (manner === "discrete") return discrete(f, dtype, input);
  const exact = manner === "correct" ? rounded(input, dtype) : undefined;
  const data = input.data.map(f);
  if (exact) return { data, error: roundingErrors(dtype, data, (i) => f(exact[i])) };
  const off = slack(input, dtype);
  const own = (manner === "correct" ? 1 : ulps) * epsilon[dtype];
  const error = data.map((value, i) => {
    const x = input.data[i];
    const size = Number.isFinite(x) ? Math.abs(x) * epsilon[dtype] : 0;
    const e = (off?.[i] ?? 0) + (manner === "composite" || manner === "cancelling" ? size : 0);
    const moved = e === 0 ? 0 : Math.max(distance(f(x + e), value), distance(f(x - e), value));
    return moved + ownError(value, own) + (manner === "cancelling" ? 2 * size : 0);
  });
  return { data, error };
}

function ownError(value: number, relative: number): number {
  return Number.isFinite(value) ? Math.abs(value) * relative : 0;
}

/** How far the held results are from those on the rounded arguments; undefined where all round to the same. */
function roundingErrors(dtype: DType, data: Float64Array, exact: (i: number) => number): Float64Array | undefined {
  if (dtype === "float64") return undefined;
  const single = dtype === "float32" ? (x: number) => x : Math.fround;
  const actual = data.map((_, i) => roundTo(dtype, single(exact(i))));
  if (data.every((value, i) => Object.is(roundTo(dtype, value), actual[i]) || distance(value, actual[i]) === 0))
    return undefined;
  return data.map((value, i) =>
    Number.isFinite(value) || Number.isFinite(actual[i]) ? distance(value, actual[i]) : 0,
  );
}

function discrete(f: (x: number) => number, dtype: DType, input: Numbers): Numbers | undefined {
  const { data, error } = decisive(input, dtype);
  const result = data.map(f);
  if (error === undefined) return { data: result, error: undefined };
  for (let i = 0; i < data.length; i++) {
    if (error[i] === 0) continue;
    if (distance(f(data[i] - 2 * error[i]), result[i]) !== 0 || distance(f(data[i] + 2 * error[i]), result[i]) !== 0)
      return undefined;
  }
  return { data: result, error: undefined };
}

/** A function of two arrays of the same length and dtype. */
export function combined(
  f: (a: number, b: number) => number,
  manner: Manner,
  dtype: DType,
  a: Numbers,
  b: Numbers,
): Numbers | undefined {
  if (!isFloatingPoint(dtype)) return { data: a.data.map((x, i) => f(x, b.data[i])), error: undefined };
  const exactA = rounded(a, dtype);
  const exactB = rounded(b, dtype);
  if (exactA && exactB && manner === "discrete")
    return representable({ data: exactA.map((x, i) => f(x, exactB[i])), error: undefined }, dtype);
  const data = a.data.map((x, i) => f(x, b.data[i]));
  if (exactA && exactB && manner === "correct")
    return { data, error: roundingErrors(dtype, data, (i) => f(exactA[i], exactB[i])) };
  const [offA, offB] = [slack(a, dtype), slack(b, dtype)];
  const own = manner === "discrete" ? 0 : (manner === "correct" ? 1 : ulps) * epsilon[dtype];
  const reach = manner === "discrete" ? 2 : 1;
  const error = data.map((value, i) => {
    const [x, y, ea, eb] = [a.data[i], b.data[i], (offA?.[i] ?? 0) * reach, (offB?.[i] ?? 0) * reach];
    let moved = 0;
    if (ea > 0 || eb > 0) {
      for (const [s, t] of corners) moved = Math.max(moved, distance(f(x + s * ea, y + t * eb), value));
    }
    return moved + ownError(value, own);
  });
  if (manner === "discrete")
    return error.some((off) => off !== 0) ? undefined : representable({ data, error: undefined }, dtype);
  return { data, error };
}

/** Whole numbers that the dtype cannot hold were rounded on the way. */
function representable(numbers: Numbers, dtype: DType): Numbers | undefined {
  return numbers.data.every((x) => distance(x, roundTo(dtype, x)) === 0) ? numbers : undefined;
}

const corners: readonly (readonly [number, number])[] = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
];
