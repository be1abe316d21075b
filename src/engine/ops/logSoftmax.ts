import type { Tensor } from "../../tensor/tensor";
import { logSigmoid, maximum } from "../activations";
import { exp } from "../exp";
import { softmaxMistake } from "../losses/shared/mistakes";
import { type Rounding, wider } from "../precision/rounding";
import { sumOfLaneIn } from "../precision/sumIn";
import { lanesBounds, lanesResult, mapLanes } from "./alongLanes";
import { checkedDim, type TensorOperation } from "./operation";
import type { TensorOp } from "./tensorOp";

/**
 * `torch.log_softmax`: x_c − m − log Σ_j exp(x_j − m), with m = max x: no exponential overflows, and the largest is exactly 1, so that
 * the sum is at least 1. A lane that holds nan or +inf, or nothing but −inf, is nan throughout.
 */
export function logSoftmax({ dim }: TensorOp<"logSoftmax">): TensorOperation {
  return {
    module: "LogSoftmax",
    call: { style: "function", name: "torch.log_softmax", arguments: [`dim=${dim}`] },
    result: (input) => lanesResult("log_softmax", dim, input),
    values: (input) => values(input, dim),
    gradient: (grad, _input, output) => gradient(grad, output, dim),
    valuesIn: (round, input) => logSoftmaxIn(round, input, dim),
    bounds: (box) => lanesBounds(box, dim, logSigmoid),
    meaning: (meaning, context) => softmaxMistake(meaning, dim, context) ?? "logProbabilities",
    moved: (context) => context,
    normalises: true,
    saturates: false,
  };
}

function values(input: Tensor, dim: number): Float64Array {
  const { data } = input;
  return mapLanes(input, dim, (start, end, stride, result) => {
    const max = maximum(data, start, end, stride);
    let total = 0;
    for (let j = start; j < end; j += stride) total += exp(data[j] - max);
    const logTotal = Math.log(total);
    for (let j = start; j < end; j += stride) result[j] = data[j] - max - logTotal;
  });
}

/** g_c − exp(y_c) · Σ_j g_j */
function gradient(grad: Float64Array, output: Tensor, dim: number): Float64Array {
  const y = output.data;
  return mapLanes(output, dim, (start, end, stride, result) => {
    let total = 0;
    for (let j = start; j < end; j += stride) total += grad[j];
    for (let j = start; j < end; j += stride) result[j] = grad[j] - Math.exp(y[j]) * total;
  });
}

/**
 * As softmax in a floating type; over the last dimension the kernel of the half types also rounds the sum and its logarithm
 * (SoftMaxKernel.cpp).
 */
export function logSoftmaxIn(round: Rounding, input: Tensor, dim: number): Float64Array {
  const { data, shape } = input;
  const wide = wider(round);
  const alongLast = checkedDim(dim, shape) === Math.max(shape.length - 1, 0);
  const between = alongLast ? round : wide;
  return mapLanes(input, dim, (start, end, stride, result) => {
    const max = maximum(data, start, end, stride);
    const terms: number[] = [];
    for (let j = start; j < end; j += stride) terms.push(wide(Math.exp(wide(data[j] - max))));
    const total = sumOfLaneIn(round, terms, alongLast);
    const logTotal = between(Math.log(between(total)));
    for (let j = start; j < end; j += stride) result[j] = round(wide(data[j] - max) - logTotal);
  });
}
