import * as l10n from "@vscode/l10n";
import { frameworkNames } from "../frameworks/framework";
import type { Difference, SameFramework } from "../frameworks/same/sameIn";

const names = {
  ...frameworkNames,
  xgboost: "XGBoost",
  lightgbm: "LightGBM",
} as const satisfies Record<SameFramework, string>;

export function sameFrameworkName(framework: SameFramework): string {
  return names[framework];
}

/** Why a framework gives another number than the definition. */
export function differenceText(difference: Difference): string {
  switch (difference.kind) {
    case "clip": {
      const { count, epsilon } = difference;
      // 2⁻⁵² is known by its short form.
      const limit = epsilon < 1e-15 && epsilon > 2e-16 ? "2.2e-16" : String(epsilon);
      return count === 1
        ? l10n.t("one probability is clipped at {0}", limit)
        : l10n.t("{0} probabilities are clipped at {1}", count, limit);
    }
    case "clamp":
      return difference.count === 1
        ? l10n.t("one logarithm is cut off at −100")
        : l10n.t("{0} logarithms are cut off at −100", difference.count);
    case "normalised":
      return l10n.t("rows that do not sum to 1 are divided by their sums");
    case "perSample":
      return l10n.t("the weighted mean divides by the number of samples, not by the sum of the weights");
    case "shift":
      return l10n.t("each step is compared with the label of the next: labels are shifted inside");
    case "nan":
      return l10n.t("an infinite logarithm times 0, or less another, is nan");
    case "float32":
      return l10n.t("computed in float32");
  }
}
