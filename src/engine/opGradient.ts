import { laneStart, lanesAlong } from "../tensor/layout";
import { wrapDim } from "../tensor/shape";
import { isFloatingPoint, type Tensor } from "../tensor/tensor";
import { logSigmoidSlope } from "./activations";
import { applyOp } from "./applyOp";
import type { TensorOp } from "./ops";
import { type Refusal, refusal } from "./refusal";

/** What torch says of `backward()` through an operation that yields integers. */
export const NO_GRADIENT: Refusal = refusal(
  "RuntimeError",
  "element 0 of tensors does not require grad and does not have a grad_fn",
);

/**
 * ∂L/∂input of one operation, given its input, its output and `grad`, the ∂L/∂output: what autograd's backward of the operation
 * computes. Refused where the output is not of a floating type.
 */
export function opGradient(op: TensorOp, input: Tensor, output: Tensor, grad: Float64Array): Float64Array | Refusal {
  const y = output.data;
  switch (op.op) {
    case "softmax":
      return acrossLanes(
        op.dim,
        output,
        (j, total) => grad[j] * y[j] - y[j] * total,
        (j) => grad[j] * y[j],
      );
    case "logSoftmax":
      return acrossLanes(
        op.dim,
        output,
        (j, total) => grad[j] - Math.exp(y[j]) * total,
        (j) => grad[j],
      );
    case "sigmoid":
      return grad.map((g, i) => g * (1 - y[i]) * y[i]);
    case "logSigmoid":
      return grad.map((g, i) => g * logSigmoidSlope(input.data[i]));
    case "log":
      return grad.map((g, i) => g / input.data[i]);
    case "exp":
      return grad.map((g, i) => g * y[i]);
    case "squeeze":
    case "unsqueeze":
      return grad;
    case "movedim": {
      const back = applyOp(
        { ...output, data: grad },
        { op: "movedim", source: op.destination, destination: op.source },
      );
      return "data" in back ? back.data : back;
    }
    case "to":
      return isFloatingPoint(op.dtype) ? grad : NO_GRADIENT;
    case "argmax":
    case "oneHot":
      return NO_GRADIENT;
  }
}

/** `slope(j, total)` for every element j, where `total` is the sum of `summand` over the lane of j. */
function acrossLanes(
  dim: number,
  { shape, data }: Tensor,
  slope: (j: number, total: number) => number,
  summand: (j: number) => number,
): Float64Array {
  const lanes = lanesAlong(shape, wrapDim(dim, shape.length) ?? 0);
  const result = new Float64Array(data.length);
  for (let lane = 0; lane < lanes.count; lane++) {
    const start = laneStart(lanes, lane);
    const end = start + lanes.span;
    let total = 0;
    for (let j = start; j < end; j += lanes.inner) total += summand(j);
    for (let j = start; j < end; j += lanes.inner) result[j] = slope(j, total);
  }
  return result;
}
