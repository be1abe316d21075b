import assert from "node:assert/strict";
import { check } from "../../../src/check";

const arrays = `import torch
import torch.nn as nn
import torch.nn.functional as F
x = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.3]])
z = torch.tensor([[1.0, -1.0, 0.25], [0.0, 0.2, 3.0]])
`;

/** What torch 2.13 gives with .tolist(), or raises. */
const torchs: readonly (readonly [call: string, gives: number | readonly number[] | string])[] = [
  ["F.multilabel_soft_margin_loss(x, 1.0)", 0.5321702361106873],
  ["F.multilabel_soft_margin_loss(x, 1)", 0.5321702361106873],
  ["nn.MultiLabelSoftMarginLoss()(x, True)", 0.5321702361106873],
  ['F.multilabel_soft_margin_loss(x, 0.5, reduction="none")', [0.8880889415740967, 1.0262516736984253]],
  ["F.gaussian_nll_loss(x, 1.0, z.abs() + 1)", 0.7119905948638916],
  ["nn.GaussianNLLLoss()(x, 0, z.abs() + 1)", 0.7203238606452942],
  ["F.margin_ranking_loss(x, z, 1.0)", "AttributeError: 'float' object has no attribute 'dim'"],
  ["nn.MarginRankingLoss()(x, z, -1)", "AttributeError: 'int' object has no attribute 'dim'"],
  ["F.mse_loss(x, 1.0)", "AttributeError: 'float' object has no attribute 'size'"],
  [
    "F.hinge_embedding_loss(x, 1)",
    "TypeError: hinge_embedding_loss(): argument 'target' (position 2) must be Tensor, not int",
  ],
];

describe("a bare number as target", () => {
  for (const [call, gives] of torchs) {
    it(`is what it is to torch: ${call}`, () => {
      const [{ value, exception }] = check(`${arrays}loss = ${call}\n`, "python").calls;
      if (typeof gives === "string") {
        assert.equal(`${exception?.type}: ${exception?.message}`, gives);
        return;
      }
      const found = [value].flat().map(Number);
      const wanted = [gives].flat();
      assert.equal(found.length, wanted.length);
      for (const [i, each] of wanted.entries())
        assert.ok(Math.abs(found[i] - each) <= 1e-6, `${found[i]}, not ${each}`);
    });
  }
});
