import * as vscode from "vscode";

/** Marks the element that was gone to from a panel, until the cursor leaves it, the text changes or another is gone to. */
export class ElementMark implements vscode.Disposable {
  readonly #style = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.findMatchHighlightBackground"),
    borderWidth: "1px",
    borderStyle: "solid",
    borderColor: new vscode.ThemeColor("charts.orange"),
    overviewRulerColor: new vscode.ThemeColor("charts.orange"),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });
  #marked: { readonly editor: vscode.TextEditor; readonly range: vscode.Range } | undefined;
  readonly #subscriptions = vscode.Disposable.from(
    this.#style,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document === this.#marked?.editor.document && contentChanges.length > 0) this.clear();
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections: [selection] }) => {
      const marked = this.#marked;
      if (textEditor !== marked?.editor || selection === undefined) return;
      if (marked.range.intersection(selection) === undefined) this.clear();
    }),
  );

  show(editor: vscode.TextEditor, range: vscode.Range): void {
    this.clear();
    this.#marked = { editor, range };
    editor.setDecorations(this.#style, [range]);
  }

  clear(): void {
    this.#marked?.editor.setDecorations(this.#style, []);
    this.#marked = undefined;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
