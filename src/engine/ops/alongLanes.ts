import { laneStart, lanesAlong } from "../../tensor/layout";
import { isFloatingPoint, numel, type Tensor } from "../../tensor/tensor";
import { type Box, logSumExpOfOthers } from "../interval/box";
import { checkKernelType } from "../losses/shared/checks";
import { torchClassDim } from "../losses/shared/classLanes";
import type { Refusal } from "../refusal";
import { checkedDim, type Described, withDim } from "./operation";

/** What softmax and log_softmax share: both look at a lane of the array as a whole. */

/** Shape and type stay, where there is a kernel. */
export function lanesResult(name: "softmax" | "log_softmax", dim: number, input: Tensor): Described | Refusal {
  const { shape, dtype } = input;
  return withDim(dim, shape.length, (wrapped) => checkSoftmaxType(name, input, wrapped) ?? { shape, dtype });
}

/** Softmax has kernels for floating types alone; without elements none is called. */
export function checkSoftmaxType(name: "softmax" | "log_softmax", tensor: Tensor, dim: number): Refusal | undefined {
  if (isFloatingPoint(tensor.dtype) || numel(tensor.shape) === 0) return undefined;
  const last = dim >= tensor.shape.length - 1;
  return checkKernelType(`${name}_${last ? "lastdim_" : ""}kernel_impl`, tensor.dtype);
}

/** `fill` writes the lane that begins at `start`, ends before `end` and whose elements stand `stride` apart. */
export function mapLanes(
  { data, shape }: Tensor,
  dim: number,
  fill: (start: number, end: number, stride: number, result: Float64Array) => void,
): Float64Array {
  const result = new Float64Array(data.length);
  const lanes = lanesAlong(shape, checkedDim(dim, shape));
  for (let lane = 0; lane < lanes.count; lane++) {
    const start = laneStart(lanes, lane);
    fill(start, start + lanes.span, lanes.inner, result);
  }
  return result;
}

/**
 * softmax(x)_c = σ(x_c − log Σ_{j ≠ c} e^{x_j}), which grows with x_c and falls with the others: each element by itself is bounded
 * exactly by two corners of the box, and likewise its logarithm.
 */
export function lanesBounds({ low, high, dependence }: Box, dim: number, activation: (x: number) => number): Box {
  const against = (own: Tensor, others: Tensor) => {
    const rest = logSumExpOfOthers(others, dim);
    return { ...own, data: own.data.map((x, i) => activation(x - rest[i])) };
  };
  const { length } = low.shape;
  const alongClasses = checkedDim(dim, low.shape) === torchClassDim(length);
  return {
    low: against(low, high),
    high: against(high, low),
    dependence: dependence === "none" && alongClasses ? "classes" : "all",
  };
}
