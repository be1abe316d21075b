import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { closeEverything, hoversAt, openText } from "./editing";

const training = `import torch
from torch import nn

logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 3.2, 0.3], [-1.5, 4.0, 0.0]])
y_true = torch.tensor([0, 1, 2])

criterion = nn.CrossEntropyLoss()
loss = criterion(logits, y_true)

probs = torch.softmax(logits, dim=1)
double = criterion(probs, y_true)

changed = [0.25, 0.75]
changed = changed + noise
print(changed)
`;

async function openPython(content: string): Promise<vscode.TextDocument> {
  const document = await openText({ language: "python", content });
  await vscode.window.showTextDocument(document);
  return document;
}

/** The hints of Loss Lens in a document, as the text they mark. */
function hints(document: vscode.TextDocument): readonly string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === "Loss Lens")
    .map(({ range }) => document.getText(range));
}

describe("code around the arrays", () => {
  afterEach(closeEverything);

  it("a loss that does not fit its values is marked, and the quick fix mends it", async () => {
    const document = await openPython(training);
    await eventuallyEqual(() => hints(document), ["criterion(probs, y_true)"]);
    const [mark] = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "Loss Lens");
    assert.ok(mark);
    assert.match(mark.message, /^≠ CrossEntropyLoss\(probs, y_true\) = \d\.\d{4} — softmax applied twice/);
    assert.equal(mark.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(mark.code, "double-softmax");
    const actions = async () =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        mark.range,
        vscode.CodeActionKind.QuickFix.value,
      );
    await eventuallyEqual(async () => (await actions())[0]?.title, "Remove the softmax in line 10");
    const [fix] = await actions();
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    await eventuallyMatch(() => document.getText(), /^probs = logits$/m);
    await eventuallyEqual(() => hints(document), []);
  });

  it("nothing is marked once the setting is off", async () => {
    const document = await openPython(training);
    await eventuallyEqual(() => hints(document).length, 1);
    const settings = vscode.workspace.getConfiguration("lossLens");
    try {
      await settings.update("hints.enabled", false, vscode.ConfigurationTarget.Global);
      await eventuallyEqual(() => hints(document), []);
    } finally {
      await settings.update("hints.enabled", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("a name stands for the array it was last assigned", async () => {
    const document = await openPython("y_true = [1, 0]\nprobs = [0.9, 0.2]\nprint(probs)\n");
    const [hover] = await hoversAt(document, "probs)");
    assert.match(hover?.value ?? "no hover", /\*\*0\.16425203\*\* binary cross-entropy against `y_true`/);
  });

  const weighted = `logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
labels = torch.tensor([0, 2])
loss = F.cross_entropy(logits, labels, weight=torch.tensor([1.0, 2.0, 0.5]))
`;

  it("the options of the code's own call are those of the loss, and are named", async () => {
    const document = await openPython(weighted);
    const [hover] = await hoversAt(document, "[[2.0");
    assert.match(hover?.value ?? "no hover", /\*\*0\.19740802\*\* .* with `weight=\[1, 2, 0\.5\]` as in .*:3/);
  });

  it("over targets: the loss of the array that they belong to", async () => {
    const document = await openPython(weighted.replace(", weight=torch.tensor([1.0, 2.0, 0.5])", ""));
    const [hover] = await hoversAt(document, "[0, 2]");
    assert.match(hover?.value ?? "no hover", /\*\*0\.17545638\*\* cross-entropy of `logits` against `labels`/);
  });

  it("a name that was changed by something else is not guessed", async () => {
    const document = await openPython(training);
    const [hover] = await hoversAt(document, "changed)");
    assert.match(hover?.value ?? "no hover", /values of changed are not known/);
    assert.deepEqual(await hoversAt(document, "criterion = "), []);
  });

  it("the arguments of a loss call are input and target", async () => {
    const document = await openPython(training);
    const [hover] = await hoversAt(document, "riterion(logits");
    // torch: cross_entropy(logits, y_true), float64
    assert.match(hover?.value ?? "no hover", /\*\*1\.45294749\*\* cross-entropy against `y_true` .*same call/);
  });

  it("no hover where it is switched off", async () => {
    const document = await openPython("y_true = [1, 0]\nprobs = [0.9, 0.2]\n");
    const settings = vscode.workspace.getConfiguration("lossLens");
    try {
      await settings.update("hover.enabled", false, vscode.ConfigurationTarget.Global);
      await eventuallyEqual(() => hoversAt(document, "0.9, 0.2"), []);
    } finally {
      await settings.update("hover.enabled", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
