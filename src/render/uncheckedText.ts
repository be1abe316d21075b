import * as l10n from "@vscode/l10n";
import type { Answer, Unchecked } from "../diagnosis/answer";
import type { UnmodelledLoss } from "../python/library/nn/losses/row";
import { shortened } from "./callName";
import { expectedText, questionText } from "./questionText";
import { inputKindName } from "./readingText";

/** What could not be checked, and why. */
export function uncheckedText(unchecked: Unchecked, { input, target, loss }: Answer): string {
  switch (unchecked.kind) {
    case "argument":
    case "option": {
      const what = shortened(unchecked.text) ?? unchecked.parameter;
      const name = shortened(unchecked.name);
      switch (unchecked.reason) {
        case "parameter":
          return l10n.t("the values of {0} come in as a parameter.", what);
        case "call":
          return name === undefined
            ? l10n.t("the values of {0} are computed by a call that is not read.", what)
            : l10n.t("the values of {0} are computed by {1}, which is not read.", what, name);
        case "import":
          return l10n.t("the values of {0} come from another file.", what);
        case "undefined":
          return l10n.t("{0} is not defined in this file.", name ?? what);
        case "random":
          return l10n.t("the values of {0} are random.", what);
        case "branch":
          return l10n.t("the values of {0} depend on a branch.", what);
        case "loop":
          return l10n.t("the values of {0} change in a loop.", what);
        case "changed":
          return l10n.t("{0} is changed by something that is not read.", what);
        case "budget":
          return l10n.t("the file is too long to be followed up to {0}.", what);
        case "attribute":
        case "expression":
          return l10n.t("the values of {0} are not read.", what);
      }
      break;
    }
    case "moreArrays":
      return moreArrays[unchecked.loss]();
    case "loss":
      return l10n.t("this loss is not computed here.");
    case "pairs":
      return l10n.t("this loss compares the samples of a batch with one another, which needs more than two arrays.");
    case "notFinite":
      return Number.isNaN(unchecked.value) ? l10n.t("the loss is nan.") : l10n.t("the loss is infinite.");
    case "rounding":
      return l10n.t("the loss depends on how the program rounds, which the digits in the code do not tell.");
    case "distances":
      return l10n.t("some values of {0} are below 0, and distances never are.", input.text ?? "input");
    case "shapes":
      return l10n.t("the arrays have different shapes, and are spread to a common one.");
    case "reading": {
      const [either, or] = [unchecked.either, unchecked.or].map((kind) =>
        kind === "values" ? "" : inputKindName(kind),
      );
      return l10n.t("the values of {0} could be {1} or {2}.", input.text ?? "input", either, or);
    }
    case "softmaxAxis":
      return l10n.t(
        "whether the classes are along dim {0}, where the softmax runs, or along the last one, the code does not tell.",
        unchecked.dim,
      );
    case "elementMean":
      return l10n.t('reduction="mean" divides by all elements; the divergence is reduction="batchmean".');
    case "formula":
      return l10n.t("what is written out is neither the mean nor the sum of a {0}.", loss);
    case "rates":
      return l10n.t("the values of {0} do not tell whether they are rates or their logarithms.", input.text ?? "input");
    case "variances":
      return l10n.t("the values of the third array do not tell whether they are variances or standard deviations.");
    case "target":
      return l10n.t("what the values of {0} mean as targets is not clear.", target.text ?? "target");
    case "expected":
      return expectedText(unchecked.what, unchecked.exception);
    case "question":
      return questionText(unchecked.about, shortened(unchecked.name) ?? unchecked.name);
    case "classAxis":
      return l10n.t(
        "two axes of {0} have the size {1}, and either could hold the classes.",
        shortened(unchecked.of) ?? "input",
        unchecked.size,
      );
  }
}

/** What each of the losses needs that takes more than an input and a target. */
const moreArrays: Readonly<Record<UnmodelledLoss, () => string>> = {
  CTCLoss: () =>
    l10n.t(
      "CTCLoss needs more than two arrays: log-probabilities (T, N, C), targets, and the lengths of both. It sums over all alignments and is not computed here.",
    ),
  LinearCrossEntropyLoss: () =>
    l10n.t(
      "LinearCrossEntropyLoss needs more than two arrays: it multiplies its input by a weight of its own before the cross-entropy. Its loss is CrossEntropyLoss of F.linear(input, linear_weight).",
    ),
  TripletMarginWithDistanceLoss: () =>
    l10n.t(
      "TripletMarginWithDistanceLoss needs more than three arrays: a function for the distance, which is not run here. Each triplet's loss is max(d(anchor, positive) − d(anchor, negative) + margin, 0). Without a function of your own it is TripletMarginLoss.",
    ),
  AdaptiveLogSoftmaxWithLoss: () =>
    l10n.t(
      "AdaptiveLogSoftmaxWithLoss needs more than two arrays: it multiplies its input by weights of its own, for the frequent classes and for each cluster of rare ones. It returns the output and the loss, which is the mean of −output.",
    ),
};
