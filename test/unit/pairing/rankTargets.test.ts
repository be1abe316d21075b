import assert from "node:assert/strict";
import {
  fitOf,
  inputScore,
  isOneHot,
  onlyTargetByName,
  rankTargets,
  type TargetCandidate,
} from "../../../src/pairing/rankTargets";
import { tensor } from "../engine/tensors";

const scores = tensor([
  [2, -1, 0.5],
  [0.1, 3.2, 0.3],
]);
const indices = tensor([0, 2], "int64");

const candidate = (name: string | undefined, distance: number, values: TargetCandidate["tensor"] = indices) => ({
  name,
  distance,
  tensor: values,
});

/** `name fit score`, with a star where it is clear. */
function ranked(candidates: readonly TargetCandidate[], name: string | undefined = "logits"): readonly string[] {
  return rankTargets({ tensor: scores, name }, candidates).map(
    (each) => `${each.candidate.name} ${each.fit} ${each.score.toFixed(2)}${each.clear ? "*" : ""}`,
  );
}

describe("which array is the target", () => {
  it("the one right below, then the one right above, then those further off", () => {
    // 8 for a shape that fits, 1 for whole numbers, and nearness.
    assert.deepEqual(ranked([candidate("c", -2), candidate("d", 3), candidate("b", -1), candidate("a", 1)]), [
      "a taken 11.00*",
      "b taken 9.75",
      "d taken 9.67",
      "c taken 9.50",
    ]);
  });

  it("class numbers with a decimal point, which torch refuses, come behind those that it takes", () => {
    const floats = tensor([0, 2], "float32");
    assert.deepEqual(ranked([candidate("y", 1, floats), candidate("labels", 2)]), [
      "labels taken 12.00*",
      "y converted 10.00",
    ]);
    // By themselves, or beside a shape alone, their name speaks for them as before.
    assert.deepEqual(ranked([candidate("y", 1, floats)]), ["y converted 13.00*"]);
    const shares = tensor([
      [0.2, 0.9, 0.1],
      [0.3, 0.4, 0.8],
    ]);
    assert.deepEqual(ranked([candidate("y", 1, floats), candidate("other", 2, shares)]), [
      "y converted 13.00*",
      "other taken 9.00",
    ]);
  });

  it("a name is worth more than a place", () => {
    assert.deepEqual(ranked([candidate("a", 1), candidate("labels", 4)]), ["labels taken 11.50*", "a taken 11.00*"]);
  });

  it("names of outputs and of weights speak against", () => {
    assert.deepEqual(ranked([candidate("preds", 1), candidate("weights", 1), candidate("a", 2)]), [
      "a taken 10.00",
      "preds taken 8.00",
      "weights taken 5.00",
    ]);
  });

  it("words in common with the input's name", () => {
    assert.deepEqual(ranked([candidate("val_y", 2), candidate("train_y", 2)], "train_logits"), [
      "train_y taken 13.00*",
      "val_y taken 12.00*",
    ]);
    assert.deepEqual(ranked([candidate("y", 2), candidate("labels", 2)], "y_pred"), [
      "y taken 12.00*",
      "labels taken 12.00*",
    ]);
  });

  it("one-hot rows are what targets look like", () => {
    const oneHot = tensor([
      [0, 1, 0],
      [1, 0, 0],
    ]);
    assert.deepEqual(ranked([candidate("a", 1), candidate("b", 1, oneHot)]), ["b taken 13.00*", "a taken 11.00*"]);
  });

  it("where torch takes one as it is, others are out of the question", () => {
    const column = tensor([[0], [2]], "int64");
    const beyond = tensor([1, 3], "int64");
    assert.deepEqual(
      ranked([
        candidate("column", 1, column),
        candidate("beyond", 1, beyond),
        candidate("a", 1),
        candidate("e", 1, tensor([1, 2, 3, 4, 5])),
      ]),
      ["a taken 11.00*", "column unusual 4.00", "beyond unusual 4.00", "e none 3.00"],
    );
    assert.deepEqual(ranked([candidate("beyond", 1, beyond), candidate("column", 1, column)]), [
      "column reshaped 11.00*",
      "beyond unusual 4.00",
    ]);
    assert.deepEqual(ranked([candidate("beyond", 1, beyond)]), ["beyond unusual 11.00*"]);
  });
});

describe("how an array fits", () => {
  const rows: readonly (readonly [title: string, target: TargetCandidate["tensor"], fit: string])[] = [
    ["class indices", indices, "taken"],
    [
      "probabilities",
      tensor([
        [0.7, 0.2, 0.1],
        [0.1, 0.1, 0.8],
      ]),
      "taken",
    ],
    ["a column of indices", tensor([[0], [2]]), "reshaped"],
    ["indices out of range", tensor([1, 3]), "unusual"],
    ["indices of the other axis", tensor([0, 1, 0]), "unusual"],
    ["indices of the other axis, beyond its range", tensor([0, 1, 2]), "none"],
    ["another length", tensor([0, 1, 0, 1]), "none"],
  ];
  for (const [title, target, fit] of rows) {
    it(title, () => assert.equal(fitOf({ tensor: scores, name: undefined }, target), fit));
  }
});

describe("what looks like an input", () => {
  const rows: readonly (readonly [
    title: string,
    name: string | undefined,
    values: TargetCandidate["tensor"],
    score: number,
  ])[] = [
    ["scores", undefined, scores, 0],
    ["scores with their name", "logits", scores, 3],
    ["scores with a target's name", "labels", scores, -3],
    ["scores with another's name", "weights", scores, -6],
    ["whole numbers", undefined, indices, -2],
    ["numbers that are all alike", undefined, tensor([0.5, 0.5]), -4],
    [
      "one-hot rows",
      undefined,
      tensor([
        [0, 1],
        [1, 0],
      ]),
      -4,
    ],
    ["one number", undefined, tensor([0.5]), -8],
    ["nothing", undefined, tensor([]), -8],
  ];
  for (const [title, name, values, score] of rows) {
    it(title, () => assert.equal(inputScore({ tensor: values, name }), score));
  }
});

describe("one-hot rows", () => {
  const rows: readonly (readonly [title: string, values: TargetCandidate["tensor"], oneHot: boolean])[] = [
    [
      "each with a single 1",
      tensor([
        [0, 1, 0],
        [1, 0, 0],
      ]),
      true,
    ],
    [
      "two in a row",
      tensor([
        [0, 1, 1],
        [1, 0, 0],
      ]),
      false,
    ],
    [
      "none in a row",
      tensor([
        [0, 1, 0],
        [0, 0, 0],
      ]),
      false,
    ],
    [
      "another number",
      tensor([
        [0, 1, 0],
        [2, -1, 0],
      ]),
      false,
    ],
    [
      "a fraction",
      tensor([
        [0.5, 0.5, 0],
        [1, 0, 0],
      ]),
      false,
    ],
    ["one column", tensor([[1], [1]]), false],
    ["no rows", tensor([0, 1, 0]), false],
    [
      "rows of rows",
      tensor([
        [
          [0, 1],
          [1, 0],
        ],
      ]),
      true,
    ],
  ];
  for (const [title, values, oneHot] of rows) it(title, () => assert.equal(isOneHot(values), oneHot));
});

describe("the only target by its name", () => {
  const only = (...names: readonly (string | undefined)[]) => onlyTargetByName(names.map((name) => ({ name })))?.name;

  it("one, none or several", () => {
    assert.equal(only("logits", "labels", undefined), "labels");
    assert.equal(only("logits", undefined), undefined);
    assert.equal(only("labels", "y_true"), undefined);
  });
});
