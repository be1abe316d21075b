import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { firstGiving } from "../engine/verdict";
import { definitionSnippet } from "../render/definitionCode";
import type { DefinitionLibrary } from "../render/definitionTerms";
import { pipelineName } from "../render/pipelineText";
import { pipelineSnippet } from "../render/pytorchCode";
import { loadingOf } from "../source";
import { copyText } from "./copyText";
import type { Evaluations } from "./evaluations";
import type { Evaluator, OpenPair } from "./evaluator";
import { isLarge } from "./largeInput";
import { explainSeenLoss } from "./seenLossCommand";

/** What is answered without the panel: a loss that was seen, and code for the clipboard. Of a large array the panel does it. */
export class ReportCommands {
  readonly #evaluator: Evaluator;
  readonly #evaluations: Evaluations;

  constructor(evaluator: Evaluator, evaluations: Evaluations) {
    this.#evaluator = evaluator;
    this.#evaluations = evaluations;
  }

  async explainLoss(pair: OpenPair): Promise<void> {
    if (isLarge(pair.input.source)) {
      return this.#leaveToPanel(pair, l10n.t("This array is large: enter the loss you saw in the panel."));
    }
    const report = this.#evaluator.evaluate(pair);
    if (report.kind === "evaluation") return explainSeenLoss(report);
    vscode.window.showWarningMessage(l10n.t("Choose the targets of this array first: the loss depends on them."));
  }

  /** Copies the code of the first pipeline that matches, else of the first that does after its fix. */
  async copyCode(pair: OpenPair): Promise<void> {
    if (isLarge(pair.input.source)) {
      return this.#leaveToPanel(pair, l10n.t("This array is large: copy the code of a pipeline from the panel."));
    }
    const report = this.#evaluator.evaluate(pair);
    if (report.kind !== "evaluation") {
      vscode.window.showWarningMessage(l10n.t("There is no code to copy yet: choose the targets of this array first."));
      return;
    }
    const { pipelines } = report;
    const result = firstGiving(pipelines) ?? pipelines[0];
    const names = namesOf(pair);
    await copyText(pipelineSnippet({ ...report, ...names }, result), pipelineName(result.pipeline));
  }

  /** Copies the loss by definition as a program without PyTorch. */
  async copyDefinition(pair: OpenPair, library: DefinitionLibrary): Promise<void> {
    if (isLarge(pair.input.source)) {
      return this.#leaveToPanel(pair, l10n.t("This array is large: copy its code from the panel."));
    }
    const report = this.#evaluator.evaluate(pair);
    if (report.kind !== "evaluation" || report.reference.kind !== "reference") {
      vscode.window.showWarningMessage(l10n.t("There is no code to copy yet: choose the targets of this array first."));
      return;
    }
    const { reference } = report;
    const names = namesOf(pair);
    const code = definitionSnippet({ ...report, ...names, reference }, library);
    const name = library === "numpy" ? "NumPy" : "SciPy";
    if (code === undefined) {
      vscode.window.showWarningMessage(l10n.t("{0} has no functions for this loss: copy it in NumPy.", name));
      return;
    }
    await copyText(code, l10n.t("Definition in {0}", name));
  }

  /** What takes an evaluation is done there: it would keep all extensions waiting here. */
  async #leaveToPanel(pair: OpenPair, message: string): Promise<void> {
    vscode.window.showInformationMessage(message);
    return this.#evaluations.evaluate(pair);
  }
}

/** The names of a pair's arrays in code, and how large ones are loaded there. */
function namesOf({ input, target }: OpenPair) {
  return {
    ...{ inputName: input.source.name, targetName: target?.source.name },
    ...{ inputLoading: loadingOf(input.source), targetLoading: loadingOf(target?.source) },
  };
}
