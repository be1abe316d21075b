import { exp, softplusOfNegative } from "./exp";

/** The largest number of a lane; nan is passed over, the sums over the lane carry it on. */
export function maximum(data: Float64Array, start: number, end: number, stride: number): number {
  if (stride === 1) return maximumOfNeighbours(data, start, end);
  let max = Number.NEGATIVE_INFINITY;
  for (let j = start; j < end; j += stride) if (data[j] > max) max = data[j];
  return max;
}

/** Hardly ever is one of four larger than all before. */
function maximumOfNeighbours(data: Float64Array, start: number, end: number): number {
  let max = Number.NEGATIVE_INFINITY;
  let j = start;
  for (const last = end - 3; j < last; j += 4) {
    const first = data[j];
    const second = data[j + 1];
    const third = data[j + 2];
    const fourth = data[j + 3];
    if (first > max || second > max || third > max || fourth > max) {
      if (first > max) max = first;
      if (second > max) max = second;
      if (third > max) max = third;
      if (fourth > max) max = fourth;
    }
  }
  for (; j < end; j++) if (data[j] > max) max = data[j];
  return max;
}

/** σ(x) = 1 / (1 + e^−x). */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/**
 * log σ(x) = −log(1 + e^−x). For x < 0 take e^x out of the logarithm: x − log(1 + e^x). Both at once:
 * min(0, x) − log1p(e^−|x|), where the exponential never overflows.
 */
export function logSigmoid(x: number): number {
  // min(0, x) = x/2 − |x/2|, without a branch that no processor can predict; of +inf that would be nan.
  if (x === Number.POSITIVE_INFINITY) return 0;
  const half = x * 0.5;
  return half - Math.abs(half) - softplusOfNegative(-Math.abs(x));
}

/** The slope of log σ at x, σ(−x) = 1 − σ(x), without cancellation: z / (1 + z) for x ≥ 0, else 1 − z / (1 + z), z = e^−|x|. */
export function logSigmoidSlope(x: number): number {
  const z = exp(-Math.abs(x));
  return x < 0 ? 1 - z / (1 + z) : z / (1 + z);
}
