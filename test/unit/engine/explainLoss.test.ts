import { strict as assert } from "node:assert";
import fc from "fast-check";
import { explainLoss } from "../../../src/engine/explainLoss";
import { reportPair } from "../../../src/engine/pairReport";
import { parseSeenLoss, roundsTo, type SeenLoss } from "../../../src/engine/seenLoss";
import { pipelineName } from "../../../src/render/pipelineText";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

const probabilities = tensor([
  [0.8, 0.1, 0.1],
  [0.15, 0.8, 0.05],
  [0.05, 0.05, 0.9],
  [0.85, 0.1, 0.05],
]);
const indices = tensor([0, 1, 2, 0], "int64");

function seen(text: string): SeenLoss {
  const parsed = parseSeenLoss(text);
  assert.ok(parsed !== undefined, text);
  return parsed;
}

const printed: readonly (readonly [text: string, value: number, halfUnit: number])[] = [
  ["0.6628", 0.6628, 0.5e-4],
  ["6.628e-01", 0.6628, 0.5e-4],
  ["1.10", 1.1, 0.5e-2],
  ["tensor(0.6628, grad_fn=<NllLossBackward0>)", 0.6628, 0.5e-4],
  ["loss: -.25", -0.25, 0.5e-2],
  ["epoch1 loss=2", 2, 0.5],
  ["\u22120.8375", -0.8375, 0.5e-4],
  ["0,6628", 0.6628, 0.5e-4],
  ["nan", Number.NaN, 0],
  ["-inf", Number.NEGATIVE_INFINITY, 0],
];

describe("a loss that someone saw", () => {
  for (const [text, value, halfUnit] of printed) {
    it(`reads ${text}`, () => {
      const parsed = seen(text);
      assert.ok(Object.is(parsed.value, value));
      assert.ok(Math.abs(parsed.halfUnit - halfUnit) < 1e-15);
    });
  }

  it("reads nothing from a text without a number", () => assert.equal(parseSeenLoss("loss went down"), undefined));

  it("0.6628 on the lesson's scores: CrossEntropyLoss on what are already probabilities", () => {
    const report = reportPair({ input: probabilities, target: indices }, undefined, {}, {});
    assert.ok(report !== undefined && report.reference.kind === "reference");
    const [best] = explainLoss(report, seen("0.6628")).explanations;
    assert.equal(pipelineName(best.pipeline), "CrossEntropyLoss");
    assert.equal(best.averaging, "mean");
    assert.deepEqual(best.verdict, {
      kind: "differs",
      mistake: { kind: "softmaxOfProbabilities", floor: Math.log(Math.E + 2) - 1 },
    });
    assert.equal(report.reference.mean.toFixed(4), "0.1785");
    assert.deepEqual(best.alike.map(pipelineName), [
      "LogSoftmax → NLLLoss",
      "LogSoftmax → CrossEntropyLoss",
      "Softmax → Log → NLLLoss",
    ]);
  });

  it("finds the sum, the smoothing and the ignored index", () => {
    const logits = tensor([
      [2, -1, 0.5],
      [0.1, 0.2, 0.3],
      [-1.5, 4, 0],
    ]);
    const report = reportPair({ input: logits, target: tensor([0, 2, 1], "int64") }, undefined, {}, {});
    assert.ok(report !== undefined);
    // torch: cross_entropy(…, reduction="sum"), (…, label_smoothing=0.1), (…, ignore_index=2)
    assert.equal(explainLoss(report, seen("1.2654")).explanations[0].averaging, "sum");
    assert.deepEqual(explainLoss(report, seen("0.5807")).explanations[0].change, { labelSmoothing: 0.1 });
    assert.deepEqual(explainLoss(report, seen("0.1317")).explanations[0].change, { ignoreIndex: 2 });
  });

  it("names the nearest where nothing rounds to it", () => {
    const report = reportPair({ input: probabilities, target: indices }, undefined, {}, {});
    assert.ok(report !== undefined);
    const { explanations, nearest } = explainLoss(report, seen("0.66300"));
    assert.deepEqual(explanations, []);
    assert.ok(nearest !== undefined && Math.abs(nearest.value - 0.66276923) < 1e-8);
  });

  it("finds the planted pipeline on random data by four digits, and claims none that does not round to them", () => {
    let found = 0;
    const runs = 300;
    // Evenly spread: fast-check's doubles favour tiny ones, on which all softmaxes agree.
    const numbers = fc.infiniteStream(fc.noBias(fc.integer({ min: -4e6, max: 4e6 })).map((value) => value / 1e6));
    const sizes = fc.record({ n: fc.integer({ min: 2, max: 8 }), c: fc.integer({ min: 2, max: 6 }), plant: fc.nat() });
    fc.assert(
      fc.property(sizes, numbers, ({ n, c, plant }, stream) => {
        const draw = (): number => Number(stream.next().value);
        const input: Tensor = { data: Float64Array.from({ length: n * c }, draw), shape: [n, c], dtype: "float64" };
        const target: Tensor = {
          data: Float64Array.from({ length: n }, () => Math.floor(((draw() + 4) / 8.001) * c)),
          shape: [n],
          dtype: "int64",
        };
        const report = reportPair({ input, target }, undefined, {}, {});
        assert.ok(report !== undefined);
        const runnable = report.pipelines.filter(
          (result) => result.kind === "ran" && Number.isFinite(result.value.data[0]),
        );
        const planted = runnable[plant % runnable.length];
        assert.ok(planted.kind === "ran");
        const digits = seen(planted.value.data[0].toFixed(4));
        const { explanations } = explainLoss(report, digits);
        assert.ok(explanations.every(({ value }) => roundsTo(value, digits)));
        const [best] = explanations;
        const names = best === undefined ? [] : [best.pipeline, ...best.alike].map(pipelineName);
        if (names.includes(pipelineName(planted.pipeline))) found++;
      }),
      { numRuns: runs, seed: 20260101 },
    );
    assert.ok(found >= 0.99 * runs, `${found} of ${runs}`);
  });
});
