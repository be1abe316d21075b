import assert from "node:assert/strict";
import { checkText } from "../../../src/check";
import { isIgnored } from "../../../src/diagnosis/ignored";

const head = `import torch
import torch.nn.functional as F
p = torch.tensor([[2.0, 1.0], [0.5, 1.5]]).softmax(1)
y = torch.tensor([0, 1])
`;
const call = "F.cross_entropy(p, y)";

/** Whether the person has said that they know, of the last call of a text. */
function ignored(text: string): boolean {
  const { checked } = checkText(head + text, "python");
  const answer = checked.answers.at(-1);
  assert.ok(answer !== undefined);
  return isIgnored(answer, checked.units);
}

describe("what a person has said they know", () => {
  const rows: readonly (readonly [text: string, isKnown: boolean])[] = [
    [`${call}  # loss-lens: ignore`, true],
    [`${call}  #loss-lens:ignore`, true],
    [`${call}  # loss-lens:   ignore`, true],
    [`${call}  # loss-lens: ignore[double-softmax]`, true],
    [`${call}  # loss-lens: ignore[shape, double-softmax]`, true],
    [`${call}  # loss-lens: ignore[ double-softmax ]`, true],
    [`${call}  # loss-lens: ignore[shape]`, false],
    [`${call}  # loss-lens: ignore[raises]`, false],
    [`${call}  # loss-lens: ignores nothing, the call is known`, true],
    [`${call}  # loss-lens`, false],
    [`${call}  # a comment`, false],
    [`# loss-lens: ignore\n${call}`, true],
    [`# loss-lens: ignore\n\n${call}`, false],
    [`z = 1  # loss-lens: ignore\n${call}`, false],
    [`    # loss-lens: ignore\n${call}`, true],
    [`${call}\n# loss-lens: ignore`, false],
    ["F.cross_entropy(\n    p,  # loss-lens: ignore\n    y,\n)", true],
    ["F.cross_entropy(\n    p,\n    y,\n)  # loss-lens: ignore", true],
    [`F.cross_entropy(torch.zeros(2, 2), torch.tensor([5, 9]))  # loss-lens: ignore[raises]`, false],
    [`F.cross_entropy(torch.zeros(2, 2), torch.tensor([5, 9]))  # loss-lens: ignore[out-of-range]`, true],
  ];
  for (const [text, isKnown] of rows) it(JSON.stringify(text), () => assert.equal(ignored(text), isKnown));
});
