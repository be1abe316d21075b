import { expOfNegative, log1pOfUnit } from "./exp";

/** The largest number of a lane; nan is passed over, the sums over the lane carry it on. */
export function maximum(data: Float64Array, start: number, end: number, stride: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let j = start; j < end; j += stride) if (data[j] > max) max = data[j];
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
  return Math.min(0, x) - log1pOfUnit(expOfNegative(-Math.abs(x)));
}

/** The slope of log σ at x, σ(−x) = 1 − σ(x), without cancellation: z / (1 + z) for x ≥ 0, else 1 − z / (1 + z), z = e^−|x|. */
export function logSigmoidSlope(x: number): number {
  const z = expOfNegative(-Math.abs(x));
  return x < 0 ? 1 - z / (1 + z) : z / (1 + z);
}
