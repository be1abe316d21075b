import assert from "node:assert/strict";
import { check } from "../../../../src/library";

const program = (call: string) => `import torch
from fvcore.nn import sigmoid_focal_loss

logits = torch.tensor([[2.0, -1.0], [0.5, 0.25]])
labels = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
loss = ${call}
`;

/** Expected numbers: the definition in torch. */
describe("losses of other libraries that are torch's own arithmetic", () => {
  for (const [call, value] of [
    ['sigmoid_focal_loss(logits, labels, reduction="mean")', 0.1280686855316162],
    ['sigmoid_focal_loss(logits, labels, alpha=0.25, reduction="mean")', 0.08202588558197021],
    ['sigmoid_focal_loss(logits, labels, 0.25, 2, "sum")', 0.32810354232788086],
  ] as const) {
    it(call, () => {
      const [answer] = check(program(call), "python").calls;
      assert.deepEqual([answer.framework, answer.loss, answer.verdict], ["fvcore", "SigmoidFocalLoss", "right"]);
      assert.ok(typeof answer.value === "number" && Math.abs(answer.value - value) < 1e-6, String(answer.value));
    });
  }

  it("is not known of arrays that later versions make float32 of, nor of a reduction that is none to it", () => {
    for (const call of [
      'sigmoid_focal_loss(logits.double(), labels.double(), reduction="mean")',
      'sigmoid_focal_loss(logits, labels, reduction="batchmean")',
    ]) {
      const [answer] = check(program(call), "python").calls;
      assert.deepEqual([answer.verdict, answer.value], ["unsure", null]);
    }
  });
});
