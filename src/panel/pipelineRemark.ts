import * as l10n from "@vscode/l10n";
import type { Pipeline } from "../engine/verdict";

/** How a pipeline that gives the loss comes to it: one clause without a full stop, empty where there is nothing to say. */
export function pipelineRemark({ ops, loss }: Pipeline): string {
  switch ([...ops.map(({ op }) => op), loss].join(" ")) {
    case "CrossEntropyLoss":
      return l10n.t("log-softmax inside, in the stable form");
    case "logSoftmax NLLLoss":
      return l10n.t("the same in two steps");
    case "softmax log NLLLoss":
      return l10n.t("the same in three steps; a tiny probability rounds to 0 before its logarithm");
    case "logSoftmax CrossEntropyLoss":
      return l10n.t("a second log-softmax changes nothing");
    case "log NLLLoss":
      return l10n.t("−log p[y], as the definition has it");
    case "log CrossEntropyLoss":
      return l10n.t("its softmax undoes the logarithm");
    case "NLLLoss":
      return l10n.t("−x[y]: the logarithm has been taken already");
    case "BCEWithLogitsLoss":
      return l10n.t("sigmoid inside, in the stable form");
    case "sigmoid BCELoss":
      return l10n.t("the same in two steps; each logarithm is clamped at −100");
    case "BCELoss":
      return l10n.t("−y log p − (1 − y) log(1 − p), as the definition has it");
    case "exp BCELoss":
      return l10n.t("the exponential gives the probabilities back");
    case "MultiLabelSoftMarginLoss":
      return l10n.t("the mean over each sample's labels comes first");
    case "SoftMarginLoss":
      return l10n.t("log(1 + exp(−y x)), the same for targets of ±1");
    default:
      return "";
  }
}
