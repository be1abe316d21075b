import assert from "node:assert/strict";
import type { Denominator, LossName, LossOptions } from "../../../src/engine/loss";
import { lossFunctions } from "../../../src/engine/losses/lossFunctions";
import { reduce, sum } from "../../../src/engine/reduce";
import { isRefusal } from "../../../src/engine/refusal";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

const logits = tensor([
  [2, -1, 0.5],
  [0.1, 0.2, 0.3],
  [-1.5, 4, 0],
  [0, 0, 0],
]);
const someIgnored = tensor([0, -100, 1, 2], "int64");
const labels = tensor([
  [1, 0, 1],
  [0, 1, 0],
  [1, 1, 0],
  [0, 0, 0],
]);

type Row = readonly [LossName, Tensor, Denominator, LossOptions?];

/** "÷ 3.5 = Σ w[y] over 3 of 4 targets" */
const rows: readonly Row[] = [
  ["CrossEntropyLoss", someIgnored, { value: 3, kind: "samples", counted: 3, total: 4 }],
  [
    "CrossEntropyLoss",
    someIgnored,
    { value: 3.5, kind: "weights", counted: 3, total: 4 },
    { weight: tensor([1, 2, 0.5]) },
  ],
  ["CrossEntropyLoss", labels, { value: 4, kind: "samples", counted: 4, total: 4 }, { weight: tensor([1, 2, 0.5]) }],
  ["NLLLoss", someIgnored, { value: 3.5, kind: "weights", counted: 3, total: 4 }, { weight: tensor([1, 2, 0.5]) }],
  [
    "BCEWithLogitsLoss",
    labels,
    { value: 12, kind: "elements", counted: 12, total: 12 },
    { weight: tensor([1, 2, 0.5]) },
  ],
  ["KLDivLoss", labels, { value: 12, kind: "elements", counted: 12, total: 12 }],
  [
    "MultiLabelSoftMarginLoss",
    labels,
    { value: 4, kind: "samples", counted: 4, total: 4 },
    { weight: tensor([1, 2, 0.5]) },
  ],
  [
    "MultiMarginLoss",
    tensor([0, 1, 1, 2], "int64"),
    { value: 4, kind: "samples", counted: 4, total: 4 },
    { weight: tensor([1, 2, 0.5]) },
  ],
];

describe("the denominator of mean", () => {
  for (const [loss, target, denominator, options = {}] of rows) {
    it(`${loss}: ${denominator.value} ${denominator.kind}, ${denominator.counted} of ${denominator.total}`, () => {
      const unreduced = lossFunctions[loss](logits, target, options);
      assert.ok(!isRefusal(unreduced));
      assert.deepEqual(unreduced.denominator, denominator);
      const total = unreduced.values.data.reduce((a, b) => a + b, 0);
      assert.ok(Math.abs(reduce(unreduced, "mean").data[0] * denominator.value - total) < 1e-14);
    });
  }

  it("batchmean divides by the size of the first dimension", () => {
    const unreduced = lossFunctions.KLDivLoss(logits, labels, {});
    assert.ok(!isRefusal(unreduced));
    assert.equal(reduce(unreduced, "batchmean").data[0], reduce(unreduced, "sum").data[0] / 4);
  });
});

describe("sum", () => {
  it("keeps its last digits over a million terms", () => {
    const tenth = new Float64Array(1_000_000).fill(0.1);
    assert.ok(Math.abs(sum(tenth) - 100_000) < 1e-9);
  });

  it("passes ±inf and nan on", () => {
    const long = new Float64Array(1000).fill(1);
    assert.equal(sum(long.with(700, Number.POSITIVE_INFINITY)), Number.POSITIVE_INFINITY);
    assert.ok(Number.isNaN(sum(long.with(3, Number.NaN))));
  });
});
