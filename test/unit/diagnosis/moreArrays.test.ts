import assert from "node:assert/strict";
import { check } from "../../../src/check";

const arrays = `import torch
import torch.nn as nn
import torch.nn.functional as F
x = torch.tensor([[1.0, 2.5, 0.5], [2.0, -1.0, 0.0]])
y = torch.tensor([0, 2])
w = torch.tensor([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
lp = F.log_softmax(x.reshape(3, 1, 2), 2)
`;

describe("a loss of more than two arrays", () => {
  for (const [call, loss] of [
    ["F.linear_cross_entropy(x, w, y)", "LinearCrossEntropyLoss"],
    ["nn.LinearCrossEntropyLoss(3, 4)(x, y)", "LinearCrossEntropyLoss"],
    ["F.ctc_loss(lp, torch.tensor([[1]]), torch.tensor([3]), torch.tensor([1]))", "CTCLoss"],
    ["nn.CTCLoss()(lp, torch.tensor([[1]]), torch.tensor([3]), torch.tensor([1]))", "CTCLoss"],
    ["F.triplet_margin_with_distance_loss(x, x + 1, x - 1)", "TripletMarginWithDistanceLoss"],
    ["nn.TripletMarginWithDistanceLoss()(x, x + 1, x - 1)", "TripletMarginWithDistanceLoss"],
    ["nn.AdaptiveLogSoftmaxWithLoss(3, 10, cutoffs=[2, 5])(x, y)", "AdaptiveLogSoftmaxWithLoss"],
    ["nn.AdaptiveLogSoftmaxWithLoss(3, 10, [2, 5])(x, y).loss", "AdaptiveLogSoftmaxWithLoss"],
    ["(_, loss) = nn.AdaptiveLogSoftmaxWithLoss(3, 10, [2, 5])(input_=x, target_=y)", "AdaptiveLogSoftmaxWithLoss"],
  ]) {
    it(`is explained by name, and nothing is promised: ${call}`, () => {
      const { calls } = check(`${arrays}loss = ${call}\n`, "python");
      assert.deepEqual(
        calls.map((each) => [each.loss, each.verdict, each.value]),
        [[loss, "unsure", null]],
      );
      assert.match(calls[0].message, new RegExp(`^${loss} needs more than (two|three) arrays`));
    });
  }

  it("still takes log-probabilities: scores into CTCLoss are named", () => {
    const call =
      "nn.CTCLoss()(F.softmax(x.reshape(3, 1, 2), 2), torch.tensor([[1]]), torch.tensor([3]), torch.tensor([1]))";
    assert.equal(check(`${arrays}loss = ${call}\n`, "python").calls[0].cause, "no-logarithm");
  });
});
