import { atBothEnds, floatResult, type TensorOperation } from "./operation";

/** `torch.exp` */
export function exp(): TensorOperation {
  return {
    module: "Exp",
    call: { style: "function", name: "torch.exp", arguments: [] },
    result: floatResult,
    values: ({ data }) => data.map(Math.exp),
    gradient: (grad, _input, { data: y }) => grad.map((g, i) => g * y[i]),
    valuesIn: undefined,
    bounds: atBothEnds,
    meaning: (meaning) =>
      meaning === "logProbabilities"
        ? "probabilities"
        : { kind: meaning === "logits" ? "expOfLogits" : "expOfProbabilities" },
    moved: (context) => context,
    normalises: false,
    saturates: false,
  };
}
