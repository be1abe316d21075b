import assert from "node:assert/strict";
import { type Metrics, metricsOf } from "../../../src/engine/metrics/metricsOf";
import { reportPair } from "../../../src/engine/pairReport";
import type { ReadingChoice } from "../../../src/engine/reading";
import type { Tensor } from "../../../src/tensor/tensor";
import { isClose } from "../../golden/allclose";

function floats(data: readonly number[], shape: readonly number[]): Tensor {
  return { data: Float64Array.from(data), shape, dtype: "float32" };
}

function integers(data: readonly number[], shape: readonly number[]): Tensor {
  return { data: Float64Array.from(data), shape, dtype: "int64" };
}

function metrics(input: Tensor, target: Tensor, choice: ReadingChoice): Metrics | undefined {
  const report = reportPair({ input, target }, undefined, choice, {});
  if (report?.reference.kind !== "reference") throw new Error(JSON.stringify(report));
  return metricsOf(report, report.reference);
}

function assertClose(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries()) {
    assert.ok(isClose(actual[i], value, 1e-12), `${i}: ${actual[i]}, not ${value}`);
  }
}

// Expected numbers: scikit-learn's metrics of torch's softmax or sigmoid, without the ignored sample.
describe("metrics of a pair", () => {
  const logits = [2, 0.5, -1, 0.1, 1.2, 0.3, 1.5, 1.4, 0, -0.5, 0.2, 1.9, 0.3, 0.9, 0.8, 1, -1, 0.5, 0.2, 1.1, 0.4];
  const labels = [0, 1, 1, 2, -100, 2, 0];
  const channelsFirst = Array.from({ length: 21 }, (_, i) => logits[(i % 7) * 3 + Math.floor(i / 7)]);

  for (const [name, input, target] of [
    ["(N, C)", floats(logits, [7, 3]), integers(labels, [7])],
    ["(N, C, d)", floats(channelsFirst, [1, 3, 7]), integers(labels, [1, 7])],
  ] as const) {
    it(`of classes ${name}, one sample ignored`, () => {
      const found = metrics(input, target, { inputKind: "logits", task: "multiclass", classDim: 1 });
      assert.ok(found?.matrix !== undefined && found.rankings !== undefined);
      assert.deepEqual(Array.from(found.matrix.counts), [1, 1, 0, 1, 1, 0, 1, 0, 1]);
      assertClose(
        found.scores.perClass.map(({ precision }) => precision),
        [1 / 3, 0.5, 1],
      );
      assertClose(
        found.scores.perClass.map(({ f1 }) => f1),
        [0.4, 0.5, 0.6666666666666666],
      );
      assertClose([found.matthews ?? 0, found.logLoss], [0.26111648393354675, 0.7483673110875247]);
      // brier_score_loss(scale_by_half=False), scipy.stats.entropy, top_k_accuracy_score(k=2)
      assertClose([found.brier, found.entropy], [0.4511943930814281, 0.8517366393564227]);
      assert.deepEqual(found.topK, { k: 2, accuracy: 5 / 6 });
      assertClose(
        found.rankings.map(({ rocAuc }) => rocAuc),
        [0.75, 0.875, 1],
      );
      assertClose(
        found.rankings.map(({ averagePrecision }) => averagePrecision),
        [0.75, 0.8333333333333333, 1],
      );
    });
  }

  it("of yes or no", () => {
    const found = metrics(floats([1.2, -0.4, 0.3, -2, 0.9, -0.1], [6]), floats([1, 0, 0, 0, 1, 1], [6]), {
      inputKind: "logits",
      task: "binary",
    });
    assert.ok(found?.matrix !== undefined && found.rankings !== undefined);
    assert.deepEqual(Array.from(found.matrix.counts), [2, 1, 1, 2]);
    assertClose([found.scores.perClass[1].f1, found.matthews ?? 0], [2 / 3, 1 / 3]);
    assertClose([found.logLoss], [0.4738552516758571]);
    assertClose([found.brier, found.entropy], [0.1529965415097501, 0.59252455395028]);
    assert.equal(found.topK, undefined);
    assert.deepEqual(
      found.rankings.map(({ column }) => column),
      [1],
    );
    assertClose(
      found.rankings.flatMap(({ rocAuc, averagePrecision }) => [rocAuc, averagePrecision]),
      [0.888888888888889, 0.9166666666666665],
    );
  });

  it("of several labels a sample", () => {
    const input = floats([1.2, -0.4, 0.3, -2, 0.9, -0.1, 0.5, 0.6, -0.7, -0.3, -1.1, 0.2], [4, 3]);
    const target = floats([1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0], [4, 3]);
    const found = metrics(input, target, { inputKind: "logits", task: "multilabel" });
    assert.ok(found?.rankings !== undefined);
    assert.equal(found.matrix, undefined);
    assertClose(
      found.scores.perClass.flatMap(({ precision, recall, f1, support }) => [precision, recall, f1, support]),
      [0.5, 0.5, 0.5, 2, 1, 1, 1, 2, 0.5, 0.5, 0.5, 2],
    );
    const twoThirds = [2 / 3, 2 / 3, 2 / 3];
    for (const average of ["macro", "micro", "weighted"] as const) {
      const { precision, recall, f1 } = found.scores[average];
      assertClose([precision, recall, f1], twoThirds);
    }
    assertClose([found.logLoss], [0.5248093277143453]);
    assertClose(
      found.rankings.map(({ rocAuc }) => rocAuc),
      [0.75, 1, 0.75],
    );
    assertClose(
      found.rankings.map(({ averagePrecision }) => averagePrecision),
      [0.8333333333333333, 1, 0.8333333333333333],
    );
  });

  it("none where nothing is classified", () => {
    assert.equal(metrics(floats([1.5, 2.5, 3], [3]), floats([1, 2.25, 3.5], [3]), { task: "regression" }), undefined);
  });

  it("ranks nothing where there are too many numbers", () => {
    const count = 100_001;
    const data = Array.from({ length: 2 * count }, (_, i) => Math.sin(i));
    const target = Array.from({ length: count }, (_, i) => i % 2);
    const found = metrics(floats(data, [count, 2]), integers(target, [count]), {
      inputKind: "logits",
      task: "multiclass",
      classDim: 1,
    });
    assert.equal(found?.rankings, undefined);
    assert.equal(found?.matrix?.total, count);
  });
});
