import * as l10n from "@vscode/l10n";
import type { CodeFacts } from "../paste/codeAnswers";
import { summedMeans } from "./claims/afterwards";

/** What the form of pasted code says whose values are not there. */
export function codeText(facts: CodeFacts): string {
  switch (facts.kind) {
    case "batchSum": {
      if (facts.by === "samples") return summedMeans(facts.sum);
      return l10n.t(
        "a mean of the batches' means is exact only where all batches are of one size: multiply each loss by its batch size, and divide by the number of samples",
      );
    }
    case "meanOfExponentials":
      return l10n.t("a mean of perplexities is more than the perplexity: take the mean of the losses first, then exp");
    case "ending":
      return endingText(facts);
  }
}

function endingText({ network, ending, loss }: Extract<CodeFacts, { kind: "ending" }>): string {
  switch (loss) {
    case "CrossEntropyLoss":
      return ending === "softmax"
        ? l10n.t("softmax applied twice: {0} ends in one, and {1} applies its own; remove the network's", network, loss)
        : l10n.t("{0} ends in a sigmoid, and {1} applies a softmax to the logits: remove the sigmoid", network, loss);
    case "BCEWithLogitsLoss":
      return ending === "sigmoid"
        ? l10n.t("sigmoid applied twice: {0} ends in one, and {1} applies its own; remove the network's", network, loss)
        : l10n.t("{0} ends in a softmax, and {1} applies a sigmoid to the logits: remove the softmax", network, loss);
    case "NLLLoss":
      return ending === "linear"
        ? l10n.t("NLLLoss wants log-probabilities, and {0} ends in logits: use CrossEntropyLoss", network)
        : l10n.t("NLLLoss wants log-probabilities, and {0} ends in probabilities: use log_softmax", network);
    case "BCELoss":
      return l10n.t("BCELoss wants probabilities, and {0} ends in logits: use BCEWithLogitsLoss", network);
  }
}
