import { sigmoid as sigmoidOf } from "../activations";
import { sigmoidMistake } from "../losses/shared/mistakes";
import { type Rounding, wider } from "../precision/rounding";
import { atBothEnds, floatResult, type TensorOperation } from "./operation";

/** `torch.sigmoid`: 1 / (1 + e^−x). */
export function sigmoid(): TensorOperation {
  return {
    module: "Sigmoid",
    call: { style: "function", name: "torch.sigmoid", arguments: [] },
    result: floatResult,
    values: ({ data }) => data.map(sigmoidOf),
    gradient: (grad, _input, { data: y }) => grad.map((g, i) => g * (1 - y[i]) * y[i]),
    valuesIn: (round, { data }) => data.map((x) => sigmoidIn(round, x)),
    bounds: atBothEnds,
    meaning: (meaning, { reading }) => sigmoidMistake(meaning, reading) ?? "probabilities",
    moved: (context) => context,
    normalises: false,
    saturates: true,
  };
}

/** Every step rounded: what is left of 1 − σ(x) near saturation depends on it. */
export function sigmoidIn(round: Rounding, x: number): number {
  const wide = wider(round);
  return round(wide(1 / wide(1 + wide(Math.exp(-x)))));
}
