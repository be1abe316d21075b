import { strict as assert } from "node:assert";
import { checkUnits } from "../../../src/check";
import { answerInShort, answerSentence } from "../../../src/render/answerText";

const head = `import torch
import torch.nn.functional as F
logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
`;

/** The answer to the one call of a text. */
function answerOf(call: string) {
  const unit = { id: "a.py", version: 1, languageId: "python", text: `${head}${call}\n`, role: "code" } as const;
  return checkUnits([unit]).answers[0];
}

const beside = (call: string) => answerInShort(answerOf(call));

describe("a call in a sentence of its own", () => {
  it("begins with a capital, but for a name in code", () => {
    const twice = answerOf("loss = F.cross_entropy(logits.softmax(1), torch.tensor([0, 2]))");
    assert.match(answerSentence(twice), /^Softmax applied twice: /);
    assert.match(answerSentence(answerOf("loss = F.cross_entropy(model(x), labels)")), /^The values of model\(x\) /);
    assert.match(answerSentence(answerOf("loss = F.cross_entropy(logits, labels)")), /^labels is not defined/);
  });
});

describe("a call in a few words", () => {
  // The numbers are torch's, in float64.
  for (const [call, says] of [
    ["loss = F.cross_entropy(logits, torch.tensor([0, 2]))", "✓ 0.1755"],
    ["loss = F.cross_entropy(logits.softmax(1), torch.tensor([0, 2]))", "≠ 0.6611, softmax applied twice"],
    [
      "p = torch.tensor([1.0, 2.0, 3.0])\nloss = F.mse_loss(p, p.unsqueeze(1))",
      "≠ 1.3333, p (3) and p.unsqueeze(1) (3 × 1) are spread to 3 × 3",
    ],
    ["loss = F.cross_entropy(logits, torch.tensor([0, 3]))", "✕ IndexError: Target 3 is out of bounds."],
  ] as const) {
    it(says, () => assert.equal(beside(call), says));
  }

  it("nothing where nothing is known", () => {
    assert.equal(beside("loss = F.cross_entropy(model(x), labels)"), undefined);
  });
});
