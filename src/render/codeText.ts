import * as l10n from "@vscode/l10n";
import type { CodeFacts, EndLoss } from "../paste/codeAnswers";
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
    case "asked":
      return askedText(facts.loss);
  }
}

function askedText(loss: EndLoss): string {
  switch (loss) {
    case "CrossEntropyLoss":
      return l10n.t(
        "CrossEntropyLoss applies log_softmax itself: give it the logits, without a softmax or sigmoid in front, and take a softmax only to read probabilities",
      );
    case "BCEWithLogitsLoss":
      return l10n.t(
        "BCEWithLogitsLoss applies a sigmoid itself: give it the logits, as the last linear layer has them, without a sigmoid or softmax in front",
      );
    case "NLLLoss":
      return l10n.t(
        "NLLLoss wants log-probabilities: put log_softmax in front of it, or give logits to CrossEntropyLoss",
      );
    case "BCELoss":
      return l10n.t("BCELoss wants probabilities: put a sigmoid in front of it, or give logits to BCEWithLogitsLoss");
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
