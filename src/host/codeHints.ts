import * as vscode from "vscode";
import type { AnswerFix, Severity } from "../diagnosis/answer";
import { answerHeadline, fixTitle } from "../render/answerText";
import { workspaceEditOf } from "./fixEdit";
import { hintsEnabled } from "./settings";
import { type OpenSheet, type Sheets, textPlace } from "./sheets";
import { rangeOf } from "./textUnits";

const DELAY_MS = 400;
const SETTING = "lossLens.hints.enabled";

interface Hint {
  readonly document: vscode.TextDocument;
  readonly diagnostic: vscode.Diagnostic;
  readonly actions: () => readonly vscode.CodeAction[];
}

/** Marks the loss calls of open Python files and notebooks that are wrong or raise, and offers to mend them. */
export class CodeHints implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #sheets: Sheets;
  readonly #marks = vscode.languages.createDiagnosticCollection("lossLensHints");
  readonly #hints = new Map<string, readonly Hint[]>();
  readonly #subscriptions: vscode.Disposable;
  readonly #waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();

  constructor(sheets: Sheets) {
    this.#sheets = sheets;
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
      .flatMap(({ actions }) => actions());
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
    const open = this.#sheets.of(document);
    const found = hintsEnabled(document) ? this.#find(open) : [];
    for (const { document: unit } of open.units) {
      if (unit === undefined) continue;
      const own = found.filter((hint) => hint.document === unit);
      this.#hints.set(unit.uri.toString(), own);
      this.#marks.set(
        unit.uri,
        own.map(({ diagnostic }) => diagnostic),
      );
    }
  }

  #find(open: OpenSheet): readonly Hint[] {
    return this.#sheets.answers(open).flatMap((answer) => {
      const level = levels[answer.severity];
      const place = textPlace(open, answer.place);
      if (level === undefined || place === undefined) return [];
      const diagnostic = new vscode.Diagnostic(rangeOf(place), answerHeadline(answer), level);
      diagnostic.source = "Loss Lens";
      if (answer.claim !== undefined) diagnostic.code = answer.claim.cause;
      // A fix is carried out, and judged, when it is asked for.
      const actions = () => answer.fixes.flatMap((fix, index) => action(open, diagnostic, fix, index === 0) ?? []);
      return [{ document: place.document, diagnostic, actions }];
    });
  }
}

const levels: Readonly<Record<Severity, vscode.DiagnosticSeverity | undefined>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  none: undefined,
};

function action(
  open: OpenSheet,
  diagnostic: vscode.Diagnostic,
  { title, edits }: AnswerFix,
  isPreferred: boolean,
): vscode.CodeAction | undefined {
  const edit = workspaceEditOf(open, edits);
  if (edit === undefined) return undefined;
  const fix = new vscode.CodeAction(fixTitle(title), vscode.CodeActionKind.QuickFix);
  fix.diagnostics = [diagnostic];
  fix.isPreferred = isPreferred;
  fix.edit = edit;
  return fix;
}
