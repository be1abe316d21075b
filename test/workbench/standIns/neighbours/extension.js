const vscode = require("vscode");

/** At every call of a loss: who wrote it, what a type checker knows of it, and what a linter minds. */
exports.activate = ({ subscriptions }) => {
  const calls = (document) =>
    [...document.getText().matchAll(/\w+\(/g)].map((match) => {
      const start = document.positionAt(match.index);
      return new vscode.Range(start, start.translate(0, match[0].length - 1));
    });
  const marks = vscode.languages.createDiagnosticCollection("ruff");
  const mark = (document) => {
    if (document.languageId !== "python") return;
    const found = calls(document).map((range) => {
      const each = new vscode.Diagnostic(range, "`name` is imported but unused", vscode.DiagnosticSeverity.Warning);
      each.source = "Ruff";
      each.code = "F401";
      return each;
    });
    marks.set(document.uri, found);
  };
  vscode.workspace.textDocuments.forEach(mark);
  const type =
    "(function) def cross_entropy(\n    input: Tensor,\n    target: Tensor,\n    weight: Tensor | None = None\n) -> Tensor";
  subscriptions.push(
    marks,
    vscode.workspace.onDidOpenTextDocument(mark),
    vscode.languages.registerCodeLensProvider("python", {
      provideCodeLenses: (document) =>
        calls(document).map(
          (range) => new vscode.CodeLens(range, { title: "You, 3 days ago | 1 author", command: "" }),
        ),
    }),
    vscode.languages.registerInlayHintsProvider("python", {
      provideInlayHints: (document) =>
        calls(document).map((range) => new vscode.InlayHint(range.end.translate(0, 1), "input=")),
    }),
    vscode.languages.registerHoverProvider("python", {
      provideHover: () => [new vscode.Hover(new vscode.MarkdownString().appendCodeblock(type, "python"))].at(0),
    }),
  );
};
