import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { formatLoss } from "../render/numbers";
import { readingName } from "../render/readingText";
import { sizeText } from "../render/size";
import type { Evaluation } from "../report";
import { commandIds } from "./commandIds";
import { type Evaluator, targetLabel } from "./evaluator";
import { amongNumbers } from "./largeInput";
import { statusBarEnabled } from "./settings";
import { lengthAround, spanOf } from "./textUnits";

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
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("lossLens") && this.#later()),
      evaluator.pinned.onDidChange(() => this.#later()),
    );
    // The cursor may stand in an array already.
    this.#later();
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
    if (typeof shown === "number") {
      const size = sizeText(shown);
      this.#item.text = `$(symbol-numeric) ${size}`;
      this.#item.tooltip = l10n.t("A large array ({0}): evaluated on request only.", size);
      this.#item.accessibilityInformation = { label: l10n.t("Evaluate a large array, {0}", size) };
      this.#item.show();
      return;
    }
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

  /** The array at the cursor with its targets; of a large one, the number of its characters. */
  #evaluation(): { readonly report: Evaluation; readonly target: string | undefined } | number | undefined {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return undefined;
    const { document, selections, selection } = editor;
    if (!statusBarEnabled(document)) return undefined;
    if (lengthAround(document) > FOLLOWED_DOCUMENT) {
      const { length } = spanOf(document, selection);
      const numbers = [selection.start, selection.end].some((position) => amongNumbers(document, position));
      return length > FOLLOWED_CHARACTERS && numbers ? length : undefined;
    }
    const found = this.#evaluator.find(document, selections);
    if (found.kind !== "pair") return undefined;
    const { length } = found.input.source.text;
    if (length > FOLLOWED_CHARACTERS) return length;
    const report = this.#evaluator.evaluate(found);
    if (report.kind !== "evaluation") return undefined;
    const label = targetLabel(found);
    return { report, target: label?.name ?? label?.place };
  }
}
