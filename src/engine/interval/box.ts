import { laneStart, lanesAlong } from "../../tensor/layout";
import { wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { maximum } from "../activations";
import { exp } from "../exp";

/** Bounds of every element of a tensor. */
export interface Box {
  readonly low: Tensor;
  readonly high: Tensor;
  readonly dependence: Dependence;
}

/**
 * Whether the elements take all values within their bounds, each whatever the others are (`none`); whether this holds but for the
 * classes of one sample (`classes`); or not at all.
 */
export type Dependence = "none" | "classes" | "all";

/** The box of an array whose elements were rounded: each lies within its half unit. */
export function boxAround(input: Tensor, halfUnits: Float64Array): Box {
  const shifted = (sign: number) => ({ ...input, data: input.data.map((x, i) => x + sign * halfUnits[i]) });
  return { low: shifted(-1), high: shifted(1), dependence: "none" };
}

/** The part of a box that lies between two numbers, for elements that are known to do so. */
export function clip({ low, high, dependence }: Box, min: number, max: number): Box {
  const clipped = (tensor: Tensor) => ({ ...tensor, data: tensor.data.map((x) => Math.min(Math.max(x, min), max)) });
  return { low: clipped(low), high: clipped(high), dependence };
}

/** log Σ_{j ≠ c} e^{x_j} for each class c, from the sums before and after it, so that nothing is subtracted. */
export function logSumExpOfOthers({ data, shape }: Tensor, dim: number): Float64Array {
  const lanes = lanesAlong(shape, wrapDim(dim, shape.length) ?? 0);
  const { inner } = lanes;
  const result = new Float64Array(data.length);
  for (let lane = 0; lane < lanes.count; lane++) {
    const start = laneStart(lanes, lane);
    const end = start + lanes.span;
    const max = maximum(data, start, end, inner);
    let before = 0;
    for (let j = start; j < end; j += inner) {
      result[j] = before;
      before += exp(data[j] - max);
    }
    let after = 0;
    for (let j = end - inner; j >= start; j -= inner) {
      result[j] = max + Math.log(result[j] + after);
      after += exp(data[j] - max);
    }
  }
  return result;
}
