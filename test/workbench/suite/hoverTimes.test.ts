import assert from "node:assert/strict";
import * as vscode from "vscode";
import { RememberedChoices } from "../../../src/host/choices";
import { Evaluator } from "../../../src/host/evaluator";
import { LossHoverProvider } from "../../../src/host/hoverProvider";
import { PinnedTarget } from "../../../src/host/pinnedTarget";
import { useSettingsOf } from "../../../src/host/settings";
import { Sheets } from "../../../src/host/sheets";
import { closeEverything, openText } from "./editing";
import { reportMark } from "./reportMark";

const nothingStored: vscode.Memento = {
  keys: () => [],
  get: <T>(_: string, other?: T) => other as T,
  update: async () => {},
};

function pairText(rows: number, classes: number): string {
  const cell = (index: number) => (Math.sin(index * 12.9898) * 4).toFixed(4);
  const row = (at: number) =>
    `[${Array.from({ length: classes }, (_, column) => cell(at * classes + column)).join(", ")}]`;
  const logits = Array.from({ length: rows }, (_, at) => row(at)).join(",\n    ");
  const labels = Array.from({ length: rows }, (_, at) => (at * 7) % classes).join(", ");
  return `import torch\n\nlogits = torch.tensor([\n    ${logits}])\nlabels = torch.tensor([${labels}])\n`;
}

describe("the time of a hover in the extension host", () => {
  const pinned = new PinnedTarget(nothingStored);
  const hovers = new LossHoverProvider(new Evaluator(new Sheets(), pinned, new RememberedChoices(nothingStored)));

  before(() => {
    const extension = vscode.extensions.getExtension("loss-lens.loss-lens");
    assert.ok(extension);
    useSettingsOf(extension);
  });

  after(async () => {
    pinned.dispose();
    await closeEverything();
  });

  for (const [rows, classes] of [
    [4, 3],
    [1000, 10],
  ] as const) {
    it(`${rows} × ${classes}: measured, not judged`, async () => {
      const document = await openText({
        language: "python",
        content: pairText(rows, classes),
      });
      const times: number[] = [];
      const { token } = new vscode.CancellationTokenSource();
      for (let turn = 0; turn < 60; turn++) {
        const start = performance.now();
        const hover = await hovers.provideHover(document, new vscode.Position(3, 8), token);
        times.push(performance.now() - start);
        assert.ok(hover !== undefined);
      }
      const warm = times.slice(30).sort((a, b) => a - b);
      console.log(`${reportMark}      first ${times[0]?.toFixed(2)} ms, warm ${warm[15]?.toFixed(2)} ms`);
    });
  }
});
