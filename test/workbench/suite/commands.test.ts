import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventuallyEqual } from "../harness/eventually";
import { closeEverything, openSample, panelTabs, rangeOf, select } from "./editing";

describe("commands", () => {
  afterEach(closeEverything);

  it("are all registered that the manifest names", async () => {
    const extension = vscode.extensions.getExtension("loss-lens.loss-lens");
    assert.ok(extension);
    await extension.activate();
    const { contributes } = extension.packageJSON as {
      readonly contributes: { readonly commands: readonly { readonly command: string }[] };
    };
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.filter(({ command }) => !registered.has(command));
    assert.ok(contributes.commands.length > 0);
    assert.deepEqual(missing, []);
  });

  it("evaluate: opens one panel beside the editor, and leaves the focus there", async () => {
    const editor = await openSample("lesson.py");
    select(editor, "[0.1, 0.9, 0.2]");
    await vscode.commands.executeCommand("lossLens.evaluateSelection");
    await eventuallyEqual(() => panelTabs().length, 1);
    select(editor, "[0.05, 0.05, 0.90]");
    await vscode.commands.executeCommand("lossLens.evaluateSelection");
    await eventuallyEqual(() => panelTabs().length, 1);
    assert.notEqual(panelTabs()[0]?.group.viewColumn, editor.viewColumn);
    await eventuallyEqual(() => vscode.window.activeTextEditor?.document.uri.path, editor.document.uri.path);
  });

  it("evaluate: opens nothing where there is no array", async () => {
    const editor = await openSample("lesson.py");
    select(editor, "import numpy");
    await vscode.commands.executeCommand("lossLens.evaluateSelection");
    assert.deepEqual(panelTabs(), []);
  });

  it("evaluate: of three selections none is dropped without a word: nothing is opened", async () => {
    const editor = await openSample("lesson.py");
    const texts = ["[0.1, 0.9, 0.2]", "[0.05, 0.05, 0.90]", "[0.9, 0.1]"];
    editor.selections = texts.map((text) => {
      const { start, end } = rangeOf(editor.document, text);
      return new vscode.Selection(start, end);
    });
    await vscode.commands.executeCommand("lossLens.evaluateSelection");
    assert.deepEqual(panelTabs(), []);
  });

  it("evaluate: leaves the document as it is", async () => {
    const editor = await openSample("lesson.py");
    const before = editor.document.getText();
    select(editor, "[0.1, 0.9, 0.2]");
    await vscode.commands.executeCommand("lossLens.evaluateSelection");
    await vscode.commands.executeCommand("lossLens.useSelectionAsTargets");
    await vscode.commands.executeCommand("lossLens.releaseTargets");
    assert.equal(editor.document.getText(), before);
    assert.equal(editor.document.isDirty, false);
  });

  it("open sample: an unsaved Python file, the cursor in its first array; asked again, the same one", async () => {
    await vscode.commands.executeCommand("lossLens.openSample");
    await vscode.commands.executeCommand("lossLens.openSample");
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.languageId, "python");
    assert.equal(
      editor?.document.getText(new vscode.Range(editor.selection.active, editor.selection.active.translate(0, 5))),
      "[0.80",
    );
    assert.equal(vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled).length, 1);
  });

  it("copy diagnostic report: what an issue needs, and none of the values", async () => {
    const editor = await openSample("lesson.py");
    select(editor, "np.array([0.1, 0.9, 0.2])");
    await vscode.commands.executeCommand("lossLens.evaluateSelection");
    await vscode.env.clipboard.writeText("");
    await vscode.commands.executeCommand("lossLens.copyDiagnosticReport");
    const report = await vscode.env.clipboard.readText();
    assert.match(report, /^- VS Code: \d+\.\d+/m);
    assert.match(report, /^pair: input \w+ of \d+ characters, target/m);
    assert.doesNotMatch(report, /0\.9, 0\.2/);
  });

  it("copy code: the program of the pipeline that matches", async () => {
    const editor = await openSample("lesson.py");
    select(editor, "np.array([0.1, 0.9, 0.2])");
    await vscode.env.clipboard.writeText("");
    await vscode.commands.executeCommand("lossLens.copyCode");
    const code = await vscode.env.clipboard.readText();
    assert.match(code, /^import torch$/m);
    assert.match(code, /nn\.BCELoss\(\)/);
    assert.match(code, /# 0\.14462153$/m);
  });
});
