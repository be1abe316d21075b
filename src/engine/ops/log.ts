import { clip } from "../interval/box";
import { floatResult, type TensorOperation } from "./operation";

/** `torch.log`: nan below 0, −inf at it. */
export function log(): TensorOperation {
  return {
    module: "Log",
    call: { style: "function", name: "torch.log", arguments: [] },
    result: floatResult,
    values: ({ data }) => data.map(Math.log),
    gradient: (grad, { data: x }) => grad.map((g, i) => g / x[i]),
    valuesIn: undefined,
    // The true value of a number that was rounded to 0 is not below it.
    bounds: (box, ends) => ends(clip(box, 0, Number.POSITIVE_INFINITY)),
    meaning: (meaning) =>
      meaning === "probabilities"
        ? "logProbabilities"
        : { kind: meaning === "logits" ? "logOfLogits" : "logOfLogProbabilities" },
    moved: (context) => context,
    normalises: false,
    saturates: false,
  };
}
