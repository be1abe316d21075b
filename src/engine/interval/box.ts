import { laneStart, lanesAlong } from "../../tensor/layout";
import { wrapDim } from "../../tensor/shape";
import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import { logSigmoid, maximum, sigmoid } from "../activations";
import { applyOp } from "../applyOp";
import { expOfNegative } from "../exp";
import { torchClassDim } from "../losses/shared/classLanes";
import type { TensorOp } from "../ops";
import { isRefusal } from "../refusal";

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

/** The box after an operation; `undefined` for one that yields integers, which jump. */
export function applyOpToBox(box: Box, op: TensorOp): Box | undefined {
  switch (op.op) {
    case "softmax":
      return acrossLanes(box, op.dim, sigmoid);
    case "logSoftmax":
      return acrossLanes(box, op.dim, logSigmoid);
    case "log":
      return bothEnds(clip(box, 0, Number.POSITIVE_INFINITY), op);
    case "argmax":
    case "oneHot":
      return undefined;
    case "to":
      return isFloatingPoint(op.dtype) ? bothEnds(box, op) : undefined;
    case "sigmoid":
    case "logSigmoid":
    case "exp":
    case "squeeze":
    case "unsqueeze":
    case "movedim":
      return bothEnds(box, op);
  }
}

/** An increasing function, or a change of shape. */
function bothEnds({ low, high, dependence }: Box, op: TensorOp): Box | undefined {
  const lowest = applyOp(low, op);
  const highest = applyOp(high, op);
  if (isRefusal(lowest) || isRefusal(highest)) return undefined;
  const moved = dependence === "classes" && lowest.shape !== low.shape;
  return { low: lowest, high: highest, dependence: moved ? "all" : dependence };
}

/**
 * softmax(x)_c = σ(x_c − log Σ_{j ≠ c} e^{x_j}), which grows with x_c and falls with the others: each element by itself is bounded
 * exactly by two corners of the box, and likewise its logarithm.
 */
function acrossLanes({ low, high, dependence }: Box, dim: number, activation: (x: number) => number): Box {
  const against = (own: Tensor, others: Tensor) => {
    const rest = logSumExpOfOthers(others, dim);
    return { ...own, data: own.data.map((x, i) => activation(x - rest[i])) };
  };
  const { length } = low.shape;
  const alongClasses = (wrapDim(dim, length) ?? 0) === torchClassDim(length);
  return {
    low: against(low, high),
    high: against(high, low),
    dependence: dependence === "none" && alongClasses ? "classes" : "all",
  };
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
      before += expOfNegative(data[j] - max);
    }
    let after = 0;
    for (let j = end - inner; j >= start; j -= inner) {
      result[j] = max + Math.log(result[j] + after);
      after += expOfNegative(data[j] - max);
    }
  }
  return result;
}
