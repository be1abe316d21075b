import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventuallyEqual } from "../harness/eventually";
import { closeEverything, hoversAt, panelTabs, sampleUri } from "./editing";

/** A notebook file that was run: its last cell has printed an array, in colour. */
function ranNotebook(): string {
  const cell = (source: string, ...printed: readonly string[]) => ({
    cell_type: "code",
    execution_count: 1,
    metadata: {},
    source,
    outputs: printed.map((text) => ({ output_type: "stream", name: "stdout", text })),
  });
  const cells = [
    cell("y_true = [1, 0]"),
    cell("print(probs)", "probs:\n\u001b[32mtensor([0.9000, 0.2000])\u001b[0m\n"),
  ];
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
}

describe("the output of a notebook's cell", () => {
  afterEach(closeEverything);

  it("is evaluated against an array of the notebook", async () => {
    const uri = sampleUri("ran.ipynb");
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(ranNotebook()));
    try {
      const notebook = await vscode.workspace.openNotebookDocument(uri);
      const editor = await vscode.window.showNotebookDocument(notebook);
      editor.selection = new vscode.NotebookRange(1, 2);
      await vscode.commands.executeCommand("lossLens.evaluateCellOutput");
      await eventuallyEqual(() => panelTabs().length, 1);
      // The number that the notebook shows beside the cell: that of its last run.
      const [hover] = await hoversAt(notebook.cellAt(1).document, "probs)");
      assert.match((hover?.value ?? "no hover").replaceAll("\\", ""), /output of cell \[1\]/);
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });
});
