import assert from "node:assert/strict";
import { checkUnits } from "../../../src/check";
import { callName } from "../../../src/render/callName";

function names(...calls: readonly string[]): readonly string[] {
  const text = [
    "import torch, torch.nn as nn, torch.nn.functional as F",
    "a = torch.tensor([[1.0, 2.0], [0.5, -1.0]])",
    "p = torch.tensor([[1.1, 1.9], [0.4, -0.8]])",
    "n = torch.tensor([[-1.0, 0.0], [2.0, 1.0]])",
    "y = torch.tensor([1.0, 1.0])",
    ...calls,
  ].join("\n");
  const { answers } = checkUnits([{ id: "a.py", version: 1, languageId: "python", text, role: "code" }]);
  return answers.map(callName);
}

describe("how a call is named", () => {
  it("has all arrays of a loss that takes three", () => {
    assert.deepEqual(
      names("nn.TripletMarginLoss(margin=2)(a, p, n)", "F.cosine_embedding_loss(a, p, y)", "F.mse_loss(a, p)"),
      ["TripletMarginLoss(a, p, n)", "CosineEmbeddingLoss(a, p, y)", "MSELoss(a, p)"],
    );
  });

  it("has their options, too", () => {
    assert.deepEqual(names('F.triplet_margin_loss(a, p, n, reduction="sum")'), [
      'TripletMarginLoss(a, p, n, reduction="sum")',
    ]);
  });
});
