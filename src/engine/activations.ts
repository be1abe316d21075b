import { type Lanes, laneStart } from "../tensor/layout";
import { expOfNegative, log1pOfUnit } from "./exp";

/**
 * log softmax(x)_c = x_c − m − log Σ_j exp(x_j − m), with m = max x: no exponential overflows, and the largest is exactly 1,
 * so that the sum is at least 1. A lane that holds nan or +inf, or nothing but −inf, is nan throughout.
 */
export function logSoftmax(data: Float64Array, lanes: Lanes): Float64Array {
  const { inner } = lanes;
  const result = new Float64Array(data.length);
  for (let lane = 0; lane < lanes.count; lane++) {
    const start = laneStart(lanes, lane);
    const end = start + lanes.span;
    const max = maximum(data, start, end, inner);
    let total = 0;
    for (let j = start; j < end; j += inner) total += expOfNegative(data[j] - max);
    const logTotal = Math.log(total);
    for (let j = start; j < end; j += inner) result[j] = data[j] - max - logTotal;
  }
  return result;
}

/** softmax(x)_c = exp(x_c − m) / Σ_j exp(x_j − m), with m = max x. */
export function softmax(data: Float64Array, lanes: Lanes): Float64Array {
  const { inner } = lanes;
  const result = new Float64Array(data.length);
  for (let lane = 0; lane < lanes.count; lane++) {
    const start = laneStart(lanes, lane);
    const end = start + lanes.span;
    const max = maximum(data, start, end, inner);
    let total = 0;
    for (let j = start; j < end; j += inner) {
      result[j] = expOfNegative(data[j] - max);
      total += result[j];
    }
    for (let j = start; j < end; j += inner) result[j] /= total;
  }
  return result;
}

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
