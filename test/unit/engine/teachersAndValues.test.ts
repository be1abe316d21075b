import assert from "node:assert/strict";
import type { LossOptions } from "../../../src/engine/loss";
import { type PairReport, reportPair } from "../../../src/engine/pairReport";
import { rankReadings } from "../../../src/engine/rankReadings";
import type { ReadingChoice } from "../../../src/engine/reading";
import type { Mistake } from "../../../src/engine/verdict";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

const student = tensor([
  [2, -1, 0.5],
  [0.1, 0.2, 0.3],
]);
const teacher = tensor([
  [0.7, 0.2, 0.1],
  [0.1, 0.1, 0.8],
]);
const logTeacher = { ...teacher, data: teacher.data.map(Math.log) };

function report(input: Tensor, target: Tensor, choice: ReadingChoice, options: LossOptions = {}): PairReport {
  const made = reportPair({ input, target }, undefined, choice, options);
  assert.ok(made !== undefined);
  return made;
}

/** A pipeline's standing: the kind of its verdict, or of its mistake. */
function standing({ pipelines }: PairReport, loss: string, ...ops: readonly string[]): string | undefined {
  const found = pipelines.find(
    ({ pipeline }) => pipeline.loss === loss && String(pipeline.ops.map(({ op }) => op)) === String(ops),
  );
  if (found === undefined || found.kind === "raised") return found?.kind;
  const { verdict } = found;
  return verdict?.kind === "differs" ? (verdict.mistake as Mistake).kind : verdict?.kind;
}

describe("the divergence from a teacher", () => {
  it("is guessed from log-probabilities of the same shape, which are no classes, and only chosen for probabilities", () => {
    const [first, ...others] = rankReadings(student, logTeacher, undefined, -100);
    assert.deepEqual(first.reading, {
      inputKind: "logits",
      task: "distribution",
      targetKind: "logProbabilities",
      classDim: 1,
    });
    assert.ok(others.every(({ reading }) => reading.task === "distribution"));
    assert.ok(rankReadings(student, teacher, undefined, -100).every(({ reading }) => reading.task !== "distribution"));
    assert.equal(report(student, teacher, {}).reading.task, "multiclass");
    assert.equal(report(student, teacher, { task: "distribution" }).reading.task, "distribution");
  });

  // F.kl_div(x.log_softmax(1), t, reduction="batchmean") and, with log_target, of its logarithms
  const divergence = 0.2912018663464435;

  for (const [name, target] of [
    ["probabilities", teacher],
    ["log-probabilities", logTeacher],
  ] as const) {
    it(`of ${name} is KLDivLoss under batchmean, and mean divides by the classes too`, () => {
      const batch = report(student, target, { task: "distribution" }, { reduction: "batchmean" });
      assert.ok(batch.reference.kind === "reference");
      assert.ok(Math.abs(batch.reference.value.data[0] - divergence) < 1e-12, String(batch.reference.value.data[0]));
      assert.equal(standing(batch, "KLDivLoss", "logSoftmax"), "matches");
      assert.equal(standing(batch, "KLDivLoss"), "noLogarithm");
      const mean = report(student, target, { task: "distribution" });
      assert.ok(mean.reference.kind === "reference");
      assert.ok(Math.abs(mean.reference.value.data[0] - divergence) < 1e-12);
      assert.equal(standing(mean, "KLDivLoss", "logSoftmax"), "meanOverElements");
      assert.equal(
        standing(report(student, target, { task: "distribution" }, { reduction: "sum" }), "KLDivLoss", "logSoftmax"),
        "matches",
      );
    });
  }

  it("is not the cross-entropy, from which the teacher's entropy is not subtracted", () => {
    assert.equal(standing(report(student, teacher, { task: "distribution" }), "CrossEntropyLoss"), "entropyIncluded");
  });

  it("costs ln C less the teacher's entropy by chance", () => {
    const { reference } = report(student, teacher, { task: "distribution" });
    assert.ok(reference.kind === "reference");
    const entropy = -teacher.data.reduce((sum, p) => sum + p * Math.log(p), 0) / 2;
    assert.ok(Math.abs(reference.summary.chance - (Math.log(3) - entropy)) < 1e-12);
  });
});

describe("values to be predicted", () => {
  const predicted = tensor([2.5, 0, 2, 8]);
  const values = tensor([3, -0.5, 2, 7]);

  it("are read where a person says so, and never guessed", () => {
    assert.equal(reportPair({ input: predicted, target: values }, undefined, {}, {}), undefined);
    assert.deepEqual(report(predicted, values, { task: "regression" }).reading.task, "regression");
  });

  it("cost their squared error, which MSELoss computes and the others do not", () => {
    const made = report(predicted, values, { task: "regression" });
    assert.ok(made.reference.kind === "reference");
    // sklearn.metrics.mean_squared_error([3, -0.5, 2, 7], [2.5, 0.0, 2, 8])
    assert.equal(made.reference.value.data[0], 0.375);
    assert.equal(standing(made, "MSELoss"), "matches");
    assert.equal(standing(made, "L1Loss"), "otherError");
    assert.equal(standing(made, "CrossEntropyLoss"), undefined);
    assert.equal(made.reference.summary.counted, 0);
    assert.equal(made.reference.summary.chance, 7.296875);
  });

  it("of a column against a row broadcast, and that is said", () => {
    const made = report({ ...predicted, shape: [4, 1] }, values, { task: "regression" });
    assert.ok(made.reference.kind === "reference");
    assert.equal(made.reference.value.data[0], 0.375);
    const plain = made.pipelines.find(({ pipeline }) => pipeline.loss === "MSELoss");
    assert.ok(plain?.kind === "ran" && plain.verdict?.kind === "differs");
    assert.deepEqual(plain.verdict.mistake, { kind: "broadcasts", elements: 16 });
  });
});
