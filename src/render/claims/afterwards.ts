import * as l10n from "@vscode/l10n";
import { formatLoss } from "../numbers";
import { type ClaimSentences, short } from "./words";

/** What is said of what the code does with a loss, and of backward(). */
export const afterwardsSentences = {
  "weighted-mean": ({ seen, torch, ignored }) =>
    ignored
      ? l10n.t(
          "the mean is {0} because it counts the ignored targets as zeros; over those that count it is {1}",
          seen,
          formatLoss(torch),
        )
      : l10n.t(
          "{0} divides by the number of samples; torch's weighted mean divides by the sum of the weights: {1}",
          seen,
          formatLoss(torch),
        ),
  "sum-per-sample": ({ seen }) =>
    seen === undefined
      ? l10n.t('a mean over all elements is added to a divergence that is summed: use reduction="sum" for both')
      : l10n.t("{0} is the sum over all elements, divided by the number of samples", seen),
  "mean-of-means": ({ mean, weighted }) =>
    l10n.t("{0} is the mean of the batches' means; over all samples it is {1}", formatLoss(mean), formatLoss(weighted)),
  "mean-before-weights": ({ by, reduction }) =>
    reduction === "mean"
      ? l10n.t(
          'the loss is the mean of all samples already, and {0} multiplies that one number: use reduction="none" first',
          short(by) ?? l10n.t("the weights"),
        )
      : l10n.t(
          'the loss is the sum of all samples already, and {0} multiplies that one number: use reduction="none" first',
          short(by) ?? l10n.t("the weights"),
        ),
  "averaged-twice": (facts) =>
    "count" in facts
      ? l10n.t("the loss is a mean already, and is divided by the number of samples, {0}, once more", facts.count)
      : summedMeans(facts.sum),
  "focal-form": (facts) => {
    switch (facts.how) {
      case "mean":
        return l10n.t(
          'pt is made of the mean cross-entropy, but each sample has its own: use reduction="none" and take the mean at the end',
        );
      case "weighted":
        return l10n.t(
          "exp(-loss) is the probability pt only of a loss without {0}: make pt of the plain one, and weigh at the end",
          facts.option,
        );
      case "sided":
        return l10n.t("(1 - p) is how far a yes is off, and p how far a no is: use pt = p * y + (1 - p) * (1 - y)");
    }
  },
  perplexity: ({ seen, how }) =>
    how === "sum"
      ? l10n.t("{0} takes the sum over all tokens, and the perplexity is exp of the mean", short(seen) ?? "exp")
      : how === "each"
        ? l10n.t(
            "{0} is the mean of exp, and the perplexity is exp of the mean: take the mean first",
            short(seen) ?? "exp",
          )
        : how === undefined
          ? l10n.t("{0} is the perplexity: e to the power of the loss", seen)
          : l10n.t("{0} takes the loss for bits, and it is in nats: the perplexity is exp(loss)", seen),
  "stuck-at-chance": ({ chance, classes }) =>
    l10n.t(
      "the loss stays at {0}, that of a guess among {1} classes: the outputs say nothing about the targets yet",
      formatLoss(chance),
      classes,
    ),
  graph: ({ what, by }, { input }) => {
    switch (what) {
      case "number":
        return l10n.t(
          "item() makes a Python number of the loss, and numbers have no backward(): call backward() first",
        );
      case "several":
        return l10n.t("there is a loss for each sample, and backward() starts at one number: take the mean first");
      case "none":
        return l10n.t(
          "nothing that {0} is computed from requires a gradient: backward() needs the outputs of a model, or requires_grad=True",
          input,
        );
      case "alone":
        return l10n.t(
          "nothing that {0} is computed from requires a gradient: requires_grad on the loss only lets backward() run, and nothing is trained",
          input,
        );
      case "cut":
        return l10n.t("{0}() cuts {1} off from what it was computed from, so no gradient gets there", by ?? "", input);
      case "lossCut":
        return l10n.t(
          "{0}() makes numbers of the loss, and no gradient goes back through them: call backward() on the loss itself",
          by ?? "",
        );
      case "noGrad":
        return l10n.t("the loss is computed under no_grad(), which keeps nothing for backward()");
      case "uncalled":
        return l10n.t("{0} is only named, and nothing happens there: call it, {0}()", by ?? "backward");
      case "inPlace":
        return l10n.t(
          "{0} requires a gradient itself, and cannot be changed in place: do it under torch.no_grad()",
          by ?? input,
        );
      case "changedLater":
        return l10n.t(
          "{0} is changed in place before backward(), which needs it as the loss has seen it: change a copy",
          by ?? input,
        );
      case "maybeChangedLater":
        return l10n.t("{0} may be changed in place before backward(), which may need it as it was", by ?? input);
      case "shared":
        return l10n.t(
          "{0} goes back through the same operations, and its backward() has freed them: call backward() once, on the sum, or detach what is shared",
          by ?? "",
        );
      case "twice":
        return l10n.t("backward() is called a second time on this loss, after the first has freed the graph");
    }
  },
} satisfies Partial<ClaimSentences>;

/** Also of a paste, whose loss may not be known. */
export function summedMeans(sum: string): string {
  return l10n.t(
    "each loss is the mean of its batch already, and {0} divides their sum by the number of samples: multiply each by its batch size, or divide by the number of batches",
    sum.length <= 60 && !sum.includes("\n") ? sum : l10n.t("the division"),
  );
}
