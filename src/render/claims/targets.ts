import * as l10n from "@vscode/l10n";
import { formatLoss, formatShort } from "../numbers";
import { type ClaimSentences, effect } from "./words";

/** What is said of targets, and of the weights of their classes. */
export const targetsSentences = {
  "padding-not-ignored": ({ value, count, of, change, inLists }, { inModel }) =>
    (inLists
      ? l10n.t("0 fills up the label lists, but is a class of its own: fill up with −1")
      : inModel
        ? paddingOfModel(value, count, of)
        : count === 1
          ? l10n.t("1 of {0} targets is the padding {1} and counts like the others: use ignore_index={1}", of, value)
          : l10n.t(
              "{0} of {1} targets are the padding {2} and count like the others: use ignore_index={2}",
              count,
              of,
              value,
            )) + effect(change),
  "void-label": ({ value, count, of, classes, change }, { loss, inModel }) =>
    (inModel
      ? voidOfModel(value, count, of)
      : classes === undefined
        ? count === 1
          ? l10n.t(
              "1 of {0} targets is {1}, neither 0 nor 1, and {2} has no ignore_index: leave it out",
              of,
              value,
              loss,
            )
          : l10n.t(
              "{0} of {1} targets are {2}, neither 0 nor 1, and {3} has no ignore_index: leave them out",
              count,
              of,
              value,
              loss,
            )
        : count === 1
          ? l10n.t("1 of {0} targets is {1}, which is not a class: use ignore_index={1}", of, value)
          : l10n.t("{0} of {1} targets are {2}, which is not a class: use ignore_index={2}", count, of, value)) +
    (change.after === undefined ? "" : ` (${formatLoss(change.after)})`),
  "all-ignored": ({ ignoreIndex, why }) => {
    switch (why) {
      case "ignored":
        return l10n.t("every target is {0} and ignored: the mean of nothing is nan, its sum 0", ignoreIndex);
      case "empty":
        return l10n.t("there are no samples, and the mean of nothing is nan");
      case "weightless":
        return l10n.t("the classes of all targets have the weight 0, and the mean divides 0 by 0");
    }
  },
  "one-based-labels": ({ classes, change }, { target }) =>
    l10n.t("the labels in {0} count from 1, and torch counts the {1} classes from 0: use {0} - 1", target, classes) +
    effect(change),
  "signs-as-labels": ({ change, zeros, classes }, { target, loss }) =>
    classes
      ? (zeros
          ? l10n.t("the labels in {0} are −1, 0 and 1, and torch counts the classes from 0: use {0} + 1", target)
          : l10n.t("the labels in {0} are −1 and 1, and torch counts the classes from 0: use ({0} + 1) // 2", target)) +
        (change.after === undefined ? "" : ` (${formatLoss(change.after)})`)
      : zeros
        ? l10n.t(
            "{0} holds −1, 0 and 1, and {1} wants 0 and 1: a −1 rewards the wrong answer, leave it out",
            target,
            loss,
          )
        : l10n.t("the labels in {0} are −1 and 1, and {1} wants 0 and 1: use ({0} + 1) / 2", target, loss) +
          effect(change),
  "labels-as-signs": ({ change }, { target, loss }) =>
    l10n.t("the labels in {0} are 0 and 1, and {1} wants −1 and 1: use 2 * {0} - 1", target, loss) + effect(change),
  percent: ({ argument, max, of }, { input, target }) =>
    l10n.t(
      "{0} goes up to {1}, so it is in per cent: divide by 100",
      of ?? (argument === "input" ? input : target),
      formatShort(max),
    ),
  "mask-255": ({ max, change }, { target }) =>
    l10n.t("{0} goes up to {1}, as masks of 0 and 255 do: use {0} / 255", target, max) + effect(change),
  "class-index-column": ({ max, classes }, { target, loss }) =>
    classes !== undefined
      ? l10n.t("{0} holds class indices, which {1} takes for amounts: use CrossEntropyLoss", target, loss)
      : l10n.t(
          "{0} holds class indices up to {1}, and {2} wants 0 and 1: use CrossEntropyLoss with {3} outputs",
          target,
          max,
          loss,
          max + 1,
        ),
  "inverted-weights": ({ rare, weight, frequent, other }) =>
    l10n.t(
      "the weights are upside down: the rare class {0} weighs {1}, the frequent class {2} weighs {3}",
      rare,
      formatShort(weight),
      frequent,
      formatShort(other),
    ),
  "inverted-pos-weight": ({ given, balanced }) =>
    l10n.t(
      "pos_weight is upside down: it is {0}, and negatives / positives is {1}",
      formatShort(given),
      formatShort(balanced),
    ),
  "target-not-normalised": ({ sum, labels, sigmoid }, { target, loss }) =>
    sigmoid
      ? l10n.t(
          "{0} holds what a sigmoid gives, and {1} takes probabilities that sum to 1 (one row sums to {2}): use softmax",
          target,
          loss,
          formatShort(sum),
        )
      : labels && loss === "CrossEntropyLoss"
        ? l10n.t(
            "{0} marks several labels or none (one row sums to {1}), and CrossEntropyLoss wants one class: use BCEWithLogitsLoss",
            target,
            formatShort(sum),
          )
        : l10n.t(
            "the rows of {0} do not sum to 1 (one to {1}), and torch takes them as they are",
            target,
            formatShort(sum),
          ),
  "target-is-logits": ({ min, max }, { target, loss }) =>
    min === undefined || max === undefined
      ? l10n.t("{0} holds logits, and {1} wants probabilities: apply a softmax to it", target, loss)
      : l10n.t(
          "{0} holds scores from {1} to {2}, and {3} wants probabilities: apply a softmax to it",
          target,
          formatShort(min),
          formatShort(max),
          loss,
        ),
  "target-is-log": ({ isLog, change }, { target, loss }) => {
    if (!isLog)
      return l10n.t("{0} holds probabilities, and log_target=True takes them for logarithms", target) + effect(change);
    return loss === "KLDivLoss"
      ? l10n.t("{0} holds log-probabilities: use log_target=True", target) + effect(change)
      : l10n.t("{0} holds log-probabilities, and {1} wants probabilities: apply exp to it", target, loss);
  },
  "multi-hot-as-list": (_, { target }) =>
    l10n.t(
      "{0} marks the labels by 0 and 1, and MultiLabelMarginLoss wants lists of class indices that end with −1",
      target,
    ),
  "out-of-range": ({ value, classes }, { target, input, loss }) => {
    if (classes === undefined)
      return l10n.t("{0} lies outside [0, 1], which is all that {1} takes as a target", formatShort(value), loss);
    return value < 0
      ? l10n.t("{0} names no class: there are {1}, from 0 to {2}", formatShort(value), classes, classes - 1)
      : l10n.t("{0} goes up to {1}, and {2} has {3} outputs: {4} are needed", target, value, input, classes, value + 1);
  },
  "smoothing-differs": (facts, { target }) => {
    switch (facts.how) {
      case "spread":
        return l10n.t(
          "{0} comes of eps / (K - 1) for the other classes; torch spreads eps / K over all and gives {1}",
          formatLoss(facts.written),
          formatLoss(facts.torch),
        );
      case "sum":
        return l10n.t(
          "the smoothed rows of {0} sum to {1}, not 1: give the class indices and label_smoothing={2}",
          target,
          formatShort(facts.sum),
          facts.smoothing,
        );
      case "twice":
        return l10n.t("{0} is smoothed already, and label_smoothing smooths it once more: do one of both", target);
      case "binary":
        return l10n.t(
          "{0} holds {1} for a no and 1 for a yes: smoothing moves both, so add half of it, y * (1 - eps) + eps / 2",
          target,
          facts.smoothing,
        );
    }
  },
  temperature: ({ student, teacher, after }) =>
    after
      ? l10n.t("the temperature divides what the softmax gives: divide the logits, in front of it")
      : student !== undefined && teacher !== undefined
        ? l10n.t(
            "student and teacher have different temperatures, {0} and {1}",
            formatShort(student),
            formatShort(teacher),
          )
        : l10n.t("only one of student and teacher is divided by the temperature: divide both"),
} satisfies Partial<ClaimSentences>;

/** Models leave -100 out, and no option says otherwise. */
function paddingOfModel(value: number, count: number, of: number): string {
  return count === 1
    ? l10n.t("1 of {0} targets is the padding {1} and counts like the others: set it to −100", of, value)
    : l10n.t("{0} of {1} targets are the padding {2} and count like the others: set them to −100", count, of, value);
}

function voidOfModel(value: number, count: number, of: number): string {
  return count === 1
    ? l10n.t("1 of {0} targets is {1}, which is not a class: set it to −100 to leave it out", of, value)
    : l10n.t("{0} of {1} targets are {2}, which is not a class: set them to −100 to leave them out", count, of, value);
}
