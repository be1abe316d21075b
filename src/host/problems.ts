import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Diagnostic } from "../literal/literal";
import type { Log } from "./log";
import { type PlacedSource, rangeOf } from "./textUnits";

/** Says what keeps an array from being evaluated, where it was asked, and underlines the very element until the text changes. */
export class Problems implements vscode.Disposable {
  readonly #log: Log;
  readonly #marks = vscode.languages.createDiagnosticCollection("lossLens");
  readonly #clearing = vscode.workspace.onDidChangeTextDocument(({ document }) => this.#marks.delete(document.uri));

  constructor(log: Log) {
    this.#log = log;
  }

  dispose(): void {
    this.#clearing.dispose();
    this.#marks.dispose();
  }

  /** Underlines what cannot be read; undefined where it stands in no document. */
  mark(
    { place }: PlacedSource,
    diagnostics: readonly Diagnostic[],
  ): { readonly document: vscode.TextDocument; readonly marks: readonly vscode.Diagnostic[] } | undefined {
    if (place === undefined) return undefined;
    const { document } = place;
    const marks = diagnostics.map(({ offset, length, message, severity, code }) => {
      const range = rangeOf({ document, span: { offset: place.span.offset + offset, length } });
      const level = vscode.DiagnosticSeverity[severity === "error" ? "Error" : "Warning"];
      return Object.assign(new vscode.Diagnostic(range, message, level), { source: "Loss Lens", code });
    });
    this.#marks.set(document.uri, marks);
    return { document, marks };
  }

  async explainUnreadable(source: PlacedSource, diagnostics: readonly Diagnostic[]): Promise<void> {
    const [{ message }] = diagnostics;
    this.#log.unreadable(source, diagnostics);
    const marked = this.mark(source, diagnostics);
    if (marked === undefined) {
      vscode.window.showWarningMessage(message);
      return;
    }
    const { document, marks } = marked;
    const show = l10n.t("Show");
    const line = l10n.t("Line {0}: {1}", marks[0].range.start.line + 1, message);
    if ((await vscode.window.showWarningMessage(line, show)) !== show) return;
    const editor = vscode.window.visibleTextEditors.find((candidate) => candidate.document === document);
    const column = editor?.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn };
    await vscode.window.showTextDocument(document, { selection: marks[0].range, ...column });
  }
}
