import { promoteTypes, scalarTypeName } from "../../tensor/dtype";
import type { Tensor } from "../../tensor/tensor";
import { isFloatingPoint } from "../../tensor/tensor";
import type { LossOptions } from "../loss";
import { roundingTo } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { tasks } from "../tasks";
import { checkKernelType } from "./shared/checks";
import { INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { errorLoss, fillWithin } from "./shared/errors";
import { inputToFloat, targetToInputType } from "./shared/fixes";

/**
 * `torch.nn.functional.huber_loss` of predictions x and values t that broadcast, with z = |x − t|:
 *
 *   l = z² / 2 where z ≤ δ,   δ · (z − δ/2) elsewhere
 *
 * computed in the input's own type.
 */
export const huberLoss: LossDefinition = {
  ...errorLoss({
    signature: {
      arguments: INPUT_AND_TARGET,
      module: ["reduction", "delta"],
      functional: { from: "torch.nn.functional", name: "huber_loss", parameters: ["reduction", "delta", "weight"] },
    },
    defaults: { reduction: "mean", delta: 1 },
    refuseErrors,
    refuseGradient: (input, target) =>
      target.dtype === input.dtype
        ? undefined
        : refusal(
            "RuntimeError",
            `Found dtype ${scalarTypeName[target.dtype]} but expected ${scalarTypeName[input.dtype]}`,
            targetToInputType(input),
          ),
    dtype: ({ dtype }) => dtype,
    fill: (result, x, t, options) => {
      const { delta = 1 } = options;
      const rest = delta === Number.POSITIVE_INFINITY ? 0 : fillWithin(result, x, t, delta);
      for (let i = rest; i < result.length; i++) result[i] = ofError(x[i] - t[i], options);
    },
    slope: (error, { delta = 1 }) => (error <= -delta ? -delta : Math.min(error, delta)),
    ofError,
    inType: (round, x, t, { delta = 1 }) => {
      // Half values are widened for all of it, bfloat16 are rounded at each step.
      const r = round === roundingTo.float16 ? roundingTo.float32 : round;
      const size = Math.abs(r(x - t));
      const d = r(delta);
      return round(size <= d ? r(r(0.5 * size) * size) : r(d * r(size - r(0.5 * d))));
    },
    weightedMean: false,
  }),
  mistake: (_meaning, { reading }) => ({
    kind: tasks[reading.task].reference === "squaredError" ? "otherError" : "otherLoss",
    loss: "HuberLoss",
  }),
};

function ofError(error: number, { delta = 1 }: LossOptions): number {
  const size = Math.abs(error);
  return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
}

function refuseErrors(input: Tensor, target: Tensor, { delta = 1 }: LossOptions): Refusal | undefined {
  if (!(delta > 0)) return refusal("RuntimeError", "huber_loss does not support non-positive values for delta.");
  const dtype = promoteTypes(input.dtype, target.dtype);
  const isCast =
    isFloatingPoint(dtype) === isFloatingPoint(input.dtype) && (input.dtype !== "bool" || dtype === "bool");
  if (!isCast) {
    return refusal(
      "RuntimeError",
      `result type ${scalarTypeName[dtype]} can't be cast to the desired output type ${scalarTypeName[input.dtype]}`,
      inputToFloat,
    );
  }
  return checkKernelType("huber_cpu", dtype);
}
