import { strict as assert } from "node:assert";
import { chooseReading, rankReadings, readingsByChoice } from "../../../src/engine/rankReadings";
import type { RankedReading } from "../../../src/engine/reading";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

function named({ reading: { inputKind, task, targetKind, classDim } }: RankedReading): string {
  return `${inputKind} ${task} ${targetKind}${classDim === undefined ? "" : `@${classDim}`}`;
}

/** Weights of readings, not yet adding up to 1, against their confidences. */
function assertWeights(input: Tensor, target: Tensor, weights: Readonly<Record<string, number>>): void {
  const total = Object.values(weights).reduce((a, b) => a + b);
  const ranked = rankReadings(input, target, undefined, -100).filter(({ confidence }) => confidence > 0);
  assert.deepEqual(
    ranked.map(named),
    Object.keys(weights).sort((a, b) => weights[b] - weights[a]),
  );
  for (const each of ranked) assert.ok(Math.abs(each.confidence - weights[named(each)] / total) < 1e-12, named(each));
}

const oneHot = tensor([
  [1, 0, 0],
  [0, 1, 0],
]);
const scores = tensor([
  [2, -1, 0.5],
  [0.1, 0.2, 0.3],
]);

describe("the confidence of a reading", () => {
  it("scores against one-hot rows: as rare as labels of their own are one-hot", () => {
    assertWeights(scores, oneHot, {
      "logits multiclass classProbabilities@1": 1,
      "logits multilabel binary": (3 / 8) ** 2,
      "logits binary binary": 0.1 * (3 / 8) ** 6,
    });
  });

  it("rows that sum to 1 speak for classes, four times, and against labels of their own", () => {
    const probabilities = tensor([
      [0.7, 0.2, 0.1],
      [0.1, 0.6, 0.3],
    ]);
    const [labels, elements] = [0.25 * (3 / 8) ** 2, 0.25 * 0.1 * (3 / 8) ** 6];
    assertWeights(probabilities, oneHot, {
      "probabilities multiclass classProbabilities@1": 4 * 0.88,
      "logits multiclass classProbabilities@1": 4 * 0.12,
      "probabilities multilabel binary": labels * 0.85,
      "logits multilabel binary": labels * 0.15,
      "probabilities binary binary": elements * 0.85,
      "logits binary binary": elements * 0.15,
    });
  });

  it("two columns that sum to 1, too", () => {
    const probabilities = tensor([
      [0.75, 0.25],
      [0.5, 0.5],
      [0.25, 0.75],
    ]);
    const target = tensor([
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
    const [labels, elements] = [0.25 * (2 / 4) ** 3, 0.25 * 0.1 * (2 / 4) ** 6];
    assertWeights(probabilities, target, {
      "probabilities multiclass classProbabilities@1": 4 * 0.88,
      "logits multiclass classProbabilities@1": 4 * 0.12,
      "probabilities multilabel binary": labels * 0.85,
      "logits multilabel binary": labels * 0.15,
      "probabilities binary binary": elements * 0.85,
      "logits binary binary": elements * 0.15,
    });
  });

  it("one number and one answer", () => {
    assertWeights(tensor(2), tensor(1), { "logits binary binary": 1 });
  });

  it("one score a sample may be one class of one, hardly", () => {
    assertWeights(tensor([[2], [-1]]), tensor([0, 0]), {
      "logits binary binary": 1,
      "logits multiclass classIndices@1": 0.01,
    });
  });

  it("comes with what speaks for the values and for the targets", () => {
    const [first] = rankReadings(scores, tensor([0, 2], "int64"), undefined, -100);
    assert.deepEqual(first.evidence, [
      { kind: "outsideUnitInterval", count: 2, min: -1, max: 2 },
      { kind: "classIndices", min: 0, max: 2, classes: 3 },
    ]);
  });
});

describe("readings that nobody guesses", () => {
  const teacher = tensor([
    [0.7, 0.2, 0.1],
    [0.1, 0.1, 0.8],
  ]);

  it("a teacher's probabilities, whatever the input holds; and values", () => {
    const readings = readingsByChoice(scores, teacher, undefined);
    assert.deepEqual(readings.map(named), [
      "logits distribution classProbabilities@1",
      "probabilities distribution classProbabilities@1",
      "logProbabilities distribution classProbabilities@1",
      "logits regression values",
    ]);
    assert.ok(readings.every(({ confidence }) => confidence === 0));
    assert.deepEqual(readings[0].evidence, [{ kind: "outsideUnitInterval", count: 2, min: -1, max: 2 }]);
    assert.deepEqual(readings[3].evidence, []);
  });

  it("values alone", () => {
    assert.deepEqual(readingsByChoice(tensor([1.5, 2]), tensor([-1, 3]), undefined).map(named), [
      "logits regression values",
    ]);
  });

  it("the task is chosen first, then the targets, the axis and the input", () => {
    const all = [...rankReadings(scores, teacher, undefined, -100), ...readingsByChoice(scores, teacher, undefined)];
    const chosen = (choice: Parameters<typeof chooseReading>[1]) => {
      const reading = chooseReading(all, choice);
      return reading && named(reading);
    };
    assert.equal(chosen({}), "logits multiclass classProbabilities@1");
    assert.equal(chosen({ task: "distribution" }), "logits distribution classProbabilities@1");
    assert.equal(chosen({ task: "regression" }), "logits regression values");
    assert.equal(chosen({ targetKind: "binary" }), "logits multilabel binary");
    assert.equal(
      chosen({ task: "distribution", inputKind: "probabilities" }),
      "probabilities distribution classProbabilities@1",
    );
    assert.equal(chosen({ task: "multiclass", targetKind: "binary" }), "logits multiclass classProbabilities@1");
    assert.equal(chosen({ classDim: 0 }), "logits multiclass classProbabilities@1");
    assert.equal(chooseReading([], {}), undefined);
  });
});
