import * as l10n from "@vscode/l10n";
import type { PairFinding } from "../engine/findings";
import { formatLoss, formatShort } from "./numbers";
import { inNumber } from "./plural";

/** What is remarkable and what to do about it, in one or two sentences. */
export function findingText(finding: PairFinding): string {
  switch (finding.kind) {
    case "oneBasedLabels":
      return l10n.t(
        "The labels look as if they start at 1: they go up to {0} for {0} classes and none is 0. PyTorch counts from 0: use target - 1.",
        finding.classes,
      );
    case "allIgnored":
      return l10n.t("Every target is {0} and ignored: the mean is nan, the sum 0.", finding.ignoreIndex);
    case "targetsDoNotSumToOne":
      return l10n.t(
        "{0} of {1} target rows do not sum to 1 (one to {2}). PyTorch takes them as they are.",
        finding.rows,
        finding.of,
        formatShort(finding.sum),
      );
    case "otherAxisSumsToOne":
      return l10n.t(
        "The values sum to 1 along dim {0}, not along the classes (dim {1}): was the softmax taken with dim={0}?",
        finding.dim,
        finding.classDim,
      );
    case "weightedMeanOverSamples":
      return l10n.t(
        "With class probabilities the weighted mean divides by the number of samples, not by the sum of the weights.",
      );
    case "notNumbers":
      return inNumber(l10n.t("{0|One of the input's values is|# of the input's values are} nan."), finding.count);
    case "shiftedByOne":
      return finding.by === 1
        ? l10n.t(
            "Input and targets are one step apart: {0} of {1} right as they stand, {2} of {3} against the next step, where the loss is {4}.",
            finding.correct,
            finding.counted,
            finding.correctAfter,
            finding.countedAfter,
            formatLoss(finding.loss),
          )
        : l10n.t(
            "Input and targets are one step apart: {0} of {1} right as they stand, {2} of {3} against the step before, where the loss is {4}.",
            finding.correct,
            finding.counted,
            finding.correctAfter,
            finding.countedAfter,
            formatLoss(finding.loss),
          );
    case "noProbabilities":
      return inNumber(
        l10n.t(
          "{0|# value lies outside [0, 1] and cannot be a probability|# values lie outside [0, 1] and cannot be probabilities}.",
        ),
        finding.count,
      );
  }
}
