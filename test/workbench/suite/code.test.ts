import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { closeEverything, hoversAt, openText, shownText } from "./editing";

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
    await eventuallyEqual(() => hints(document), ["probs"]);
    const [mark] = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "Loss Lens");
    assert.ok(mark);
    assert.match(mark.message, /^≠ CrossEntropyLoss\(probs, y_true\) = \d\.\d{4} — softmax applied twice/);
    assert.equal(mark.severity, vscode.DiagnosticSeverity.Warning);
    const { value, target } = mark.code as { readonly value: string; readonly target: vscode.Uri };
    assert.equal(value, "double-softmax");
    assert.equal(target.scheme, "command");
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

  it("is marked as the setting says, or not at all", async () => {
    const document = await openPython(training);
    await eventuallyEqual(() => hints(document).length, 1);
    const settings = vscode.workspace.getConfiguration("lossLens");
    try {
      await settings.update("problems.wrong", "hint", vscode.ConfigurationTarget.Global);
      const severities = () => vscode.languages.getDiagnostics(document.uri).map(({ severity }) => severity);
      await eventuallyEqual(severities, [vscode.DiagnosticSeverity.Hint]);
      await settings.update("problems.wrong", "off", vscode.ConfigurationTarget.Global);
      await eventuallyEqual(() => hints(document), []);
    } finally {
      await settings.update("problems.wrong", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("a softmax elsewhere is named as what the mistake comes from", async () => {
    const document = await openPython(training);
    await eventuallyEqual(() => hints(document).length, 1);
    const [mark] = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "Loss Lens");
    assert.deepEqual(
      mark?.relatedInformation?.map(({ location, message }) => [document.getText(location.range), message]),
      [["torch.softmax(logits, dim=1)", "softmax is applied here"]],
    );
  });

  it("all calls with one mistake are mended at once, and all of a file when it is asked for", async () => {
    const document = await openPython(`${training}again = criterion(torch.softmax(logits, 1), y_true)\n`);
    await eventuallyEqual(() => hints(document).length, 2);
    const [mark] = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "Loss Lens");
    assert.ok(mark);
    const actions = (kind: vscode.CodeActionKind) =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        mark.range,
        kind.value,
        9,
      );
    const titles = async () => (await actions(vscode.CodeActionKind.QuickFix)).map(({ title }) => title);
    await eventuallyEqual(async () => (await titles()).includes("Fix all double-softmax problems"), true);
    const [all] = await actions(vscode.CodeActionKind.SourceFixAll.append("lossLens"));
    assert.ok(all?.edit);
    await vscode.workspace.applyEdit(all.edit);
    await eventuallyEqual(() => hints(document), []);
    assert.doesNotMatch(document.getText(), /softmax/);
  });

  it("a code lens says it above the call, an inlay hint behind it, as the settings have it", async () => {
    const document = await openPython(training);
    const lenses = async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        9,
      );
      return found.map(({ command, range }) => `${range.start.line + 1}: ${command?.title}`);
    };
    await eventuallyMatch(async () => (await lenses()).join("\n"), /^11: ≠ \d\.\d{4}, softmax applied twice$/);
    const settings = vscode.workspace.getConfiguration("lossLens");
    const everywhere = vscode.ConfigurationTarget.Global;
    try {
      await settings.update("answers.of", "all", everywhere);
      // torch: cross_entropy(logits, y_true), float64
      await eventuallyMatch(async () => (await lenses()).join("\n"), /^8: ✓ 1\.4529\n11: ≠ /);
      await settings.update("answers.show", "inlay", everywhere);
      await eventuallyEqual(lenses, []);
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const hintsBehind = async () => {
        const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
          "vscode.executeInlayHintProvider",
          document.uri,
          whole,
        );
        return found.map(({ label }) => (typeof label === "string" ? label : label.map(({ value }) => value).join("")));
      };
      await eventuallyMatch(async () => (await hintsBehind()).join("\n"), /^✓ 1\.4529\n≠ /);
    } finally {
      await settings.update("answers.of", undefined, everywhere);
      await settings.update("answers.show", undefined, everywhere);
    }
  });

  it("the link of a hover mends the call", async () => {
    const document = await openPython(training);
    const [hover] = await hoversAt(document, "riterion(probs");
    const linked = /\[Remove the softmax[^\]]*\]\(command:lossLens\.applyFix\?([^)]+)\)/.exec(
      (hover?.value ?? "").replaceAll("\\", ""),
    )?.[1];
    assert.ok(linked, hover?.value);
    const [argument] = JSON.parse(decodeURIComponent(linked));
    await vscode.commands.executeCommand("lossLens.applyFix", argument);
    await eventuallyMatch(() => document.getText(), /^probs = logits$/m);
    // The link of a hover from before: the call is right by now, nothing is changed.
    await vscode.commands.executeCommand("lossLens.applyFix", argument);
    assert.match(document.getText(), /^probs = logits$/m);
  });

  it("a name stands for the array it was last assigned", async () => {
    const document = await openPython("y_true = [1, 0]\nprobs = [0.9, 0.2]\nprint(probs)\n");
    const [hover] = await hoversAt(document, "probs)");
    assert.match(shownText(hover), /\*\*0\.16425203\*\* binary cross-entropy against `y_true`/);
  });

  const weighted = `logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
labels = torch.tensor([0, 2])
loss = F.cross_entropy(logits, labels, weight=torch.tensor([1.0, 2.0, 0.5]))
`;

  it("the options of the code's own call are those of the loss, and are named", async () => {
    const document = await openPython(weighted);
    const [hover] = await hoversAt(document, "[[2.0");
    assert.match(shownText(hover), /= 0\.1974\s[\s\S]*\ncross-entropy .* with `weight=\[1, 2, 0\.5\]` as in .*:3/);
  });

  it("over targets: the loss of the array that they belong to", async () => {
    const document = await openPython(weighted.replace(", weight=torch.tensor([1.0, 2.0, 0.5])", ""));
    const [hover] = await hoversAt(document, "[0, 2]");
    assert.match(shownText(hover), /= 0\.1755\s[\s\S]*\ncross-entropy of `logits` against `labels`/);
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
    // torch: print(cross_entropy(logits, y_true))
    const shown = shownText(hover);
    assert.match(shown, /^✓ CrossEntropyLoss\(logits, y_true\) = 1\.4529/);
    assert.match(shown, /cross-entropy against `y_true` .*same call/);
    assert.doesNotMatch(shown, /\*\*1\.4529\*\*/, "the number is not said again");
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
