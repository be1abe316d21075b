import * as vscode from "vscode";
import { checkUse } from "../code/checkUse";
import { type CodeEdit, codeHint } from "../render/codeHint";
import type { PythonCode, ReadCode } from "./pythonCode";
import { hintsEnabled } from "./settings";
import { rangeOf } from "./textUnits";

const DELAY_MS = 400;
const SETTING = "lossLens.hints.enabled";

interface Hint {
  readonly diagnostic: vscode.Diagnostic;
  readonly edits: readonly { readonly edit: CodeEdit; readonly document: vscode.TextDocument }[];
}

/** Marks loss calls of open Python files and notebooks that do not fit the literals they get, and offers to mend them. */
export class CodeHints implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #code: PythonCode;
  readonly #marks = vscode.languages.createDiagnosticCollection("lossLensHints");
  readonly #hints = new Map<string, readonly Hint[]>();
  readonly #subscriptions: vscode.Disposable;
  readonly #waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();

  constructor(code: PythonCode) {
    this.#code = code;
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
    const code = this.#code.read(document);
    const found = hintsEnabled(document) ? findHints(code) : [];
    for (const unit of code.units) {
      const own = found.filter((hint) => hint.unit === unit);
      this.#hints.set(unit.uri.toString(), own);
      this.#marks.set(
        unit.uri,
        own.map(({ diagnostic }) => diagnostic),
      );
    }
  }
}

function findHints({ units, texts, uses }: ReadCode) {
  return uses.flatMap((use) => {
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
