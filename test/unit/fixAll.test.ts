import { strict as assert } from "node:assert";
import { checkUnits } from "../../src/check";
import { applyEdits } from "../../src/diagnosis/edits";
import { fixAll, isWrong } from "../../src/fixAll";

/** The text once all that is wrong in it is mended, and how many calls are wrong before and after. */
function mended(text: string) {
  const units = [{ id: "a.py", version: 1, languageId: "python", text, role: "code" } as const];
  const wrong = checkUnits(units).answers.filter(isWrong);
  const after = applyEdits(units, fixAll(units, wrong)) ?? units;
  return { text: after[0].text, before: wrong.length, after: checkUnits(after).answers.filter(isWrong).length };
}

const head = "import torch\nimport torch.nn.functional as F\n";
const logits = "torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])";

describe("all calls mended at once", () => {
  it("each by its own edit", () => {
    const text = `${head}
a = F.cross_entropy(F.softmax(${logits}, dim=1), torch.tensor([0, 2]))
b = F.cross_entropy(${logits}.softmax(1), torch.tensor([0, 1]))
`;
    const { text: after, ...counts } = mended(text);
    assert.deepEqual(counts, { before: 2, after: 0 });
    assert.doesNotMatch(after, /softmax/);
  });

  it("by one edit where all get their values from one softmax", () => {
    const text = `${head}
probs = F.softmax(${logits}, dim=1)
a = F.cross_entropy(probs, torch.tensor([0, 2]))
b = F.cross_entropy(probs, torch.tensor([0, 1]))
`;
    const { text: after, ...counts } = mended(text);
    assert.deepEqual(counts, { before: 2, after: 0 });
    assert.match(after, /^probs = torch\.tensor\(\[\[2\.0/m);
  });

  it("leaves alone what nothing is known to mend", () => {
    const text = `${head}a = F.cross_entropy(${logits}, torch.tensor([0, 7]))\n`;
    assert.deepEqual(mended(text), { text, before: 1, after: 1 });
  });
});
