import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { Box } from "../interval/box";
import { once } from "../once";
import { convertTo, type FloatType, roundingTo } from "../precision/rounding";
import { isRefusal, type Refusal, refusal } from "../refusal";
import { operationOf } from "./operations";
import type { TensorOp } from "./tensorOp";

/** The tensor after one operation of torch, or what torch raises. Data that do not change are shared, not copied. */
export function applyOp(tensor: Tensor, op: TensorOp): Tensor | Refusal {
  const { result, values } = operationOf(op);
  const described = result(tensor);
  return isRefusal(described) ? described : { data: values(tensor), ...described };
}

/** Operations one after the other; stops at the first refusal. */
export function applyOps(tensor: Tensor, ops: readonly TensorOp[]): Tensor | Refusal {
  let current = tensor;
  for (const op of ops) {
    const next = applyOp(current, op);
    if (isRefusal(next)) return next;
    current = next;
  }
  return current;
}

/** The same, its numbers computed when they are first read. */
export function applyLazily(tensor: Tensor, op: TensorOp): Tensor | Refusal {
  const { result, values } = operationOf(op);
  const described = result(tensor);
  if (isRefusal(described)) return described;
  const data = once(() => values(tensor));
  return {
    get data() {
      return data();
    },
    ...described,
  };
}

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
  return operationOf(op).gradient?.(grad, input, output) ?? NO_GRADIENT;
}

/** `applyOp` with the rounding of a floating type. */
export function applyOpIn(type: FloatType, tensor: Tensor, op: TensorOp): Tensor | Refusal {
  const { result, values, valuesIn } = operationOf(op);
  const { data, shape } = tensor;
  const isFloat = isFloatingPoint(tensor.dtype);
  const typed = { data, shape, dtype: isFloat ? type : tensor.dtype };
  const described = result(typed);
  if (isRefusal(described)) return described;
  return isFloat && valuesIn !== undefined
    ? { data: valuesIn(roundingTo[type], typed), ...described }
    : convertTo(type, { data: values(typed), ...described });
}

/** The box after an operation; `undefined` for one that yields integers, which jump. */
export function applyOpToBox(box: Box, op: TensorOp): Box | undefined {
  return operationOf(op).bounds(box, ({ low, high, dependence }) => {
    const [lowest, highest] = [applyOp(low, op), applyOp(high, op)];
    if (isRefusal(lowest) || isRefusal(highest)) return undefined;
    const moved = dependence === "classes" && lowest.shape !== low.shape;
    return { low: lowest, high: highest, dependence: moved ? "all" : dependence };
  });
}
