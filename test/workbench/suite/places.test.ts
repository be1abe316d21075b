import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventuallyEqual } from "../harness/eventually";
import { closeEverything, hoversAt, panelTabs, select, shownText } from "./editing";
import { MemoryFiles } from "./memoryFiles";

const scheme = "lens-memory";
const numbers = (probability: number) => `probs = [${probability}, 0.9, 0.2]\ny_true = [0, 1, 0]\n`;

describe("documents that are no files on a disk", () => {
  let files: vscode.Disposable;

  before(() => {
    const provider = new MemoryFiles({ "/before.py": numbers(0.5), "/after.py": numbers(0.1) });
    files = vscode.workspace.registerFileSystemProvider(scheme, provider);
  });
  after(() => files.dispose());
  afterEach(closeEverything);

  const uri = (path: string) => vscode.Uri.from({ scheme, path });

  it("a file of a virtual file system: hover and panel", async () => {
    const editor = await vscode.window.showTextDocument(uri("/after.py"));
    assert.equal(editor.document.uri.scheme, scheme);
    const [hover] = await hoversAt(editor.document, "[0.1, 0.9, 0.2]");
    assert.match(shownText(hover), /\*\*0\.14462153\*\* binary cross-entropy against `y_true`/);
    select(editor, "[0.1, 0.9, 0.2]");
    await vscode.commands.executeCommand("lossLens.evaluateSelection");
    await eventuallyEqual(() => panelTabs().length, 1);
  });

  it("an untitled document: hover and panel", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "python", content: numbers(0.1) });
    const editor = await vscode.window.showTextDocument(document);
    assert.equal(document.isUntitled, true);
    const [hover] = await hoversAt(document, "[0.1, 0.9, 0.2]");
    assert.match(hover?.value ?? "no hover", /0\.14462153/);
    select(editor, "[0.1, 0.9, 0.2]");
    await vscode.commands.executeCommand("lossLens.evaluateSelection");
    await eventuallyEqual(() => panelTabs().length, 1);
    await editor.edit((edit) => edit.delete(new vscode.Range(0, 0, document.lineCount, 0)));
  });

  it("both sides of a diff editor: hover, and the panel for the right one", async () => {
    await vscode.commands.executeCommand("vscode.diff", uri("/before.py"), uri("/after.py"), "before ↔ after");
    const sides = () => vscode.window.visibleTextEditors.filter(({ document }) => document.uri.scheme === scheme);
    await eventuallyEqual(() => sides().length, 2);
    const [left, right] = ["/before.py", "/after.py"].map((path) =>
      sides().find(({ document }) => document.uri.path === path),
    );
    assert.ok(left && right);
    const [old] = await hoversAt(left.document, "[0.5, 0.9, 0.2]");
    // (ln 2 - ln 0.9 - ln 0.8) / 3
    assert.match(old?.value ?? "no hover", /0\.34055\d{3}/);
    const [current] = await hoversAt(right.document, "[0.1, 0.9, 0.2]");
    assert.match(current?.value ?? "no hover", /0\.14462153/);
    await eventuallyEqual(() => vscode.window.activeTextEditor?.document.uri.path, "/after.py");
    select(right, "[0.1, 0.9, 0.2]");
    await vscode.commands.executeCommand("lossLens.evaluateSelection");
    await eventuallyEqual(() => panelTabs().length, 1);
  });
});
