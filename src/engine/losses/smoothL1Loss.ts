import { promoteTypes } from "../../tensor/dtype";
import type { Tensor } from "../../tensor/tensor";
import type { LossOptions } from "../loss";
import { roundingTo } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { tasks } from "../tasks";
import { INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { checkDifference, errorLoss, fillWithin, promoted } from "./shared/errors";

/**
 * `torch.nn.functional.smooth_l1_loss` of predictions x and values t that broadcast, with z = |x − t|:
 *
 *   l = z² / (2β) where z < β,   z − β/2 elsewhere
 *
 * With β = 0 it is `l1_loss`, of all types that that takes.
 */
export const smoothL1Loss: LossDefinition = {
  ...errorLoss({
    signature: {
      arguments: INPUT_AND_TARGET,
      module: ["size_average", "reduce", "reduction", "beta"],
      functional: {
        from: "torch.nn.functional",
        name: "smooth_l1_loss",
        parameters: ["size_average", "reduce", "reduction", "beta"],
      },
    },
    defaults: { reduction: "mean", beta: 1 },
    refuseErrors,
    refuseGradient: undefined,
    dtype: (input, target) => promoteTypes(input.dtype, target.dtype),
    fill: (result, x, t, options) => {
      const { beta = 1 } = options;
      // With β = 1 Huber's loss and this one are the same.
      const rest = beta === 1 ? fillWithin(result, x, t, 1) : 0;
      for (let i = rest; i < result.length; i++) result[i] = ofError(x[i] - t[i], options);
    },
    slope,
    ofError,
    inType: (round, x, t, { beta = 1 }) => {
      // bfloat16 values are widened for all of it, half ones are rounded at each step: the other way round than in `huber_loss`.
      const r = round === roundingTo.bfloat16 ? roundingTo.float32 : round;
      const size = Math.abs(r(x - t));
      const b = r(beta);
      return round(size < b ? r(r(r(0.5 * size) * size) / b) : r(size - r(0.5 * b)));
    },
    weightedMean: true,
  }),
  mistake: (_meaning, { reading }) => ({
    kind: tasks[reading.task].reference === "squaredError" ? "otherError" : "otherLoss",
    loss: "SmoothL1Loss",
  }),
};

function ofError(error: number, { beta = 1 }: LossOptions): number {
  const size = Math.abs(error);
  return size < beta ? (0.5 * size * size) / beta : size - 0.5 * beta;
}

function slope(error: number, { beta = 1 }: LossOptions): number {
  if (beta === 0) return Math.sign(error) || 0;
  return error <= -beta ? -1 : error >= beta ? 1 : error / beta;
}

function refuseErrors(input: Tensor, target: Tensor, { beta = 1 }: LossOptions): Refusal | undefined {
  if (beta === 0) return checkDifference(input, target);
  if (!(beta >= 0)) return refusal("RuntimeError", "smooth_l1_loss does not support negative values for beta.");
  return promoted("smooth_l1_cpu", input, target);
}
