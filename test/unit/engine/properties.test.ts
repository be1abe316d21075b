import assert from "node:assert/strict";
import fc from "fast-check";
import { pipelineGradient } from "../../../src/engine/gradient";
import type { LossName, LossOptions, Reduction } from "../../../src/engine/loss";
import { lossFunctions } from "../../../src/engine/losses/lossFunctions";
import { applyOps } from "../../../src/engine/ops/applyOp";
import type { TensorOp } from "../../../src/engine/ops/tensorOp";
import { reduce } from "../../../src/engine/reduce";
import { isRefusal } from "../../../src/engine/refusal";
import { numel, type Tensor } from "../../../src/tensor/tensor";
import { isClose } from "../../golden/allclose";

const softmax: TensorOp = { op: "softmax", dim: 1 };
const logSoftmax: TensorOp = { op: "logSoftmax", dim: 1 };
const log: TensorOp = { op: "log" };
const sigmoid: TensorOp = { op: "sigmoid" };

/** The steps of doubles between two numbers do not grow without bound here: an identity holds to some units in the last place. */
const TOLERANCE = 1e-11;

function assertClose(actual: number, expected: number, tolerance = TOLERANCE): void {
  const close = isClose(actual, expected, tolerance * Math.max(1, Math.abs(expected)));
  assert.ok(close, `${actual} is not ${expected}`);
}

function run(loss: LossName, input: Tensor, ops: readonly TensorOp[], target: Tensor, options: LossOptions = {}) {
  const activated = applyOps(input, ops);
  assert.ok(!isRefusal(activated));
  const unreduced = lossFunctions[loss](activated, target, options);
  assert.ok(!isRefusal(unreduced), "message" in unreduced ? unreduced.message : "");
  return unreduced;
}

function value(
  loss: LossName,
  input: Tensor,
  ops: readonly TensorOp[],
  target: Tensor,
  reduction: Reduction = "mean",
  options: LossOptions = {},
): number {
  return reduce(run(loss, input, ops, target, options), reduction).data[0];
}

const logit = fc.double({ min: -30, max: 30, noNaN: true });
const positive = fc.double({ min: 0.1, max: 3, noNaN: true });

function tensorOf(
  shape: readonly number[],
  element: fc.Arbitrary<number>,
  dtype: Tensor["dtype"] = "float64",
): fc.Arbitrary<Tensor> {
  const length = numel(shape);
  return fc
    .array(element, { minLength: length, maxLength: length })
    .map((data) => ({ data: Float64Array.from(data), shape, dtype }));
}

/** Logits (N, C) or (N, C, d) with class indices, class weights and the one-hot form of the indices. */
const classification = fc
  .record({
    n: fc.integer({ min: 1, max: 4 }),
    c: fc.integer({ min: 2, max: 5 }),
    d: fc.option(fc.integer({ min: 1, max: 3 })),
  })
  .chain(({ n, c, d }) => {
    const inner = d === null ? [] : [d];
    return fc.record({
      input: tensorOf([n, c, ...inner], logit),
      target: tensorOf([n, ...inner], fc.integer({ min: 0, max: c - 1 }), "int64"),
      weight: tensorOf([c], positive),
    });
  });

function oneHot(target: Tensor, classes: number): Tensor {
  const ops: TensorOp[] = [
    { op: "oneHot", classes },
    { op: "movedim", source: -1, destination: 1 },
    { op: "to", dtype: "float64" },
  ];
  const hot = applyOps(target, ops);
  assert.ok(!isRefusal(hot));
  return hot;
}

/** Logits of any shape with 0/1 labels. */
const labelling = fc
  .record({ n: fc.integer({ min: 1, max: 4 }), c: fc.integer({ min: 1, max: 4 }) })
  .chain(({ n, c }) =>
    fc.record({ input: tensorOf([n, c], logit), target: tensorOf([n, c], fc.constantFrom(0, 1)), c: fc.constant(c) }),
  );

function signs({ data, shape, dtype }: Tensor): Tensor {
  return { data: data.map((label) => 2 * label - 1), shape, dtype };
}

describe("identities that hold for all numbers", () => {
  it("softmax sums to 1 over its dimension, whichever it is", () => {
    fc.assert(
      fc.property(classification, fc.constantFrom(0, 1, -1), ({ input }, dim) => {
        const probabilities = applyOps(input, [{ op: "softmax", dim }]);
        assert.ok(!isRefusal(probabilities));
        const lanes = numel(input.shape) / (input.shape.at(dim) ?? 1);
        assertClose(
          probabilities.data.reduce((a, b) => a + b, 0),
          lanes,
        );
        assert.ok(probabilities.data.every((p) => p >= 0 && p <= 1));
      }),
    );
  });

  it("cross entropy does not change when a constant is added to all logits", () => {
    fc.assert(
      fc.property(
        classification,
        fc.double({ min: -100, max: 100, noNaN: true }),
        ({ input, target, weight }, shift) => {
          const shifted = { ...input, data: input.data.map((x) => x + shift) };
          for (const options of [{}, { weight }, { weight, labelSmoothing: 0.2 }]) {
            const before = value("CrossEntropyLoss", input, [], target, "mean", options);
            assertClose(value("CrossEntropyLoss", shifted, [], target, "mean", options), before);
          }
        },
      ),
    );
  });

  it("mean and sum are the sum of the unreduced values over their denominators", () => {
    fc.assert(
      fc.property(classification, ({ input, target, weight }) => {
        const ignoreIndex = target.data[0];
        for (const options of [{}, { weight }, { weight, ignoreIndex }, { weight, ignoreIndex, labelSmoothing: 0.1 }]) {
          const loss = run("CrossEntropyLoss", input, [], target, options);
          const counted = target.data.filter((y) => y !== options.ignoreIndex);
          const weights = [...counted].reduce((total, y) => total + (options.weight?.data[y] ?? 1), 0);
          const total = loss.values.data.reduce((a, b) => a + b, 0);
          assertClose(reduce(loss, "sum").data[0], total);
          assert.equal(loss.denominator.counted, counted.length);
          assert.equal(loss.denominator.total, target.data.length);
          assertClose(loss.denominator.value, weights);
          if (weights > 0) assertClose(reduce(loss, "mean").data[0], total / weights);
        }
      }),
    );
  });

  it("class indices are one-hot class probabilities; weights have no part in the mean of the latter", () => {
    fc.assert(
      fc.property(classification, ({ input, target, weight }) => {
        const hot = oneHot(target, input.shape[1]);
        for (const options of [{}, { labelSmoothing: 0.3 }, { weight }]) {
          const byIndex = run("CrossEntropyLoss", input, [], target, options);
          const byProbability = run("CrossEntropyLoss", input, [], hot, options);
          byIndex.values.data.forEach((loss, i) => {
            assertClose(byProbability.values.data[i], loss);
          });
          assert.equal(byProbability.denominator.value, target.data.length);
        }
      }),
    );
  });

  it("CrossEntropy = LogSoftmax, NLL = Softmax, Log, NLL = LogSoftmax, CrossEntropy", () => {
    fc.assert(
      fc.property(classification, ({ input, target, weight }) => {
        for (const options of [{}, { weight }]) {
          const expected = value("CrossEntropyLoss", input, [], target, "mean", options);
          assertClose(value("NLLLoss", input, [logSoftmax], target, "mean", options), expected);
          assertClose(value("NLLLoss", input, [softmax, log], target, "mean", options), expected, 1e-9);
          assertClose(value("CrossEntropyLoss", input, [logSoftmax], target, "mean", options), expected);
        }
      }),
    );
  });

  it("on probabilities, Log, NLL = Log, CrossEntropy", () => {
    fc.assert(
      fc.property(classification, ({ input, target }) => {
        const probabilities = applyOps(input, [softmax]);
        assert.ok(!isRefusal(probabilities));
        const expected = value("NLLLoss", probabilities, [log], target);
        assertClose(value("CrossEntropyLoss", probabilities, [log], target), expected, 1e-9);
      }),
    );
  });

  it("Sigmoid, BCE = BCEWithLogits = SoftMargin(±1) = MultiLabelSoftMargin, under mean", () => {
    fc.assert(
      fc.property(labelling, ({ input, target }) => {
        // 1 − σ(x) loses a digit for every 2.3 of x.
        const moderate = { ...input, data: input.data.map((x) => x / 4) };
        const ofModerate = value("BCEWithLogitsLoss", moderate, [], target);
        assertClose(value("BCELoss", moderate, [sigmoid], target), ofModerate);
        const expected = value("BCEWithLogitsLoss", input, [], target);
        assertClose(value("SoftMarginLoss", input, [], signs(target)), expected);
        assertClose(value("MultiLabelSoftMarginLoss", input, [], target), expected);
      }),
    );
  });

  it("two-class cross entropy = BCEWithLogits of the difference of the logits", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(logit, logit, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 6 }), (rows) => {
        const two: Tensor = {
          data: Float64Array.from(rows.flatMap((row) => row.slice(0, 2))),
          shape: [rows.length, 2],
          dtype: "float64",
        };
        const one: Tensor = {
          data: Float64Array.from(rows, ([a, b]) => b - a),
          shape: [rows.length],
          dtype: "float64",
        };
        const labels = Float64Array.from(rows, ([, , label]) => label);
        const byClass = value("CrossEntropyLoss", two, [], { data: labels, shape: [rows.length], dtype: "int64" });
        assertClose(
          value("BCEWithLogitsLoss", one, [], { data: labels, shape: [rows.length], dtype: "float64" }),
          byClass,
        );
      }),
    );
  });

  it("KLDiv(batchmean) = CrossEntropy with soft targets − the entropy of the targets", () => {
    const soft = fc.record({ n: fc.integer({ min: 1, max: 3 }), c: fc.integer({ min: 2, max: 4 }) }).chain(({ n, c }) =>
      fc.record({
        input: tensorOf([n, c], logit),
        raw: tensorOf([n, c], fc.double({ min: -5, max: 5, noNaN: true })),
      }),
    );
    fc.assert(
      fc.property(soft, ({ input, raw }) => {
        const target = applyOps(raw, [softmax]);
        assert.ok(!isRefusal(target));
        const entropy = target.data.reduce((total, p) => total - p * Math.log(p), 0) / input.shape[0];
        const divergence = value("KLDivLoss", input, [logSoftmax], target, "batchmean");
        assertClose(divergence, value("CrossEntropyLoss", input, [], target) - entropy);
      }),
    );
  });

  it("focal loss with γ = 0 and no α is BCEWithLogits", () => {
    fc.assert(
      fc.property(labelling, ({ input, target }) => {
        const focal = value("SigmoidFocalLoss", input, [], target, "mean", { gamma: 0, alpha: -1 });
        assertClose(focal, value("BCEWithLogitsLoss", input, [], target));
      }),
    );
  });

  it("double softmax does not fall below −ln(e / (e + C − 1))", () => {
    fc.assert(
      fc.property(classification, ({ input, target }) => {
        const floor = -Math.log(Math.E / (Math.E + input.shape[1] - 1));
        assert.ok(value("CrossEntropyLoss", input, [softmax], target) >= floor - 1e-12);
      }),
    );
  });
});

describe("gradients against finite differences", () => {
  const smooth: readonly (readonly [LossName, readonly TensorOp[], "indices" | "labels" | "signs", LossOptions?])[] = [
    ["CrossEntropyLoss", [], "indices"],
    ["CrossEntropyLoss", [softmax], "indices"],
    ["NLLLoss", [logSoftmax], "indices"],
    ["NLLLoss", [softmax, log], "indices"],
    ["BCEWithLogitsLoss", [], "labels"],
    ["BCELoss", [sigmoid], "labels"],
    ["MultiLabelSoftMarginLoss", [], "labels"],
    ["SoftMarginLoss", [], "signs"],
    ["KLDivLoss", [logSoftmax], "labels"],
    ["SigmoidFocalLoss", [], "labels"],
    ["MSELoss", [], "labels"],
    ["HuberLoss", [], "labels", { delta: 0.7 }],
    ["SmoothL1Loss", [], "labels", { beta: 0.7 }],
    ["PoissonNLLLoss", [], "labels"],
    ["GaussianNLLLoss", [], "labels", { var: 0.6, full: true }],
    ["SoftmaxFocalLoss", [], "indices"],
    ["DiceLoss", [sigmoid], "labels"],
    ["TverskyLoss", [sigmoid], "labels", { alpha: 0.3, beta: 0.7 }],
  ];
  const example = fc
    .record({ n: fc.integer({ min: 1, max: 3 }), c: fc.integer({ min: 2, max: 4 }) })
    .chain(({ n, c }) =>
      fc.record({
        input: tensorOf([n, c], fc.double({ min: -3, max: 3, noNaN: true })),
        indices: tensorOf([n], fc.integer({ min: 0, max: c - 1 }), "int64"),
        labels: tensorOf([n, c], fc.constantFrom(0, 1)),
      }),
    );
  for (const [loss, ops, kind, own = {}] of smooth) {
    for (const reduction of ["mean", "sum"] as const) {
      it(`${[...ops.map(({ op }) => op), loss].join(", ")} (${reduction})`, () => {
        fc.assert(
          fc.property(example, (made) => {
            const target = kind === "signs" ? signs(made.labels) : made[kind];
            const gradient = pipelineGradient(made.input, { ops, loss }, target, { ...own, reduction });
            assert.ok(!isRefusal(gradient));
            const step = 1e-5;
            made.input.data.forEach((x, i) => {
              const at = (moved: number) =>
                value(loss, { ...made.input, data: made.input.data.with(i, moved) }, ops, target, reduction, own);
              const slope = (at(x + step) - at(x - step)) / (2 * step);
              assert.ok(
                Math.abs(slope - gradient.data[i]) < 1e-7,
                `[${i}] ${gradient.data[i]}, by differences ${slope}`,
              );
            });
          }),
          { numRuns: 30 },
        );
      });
    }
  }
});
