import * as l10n from "@vscode/l10n";
import type { Pipeline } from "../engine/verdict";

/**
 * How a pipeline that gives the loss comes to it, and what sets it apart from those that are equal in general: which values its way
 * of computing loses, and whether torch.autocast takes it. One clause without a full stop, empty where there is nothing to say.
 */
export function pipelineRemark({ ops, loss }: Pipeline): string {
  switch ([...ops.map(({ op }) => op), loss].join(" ")) {
    case "CrossEntropyLoss":
      return l10n.t("log-softmax inside, in the stable form");
    case "logSoftmax NLLLoss":
      return l10n.t("the same in two steps, just as stable");
    case "softmax log NLLLoss":
      return l10n.t("the same in three steps, not stable: a tiny probability rounds to 0, and its logarithm is −inf");
    case "logSoftmax CrossEntropyLoss":
      return l10n.t("a second log-softmax changes nothing and only costs time");
    case "log NLLLoss":
      return l10n.t("−log p[y], as the definition has it");
    case "log CrossEntropyLoss":
      return l10n.t("its softmax undoes the logarithm, and scales rows that do not quite sum to 1");
    case "NLLLoss":
      return l10n.t("−x[y]: the logarithm has been taken already");
    case "BCEWithLogitsLoss":
      return l10n.t("sigmoid inside, in the stable form; safe under autocast");
    case "sigmoid BCELoss":
      return l10n.t("the same in two steps; each logarithm is clamped at −100, and CUDA's autocast refuses BCELoss");
    case "BCELoss":
      return l10n.t("−y log p − (1 − y) log(1 − p), each logarithm clamped at −100; CUDA's autocast refuses it");
    case "exp BCELoss":
      return l10n.t("the exponential gives the probabilities back; each logarithm is clamped at −100");
    case "MultiLabelSoftMarginLoss":
      return l10n.t("the mean over each sample's labels comes first");
    case "SoftMarginLoss":
      return l10n.t("log(1 + exp(−y x)), the same for targets of ±1; exp overflows where the stable form does not");
    default:
      return "";
  }
}
