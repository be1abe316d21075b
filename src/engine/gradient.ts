import { isFloatingPoint, numel, type Tensor } from "../tensor/tensor";
import type { LossName, LossOptions } from "./loss";
import { losses } from "./losses/losses";
import { refusalOf } from "./losses/shared/call";
import { batchSizeOf } from "./losses/shared/definition";
import { applyOp, applyOps, NO_GRADIENT, opGradient } from "./ops/applyOp";
import { divisor } from "./reduce";
import { isRefusal, type Refusal, refusal } from "./refusal";
import type { Pipeline } from "./verdict";

/**
 * ∂L/∂input of a loss under `options.reduction`, of the input's shape, equal to autograd's; for `none` that of the sum.
 * Refused where the loss is, and for an input that is not of a floating type, which cannot require a gradient.
 */
export function lossGradient(name: LossName, input: Tensor, target: Tensor, options: LossOptions): Tensor | Refusal {
  const definition = losses[name];
  const { result, denominator, gradient, refuseGradient, defaults } = definition;
  const refused =
    refusalOf(definition, [input, target, options]) ??
    (isFloatingPoint(input.dtype) ? undefined : CANNOT_REQUIRE_GRADIENT) ??
    refuseGradient?.(input, target, options);
  if (refused !== undefined) return refused;
  const count = numel(result(input, target, options).shape);
  const reduction = options.reduction ?? defaults.reduction;
  const share = divisor(reduction, denominator(count, input, target, options), batchSizeOf(input));
  const upstream = new Float64Array(count).fill(1 / share);
  return { data: gradient(upstream, input, target, options), shape: input.shape, dtype: input.dtype };
}

const CANNOT_REQUIRE_GRADIENT = refusal(
  "RuntimeError",
  "only Tensors of floating point and complex dtype can require gradients",
  [{ argument: "input", ops: [{ op: "to", dtype: "float32" }] }],
);

/** ∂L/∂input of a pipeline: the loss's gradient carried back through each of its operations. */
export function pipelineGradient(
  input: Tensor,
  { ops, loss, targetOps = [], times = 1 }: Pipeline,
  target: Tensor,
  options: LossOptions,
): Tensor | Refusal {
  const stages: Tensor[] = [input];
  for (const op of ops) {
    const next = applyOp(stages[stages.length - 1], op);
    if (isRefusal(next)) return next;
    stages.push(next);
  }
  const taken = applyOps(target, targetOps);
  if (isRefusal(taken)) return taken;
  const last = lossGradient(loss, stages[stages.length - 1], taken, options);
  if (isRefusal(last)) return last === CANNOT_REQUIRE_GRADIENT && isFloatingPoint(input.dtype) ? NO_GRADIENT : last;
  let grad: Float64Array = times === 1 ? last.data : last.data.map((slope) => slope * times);
  for (let i = ops.length - 1; i >= 0; i--) {
    const back = opGradient(ops[i], stages[i], stages[i + 1], grad);
    if (isRefusal(back)) return back;
    grad = back;
  }
  return { data: grad, shape: input.shape, dtype: isFloatingPoint(input.dtype) ? input.dtype : last.dtype };
}
