import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventuallyEqual } from "../harness/eventually";
import { closeEverything, hoversAt, openText, panelTabs } from "./editing";

function program(rows: number): string {
  const row = `[${Array(10).fill("0.25").join(", ")}]`;
  return `y = [${Array(rows).fill(1).join(", ")}]\nlogits = [${Array(rows).fill(row).join(",\n  ")}]\n`;
}

async function show(content: string): Promise<vscode.TextEditor> {
  const document = await openText({ language: "python", content });
  return vscode.window.showTextDocument(document);
}

describe("large inputs", () => {
  afterEach(closeEverything);

  it("a large array: its hover says how large it is and leads to the panel", async () => {
    const { document } = await show(program(6000));
    const [hover] = await hoversAt(document, "[0.25, 0.25");
    assert.match(hover?.value ?? "no hover", /^A large array .{1,2}384 kB/);
    assert.match(hover?.value ?? "", /\(command:lossLens\.evaluateSelection\?/);
  });

  it("a large document: the hover among its numbers says so, and there is none elsewhere", async () => {
    const { document } = await show(`import torch\n${program(50_000)}`);
    const [hover] = await hoversAt(document, "[0.25, 0.25");
    assert.match(hover?.value ?? "no hover", /^A large document .{1,2}3\.\d MB/);
    assert.deepEqual(await hoversAt(document, "import torch"), []);
  });

  it("code is not copied from a large array: the panel opens instead", async () => {
    const editor = await show(program(6000));
    const start = editor.document.positionAt(editor.document.getText().indexOf("[0.25"));
    editor.selection = new vscode.Selection(start, start);
    await vscode.env.clipboard.writeText("before");
    await vscode.commands.executeCommand("lossLens.copyCode");
    assert.equal(await vscode.env.clipboard.readText(), "before");
    await eventuallyEqual(() => panelTabs().length, 1);
  });
});
