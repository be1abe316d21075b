import * as vscode from "vscode";
import { checkUse } from "../code/checkUse";
import { lossUses } from "../code/lossUses";
import type { CodeUse } from "../protocol";
import { type CodeEdit, codeHint, codeUseText } from "../render/codeHint";
import { type PlacedSource, placeLabel, rangeOf, textUnits } from "./textUnits";

const DELAY_MS = 400;
const CHECKED_CHARACTERS = 300_000;
const SETTING = "lossLens.hints.enabled";

interface Hint {
  readonly diagnostic: vscode.Diagnostic;
  readonly edits: readonly { readonly edit: CodeEdit; readonly document: vscode.TextDocument }[];
}

/** Marks loss calls of open Python files and notebooks that do not fit the literals they get, and offers to mend them. */
export class CodeHints implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #marks = vscode.languages.createDiagnosticCollection("lossLensHints");
  readonly #hints = new Map<string, readonly Hint[]>();
  readonly #subscriptions: vscode.Disposable;
  readonly #waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      this.#marks,
      vscode.workspace.onDidOpenTextDocument((document) => this.#later(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#later(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#clear(document)),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(SETTING) && this.#checkAll()),
      vscode.languages.registerCodeActionsProvider({ language: "python" }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    );
    this.#checkAll();
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const hints = this.#hints.get(document.uri.toString()) ?? [];
    return hints
      .filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined)
      .flatMap(({ diagnostic, edits }) => edits.map(({ edit, document: target }) => action(diagnostic, edit, target)));
  }

  #checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#later(document);
  }

  #later(document: vscode.TextDocument): void {
    if (document.languageId !== "python") return;
    clearTimeout(this.#waiting.get(document));
    this.#waiting.set(
      document,
      setTimeout(() => this.#check(document), DELAY_MS),
    );
  }

  #clear(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    this.#hints.delete(document.uri.toString());
    this.#marks.delete(document.uri);
  }

  #check(document: vscode.TextDocument): void {
    this.#waiting.delete(document);
    if (document.isClosed) return;
    const { units, texts } = pythonUnits(document);
    const enabled = vscode.workspace.getConfiguration(undefined, document).get(SETTING, true);
    const found = enabled ? findHints(units, texts) : [];
    for (const unit of units) {
      const own = found.filter((hint) => hint.unit === unit);
      this.#hints.set(unit.uri.toString(), own);
      this.#marks.set(
        unit.uri,
        own.map(({ diagnostic }) => diagnostic),
      );
    }
  }
}

/** What the code around an input does with it, where that can be followed. */
export function codeUsesOf({ place }: PlacedSource): readonly CodeUse[] {
  if (place?.document.languageId !== "python") return [];
  const { units, texts } = pythonUnits(place.document);
  const own = units.indexOf(place.document);
  return lossUses(texts)
    .filter(({ input: { literal } }) => literal.text === own && literal.offset === place.span.offset)
    .flatMap((use) => {
      const checked = checkUse(texts, use);
      if (checked === undefined) return [];
      const label = placeLabel({ document: units[use.call.text], span: use.call });
      return [{ place: label, text: codeUseText(texts, checked), fits: checked.misfit === undefined }];
    });
}

/** The Python texts that are checked together: the cells of a notebook, since an edit of one may concern the loss in another. */
function pythonUnits(document: vscode.TextDocument) {
  const units = textUnits(document).filter(({ languageId }) => languageId === "python");
  const texts = units.map((unit) => unit.getText());
  const small = texts.reduce((sum, text) => sum + text.length, 0) <= CHECKED_CHARACTERS;
  return small ? { units, texts } : { units: [], texts: [] };
}

function findHints(units: readonly vscode.TextDocument[], texts: readonly string[]) {
  return lossUses(texts).flatMap((use) => {
    const checked = checkUse(texts, use);
    const hint = checked && codeHint(texts, checked);
    if (hint === undefined) return [];
    const unit = units[hint.span.text];
    const range = rangeOf({ document: unit, span: hint.span });
    const diagnostic = new vscode.Diagnostic(range, hint.message, vscode.DiagnosticSeverity.Hint);
    diagnostic.source = "Loss Lens";
    return [{ unit, diagnostic, edits: hint.edits.map((edit) => ({ edit, document: units[edit.span.text] })) }];
  });
}

function action(diagnostic: vscode.Diagnostic, { title, span, replacement }: CodeEdit, document: vscode.TextDocument) {
  const fix = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  fix.diagnostics = [diagnostic];
  fix.isPreferred = true;
  fix.edit = new vscode.WorkspaceEdit();
  fix.edit.replace(document.uri, rangeOf({ document, span }), replacement);
  return fix;
}
