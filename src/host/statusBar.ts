import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Answer } from "../diagnosis/answer";
import { answerValue } from "../render/answerNumbers";
import { answerSigns } from "../render/answerSigns";
import { answerHeadline } from "../render/answerText";
import { readingName } from "../render/readingText";
import { listed } from "../render/sentences";
import { shortLoss } from "../render/shownLoss";
import { sizeText } from "../render/size";
import type { Evaluation } from "../report";
import { sourceLength } from "../source";
import { commandIds } from "./commandIds";
import type { Evaluator, OpenPair } from "./evaluator";
import { amongNumbers, isLarge } from "./largeInput";
import { largeCharacters, statusBarEnabled } from "./settings";
import { targetLabel } from "./targetLabel";
import { lengthAround, spanOf } from "./textUnits";

const DELAY_MS = 200;
/** The item follows every move of the cursor: large documents are left to hover and panel. */
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

  async #update(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const timer = this.#timer;
    if (editor !== undefined && isFollowed(editor.document)) await this.#evaluator.sheets.ready(editor.document);
    // The cursor has moved on meanwhile, and is followed anew.
    if (timer !== this.#timer) return;
    const shown = editor && this.#shown(editor);
    if (shown === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = shown.text;
    this.#item.tooltip = shown.tooltip;
    this.#item.accessibilityInformation = { label: shown.label };
    this.#item.show();
  }

  #shown({ document, selections, selection }: vscode.TextEditor): Shown | undefined {
    if (!statusBarEnabled(document)) return undefined;
    if (!isFollowed(document)) {
      const { length } = spanOf(document, selection);
      const numbers = [selection.start, selection.end].some((position) => amongNumbers(document, position));
      return length > largeCharacters() && numbers ? shownLarge(length) : undefined;
    }
    const found = this.#evaluator.find(document, selections);
    const [said] = found.answers;
    const own = said && shownCall(said.answer, found.kind === "pair" ? found : undefined);
    if (own !== undefined || found.kind !== "pair") return own;
    if (isLarge(found.input.source)) return shownLarge(sourceLength(found.input.source));
    const report = this.#evaluator.evaluate(found);
    return report.kind === "evaluation" ? shownLoss(report, found) : undefined;
  }
}

function isFollowed(document: vscode.TextDocument): boolean {
  return statusBarEnabled(document) && lengthAround(document) <= FOLLOWED_DOCUMENT;
}

interface Shown {
  readonly text: string;
  readonly tooltip: string;
  readonly label: string;
}

function shownLarge(characters: number): Shown {
  const size = sizeText(characters);
  return {
    text: `$(symbol-numeric) ${size}`,
    tooltip: l10n.t("A large array ({0}): evaluated on request only.", size),
    label: l10n.t("Evaluate a large array, {0}", size),
  };
}

/** The code's own call, where it gives a number or raises: `≠ 1.7217`. */
function shownCall(answer: Answer, pair: OpenPair | undefined): Shown | undefined {
  const value = answerValue(answer) ?? (answer.verdict === "raises" ? answer.exception?.type : undefined);
  if (value === undefined) return undefined;
  const headline = answerHeadline(answer);
  const against = pair && againstText(pair);
  return {
    text: `$(symbol-numeric) ${answerSigns[answer.verdict]} ${value}`.replace(/ {2,}/g, " "),
    tooltip: against === undefined ? headline : `${headline}\n${against}`,
    label: l10n.t("Loss {0}", headline),
  };
}

function shownLoss(report: Evaluation, pair: OpenPair): Shown | undefined {
  const loss = shortLoss(report);
  if (loss === undefined) return undefined;
  const reading = readingName(report.reading, report.input.shape.length);
  const against = againstText(pair);
  return {
    text: `$(symbol-numeric) ${loss}`,
    tooltip: against === undefined ? reading : `${reading}\n${against}`,
    label: l10n.t("Loss {0}", loss),
  };
}

/** `against y_true (lesson.py:5, guessed by name and shape)` */
function againstText(pair: OpenPair): string | undefined {
  const label = targetLabel(pair);
  if (label === undefined) return undefined;
  const { name, place, origin } = label;
  const details = [name === undefined ? undefined : place, origin].filter((part) => part !== undefined);
  const from = details.length === 0 ? "" : ` (${listed(details)})`;
  return `${l10n.t("against")} ${name ?? place}${from}`;
}
