import { logSigmoid as logSigmoidOf, logSigmoidSlope } from "../activations";
import { checkKernelType } from "../losses/shared/checks";
import { sigmoidMistake } from "../losses/shared/mistakes";
import { type Rounding, wider } from "../precision/rounding";
import { atBothEnds, type TensorOperation } from "./operation";

/** `torch.nn.functional.logsigmoid`: −log(1 + e^−x), of floating tensors alone. */
export function logSigmoid(): TensorOperation {
  return {
    module: "LogSigmoid",
    call: { style: "function", name: "F.logsigmoid", arguments: [] },
    result: ({ shape, dtype }) => checkKernelType("log_sigmoid_cpu", dtype) ?? { shape, dtype },
    values: ({ data }) => data.map(logSigmoidOf),
    gradient: (grad, { data: x }) => grad.map((g, i) => g * logSigmoidSlope(x[i])),
    valuesIn: (round, { data }) => data.map((x) => logSigmoidIn(round, x)),
    bounds: atBothEnds,
    meaning: (meaning, { reading }) => sigmoidMistake(meaning, reading) ?? "logProbabilities",
    moved: (context) => context,
    normalises: false,
    saturates: false,
  };
}

export function logSigmoidIn(round: Rounding, x: number): number {
  const wide = wider(round);
  return round(Math.min(0, x) - wide(Math.log1p(wide(Math.exp(-Math.abs(x))))));
}
