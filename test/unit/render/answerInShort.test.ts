import { strict as assert } from "node:assert";
import { checkUnits } from "../../../src/check";
import { answerInShort } from "../../../src/render/answerText";

const head = `import torch
import torch.nn.functional as F
logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
`;

/** What stands beside the one call of a text. */
function beside(call: string): string | undefined {
  const unit = { id: "a.py", version: 1, languageId: "python", text: `${head}${call}\n`, role: "code" } as const;
  const [answer] = checkUnits([unit]).answers;
  return answerInShort(answer);
}

describe("a call in a few words", () => {
  // The numbers are torch's, in float64.
  for (const [call, says] of [
    ["loss = F.cross_entropy(logits, torch.tensor([0, 2]))", "✓ 0.1755"],
    ["loss = F.cross_entropy(logits.softmax(1), torch.tensor([0, 2]))", "≠ 0.6611, softmax applied twice"],
    ["loss = F.cross_entropy(logits, torch.tensor([0, 3]))", "✕ IndexError: Target 3 is out of bounds."],
  ] as const) {
    it(says, () => assert.equal(beside(call), says));
  }

  it("nothing where nothing is known", () => {
    assert.equal(beside("loss = F.cross_entropy(model(x), labels)"), undefined);
  });
});
