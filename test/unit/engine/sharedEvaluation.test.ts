import assert from "node:assert/strict";
import fc from "fast-check";
import type { LossName, LossOptions, Unreduced } from "../../../src/engine/loss";
import { lossFunctions } from "../../../src/engine/losses/lossFunctions";
import { applyOps } from "../../../src/engine/ops/applyOp";
import type { TensorOp } from "../../../src/engine/ops/tensorOp";
import { isRefusal, type Refusal } from "../../../src/engine/refusal";
import { shareEvaluation } from "../../../src/engine/sharedEvaluation";
import type { DType, Tensor } from "../../../src/tensor/tensor";
import { differences } from "../../golden/allclose";
import { tensor } from "./tensors";

function pipelines(dim: number): readonly (readonly TensorOp[])[] {
  const softmax: TensorOp = { op: "softmax", dim };
  const logSoftmax: TensorOp = { op: "logSoftmax", dim };
  const [log, exp, sigmoid, logSigmoid] = (["log", "exp", "sigmoid", "logSigmoid"] as const).map((op) => ({ op }));
  const moved: TensorOp = { op: "movedim", source: -1, destination: 1 };
  return [
    [],
    [softmax],
    [logSoftmax],
    [log],
    [exp],
    [sigmoid],
    [logSigmoid],
    [softmax, log],
    [sigmoid, log],
    [logSoftmax, exp],
    [softmax, softmax],
    [moved, logSoftmax],
  ];
}

function separately(input: Tensor, ops: readonly TensorOp[], loss: LossName, target: Tensor, options: LossOptions) {
  const activated = applyOps(input, ops);
  return isRefusal(activated) ? activated : lossFunctions[loss](activated, target, options);
}

function assertSame(actual: Unreduced | Refusal, expected: Unreduced | Refusal, name: string): void {
  if (isRefusal(actual) || isRefusal(expected)) {
    assert.deepEqual(actual, expected, name);
    return;
  }
  // A logarithm of a softmax near 1 and a softmax of a softmax magnify the last bit.
  assert.deepEqual(differences(actual.values.data, expected.values.data, 1e-13), [], name);
  assert.deepEqual(differences([actual.sum], [expected.sum], 1e-13), [], name);
  const rest = { values: undefined, sum: undefined };
  assert.deepEqual({ ...actual, ...rest }, { ...expected, ...rest }, name);
  assert.deepEqual(actual.values.shape, expected.values.shape, name);
  assert.equal(actual.values.dtype, expected.values.dtype, name);
}

function check(
  input: Tensor,
  target: Tensor,
  options: LossOptions,
  dims: readonly number[] = [1, 0, -1],
  names: readonly LossName[] = Object.keys(lossFunctions) as LossName[],
): void {
  for (const dim of dims) {
    const evaluate = shareEvaluation(input, target, options);
    for (const ops of pipelines(dim)) {
      for (const loss of names) {
        const name = `${ops.map((op) => JSON.stringify(op)).join()} ${loss}`;
        assertSame(evaluate({ ops, loss }), separately(input, ops, loss, target, options), name);
      }
    }
  }
}

describe("pipelines evaluated together are what they are one by one", () => {
  const value = fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: -20, max: 20, noNaN: true }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(0, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 800, -800),
    },
  );
  const shape = fc.constantFrom<readonly number[]>([3], [1, 2], [3, 4], [2, 3, 2], [0, 3], [2, 1]);
  const pair = shape.chain((sizes) => {
    const count = sizes.reduce((a, b) => a * b, 1);
    const samples = sizes.length === 1 ? [] : [sizes[0], ...sizes.slice(2)];
    const classes = sizes.length === 1 ? sizes[0] : sizes[1];
    const sampleCount = samples.reduce((a, b) => a * b, 1);
    return fc
      .record({
        data: fc.array(value, { minLength: count, maxLength: count }),
        indices: fc.array(fc.oneof(fc.integer({ min: 0, max: classes - 1 }), fc.constant(-100)), {
          minLength: sampleCount,
          maxLength: sampleCount,
        }),
        dtype: fc.constantFrom<DType>("float64", "float32", "int64"),
        weights: fc.option(
          fc.array(fc.double({ min: 0.1, max: 2, noNaN: true }), { minLength: classes, maxLength: classes }),
        ),
        labelSmoothing: fc.constantFrom(0, 0, 0.1),
      })
      .map(({ data, indices, dtype, weights, labelSmoothing }) => ({
        input: {
          data: Float64Array.from(data, (x) => (dtype === "int64" ? Math.trunc(x) || 0 : x)),
          shape: sizes,
          dtype,
        },
        target: { data: Float64Array.from(indices), shape: samples, dtype: "int64" as const },
        options: { labelSmoothing, ...(weights && { weight: tensor(weights, dtype) }) },
      }));
  });

  it("for class indices", () => {
    fc.assert(
      fc.property(pair, fc.constantFrom(1, 0, -1), ({ input, target, options }, dim) =>
        check(input, target, options, [dim], ["CrossEntropyLoss", "NLLLoss", "MultiMarginLoss", "BCEWithLogitsLoss"]),
      ),
    );
  });

  it("for labels and probabilities", () => {
    const input = tensor([
      [0.2, 0.7, 0.1],
      [1.5, -2, 0.3],
    ]);
    check(
      input,
      tensor([
        [0, 1, 0],
        [1, 0, 0],
      ]),
      {},
    );
    check(
      input,
      tensor(
        [
          [0, 1, 0],
          [1, 0, 0],
        ],
        "int64",
      ),
      {},
    );
    check(
      input,
      tensor(
        [
          [1, -1, 0],
          [2, 0, -1],
        ],
        "int64",
      ),
      {},
    );
  });

  it("for a target that does not fit", () => {
    check(tensor([[0.2, 0.7, 0.1]]), tensor([0, 1], "int64"), {});
    check(tensor([[0.2, 0.7, 0.1]]), tensor([3], "int64"), {});
    check(tensor([[0.2, 0.7, 0.1]]), tensor([[1]], "float32"), {});
    check(tensor(0.5), tensor(1), {});
  });
});
