import { strict as assert } from "node:assert";
import { fitsByChoice, targetFits } from "../../../src/engine/targetFits";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

/** `task targetKind@classDim` → weight and evidence. */
function fitsOf(input: Tensor, target: Tensor, ignoreIndex = -100): Readonly<Record<string, string>> {
  return Object.fromEntries(
    targetFits(input, target, ignoreIndex).map(({ structure: { task, targetKind, classDim }, weight, evidence }) => [
      `${task} ${targetKind}${classDim === undefined ? "" : `@${classDim}`}`,
      [weight.toPrecision(3), ...evidence.map(({ kind }) => kind)].join(" "),
    ]),
  );
}

const zeros = (...shape: readonly number[]): Tensor => ({
  data: new Float64Array(shape.reduce((a, b) => a * b, 1)),
  shape,
  dtype: "float64",
});
const scores = tensor([
  [2, -1, 0.5],
  [0.1, 0.2, 0.3],
]);

/** Indices against the axis of size 1. */
const outOfRange = { "multiclass classIndices@0": "0.00000600 indicesOutOfRange classDim" };

type Row = readonly [
  title: string,
  input: Tensor,
  target: Tensor,
  fits: Readonly<Record<string, string>>,
  ignoreIndex?: number,
];

const rows: readonly Row[] = [
  ["class indices", scores, tensor([0, 2], "int64"), { "multiclass classIndices@1": "1.00 classIndices" }],
  [
    "as many samples as classes: the usual axis first, the other said to be another",
    zeros(3, 3),
    tensor([0, 2, 1], "int64"),
    { "multiclass classIndices@0": "0.100 classIndices classDim", "multiclass classIndices@1": "1.00 classIndices" },
  ],
  [
    "as many classes as steps: along dim 1, or last",
    zeros(1, 2, 2),
    tensor([[0, 1]], "int64"),
    {
      "multiclass classIndices@1": "1.00 classIndices classDim",
      "multiclass classIndices@2": "0.300 classIndices classDim",
    },
  ],
  ["an index too large", scores, tensor([0, 3]), { "multiclass classIndices@1": "0.0200 indicesOutOfRange" }],
  ["the last class is in range", scores, tensor([2, 2]), { "multiclass classIndices@1": "1.00 classIndices" }],
  ["an index below 0", scores, tensor([-2, 1]), { "multiclass classIndices@1": "0.0200 indicesOutOfRange" }],
  ["what is ignored is in no range", scores, tensor([-100, 1]), { "multiclass classIndices@1": "1.00 classIndices" }],
  ["… whichever it is", scores, tensor([255, 1]), { "multiclass classIndices@1": "1.00 classIndices" }, 255],
  ["all ignored", scores, tensor([-100, -100]), { "multiclass classIndices@1": "1.00 classIndices" }],
  ["a column of indices", scores, tensor([[0], [2]]), { "multiclass classIndices@1": "0.300 classIndices" }],
  ["no index is a fraction", scores, tensor([0.5, 2]), {}],
  ["no index is nan", scores, tensor([Number.NaN, 2]), {}],
  ["other shapes", scores, tensor([0, 1, 2, 0, 1]), {}],
  [
    "one-hot rows: (3 / 2³) a row that labels of their own would look so",
    scores,
    tensor([
      [0, 1, 0],
      [0, 0, 1],
    ]),
    {
      "multiclass classProbabilities@1": "1.00 oneHot",
      "multilabel binary": `${((3 / 8) ** 2).toPrecision(3)} zerosAndOnes`,
      "binary binary": `${(0.1 * (3 / 8) ** 6).toPrecision(3)} zerosAndOnes`,
    },
  ],
  [
    "one row with two yes: labels of their own",
    scores,
    tensor([
      [0, 1, 1],
      [0, 0, 1],
    ]),
    { "multilabel binary": "1.00 zerosAndOnes", "binary binary": "0.100 zerosAndOnes" },
  ],
  [
    "soft rows that sum to 1",
    scores,
    tensor([
      [0.7, 0.2, 0.1],
      [0.1, 0.1, 0.8],
    ]),
    {
      "multiclass classProbabilities@1": "1.00 softLabels",
      "multilabel binary": `${(0.5 * (3 / 8) ** 2).toPrecision(3)} softBinary`,
      "binary binary": `${(0.05 * (3 / 8) ** 6).toPrecision(3)} softBinary`,
    },
  ],
  [
    "a sum that misses 1 by two thousandths",
    scores,
    tensor([
      [0.7, 0.2, 0.1],
      [0.1, 0.1, 0.802],
    ]),
    { "multilabel binary": "0.500 softBinary", "binary binary": "0.0500 softBinary" },
  ],
  [
    "one row of one-hot is rarely meant as one sample",
    tensor([2, -1, 0.5]),
    tensor([0, 1, 0]),
    { "multiclass classProbabilities@0": "0.100 oneHot", "binary binary": "1.00 zerosAndOnes oneValueASample" },
  ],
  [
    "yes and no, one a sample",
    tensor([2, -1, 0.5, 3]),
    tensor([0, 1, 0, 1]),
    { "binary binary": "1.00 zerosAndOnes oneValueASample" },
  ],
  [
    "signs",
    tensor([2, -1, 0.5]),
    tensor([1, -1, 1]),
    { "binary signs": "1.00 plusMinusOne oneValueASample", "multilabel labelLists": "0.200 paddedLabelLists" },
  ],
  [
    "ones alone are yes, not signs",
    tensor([2, -1, 0.5]),
    tensor([1, 1, 1]),
    { "binary binary": "1.00 zerosAndOnes oneValueASample" },
  ],
  [
    "lists of labels that end with −1",
    tensor([[0.1, 0.2, 0.4, 0.8]]),
    tensor([[3, 0, -1, 1]], "int64"),
    {
      "multiclass classIndices@0": "0.00000600 indicesOutOfRange classDim",
      "multilabel labelLists": "1.00 paddedLabelLists",
    },
  ],
  ["no lists: a label that there is not", tensor([[0.1, 0.2, 0.4, 0.8]]), tensor([[4, 0, -1, 1]], "int64"), outOfRange],
  ["no lists: none ends", tensor([[0.1, 0.2, 0.4, 0.8]]), tensor([[3, 0, 2, 1]], "int64"), outOfRange],
  ["no lists: below −1", tensor([[0.1, 0.2, 0.4, 0.8]]), tensor([[3, 0, -2, -1]], "int64"), outOfRange],
];

describe("how a target fits an input", () => {
  for (const [title, input, target, fits, ignoreIndex] of rows) {
    it(title, () => assert.deepEqual(fitsOf(input, target, ignoreIndex), fits));
  }

  it("twenty one-hot rows are not taken for less likely than one in a million", () => {
    const target = tensor(
      Array.from({ length: 20 }, (_, row) => [0, 1, 2].map((column) => Number(column === row % 3))),
    );
    assert.equal(fitsOf(zeros(20, 3), target)["multilabel binary"], "0.00000100 zerosAndOnes");
  });

  const teacher = tensor([
    [Math.log(0.7), Math.log(0.2), Math.log(0.1)],
    [Math.log(0.1), Math.log(0.6), Math.log(0.3)],
  ]);
  it("the logarithms of a teacher", () => {
    assert.deepEqual(fitsOf(scores, teacher), {
      "distribution logProbabilities@1": "1.00 teacherLogProbabilities",
    });
  });

  it("logarithms over another axis are less likely", () => {
    const across = tensor([
      [Math.log(0.7), Math.log(0.2), Math.log(0.1)],
      [Math.log(0.3), Math.log(0.8), Math.log(0.9)],
    ]);
    assert.deepEqual(fitsOf(scores, across), { "distribution logProbabilities@0": "0.300 teacherLogProbabilities" });
  });

  const notLogarithms: readonly (readonly [title: string, input: Tensor, target: Tensor])[] = [
    ["above 0", tensor([[1, 2]]), tensor([[Math.log(0.5), Math.log(0.5) + Math.log(4)]])],
    ["nan", tensor([[1, 2]]), tensor([[Number.NaN, 0]])],
    ["none", zeros(0, 2), zeros(0, 2)],
    ["one class", tensor([[1], [2]]), tensor([[0], [0]])],
    ["another shape", scores, tensor([[Math.log(0.5), Math.log(0.5)]])],
  ];
  for (const [title, input, target] of notLogarithms) {
    it(`no logarithms: ${title}`, () =>
      assert.deepEqual(
        Object.keys(fitsOf(input, target)).filter((key) => key.startsWith("distribution")),
        [],
      ));
  }

  it("of two classes, too", () => {
    const halves = tensor([[Math.log(0.25), Math.log(0.75)]]);
    assert.deepEqual(fitsOf(tensor([[1, 2]]), halves), {
      "distribution logProbabilities@1": "1.00 teacherLogProbabilities",
    });
  });

  it("soft rows along other axes of images: along dim 1, or last, or first", () => {
    const input = zeros(2, 2, 2);
    const all = { ...zeros(2, 2, 2), data: new Float64Array(8).fill(0.5) };
    const fits = fitsOf(input, all);
    assert.equal(fits["multiclass classProbabilities@0"], "0.100 softLabels classDim");
    assert.equal(fits["multiclass classProbabilities@1"], "1.00 softLabels classDim");
    assert.equal(fits["multiclass classProbabilities@2"], "0.300 softLabels classDim");
  });

  it("says the axis, where it is not the usual one", () => {
    const target = tensor([
      [1, 0, 0],
      [0, 1, 1],
    ]);
    assert.equal(fitsOf(scores, target)["multiclass classProbabilities@0"], "0.100 oneHot classDim");
    const [fit] = targetFits(scores, target, -100);
    assert.deepEqual(fit.evidence, [
      { kind: "oneHot", rows: 3 },
      { kind: "classDim", dim: 0, size: 2, usual: false },
    ]);
  });

  it("nothing at all fits nothing", () => {
    assert.deepEqual(fitsOf(zeros(0, 3), zeros(0)), {});
    assert.deepEqual(
      Object.keys(fitsOf(zeros(0, 3), zeros(0, 3))).filter((key) => key.startsWith("multiclass")),
      [],
    );
  });

  it("the range of the indices is said", () => {
    assert.deepEqual(targetFits(scores, tensor([2, 0], "int64"), -100)[0].evidence, [
      { kind: "classIndices", min: 0, max: 2, classes: 3 },
    ]);
    assert.deepEqual(targetFits(scores, tensor([1, 5], "int64"), -100)[0].evidence, [
      { kind: "indicesOutOfRange", min: 1, max: 5, classes: 3 },
    ]);
  });

  it("one list for each row of scores", () => {
    const lists = (input: Tensor, target: Tensor) => "multilabel labelLists" in fitsOf(input, target);
    assert.equal(lists(tensor([0.1, 0.2, 0.4]), tensor([2, -1, -1])), true);
    assert.equal(lists(tensor([0.1, 0.2, 0.4]), tensor([0, -1, -1])), false);
    assert.equal(lists(tensor([[0.1, 0.2, 0.4]]), tensor([2, -1, -1])), false);
    assert.equal(lists(zeros(1, 1, 3), tensor([[[2, -1, -1]]])), false);
    assert.equal(lists(tensor(2), tensor(1)), false);
  });

  it("no logarithms: one row does not sum to 1", () => {
    const slip = tensor([
      [Math.log(0.7), Math.log(0.2), Math.log(0.1)],
      [Math.log(0.1), Math.log(0.6), Math.log(0.6)],
    ]);
    assert.deepEqual(fitsOf(scores, slip), {});
  });
});

describe("what a person may choose besides", () => {
  const chosen = (input: Tensor, target: Tensor) =>
    fitsByChoice(input, target).map(({ task, targetKind, classDim }) => `${task} ${targetKind}@${classDim}`);

  const rowsOfChoice: readonly (readonly [title: string, input: Tensor, target: Tensor, choices: readonly string[]])[] =
    [
      ["values, one a sample", tensor([1.5, 2]), tensor([-1, 3]), ["regression values@undefined"]],
      ["values in a column", tensor([[1.5], [2]]), tensor([-1, 3]), ["regression values@undefined"]],
      [
        "a teacher's probabilities",
        scores,
        tensor([
          [0.7, 0.2, 0.1],
          [0.1, 0.1, 0.8],
        ]),
        ["distribution classProbabilities@1", "regression values@undefined"],
      ],
      [
        "no probability is below 0: a teacher's scores",
        scores,
        tensor([
          [0.7, 0.2, 0.1],
          [0.1, -0.1, 0.8],
        ]),
        ["distribution logits@1", "regression values@undefined"],
      ],
      [
        "whole numbers are no scores",
        scores,
        tensor([
          [7, 2, -1],
          [1, -1, 8],
        ]),
        ["regression values@undefined"],
      ],
      [
        "a teacher of one class teaches nothing",
        tensor([[1.5], [2]]),
        tensor([[1], [1]]),
        ["regression values@undefined"],
      ],
      ["other shapes", scores, tensor([1, 2]), []],
      ["nan", tensor([1.5, 2]), tensor([Number.NaN, 3]), []],
      ["nothing", zeros(0), zeros(0), []],
    ];
  for (const [title, input, target, choices] of rowsOfChoice) {
    it(title, () => assert.deepEqual(chosen(input, target), choices));
  }
});
