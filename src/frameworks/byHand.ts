import type { ForeignCall, FrameworkLoss, Outcome } from "./framework";

/**
 * Losses that are written out in NumPy or torch: `-np.mean(np.sum(y * np.log(p), axis=1))`, `((p - y) ** 2).mean()`. They have no function of their own: their
 * values come with the call, as what the expression gave.
 */

function given({ options }: ForeignCall): Outcome {
  const value = options.get("value");
  if (typeof value !== "number") return undefined;
  return { kind: "value", values: { data: Float64Array.of(value), shape: [], dtype: "float64" }, clipped: 0 };
}

function byHand(name: string, expects: FrameworkLoss["expects"]): FrameworkLoss {
  return {
    framework: "numpy",
    name,
    functions: "",
    signature: "",
    form: undefined,
    prediction: "p",
    truth: "y",
    logitsOption: undefined,
    expects,
    compute: given,
    before: undefined,
  };
}

/** `logged`: the logarithms are those of a log_softmax. `picked`: each sample's own is taken by its class index. */
export const lossesByHand: readonly FrameworkLoss[] = [
  byHand("cross-entropy", (options) => ({
    kin: "NLLLoss",
    takes: options.get("logged") === true ? "logProbabilities" : "probabilities",
    targets: options.get("picked") === true ? "classIndices" : "classProbabilities",
  })),
  byHand("binary cross-entropy", () => ({ kin: "BCELoss", takes: "probabilities", targets: "binary" })),
  byHand("squared error", () => ({ kin: "MSELoss", takes: "values", targets: "values" })),
  // What these are given is not asked about: only how they are written.
  ...[
    "Dice loss",
    "quantile loss",
    "percentage error",
    "divergence",
    "clipped surrogate",
    "policy gradient",
    "hinge loss",
    "triplet loss",
    "contrastive loss",
    "loss",
  ].map((name) => byHand(name, () => undefined)),
];

/** Whether a loss of that name is written out. */
export function lossByHand(name: string): FrameworkLoss | undefined {
  return lossesByHand.find((loss) => loss.name === name);
}
