import * as l10n from "@vscode/l10n";
import { formatLoss, formatShort } from "../numbers";
import { thenSentence } from "../sentences";
import type { ClaimSentences } from "./words";

/** What is said of activations, and of what the input holds. */
export const activationsSentences = {
  "double-softmax": ({ at, floor, inCode }, { input }) => {
    if (inCode) return l10n.t("softmax applied twice: the second one takes the probabilities of the first for logits");
    const why =
      at === undefined
        ? l10n.t("softmax applied twice: {0} holds probabilities already, and CrossEntropyLoss applies its own", input)
        : l10n.t("softmax applied twice: CrossEntropyLoss applies its own, so give it the logits");
    return floor === undefined
      ? why
      : thenSentence(why, l10n.t("No sample's loss can fall below {0}", formatLoss(floor)));
  },
  "double-sigmoid": ({ at, inCode }, { input, loss }) => {
    if (inCode) return l10n.t("sigmoid applied twice: the second one takes the probabilities of the first for logits");
    return at === undefined
      ? l10n.t("sigmoid applied twice: {0} holds probabilities already, and {1} applies its own", input, loss)
      : l10n.t("sigmoid applied twice: {0} applies its own, so give it the logits", loss);
  },
  "softmax-for-labels": ({ single }, { loss }) =>
    single
      ? l10n.t("a softmax over one output is always 1, whatever the score: use a sigmoid")
      : l10n.t(
          "a softmax makes the labels compete, but {0} takes each for a yes or no of its own: use a sigmoid",
          loss,
        ),
  "sigmoid-for-classes": (_, { loss }) =>
    l10n.t("a sigmoid scores each class by itself, but the classes exclude each other: give {0} the logits", loss),
  "cut-scores": ({ operation }, { loss }) =>
    loss === "BCELoss" && operation === "tanh"
      ? l10n.t("{0} gives values from −1 to 1, and BCELoss wants 0 to 1: use sigmoid", operation)
      : loss === "CrossEntropyLoss"
        ? l10n.t(
            "{0} makes every negative score 0, so that no class can be ruled out: give {1} what the last layer gives",
            operation,
            loss,
          )
        : l10n.t(
            "{0} leaves no score below 0, so that no answer can be a no: give {1} what the last layer gives",
            operation,
            loss === "BCELoss" ? "sigmoid" : loss,
          ),
  "no-logarithm": ({ of, at, logged }, { loss, input }) => {
    if (of === "logits" && logged)
      return l10n.t(
        "{0} wants log-probabilities, and those in {1} do not sum to 1 as probabilities: apply log_softmax to the logits",
        loss,
        input,
      );
    if (of === "logits")
      return l10n.t("{0} wants log-probabilities, and {1} holds logits: apply log_softmax first", loss, input);
    return at === undefined
      ? l10n.t("{0} wants log-probabilities, and {1} holds probabilities: take the logarithm first", loss, input)
      : l10n.t("{0} wants log-probabilities: use log_softmax in place of softmax", loss);
  },
  "logits-in-bce": ({ min, max }, { input }) =>
    min === undefined || max === undefined
      ? l10n.t("BCELoss wants probabilities and gets logits: use BCEWithLogitsLoss")
      : l10n.t(
          "{0} holds logits from {1} to {2}, and BCELoss wants probabilities: use BCEWithLogitsLoss",
          input,
          formatShort(min),
          formatShort(max),
        ),
  thresholded: ({ values }, { input }) =>
    values === "argmax"
      ? l10n.t("{0} holds class numbers, and nothing can be learned from them: give the scores themselves", input)
      : l10n.t(
          "{0} is already decided to 0 and 1, and nothing can be learned from it: give the scores themselves",
          input,
        ),
  "one-class": (_, { input }) =>
    l10n.t(
      "{0} has one output a sample, whose softmax is always 1, so the loss is always 0: use BCEWithLogitsLoss",
      input,
    ),
} satisfies Partial<ClaimSentences>;
