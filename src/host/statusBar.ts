import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { formatLoss } from "../render/numbers";
import { readingName } from "../render/readingText";
import type { Evaluation } from "../report";
import { commandIds } from "./commandIds";
import { type Evaluator, targetLabel } from "./evaluator";

const DELAY_MS = 200;
/** The item follows every move of the cursor: large arrays and documents are left to hover and panel. */
const FOLLOWED_CHARACTERS = 20_000;
const FOLLOWED_DOCUMENT = 1_000_000;

/** The loss of the array at the cursor, in the status bar; a click opens the panel on it. */
export class LossStatusBar implements vscode.Disposable {
  readonly #evaluator: Evaluator;
  readonly #item = vscode.window.createStatusBarItem("lossLens.loss", vscode.StatusBarAlignment.Right, 90);
  readonly #subscriptions: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
    this.#item.name = l10n.t("Loss of the array at the cursor");
    this.#item.command = commandIds.evaluateSelection;
    this.#subscriptions = vscode.Disposable.from(
      this.#item,
      vscode.window.onDidChangeTextEditorSelection(() => this.#later()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#later()),
      vscode.workspace.onDidChangeTextDocument(() => this.#later()),
      evaluator.pinned.onDidChange(() => this.#later()),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#update(), DELAY_MS);
  }

  #update(): void {
    const shown = this.#evaluation();
    if (shown?.report.reference.kind !== "reference") {
      this.#item.hide();
      return;
    }
    const { report, target } = shown;
    const loss = formatLoss(shown.report.reference.mean);
    const reading = readingName(report.reading, report.input.shape.length);
    this.#item.text = `$(symbol-numeric) ${loss}`;
    this.#item.tooltip = target === undefined ? reading : l10n.t("{0}, against {1}", reading, target);
    this.#item.accessibilityInformation = { label: l10n.t("Loss {0}", loss) };
    this.#item.show();
  }

  #evaluation(): { readonly report: Evaluation; readonly target: string | undefined } | undefined {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || editor.document.getText().length > FOLLOWED_DOCUMENT) return undefined;
    const enabled = vscode.workspace.getConfiguration("lossLens", editor.document).get("statusBar.enabled", true);
    const found = enabled ? this.#evaluator.find(editor.document, editor.selections) : undefined;
    if (found?.kind !== "found" || found.input.source.text.length > FOLLOWED_CHARACTERS) return undefined;
    const pair = this.#evaluator.pair(found);
    const report = this.#evaluator.evaluate(pair);
    if (report.kind !== "evaluation") return undefined;
    const label = targetLabel(pair);
    return { report, target: label?.name ?? label?.place };
  }
}
