import type { Tensor } from "../../tensor/tensor";
import { maximum, sigmoid } from "../activations";
import { exp } from "../exp";
import { softmaxMistake } from "../losses/shared/mistakes";
import { type Rounding, wider } from "../precision/rounding";
import { sumOfLaneIn } from "../precision/sumIn";
import { lanesBounds, lanesResult, mapLanes } from "./alongLanes";
import { checkedDim, type TensorOperation } from "./operation";
import type { TensorOp } from "./tensorOp";

/** `torch.softmax`: exp(x_c − m) / Σ_j exp(x_j − m), with m = max x. A lane that holds nan or +inf is nan throughout. */
export function softmax({ dim }: TensorOp<"softmax">): TensorOperation {
  return {
    module: "Softmax",
    call: { style: "function", name: "torch.softmax", arguments: [`dim=${dim}`] },
    result: (input) => lanesResult("softmax", dim, input),
    values: (input) => values(input, dim),
    gradient: (grad, _input, output) => gradient(grad, output, dim),
    valuesIn: (round, input) => valuesIn(round, input, dim),
    bounds: (box) => lanesBounds(box, dim, sigmoid),
    meaning: (meaning, context) => softmaxMistake(meaning, dim, context) ?? "probabilities",
    moved: (context) => context,
    normalises: true,
    saturates: true,
  };
}

function values(input: Tensor, dim: number): Float64Array {
  const { data } = input;
  return mapLanes(input, dim, (start, end, stride, result) => {
    const max = maximum(data, start, end, stride);
    let total = 0;
    for (let j = start; j < end; j += stride) {
      result[j] = exp(data[j] - max);
      total += result[j];
    }
    for (let j = start; j < end; j += stride) result[j] /= total;
  });
}

/** y_c · (g_c − Σ_j g_j · y_j), in the order of torch's kernel. */
function gradient(grad: Float64Array, output: Tensor, dim: number): Float64Array {
  const y = output.data;
  return mapLanes(output, dim, (start, end, stride, result) => {
    let total = 0;
    for (let j = start; j < end; j += stride) total += grad[j] * y[j];
    for (let j = start; j < end; j += stride) result[j] = grad[j] * y[j] - y[j] * total;
  });
}

/** torch's kernels compute float16 and bfloat16 in float32 and round what they write. */
function valuesIn(round: Rounding, input: Tensor, dim: number): Float64Array {
  const { data, shape } = input;
  const wide = wider(round);
  const alongLast = checkedDim(dim, shape) === Math.max(shape.length - 1, 0);
  return mapLanes(input, dim, (start, end, stride, result) => {
    const max = maximum(data, start, end, stride);
    const terms: number[] = [];
    for (let j = start; j < end; j += stride) {
      result[j] = wide(Math.exp(wide(data[j] - max)));
      terms.push(result[j]);
    }
    const total = sumOfLaneIn(round, terms, alongLast);
    for (let j = start; j < end; j += stride) result[j] = round(result[j] / wide(total));
  });
}
