import assert from "node:assert/strict";
import { check } from "../../../src/check";

const arrays = `import torch
import torch.nn as nn
import torch.nn.functional as F
x = torch.tensor([[1.0, 2.5], [2.0, -1.0], [3.5, 0.25]])
y = torch.tensor([[1.5, 2.0], [1.0, -1.5], [3.0, 0.5]])
v = torch.tensor([[0.5, 2.0], [1.0, 1.5], [3.0, 0.5]])
s = torch.tensor([1, -1, 1])
a = torch.tensor([1.0, 2.0, 3.5])
b = torch.tensor([1.5, 0.5, 3.0])
c = torch.tensor([[1.0], [2.0], [3.0]])
`;

function answer(call: string) {
  const { calls } = check(`${arrays}loss = ${call}\n`, "python");
  assert.equal(calls.length, 1);
  return calls[0];
}

/** What torch 2.13 prints with `.item()`. */
const right: readonly (readonly [call: string, value: number])[] = [
  ["nn.MSELoss()(x, y)", 0.34375],
  ["nn.L1Loss()(x, y)", 0.5416666865348816],
  ["F.huber_loss(x, y, delta=0.5)", 0.1510416716337204],
  ["F.smooth_l1_loss(x, y, beta=0.5)", 0.3020833432674408],
  ["F.mse_loss(x, y, weight=v)", 0.3272058963775635],
  ["nn.CosineEmbeddingLoss()(x, y, s)", 0.30234238505363464],
  ["nn.MarginRankingLoss(margin=0.5)(a, b, s)", 1],
  ["nn.TripletMarginLoss()(x, y, v)", 0.6666662096977234],
];

/** Known to the last digit, but not what the numbers stand for. */
const unsure: readonly (readonly [call: string, value: number])[] = [
  ["nn.PoissonNLLLoss()(x, v)", 6.738697528839111],
  ["nn.GaussianNLLLoss()(x, y, v)", 0.2342441827058792],
  ["F.gaussian_nll_loss(x, y, 0.5)", -0.0028235912322998047],
];

/** A column against a row, and what the fix gives in torch. */
const spread: readonly (readonly [call: string, value: number, fixed: number])[] = [
  ["F.mse_loss(c, b)", 1.8333333730697632, 0.8333333134651184],
  ["F.huber_loss(b, c, delta=0.3)", 0.29333335161209106, 0.17000001668930054],
  ["nn.L1Loss()(c, a)", 1.0555555820465088, 0.1666666716337204],
  ["F.smooth_l1_loss(c, b)", 0.7083333134651184, 0.375],
];

function near(said: unknown, truth: number): void {
  assert.ok(typeof said === "number" && Math.abs(said - truth) <= 1e-6 * Math.max(1, Math.abs(truth)), String(said));
}

describe("losses of values and of pairs", () => {
  for (const [call, value] of right) {
    it(`are right where everything is known: ${call}`, () => {
      const found = answer(call);
      assert.equal(found.verdict, "right");
      near(found.value, value);
    });
  }

  for (const [call, value] of unsure) {
    it(`get no tick for numbers that may stand for something else: ${call}`, () => {
      const found = answer(call);
      assert.deepEqual([found.verdict, found.cause], ["unsure", null]);
      near(found.value, value);
    });
  }

  for (const [call, value, fixed] of spread) {
    it(`are wrong where a column is compared with a row: ${call}`, () => {
      const found = answer(call);
      assert.deepEqual([found.verdict, found.cause], ["wrong", "broadcast"]);
      near(found.value, value);
      assert.match(found.fixes[0].title, /squeeze\(-1\)/);
      assert.match(found.fixes[1].title, /unsqueeze\(-1\)/);
      for (const fix of found.fixes) {
        assert.equal(fix.verdict, "right");
        near(fix.value, fixed);
      }
    });
  }

  it("of pairs take signs, not 0 and 1", () => {
    const found = answer("nn.MarginRankingLoss()(a, b, torch.tensor([1, 0, 1]))");
    assert.deepEqual([found.verdict, found.cause], ["wrong", "labels-as-signs"]);
  });

  it("get no tick without a finite number", () => {
    const found = answer("F.mse_loss(a, torch.tensor([float('inf'), 1.0, 1.0]))");
    assert.deepEqual([found.verdict, found.cause], ["wrong", "nan-gradient"]);
  });
});
