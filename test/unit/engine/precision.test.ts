import assert from "node:assert/strict";
import type { Reduction } from "../../../src/engine/loss";
import { pipelineIn } from "../../../src/engine/precision/pipelineIn";
import { type FloatType, roundingTo } from "../../../src/engine/precision/rounding";
import { isRefusal } from "../../../src/engine/refusal";
import {
  compareRefusal,
  decodeNumber,
  decodeOptions,
  decodeTensor,
  type Expected,
  type GoldenCase,
} from "../../golden/compareCase";
import { goldenCases } from "../../golden/goldenFiles";
import { tensor } from "./tensors";

type NarrowCase = GoldenCase & { readonly dtype: FloatType };

const golden: readonly NarrowCase[] = [
  ...goldenCases<NarrowCase>("precision"),
  ...goldenCases<NarrowCase>("precisionOfValues"),
];

/** The distance between 1 and the next number. */
const EPSILON: Readonly<Record<FloatType, number>> = {
  float64: 2 ** -52,
  float32: 2 ** -23,
  float16: 2 ** -10,
  bfloat16: 2 ** -7,
};

/**
 * Units in the last place of the largest number involved. torch's vectorised exponentials of float32 are off by one or two; the
 * half types are rounded from float32, which hides that but for ties.
 */
const UNITS: Readonly<Record<FloatType, number>> = { float64: 0, float32: 8, float16: 1, bfloat16: 1 };

/** BCELoss takes 1 − p, which magnifies the last bit of a p near 1. */
const MAGNIFIED = 8;

function assertNear(
  actual: ArrayLike<number>,
  expected: readonly number[],
  { dtype: type, loss }: NarrowCase,
  largest: number,
): void {
  assert.equal(actual.length, expected.length);
  const tolerance = UNITS[type] * EPSILON[type] * (type === "float32" && loss === "BCELoss" ? MAGNIFIED : 1);
  expected.forEach((wanted, i) => {
    const exact = !Number.isFinite(wanted) || wanted === 0;
    const scale = type === "float32" ? Math.max(Math.abs(wanted), Math.min(largest, 1)) : Math.abs(wanted);
    const close = exact
      ? actual[i] === wanted || Object.is(actual[i], wanted)
      : Math.abs(actual[i] - wanted) <= tolerance * scale;
    assert.ok(close, `[${i}] ${actual[i]}, not ${wanted}`);
  });
}

function check(narrow: NarrowCase, reduction: Reduction, expected: Expected): void {
  const options = { ...decodeOptions(narrow.options), reduction };
  const input = decodeTensor(narrow.input);
  const result = pipelineIn(
    narrow.dtype,
    input,
    { ops: narrow.inputOps ?? [], loss: narrow.loss },
    decodeTensor(narrow.target),
    options,
  );
  if (isRefusal(result)) {
    assert.ok("exception" in expected, `refused with ${result.message}`);
    assert.deepEqual(compareRefusal(result, expected), []);
    return;
  }
  assert.ok("values" in expected, "message" in expected ? `torch raises ${expected.message}` : "");
  const actual = reduction === "none" ? result.unreduced.data : [result.reduced];
  const finite = input.data.filter(Number.isFinite).map(Math.abs);
  assertNear(actual, expected.values.data.map(decodeNumber), narrow, Math.max(...finite));
}

describe("losses in narrower types, by torch", () => {
  for (const narrow of golden) {
    it(narrow.label ?? narrow.loss, () => {
      for (const [reduction, expected] of Object.entries(narrow.expected))
        check(narrow, reduction as Reduction, expected);
    });
  }
});

describe("rounding to a floating type", () => {
  const rows: readonly (readonly [FloatType, number, number, string])[] = [
    ["float32", 1e-46, 0, "half of the smallest float32, to even"],
    ["float32", 3.5e38, Number.POSITIVE_INFINITY, "beyond float32"],
    ["float16", 65504, 65504, "the largest float16"],
    ["float16", 65519, 65504, "nearer to the largest than to 2^16"],
    ["float16", 65520, Number.POSITIVE_INFINITY, "half-way to 2^16"],
    ["float16", -65520, Number.NEGATIVE_INFINITY, "likewise below"],
    ["float16", 1 + 2 ** -11, 1, "a tie, to even"],
    ["float16", 1 + 3 * 2 ** -11, 1 + 2 ** -9, "a tie, to even upwards"],
    ["float16", 1 + 2 ** -11 + 2 ** -20, 1 + 2 ** -10, "just above the tie"],
    ["float16", 2 ** -24, 2 ** -24, "the smallest float16"],
    ["float16", 2 ** -25, 0, "half of it"],
    ["float16", 3 * 2 ** -25, 2 ** -23, "a tie of denormal numbers"],
    ["bfloat16", 1 + 2 ** -8, 1, "a tie, to even"],
    ["bfloat16", 257, 256, "no room for 257"],
    ["bfloat16", 3.4e38, Number.POSITIVE_INFINITY, "beyond bfloat16, but not beyond float32"],
    ["bfloat16", 3.389e38, (2 - 2 ** -7) * 2 ** 127, "the largest bfloat16"],
    ["bfloat16", 1e-39, 11 * 2 ** -133, "a denormal number"],
  ];
  for (const [type, value, expected, why] of rows) {
    it(`${type} of ${value}: ${why}`, () => assert.equal(roundingTo[type](value), expected));
  }

  for (const type of ["float32", "float16", "bfloat16"] as const) {
    it(`${type} keeps nan, the infinities and the sign of zero`, () => {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0]) {
        assert.ok(Object.is(roundingTo[type](value), value));
      }
    });
  }
});

describe("elements lost to a narrower type", () => {
  const softmaxLog = [{ op: "softmax", dim: 1 }, { op: "log" }] as const;

  it("Softmax underflows in float32 at a gap of 104, and its Log is −∞", () => {
    const input = tensor([
      [104, 0],
      [103, 0],
    ]);
    const result = pipelineIn("float32", input, { ops: softmaxLog, loss: "NLLLoss" }, tensor([1, 1], "int64"), {});
    assert.ok(!isRefusal(result));
    assert.deepEqual(result.lost, [
      { stage: 1, kind: "underflow", elements: [1] },
      { stage: 2, kind: "overflow", elements: [1] },
      { stage: 3, kind: "overflow", elements: [0] },
    ]);
    assert.equal(result.reduced, Number.POSITIVE_INFINITY);
  });

  it("LogSoftmax does not", () => {
    const input = tensor([
      [104, 0],
      [103, 0],
    ]);
    const result = pipelineIn(
      "float32",
      input,
      { ops: [{ op: "logSoftmax", dim: 1 }], loss: "NLLLoss" },
      tensor([1, 1], "int64"),
      {},
    );
    assert.ok(!isRefusal(result));
    assert.deepEqual(result.lost, []);
    assert.equal(result.reduced, 103.5);
  });

  it("Sigmoid saturates in float32 at 17, in float64 at 37", () => {
    const sigmoid = [{ op: "sigmoid" }] as const;
    const input = tensor([16, 17.4, 37]);
    const narrow = pipelineIn("float32", input, { ops: sigmoid, loss: "BCELoss" }, tensor([0, 0, 0]), {});
    assert.ok(!isRefusal(narrow));
    assert.deepEqual(narrow.lost, [{ stage: 1, kind: "saturation", elements: [1] }]);
    assert.equal(narrow.unreduced.data[1], 100);
    assert.equal(narrow.unreduced.data[2], 100);
  });

  it("float16 cannot hold the logits, nor the sum of many small losses", () => {
    const large = pipelineIn(
      "float16",
      tensor([[70000, 0]]),
      { ops: [], loss: "CrossEntropyLoss" },
      tensor([0], "int64"),
      {},
    );
    assert.ok(!isRefusal(large));
    assert.deepEqual(large.lost, [
      { stage: 0, kind: "overflow", elements: [0] },
      { stage: 1, kind: "nan", elements: [0] },
    ]);
    const rows = Array.from({ length: 5000 }, () => [-8, 8]);
    const indices = tensor(
      rows.map(() => 0),
      "int64",
    );
    const many = pipelineIn("float16", tensor(rows), { ops: [], loss: "CrossEntropyLoss" }, indices, {});
    assert.ok(!isRefusal(many));
    assert.equal(many.reduced, Number.POSITIVE_INFINITY);
    assert.deepEqual(many.lost, []);
  });

  it("is refused where torch has no kernel of that type", () => {
    const refused = pipelineIn(
      "float16",
      tensor([[1, 2]]),
      { ops: [], loss: "MultiMarginLoss" },
      tensor([0], "int64"),
      {},
    );
    assert.ok(isRefusal(refused));
    assert.equal(refused.message, "\"multi_margin_loss_cpu_kernel\" not implemented for 'Half'");
  });
});
