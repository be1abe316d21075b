import { laneStart, lanesAlong } from "../../tensor/layout";
import { wrapDim } from "../../tensor/shape";
import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import { maximum } from "../activations";
import { applyOp } from "../applyOp";
import type { TensorOp } from "../ops";
import { isRefusal, type Refusal } from "../refusal";
import { type FloatType, type Rounding, roundingTo } from "./rounding";

/** A tensor with its values rounded to a floating type; integers and bools stay. */
export function convertTo(type: FloatType, tensor: Tensor): Tensor {
  if (!isFloatingPoint(tensor.dtype)) return tensor;
  return { data: tensor.data.map(roundingTo[type]), shape: tensor.shape, dtype: type };
}

/**
 * `applyOp` with the rounding of a floating type. torch's kernels compute float16 and bfloat16 in float32 and round what they
 * write; only `log_softmax` over the last dimension also rounds its sum and the logarithm of it (SoftMaxKernel.cpp).
 */
export function applyOpIn(type: FloatType, tensor: Tensor, op: TensorOp): Tensor | Refusal {
  const round = roundingTo[type];
  const refusedOrExact = applyOp({ ...tensor, dtype: isFloatingPoint(tensor.dtype) ? type : tensor.dtype }, op);
  if (isRefusal(refusedOrExact) || !isFloatingPoint(tensor.dtype)) {
    return isRefusal(refusedOrExact) ? refusedOrExact : convertTo(type, refusedOrExact);
  }
  const { shape } = tensor;
  switch (op.op) {
    case "softmax":
      return { data: softmaxIn(round, tensor, op.dim), shape, dtype: type };
    case "logSoftmax":
      return { data: logSoftmaxIn(round, tensor, op.dim), shape, dtype: type };
    case "sigmoid":
      return { data: tensor.data.map((x) => sigmoidIn(round, x)), shape, dtype: type };
    case "logSigmoid":
      return { data: tensor.data.map((x) => logSigmoidIn(round, x)), shape, dtype: type };
    case "log":
    case "exp":
    case "to":
    case "squeeze":
    case "unsqueeze":
    case "argmax":
    case "movedim":
    case "oneHot":
      return convertTo(type, refusedOrExact);
  }
}

function softmaxIn(round: Rounding, { data, shape }: Tensor, dim: number): Float64Array {
  const wide = wider(round);
  return mapLanes(data, shape, dim, (start, end, stride, result) => {
    const max = maximum(data, start, end, stride);
    let total = 0;
    for (let j = start; j < end; j += stride) {
      result[j] = wide(Math.exp(wide(data[j] - max)));
      total += result[j];
    }
    for (let j = start; j < end; j += stride) result[j] = round(result[j] / wide(total));
  });
}

export function logSoftmaxIn(round: Rounding, { data, shape }: Tensor, dim: number): Float64Array {
  const wide = wider(round);
  const alongLast = (wrapDim(dim, shape.length) ?? 0) === Math.max(shape.length - 1, 0);
  const between = alongLast ? round : wide;
  return mapLanes(data, shape, dim, (start, end, stride, result) => {
    const max = maximum(data, start, end, stride);
    let total = 0;
    for (let j = start; j < end; j += stride) total += wide(Math.exp(wide(data[j] - max)));
    const logTotal = between(Math.log(between(total)));
    for (let j = start; j < end; j += stride) result[j] = round(wide(data[j] - max) - logTotal);
  });
}

/** Every step rounded: what is left of 1 − σ(x) near saturation depends on it. */
export function sigmoidIn(round: Rounding, x: number): number {
  const wide = wider(round);
  return round(wide(1 / wide(1 + wide(Math.exp(-x)))));
}

export function logSigmoidIn(round: Rounding, x: number): number {
  const wide = wider(round);
  return round(Math.min(0, x) - wide(Math.log1p(wide(Math.exp(-Math.abs(x))))));
}

/** The type in which a kernel computes: float32 for the half types. */
function wider(round: Rounding): Rounding {
  return round === roundingTo.float64 ? round : roundingTo.float32;
}

function mapLanes(
  data: Float64Array,
  shape: readonly number[],
  dim: number,
  fill: (start: number, end: number, stride: number, result: Float64Array) => void,
): Float64Array {
  const result = new Float64Array(data.length);
  const lanes = lanesAlong(shape, wrapDim(dim, shape.length) ?? 0);
  for (let lane = 0; lane < lanes.count; lane++) {
    const start = laneStart(lanes, lane);
    fill(start, start + lanes.span, lanes.inner, result);
  }
  return result;
}
