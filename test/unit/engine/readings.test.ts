import { strict as assert } from "node:assert";
import { chooseReading, rankReadings } from "../../../src/engine/rankReadings";
import type { Reading } from "../../../src/engine/reading";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

const three = tensor([
  [0.8, 0.1, 0.1],
  [0.15, 0.8, 0.05],
  [0.05, 0.05, 0.9],
  [0.85, 0.1, 0.05],
]);
const scores = tensor([
  [2, -1, 0.5],
  [0.1, 0.2, 0.3],
]);
const logs = tensor([
  [Math.log(0.7), Math.log(0.2), Math.log(0.1)],
  [Math.log(0.1), Math.log(0.6), Math.log(0.3)],
]);

type Row = readonly [title: string, input: Tensor, target: Tensor, expected: string, name?: string];

/** Data as people have it → the reading offered first, as `kind task target@classDim`. */
const likeliest: readonly Row[] = [
  [
    "rows of probabilities, class indices",
    three,
    tensor([0, 1, 2, 0], "int64"),
    "probabilities multiclass classIndices@1",
  ],
  [
    "rows of probabilities, class indices as floats",
    three,
    tensor([0, 1, 2, 0]),
    "probabilities multiclass classIndices@1",
  ],
  [
    "rows of probabilities, indices in a column",
    three,
    tensor([[0], [1], [2], [0]], "int64"),
    "probabilities multiclass classIndices@1",
  ],
  ["scores with negative values", scores, tensor([0, 2], "int64"), "logits multiclass classIndices@1"],
  ["log-probabilities", logs, tensor([0, 1], "int64"), "logProbabilities multiclass classIndices@1"],
  [
    "one-hot targets",
    three,
    tensor([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]),
    "probabilities multiclass classProbabilities@1",
  ],
  [
    "soft targets",
    scores,
    tensor([
      [0.7, 0.2, 0.1],
      [0.1, 0.1, 0.8],
    ]),
    "logits multiclass classProbabilities@1",
  ],
  [
    "several labels a row",
    three,
    tensor([
      [1, 1, 0],
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 0],
    ]),
    "probabilities multilabel binary",
  ],
  [
    "several labels, scores",
    scores,
    tensor([
      [1, 1, 0],
      [0, 1, 1],
    ]),
    "logits multilabel binary",
  ],
  ["one probability a sample", tensor([0.1, 0.9, 0.2]), tensor([0, 1, 0]), "probabilities binary binary"],
  ["one score a sample", tensor([-1.2, 3.4, 0.2]), tensor([0, 1, 0], "int64"), "logits binary binary"],
  [
    "one score a sample, in a column",
    tensor([[-1.2], [3.4], [0.2]]),
    tensor([0, 1, 0], "int64"),
    "logits binary binary",
  ],
  ["±1 labels", tensor([-1.2, 3.4, 0.2]), tensor([-1, 1, -1], "int64"), "logits binary signs"],
  [
    "two columns of probabilities",
    tensor([
      [0.9, 0.1],
      [0.1, 0.9],
      [0.8, 0.2],
    ]),
    tensor([0, 1, 0], "int64"),
    "probabilities multiclass classIndices@1",
  ],
  [
    "−1 padded label lists",
    tensor([[-0.1, 0.2, 1.4, 0.8]]),
    tensor([[3, 0, -1, 1]], "int64"),
    "logits multilabel labelLists",
  ],
  ["one sample without a batch", tensor([2, -1, 0.5]), tensor(1, "int64"), "logits multiclass classIndices@0"],
  [
    "images: classes along dim 1",
    tensor([
      [
        [1, -2],
        [3, 4],
        [-5, 6],
      ],
    ]),
    tensor([[0, 2]], "int64"),
    "logits multiclass classIndices@1",
  ],
  [
    "tokens: classes last",
    tensor([
      [
        [1, -2, 0.5],
        [3, 4, 0.5],
      ],
    ]),
    tensor([[0, 2]], "int64"),
    "logits multiclass classIndices@2",
  ],
  ["all but one target ignored", scores, tensor([-100, 2], "int64"), "logits multiclass classIndices@1"],
  ["labels that start at 1", scores, tensor([1, 3], "int64"), "logits multiclass classIndices@1"],
  [
    "numbers rounded to two digits",
    tensor([[0.33, 0.33, 0.33]]),
    tensor([1], "int64"),
    "probabilities multiclass classIndices@1",
  ],
  [
    "probabilities with a slip in one row",
    tensor([
      [0.8, 0.1, 0.105],
      [0.15, 0.8, 0.05],
      [0.05, 0.05, 0.9],
    ]),
    tensor([0, 1, 2], "int64"),
    "probabilities multiclass classIndices@1",
  ],
  [
    "values in [0, 1] whose rows do not sum to 1",
    tensor([[0.9, 0.8, 0.1]]),
    tensor([0], "int64"),
    "logits multiclass classIndices@1",
  ],
  [
    "… named probs",
    tensor([[0.9, 0.8, 0.1]]),
    tensor([0], "int64"),
    "probabilities multiclass classIndices@1",
    "probs",
  ],
  [
    "rows that sum to 1, named logits",
    three,
    tensor([0, 1, 2, 0], "int64"),
    "logits multiclass classIndices@1",
    "logits",
  ],
  ["negative values, named probs", scores, tensor([0, 2], "int64"), "logits multiclass classIndices@1", "probs"],
  [
    "negative values, named log_probs",
    tensor([
      [-0.1, -3],
      [-2, -0.2],
    ]),
    tensor([0, 1], "int64"),
    "logProbabilities multiclass classIndices@1",
    "log_probs",
  ],
];

function describe1({ inputKind, task, targetKind, classDim }: Reading): string {
  return `${inputKind} ${task} ${targetKind}${classDim === undefined ? "" : `@${classDim}`}`;
}

describe("readings of a pair", () => {
  for (const [title, input, target, expected, name] of likeliest) {
    it(title, () => {
      const [first] = rankReadings(input, target, name, -100);
      assert.equal(describe1(first.reading), expected);
    });
  }

  it("confidences add up to 1 and never increase", () => {
    for (const [, input, target, , name] of likeliest) {
      const confidences = rankReadings(input, target, name, -100).map(({ confidence }) => confidence);
      assert.ok(Math.abs(confidences.reduce((a, b) => a + b) - 1) < 1e-12);
      assert.deepEqual(
        confidences,
        [...confidences].sort((a, b) => b - a),
      );
    }
  });

  it("keeps what the values rule out, for a person to choose", () => {
    const readings = rankReadings(scores, tensor([0, 2], "int64"), undefined, -100);
    const chosen = chooseReading(readings, { inputKind: "probabilities" });
    assert.deepEqual(chosen?.reading, {
      inputKind: "probabilities",
      task: "multiclass",
      targetKind: "classIndices",
      classDim: 1,
    });
    assert.equal(chosen?.confidence, 0);
  });

  it("shows doubt where rows of probabilities may be logits", () => {
    const readings = rankReadings(tensor([[0.8, 0.1, 0.1]]), tensor([0], "int64"), undefined, -100);
    const logits = readings.find(({ reading }) => reading.inputKind === "logits");
    assert.ok(logits !== undefined && logits.confidence > 0.05 && logits.confidence < 0.5);
  });

  it("finds no reading where the shapes have nothing to do with each other", () => {
    assert.deepEqual(rankReadings(three, tensor([0, 1, 2, 0, 1]), undefined, -100), []);
  });

  it("an impossible part of a choice gives way, the rest holds", () => {
    const readings = rankReadings(scores, tensor([0, 2], "int64"), undefined, -100);
    const chosen = chooseReading(readings, { task: "multilabel", inputKind: "logProbabilities" });
    assert.equal(chosen && describe1(chosen.reading), "logProbabilities multiclass classIndices@1");
  });
});
