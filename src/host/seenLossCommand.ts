import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { explainLoss } from "../engine/explainLoss";
import { parseSeenLoss } from "../engine/seenLoss";
import { explanationName, explanationText, nearestText } from "../render/explanationText";
import { formatValue } from "../render/numbers";
import type { Evaluation } from "../report";

/** Asks for a loss that was seen and lists what gives it on these arrays, the simplest first. */
export async function explainSeenLoss(report: Evaluation): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: l10n.t("Which loss did you see?"),
    prompt: l10n.t("As it was printed: the number of digits counts."),
    placeHolder: "0.6628",
    validateInput: (value) => {
      if (value.trim() === "" || parseSeenLoss(value) !== undefined) return undefined;
      return l10n.t("Found no number; expected a loss such as 0.6628 or 6.628e-01.");
    },
  });
  const seen = text === undefined ? undefined : parseSeenLoss(text);
  if (seen === undefined) return;
  const found = explainLoss(report, seen);
  if (found.explanations.length === 0) {
    vscode.window.showInformationMessage(nearestText(found, seen));
    return;
  }
  const items = found.explanations.map((explanation) => ({
    label: explanationName(explanation),
    description: formatValue(explanation.value),
    detail: explanationText(explanation, report),
  }));
  await vscode.window.showQuickPick(items, { title: l10n.t("What gives {0} on these arrays", text ?? "") });
}
