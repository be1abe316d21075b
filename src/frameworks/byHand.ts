import type { ForeignCall, FrameworkLoss, Outcome } from "./framework";

/**
 * Cross-entropies that are written out in NumPy: `-np.mean(np.sum(y * np.log(p), axis=1))`. They have no function of their own: their values
 * come with the call, as what the expression gave.
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

export const lossesByHand: readonly FrameworkLoss[] = [
  byHand("cross-entropy", () => ({ kin: "NLLLoss", takes: "probabilities", targets: "classProbabilities" })),
  byHand("binary cross-entropy", () => ({ kin: "BCELoss", takes: "probabilities", targets: "binary" })),
];
