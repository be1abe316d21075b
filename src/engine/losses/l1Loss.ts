import { promoteTypes } from "../../tensor/dtype";
import { tasks } from "../tasks";
import { INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { checkDifference, errorLoss } from "./shared/errors";

/** `torch.nn.functional.l1_loss` of predictions x and values t that broadcast: l = |x − t|, of integers in their own type. */
export const l1Loss: LossDefinition = {
  ...errorLoss({
    signature: {
      arguments: INPUT_AND_TARGET,
      module: ["size_average", "reduce", "reduction"],
      functional: {
        from: "torch.nn.functional",
        name: "l1_loss",
        parameters: ["size_average", "reduce", "reduction", "weight"],
      },
    },
    defaults: { reduction: "mean" },
    refuseErrors: (input, target) => checkDifference(input, target),
    refuseGradient: undefined,
    dtype: (input, target) => promoteTypes(input.dtype, target.dtype),
    fill: (result, x, t) => {
      for (let i = 0; i < result.length; i++) result[i] = Math.abs(x[i] - t[i]);
    },
    // torch's sign of nan is 0.
    slope: (error) => Math.sign(error) || 0,
    ofError: Math.abs,
    inType: (r, x, t) => Math.abs(r(x - t)),
    weightedMean: true,
  }),
  mistake: (_meaning, { reading }) => ({
    kind: tasks[reading.task].reference === "squaredError" ? "otherError" : "otherLoss",
    loss: "L1Loss",
  }),
};
