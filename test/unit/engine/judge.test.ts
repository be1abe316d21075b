import { strict as assert } from "node:assert";
import { allClose, judge } from "../../../src/engine/judge";
import type { LossName } from "../../../src/engine/loss";
import type { Mistake, Pipeline, PipelineVerdict } from "../../../src/engine/verdict";
import { tensor } from "./tensors";

const pipeline = (loss: LossName): Pipeline => ({ ops: [], loss });

function verdict(
  value: number | readonly number[],
  reference: number | readonly number[],
  loss: LossName,
): PipelineVerdict {
  return judge(pipeline(loss), tensor(value), tensor(reference), undefined, false);
}

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

/** Pairs of a value and a reference that are or are not one number. */
const pairs: readonly (readonly [title: string, a: number, b: number, close: boolean])[] = [
  ["the same", 0.66276923, 0.66276923, true],
  ["apart in the tenth digit", 0.5, 0.5 * (1 + 5e-10), true],
  ["apart in the ninth digit", 0.5, 0.5 * (1 + 2e-9), false],
  ["apart in the seventh digit, as float32 rounds", 1.3132616, 1.3132617, false],
  ["apart in the fourth digit", 0.9251, 0.925, false],
  ["large, apart in the tenth digit", 4e6, 4e6 * (1 - 5e-10), true],
  ["large, apart in the ninth digit", 4e6, 4e6 * (1 - 2e-9), false],
  ["next to nothing and nothing", 5e-13, 0, true],
  ["small and nothing", 2e-12, 0, false],
  ["below 0 and above", -1e-3, 1e-3, false],
  ["nan twice", nan, nan, true],
  ["nan and a number", nan, 1, false],
  ["a number and nan", 1, nan, false],
  ["infinite twice", inf, inf, true],
  ["infinite both ways", inf, -inf, false],
  ["infinite and a number", inf, 1e308, false],
  ["a number and infinite", 1e308, inf, false],
];

describe("whether two losses are one number", () => {
  for (const [title, a, b, close] of pairs) {
    it(title, () => {
      assert.equal(allClose(tensor(a), tensor(b)), close);
      assert.equal(verdict(a, b, "CrossEntropyLoss").kind, close ? "matches" : "differs");
    });
  }

  it("of several every one counts", () => {
    assert.equal(allClose(tensor([1, 2, 3]), tensor([1, 2, 3])), true);
    assert.equal(allClose(tensor([1, 2, 3]), tensor([1, 2, 3.0001])), false);
    assert.equal(allClose(tensor([9, 2, 3]), tensor([1, 2, 3])), false);
  });

  it("as many as the other has, along whatever axes", () => {
    assert.equal(allClose(tensor([1, 2]), tensor([1, 2, 3])), false);
    assert.equal(allClose(tensor([1, 2, 3]), tensor([1, 2])), false);
    assert.equal(allClose(tensor([1, 2]), tensor([[1], [2]])), true);
  });
});

describe("the standing of a pipeline", () => {
  const mistake: Mistake = { kind: "elementwiseForExclusive" };

  it("equal by another formula is a coincidence", () => {
    assert.deepEqual(judge(pipeline("BCELoss"), tensor(0.1), tensor(0.1), mistake, false), {
      kind: "coincides",
      mistake,
    });
  });

  it("another number by another formula is the mistake's", () => {
    assert.deepEqual(judge(pipeline("BCELoss"), tensor(0.1), tensor(0.2), mistake, true), { kind: "differs", mistake });
  });

  const lost: readonly (readonly [
    title: string,
    loss: LossName,
    value: number[],
    reference: number[],
    kind: string,
  ])[] = [
    ["nan where there is a number", "BCELoss", [nan], [0.2], "zeroTimesInfinity"],
    ["nan among numbers", "NLLLoss", [0.1, nan], [0.1, 0.2], "zeroTimesInfinity"],
    ["an infinite loss that was cut off", "BCELoss", [100], [inf], "clamped"],
    ["a large loss that was cut off", "BCELoss", [100], [110.2], "clamped"],
    ["a small loss is not cut off", "BCELoss", [0.25], [0.26], "precision"],
    ["what is not cut off there", "CrossEntropyLoss", [100], [inf], "precision"],
    ["nan in both", "CrossEntropyLoss", [nan, 1], [nan, 2], "precision"],
  ];
  for (const [title, loss, value, reference, kind] of lost) {
    it(title, () => assert.deepEqual(verdict(value, reference, loss), { kind: "differs", mistake: { kind } }));
  }

  it("normalised again, as long as that gives numbers", () => {
    const again = (value: number) =>
      judge(pipeline("CrossEntropyLoss"), tensor(value), tensor(0.41), undefined, true) as { mistake?: Mistake };
    assert.deepEqual(again(0.4136).mistake, { kind: "normalisedAgain" });
    assert.deepEqual(again(inf).mistake, { kind: "precision" });
  });
});
