import assert from "node:assert/strict";
import { askJson, askText } from "../../../src/ask";
import { interpret } from "../../../src/python/interpret/interpret";
import { leftOutText } from "../../../src/render/pasteText";

const call = "loss = F.cross_entropy(torch.tensor([[2.0, 1.0]]), torch.tensor([0]))\n";

describe("a paste that is too long", () => {
  it("is read up to the end of a line, and what was not read is said", () => {
    const line = "epoch 3 loss: 0.6931 acc: 0.5000\n";
    const text = line.repeat(10_000);
    const asked = askText(text);
    // 200,000 characters hold 6,060 whole lines of 33.
    const left = text.length - 6060 * line.length;
    assert.deepEqual(asked.leftOut, { characters: left, calls: 0, arrays: 0 });
    assert.deepEqual(leftOutText(asked.leftOut), [`The text is too long: its last ${left} characters were not read.`]);
    assert.deepEqual(askJson(asked).leftOut, asked.leftOut);
  });

  it("counts lines, too: empty ones cost as much", () => {
    assert.equal(askText("\n".repeat(12_000)).leftOut.characters, 2000);
  });

  it("is cut within a line where there is but one", () => {
    assert.equal(askText("0.5 ".repeat(60_000)).leftOut.characters, 40_000);
  });

  it("has its first fifty calls judged", () => {
    const asked = askText(`import torch, torch.nn.functional as F\n${call.repeat(60)}`);
    assert.equal(asked.calls.length, 50);
    assert.deepEqual(asked.leftOut, { characters: 0, calls: 10, arrays: 0 });
    assert.deepEqual(leftOutText(asked.leftOut), ["There are too many loss calls: the last 10 were not judged."]);
  });

  it("is not searched for a pair among hundreds of arrays", () => {
    const asked = askText("scores = [[0.1, 0.2], [0.3, 0.4]]\n".repeat(201));
    assert.deepEqual(asked.leftOut, { characters: 0, calls: 0, arrays: 201 });
    assert.deepEqual(leftOutText(asked.leftOut), ["There are too many arrays, 201, to look for a pair among them."]);
    assert.equal(askText("logits = [[0.1, 0.2], [0.3, 0.4]]\nlabels = [0, 1]\n").leftOut.arrays, 0);
  });

  it("is not searched for a pair among arrays that are made large", () => {
    const asked = askText(`x = [1, 2]\n${"x = x + x\n".repeat(40)}`);
    assert.ok(asked.leftOut.arrays > 0);
    assert.ok(asked.answers.every(({ about }) => about !== "arrays"));
  });

  it("is not computed for as long as a file may be", () => {
    const units = [
      { id: "a", version: 1, languageId: "python", role: "code", text: "n = 1 + 1\n".repeat(2000) },
    ] as const;
    assert.equal(interpret(units).exhausted, false);
    assert.equal(interpret(units, 2000).exhausted, true);
  });

  it("says nothing of the kind of a short one", () => {
    const asked = askText(`import torch, torch.nn.functional as F\n${call}`);
    assert.equal(asked.calls.length, 1);
    assert.deepEqual(leftOutText(asked.leftOut), []);
    assert.equal("leftOut" in askJson(asked), false);
  });
});
