import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventuallyEqual } from "../harness/eventually";
import { closeEverything, hoversAt, openText, panelTabs, select } from "./editing";

const content = "y_true = [1, 0]\nprobs = [0.9, 0.2]\n";
// torch: binary_cross_entropy of [0.9, 0.2] and [1, 0], mean and sum.
const [mean, sum] = [-(Math.log(0.9) + Math.log(0.8)) / 2, -(Math.log(0.9) + Math.log(0.8))];

async function withSetting(name: string, value: unknown, check: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration("lossLens");
  await settings.update(name, value, vscode.ConfigurationTarget.Global);
  try {
    await check();
  } finally {
    await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
  }
}

describe("settings", () => {
  afterEach(closeEverything);

  const open = () => openText({ language: "python", content });
  const loss = async (document: vscode.TextDocument) => {
    const [hover] = await hoversAt(document, "0.9, 0.2");
    return /\*\*([\d.]+)\*\*/.exec(hover?.value ?? "")?.[1];
  };

  it("decimals and the first reduction are those of the hover", async () => {
    const document = await open();
    assert.equal(await loss(document), mean.toFixed(8));
    await withSetting("decimals", 4, () => eventuallyEqual(() => loss(document), mean.toFixed(4)));
    await withSetting("defaultReduction", "sum", () => eventuallyEqual(() => loss(document), sum.toFixed(8)));
  });

  it("a panel opens where it should, beside the editor or as a tab of its group; a further one beside the last", async () => {
    const editor = await vscode.window.showTextDocument(await open());
    select(editor, "[0.9, 0.2]");
    await withSetting("panel.location", "active", async () => {
      await vscode.commands.executeCommand("lossLens.evaluateInNewPanel");
      await eventuallyEqual(() => panelTabs().map(({ group }) => group.viewColumn), [vscode.ViewColumn.One]);
    });
    await closeEverything();
    const again = await vscode.window.showTextDocument(await open());
    select(again, "[0.9, 0.2]");
    for (const columns of [[vscode.ViewColumn.Two], [vscode.ViewColumn.Two, vscode.ViewColumn.Three]]) {
      await vscode.window.showTextDocument(again.document, vscode.ViewColumn.One);
      await vscode.commands.executeCommand("lossLens.evaluateInNewPanel");
      await eventuallyEqual(() => panelTabs().map(({ group }) => group.viewColumn), columns);
    }
    await eventuallyEqual(() => panelTabs()[0]?.label, "Loss Lens: probs");
    await vscode.window.tabGroups.close(panelTabs());
    await eventuallyEqual(() => panelTabs().length, 0);
  });
});
