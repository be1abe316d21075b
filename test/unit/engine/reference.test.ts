import { strict as assert } from "node:assert";
import fc from "fast-check";
import { allClose } from "../../../src/engine/judge";
import type { LossName, LossOptions, Reduction } from "../../../src/engine/loss";
import { applyOps } from "../../../src/engine/ops/applyOp";
import type { TensorOp } from "../../../src/engine/ops/tensorOp";
import type { Reading } from "../../../src/engine/reading";
import { reduce } from "../../../src/engine/reduce";
import { referenceLoss } from "../../../src/engine/reference";
import { callPipeline } from "../../../src/engine/runPipeline";
import { shareEvaluation } from "../../../src/engine/sharedEvaluation";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

const L = tensor([
  [2, -1, 0.5],
  [0.1, 0.2, 0.3],
  [-1.5, 4, 0],
]);
const y = tensor([0, 2, 1], "int64");
const yi = tensor([0, -100, 1], "int64");
const w = tensor([1, 2, 0.5]);
const soft = tensor([
  [0.7, 0.2, 0.1],
  [0.1, 0.1, 0.8],
  [0, 1, 0],
]);
const oneHot = tensor([
  [1, 0, 0],
  [0, 0, 1],
  [0, 1, 0],
]);
const ml = tensor([
  [1, 0, 1],
  [0, 1, 0],
  [1, 1, 0],
]);

const indexed: Reading = { inputKind: "logits", task: "multiclass", targetKind: "classIndices", classDim: 1 };
const probable: Reading = { ...indexed, targetKind: "classProbabilities" };
const several: Reading = { inputKind: "logits", task: "multilabel", targetKind: "binary", classDim: undefined };

function reference(target: Tensor, reading: Reading, options: LossOptions, reduction: Reduction): number {
  const loss = referenceLoss(L, target, reading, options);
  assert.ok(loss.kind === "unreduced");
  return reduce(loss, reduction).data[0];
}

/** mean and sum as torch computed them in float64. */
const published: readonly (readonly [string, Tensor, Reading, LossOptions, number, number])[] = [
  ["class indices", y, indexed, {}, 0.4218031023, 1.265409307],
  ["… weighted", y, indexed, { weight: w }, 0.22474087, 0.7865930451],
  ["… one ignored", yi, indexed, {}, 0.1317332294, 0.2634664588],
  ["… one ignored, weighted", yi, indexed, { weight: w }, 0.095207207, 0.285621621],
  ["… smoothed", y, indexed, { labelSmoothing: 0.1 }, 0.5806919912, 1.7420759737],
  ["… smoothed, weighted", y, indexed, { labelSmoothing: 0.1, weight: w }, 0.3839709028, 1.3438981597],
  ["… smoothed, one ignored, weighted", yi, indexed, { labelSmoothing: 0.1, weight: w }, 0.2542657375, 0.7627972124],
  ["one-hot, weighted: a mean over N", oneHot, probable, { weight: w }, 0.2621976817, 0.7865930451],
  ["soft", soft, probable, {}, 0.6818031023, 2.045409307],
  ["soft, smoothed", soft, probable, { labelSmoothing: 0.1 }, 0.8146919912, 2.4440759737],
  ["several labels", ml, several, {}, 0.6137630937, 5.5238678431],
  ["… pos_weight", ml, several, { posWeight: tensor([3, 1, 0.25]) }, 0.9805547426, 8.824992683],
  ["… weight", ml, several, { weight: w }, 0.6047365137, 5.4426286233],
];

describe("the loss by definition", () => {
  for (const [title, target, reading, options, mean, sum] of published) {
    it(title, () => {
      assert.ok(Math.abs(reference(target, reading, options, "mean") - mean) < 1e-9);
      assert.ok(Math.abs(reference(target, reading, options, "sum") - sum) < 1e-9);
    });
  }

  it("names the target that is no class", () => {
    assert.deepEqual(referenceLoss(L, tensor([0, 3, 1], "int64"), indexed, {}), {
      kind: "targetOutOfRange",
      element: 1,
      value: 3,
      classes: 3,
    });
  });

  const misfits: readonly (readonly [string, Tensor, Reading, LossOptions, string])[] = [
    ["too few class weights", y, indexed, { weight: tensor([1, 2]) }, "weight"],
    ["class weights in two dims", y, indexed, { weight: tensor([[1, 2, 3]]) }, "weight"],
    ["too many class weights for class probabilities", soft, probable, { weight: tensor([1, 2, 3, 4]) }, "weight"],
    ["a weight that does not broadcast", ml, several, { weight: tensor([1, 2]) }, "weight"],
    ["a pos_weight that does not broadcast", ml, several, { posWeight: tensor([[1, 2]]) }, "posWeight"],
    ["more than all of a label smoothed away", y, indexed, { labelSmoothing: 1.5 }, "labelSmoothing"],
    ["ignore_index with class probabilities", soft, probable, { ignoreIndex: 1 }, "ignoreIndex"],
  ];
  for (const [title, target, reading, options, option] of misfits) {
    it(`has none with ${title}`, () => {
      const loss = referenceLoss(L, target, reading, options);
      assert.ok(loss.kind === "optionMisfit");
      assert.equal(loss.option, option);
    });
  }

  it("broadcasts a weight of one value a row", () => {
    const loss = referenceLoss(L, ml, several, { weight: tensor([[1], [0], [0]]) });
    assert.ok(loss.kind === "unreduced");
    assert.deepEqual([...loss.values.data.subarray(3)], [0, 0, 0, 0, 0, 0]);
    assert.ok(loss.values.data.subarray(0, 3).every((value) => value > 0));
  });

  it("takes 0 · log 0 for 0, and clamps nothing", () => {
    const sure = tensor([
      [1, 0],
      [0, 1],
    ]);
    const loss = referenceLoss(
      sure,
      tensor([
        [1, 0],
        [1, 0],
      ]),
      { ...probable, inputKind: "probabilities" },
      {},
    );
    assert.ok(loss.kind === "unreduced");
    assert.deepEqual([...loss.values.data], [0, Number.POSITIVE_INFINITY]);
  });

  it("all targets ignored: the mean is nan, the sum 0", () => {
    const ignored = tensor([-100, -100, -100], "int64");
    assert.ok(Number.isNaN(reference(ignored, indexed, {}, "mean")));
    assert.equal(reference(ignored, indexed, {}, "sum"), 0);
  });
});

/** A reading, how its input is made from logits, and the pipeline that torch's documentation gives for it. */
const canonical: readonly (readonly [Reading, readonly TensorOp[], readonly TensorOp[], LossName])[] = [
  [indexed, [], [], "CrossEntropyLoss"],
  [{ ...indexed, inputKind: "probabilities" }, [{ op: "softmax", dim: 1 }], [{ op: "log" }], "NLLLoss"],
  [{ ...indexed, inputKind: "logProbabilities" }, [{ op: "logSoftmax", dim: 1 }], [], "NLLLoss"],
  [probable, [], [], "CrossEntropyLoss"],
  [several, [], [], "BCEWithLogitsLoss"],
  [{ ...several, inputKind: "probabilities" }, [{ op: "sigmoid" }], [], "BCELoss"],
  [{ ...several, inputKind: "logProbabilities" }, [{ op: "logSigmoid" }], [{ op: "exp" }], "BCELoss"],
];

describe("the definition and PyTorch's pipelines", () => {
  for (const [reading, prepare, ops, loss] of canonical) {
    it(`agree on ${reading.inputKind}, ${reading.task}, ${reading.targetKind}`, () => {
      const size = fc.record({
        n: fc.integer({ min: 1, max: 5 }),
        c: fc.integer({ min: 2, max: 6 }),
        k: fc.integer({ min: 1, max: 3 }),
      });
      const numbers = fc.infiniteStream(fc.double({ min: -6, max: 6, noNaN: true }));
      const reductions = fc.constantFrom<Reduction>("mean", "sum", "none");
      const smoothing = fc.constantFrom(0, 0.1);
      fc.assert(
        fc.property(
          size,
          numbers,
          reductions,
          smoothing,
          fc.boolean(),
          ({ n, c, k }, stream, reduction, labelSmoothing, weighted) => {
            const draw = (): number => Number(stream.next().value);
            const fill = (count: number, value: () => number) => Float64Array.from({ length: count }, value);
            const shape = k === 1 ? [n, c] : [n, c, k];
            const logits: Tensor = { data: fill(n * c * k, draw), shape, dtype: "float64" };
            const input = applyOps(logits, prepare);
            assert.ok("data" in input);
            const target: Tensor =
              reading.targetKind === "classIndices"
                ? {
                    data: fill(n * k, () => Math.floor(((draw() + 6) / 12.0001) * c)),
                    shape: k === 1 ? [n] : [n, k],
                    dtype: "int64",
                  }
                : {
                    data: fill(n * c * k, () =>
                      reading.task === "multiclass" ? (draw() + 6) / 12 : Number(draw() > 0),
                    ),
                    shape,
                    dtype: "float64",
                  };
            const smoothed = loss === "CrossEntropyLoss" ? { labelSmoothing } : {};
            const weight: Tensor = { data: fill(c, () => (draw() + 7) / 4), shape: [c], dtype: "float64" };
            const options: LossOptions = {
              reduction,
              ...smoothed,
              ...(weighted && (reading.task === "multiclass" || k === 1) ? { weight } : {}),
            };
            const definition = referenceLoss(input, target, reading, options);
            const value = callPipeline({ ops, loss }, options, shareEvaluation(input, target, options));
            assert.ok(definition.kind === "unreduced" && "data" in value);
            assert.ok(
              allClose(reduce(definition, reduction), value),
              `${reduce(definition, reduction).data} against ${value.data}`,
            );
          },
        ),
        { numRuns: 200 },
      );
    });
  }
});
