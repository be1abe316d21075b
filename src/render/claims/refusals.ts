import * as l10n from "@vscode/l10n";
import { type ClaimSentences, short } from "./words";

/** What is said of what torch refuses; of other frameworks' losses the words are in foreignText. */
export const refusalsSentences = {
  "other-framework": ({ framework }) => l10n.t("{0} computes this loss in another way", framework),
  // Calls of torch's losses have neither.
  "logits-as-probabilities": () => "",
  formula: () => "",
  "rows-not-normalised": () => "",
  "mean-over-classes": () => "",
  dtype: () => "",
  "variance-is-log": ({ of }) =>
    l10n.t("variances are not negative, logarithms of them may be: give torch.exp({0})", short(of) ?? "log_var"),
  "weight-shape": ({ given, classes }, { loss }) =>
    given === undefined || classes === undefined
      ? l10n.t("the weight does not have the shape that {0} takes", loss)
      : loss === "BCEWithLogitsLoss"
        ? l10n.t("pos_weight holds what a yes of each output weighs: give that of the positives alone")
        : l10n.t("the weight has {0} values, and there are {1} classes: give one for each", given, classes),
  "option-invalid": ({ option, ignored, isUnknown }, { loss }) => {
    if (ignored)
      return l10n.t(
        "{0} counts only above 0, and torch ignores this one without a word: give one between 0 and 1",
        option,
      );
    if (isUnknown !== true) return "";
    return option === "label_smoothing"
      ? l10n.t("{0} has no {1}: CrossEntropyLoss has it, and takes logits", loss, option)
      : option === "ignore_index"
        ? l10n.t("{0} has no {1}: leave those elements out with a mask, loss(input[mask], target[mask])", loss, option)
        : "";
  },
  "not-a-tensor": ({ constructed }, { loss }) =>
    constructed === true
      ? l10n.t("the arrays belong to a call of the loss, not to its constructor: write {0}()(input, target)", loss)
      : "",
  autocast: () => l10n.t("autocast refuses BCELoss: use BCEWithLogitsLoss on the logits"),
} satisfies Partial<ClaimSentences>;
