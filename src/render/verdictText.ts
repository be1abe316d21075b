import * as l10n from "@vscode/l10n";
import type { Denominator, Reduction } from "../engine/loss";
import type { Mistake, PipelineResult, PipelineVerdict } from "../engine/verdict";
import { formatLoss, formatShort } from "./numbers";
import { lossName } from "./pipelineText";
import { inNumber } from "./plural";
import { inputKindName } from "./readingText";

export type VerdictGroup = PipelineVerdict["kind"] | "raises" | "unjudged";

export function verdictGroup(result: PipelineResult): VerdictGroup {
  return result.kind === "raised" ? "raises" : (result.verdict?.kind ?? "unjudged");
}

/** Signs that tell the verdicts apart without colour. */
export const verdictSigns: Readonly<Record<VerdictGroup, string>> = {
  matches: "✓",
  coincides: "≈",
  differs: "≠",
  raises: "✕",
  unjudged: "·",
};

export function verdictGroupTitle(group: VerdictGroup): string {
  switch (group) {
    case "matches":
      return l10n.t("These give your loss");
    case "coincides":
      return l10n.t("Equal on these numbers, not in general");
    case "differs":
      return l10n.t("These run, but compute something else");
    case "raises":
      return l10n.t("Raise");
    case "unjudged":
      return l10n.t("Run");
  }
}

/** What the pipeline does instead of the reading's loss: one clause without a full stop. */
export function mistakeText(mistake: Mistake): string {
  switch (mistake.kind) {
    case "softmaxOfProbabilities":
      return mistake.floor === undefined
        ? l10n.t("softmax applied twice: these are already probabilities")
        : l10n.t(
            "softmax applied twice: these are already probabilities; no sample's loss can fall below {0}",
            formatLoss(mistake.floor),
          );
    case "sigmoidOfProbabilities":
      return mistake.floor === undefined
        ? l10n.t("sigmoid applied twice: these are already probabilities")
        : l10n.t(
            "sigmoid applied twice: these are already probabilities; a target of 1 costs at least {0}",
            formatLoss(mistake.floor),
          );
    case "logOfLogits":
      return l10n.t("logarithm of logits, which are not probabilities");
    case "logOfLogProbabilities":
      return l10n.t("logarithm of what is already a logarithm");
    case "expOfLogits":
      return l10n.t("exponential of logits, which gives no probabilities");
    case "expOfProbabilities":
      return l10n.t("exponential of probabilities");
    case "noLogarithm":
      return mistake.of === "probabilities"
        ? l10n.t("no logarithm is taken: minus the mean probability, a negative loss")
        : l10n.t("no logarithm is taken: minus the mean logit, which has no lower bound");
    case "notProbabilities":
      return l10n.t("takes {0} for probabilities", inputKindName(mistake.of));
    case "sigmoidOfLogProbabilities":
      return l10n.t("takes log-probabilities for logits");
    case "softmaxForIndependent":
      return l10n.t("softmax over labels that do not exclude each other");
    case "sigmoidForExclusive":
      return l10n.t("a sigmoid for each class, though the classes exclude each other");
    case "elementwiseForExclusive":
      return l10n.t("a yes or no for each class, and a mean over all elements");
    case "classDim":
      return mistake.meant === undefined
        ? l10n.t("takes the values along dim {0} for the classes of one sample", mistake.used)
        : l10n.t("takes dim {0} for the classes, not dim {1}", mistake.used, mistake.meant);
    case "oneClass":
      return l10n.t("softmax over a single class is always 1, so the loss is always 0");
    case "signsAsLabels":
      return l10n.t("takes these targets for probabilities, though they are not 0 and 1");
    case "labelsAsSigns":
      return l10n.t("takes 0 and 1 for signs; it expects −1 and 1");
    case "meanOverLabels":
      return l10n.t("the mean over a sample's labels comes before the reduction");
    case "divergence":
      return l10n.t(
        "Kullback–Leibler divergence: the target's own entropy is subtracted, and mean divides by all elements",
      );
    case "meanOverElements":
      return l10n.t("mean divides by the {0} classes as well; batchmean divides by the samples", mistake.classes);
    case "termsOfDivergence":
      return l10n.t("one term for each class, not yet summed");
    case "entropyIncluded":
      return l10n.t("cross-entropy: the target's own entropy is not subtracted");
    case "teacherLogits":
      return l10n.t("takes the teacher's logits for its distribution: they need a softmax first");
    case "withoutSquare":
      return l10n.t(
        "not multiplied by {0}, the square of the temperature, which keeps the gradients as large as without one",
        formatShort(mistake.temperature ** 2),
      );
    case "broadcasts":
      return l10n.t("the shapes differ and broadcast: {0} pairs are compared", mistake.elements);
    case "otherError":
      return l10n.t("{0} measures the error, but not its square", lossName(mistake.loss));
    case "otherLoss":
      return l10n.t("{0} is not a cross-entropy", lossName(mistake.loss));
    case "clamped":
      return l10n.t("each logarithm is clamped at −100, so no element costs more than 100");
    case "zeroTimesInfinity":
      return l10n.t("0 × log 0 is nan to torch, where the definition has 0");
    case "normalisedAgain":
      return l10n.t("divides by the sum of each sample's probabilities, which is not exactly 1 here");
    case "precision":
      return l10n.t("the same formula, but computed this way these values lose precision");
  }
}

/** `mean of 4 samples`, `÷ 3.5 = Σ w[y] over 3 of 4 targets`. */
export function denominatorText({ value, kind, counted, total }: Denominator, reduction: Reduction): string {
  if (reduction === "none") return l10n.t("one loss for each of {0}", total);
  if (reduction === "sum")
    return counted === total ? l10n.t("sum over {0}", total) : l10n.t("sum over {0} of {1} targets", counted, total);
  if (kind === "weights") {
    return counted === total
      ? inNumber(l10n.t("÷ {0} = Σ w[y] over {1|# target|# targets}", formatShort(value)), 0, total)
      : l10n.t("÷ {0} = Σ w[y] over {1} of {2} targets", formatShort(value), counted, total);
  }
  if (counted !== total) return l10n.t("mean over {0} of {1} targets, the rest ignored", counted, total);
  return kind === "elements"
    ? inNumber(l10n.t("mean over {0|# element|# elements}"), total)
    : inNumber(l10n.t("mean over {0|# sample|# samples}"), total);
}
