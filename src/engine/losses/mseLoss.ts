import { promoteTypes } from "../../tensor/dtype";
import { tasks } from "../tasks";
import { INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { checkDifference, errorLoss, promoted } from "./shared/errors";

/** `torch.nn.functional.mse_loss` of predictions x and values t that broadcast: l = (x − t)². */
export const mseLoss: LossDefinition = {
  ...errorLoss({
    signature: {
      arguments: INPUT_AND_TARGET,
      module: ["size_average", "reduce", "reduction"],
      functional: {
        from: "torch.nn.functional",
        name: "mse_loss",
        parameters: ["size_average", "reduce", "reduction", "weight"],
      },
    },
    defaults: { reduction: "mean" },
    refuseErrors: (input, target, _options, weight) =>
      weight === undefined ? promoted("mse_cpu", input, target) : checkDifference(input, target),
    refuseGradient: undefined,
    dtype: (input, target) => promoteTypes(input.dtype, target.dtype),
    fill: (result, x, t) => {
      let i = 0;
      // Four at a time take two thirds of the time.
      for (const last = result.length - 3; i < last; i += 4) {
        const a = x[i] - t[i];
        const b = x[i + 1] - t[i + 1];
        const c = x[i + 2] - t[i + 2];
        const d = x[i + 3] - t[i + 3];
        result[i] = a * a;
        result[i + 1] = b * b;
        result[i + 2] = c * c;
        result[i + 3] = d * d;
      }
      for (; i < result.length; i++) {
        const error = x[i] - t[i];
        result[i] = error * error;
      }
    },
    slope: (error) => 2 * error,
    ofError: (error) => error * error,
    inType: (r, x, t) => {
      const error = r(x - t);
      return r(error * error);
    },
    weightedMean: true,
  }),
  mistake: (_meaning, { reading }) =>
    tasks[reading.task].reference === "squaredError" ? undefined : { kind: "otherLoss", loss: "MSELoss" },
};
