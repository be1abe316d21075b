import { strict as assert } from "node:assert";
import { findFindings } from "../../../src/engine/findings";
import type { LossOptions } from "../../../src/engine/loss";
import type { Reading } from "../../../src/engine/reading";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

const indexed: Reading = { inputKind: "logits", task: "multiclass", targetKind: "classIndices", classDim: 1 };
const probable: Reading = { ...indexed, targetKind: "classProbabilities" };
const scores = tensor([
  [2, -1, 0.5],
  [0.1, 0.2, 0.3],
  [-1.5, 4, 0],
]);
const columns = tensor([
  [0.7, 0.2],
  [0.2, 0.5],
  [0.1, 0.3],
]);

type Row = readonly [
  title: string,
  input: Tensor,
  target: Tensor,
  reading: Reading,
  kinds: readonly string[],
  options?: LossOptions,
];

const rows: readonly Row[] = [
  ["nothing remarkable", scores, tensor([0, 2, 1], "int64"), indexed, []],
  ["labels from 1 to C", scores, tensor([1, 3, 2], "int64"), indexed, ["oneBasedLabels"]],
  ["labels from 1 to C − 1 may be right", scores, tensor([1, 2, 2], "int64"), indexed, []],
  ["all ignored", scores, tensor([-100, -100, -100], "int64"), indexed, ["allIgnored"]],
  [
    "all of one class, which is ignored",
    scores,
    tensor([1, 1, 1], "int64"),
    indexed,
    ["allIgnored"],
    { ignoreIndex: 1 },
  ],
  [
    "softmax over the wrong dim",
    columns,
    tensor([0, 1, 1], "int64"),
    { ...indexed, inputKind: "probabilities" },
    ["otherAxisSumsToOne"],
  ],
  [
    "softmax over the right dim",
    tensor([
      [0.7, 0.3],
      [0.2, 0.8],
    ]),
    tensor([0, 1], "int64"),
    indexed,
    [],
  ],
  [
    "a target row that does not sum to 1",
    scores,
    tensor([
      [0.7, 0.2, 0.1],
      [0.1, 0.1, 0.8],
      [0.5, 0.1, 0.1],
    ]),
    probable,
    ["targetsDoNotSumToOne"],
  ],
  [
    "half of the target rows do not sum to 1: they are not meant to",
    scores,
    tensor([
      [0.7, 0.2, 0.1],
      [0.1, 0.1, 0.8],
      [0.5, 0.1, 0.1],
      [0.4, 0.9, 0.2],
    ]),
    probable,
    [],
  ],
  ["labels from 1 to C, some of them ignored", scores, tensor([1, -100, 3], "int64"), indexed, ["oneBasedLabels"]],
  ["labels from 0 to C are no labels from 1", scores, tensor([0, 3, 2], "int64"), indexed, []],
  ["labels beyond C are no labels from 1", scores, tensor([1, 4, 3], "int64"), indexed, []],
  ["no labels at all", scores, tensor([], "int64"), indexed, []],
  ["hard targets with weights", scores, tensor([0, 2, 1], "int64"), indexed, [], { weight: tensor([1, 2, 0.5]) }],
  ["values of an indexed reading are no soft targets", scores, columns, indexed, []],
  [
    "several labels whose rows do not sum to 1 alike",
    scores,
    tensor([
      [0.7, 0.2, 0.1],
      [0.1, 0.1, 0.8],
      [0.5, 0.1, 0.1],
    ]),
    { inputKind: "logits", task: "multilabel", targetKind: "binary", classDim: undefined },
    ["targetsDoNotSumToOne"],
  ],
  [
    "whole numbers are no soft targets",
    scores,
    tensor([
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 1],
    ]),
    probable,
    [],
  ],
  [
    "targets outside of [0, 1] are no soft targets",
    scores,
    tensor([
      [0.7, 0.2, 0.1],
      [0.1, 0.1, 0.8],
      [1.5, 0.1, 0.1],
    ]),
    probable,
    [],
  ],
  [
    "targets that are no numbers are no soft targets",
    scores,
    tensor([
      [0.7, 0.2, 0.1],
      [0.1, 0.1, 0.8],
      [Number.NaN, 0.1, 0.1],
    ]),
    probable,
    [],
  ],
  [
    "soft targets of one column",
    tensor([[1], [2], [3]]),
    tensor([[1], [1], [0.5]]),
    { ...probable, targetKind: "classProbabilities" },
    [],
  ],
  [
    "two columns of soft targets, one row of three a slip",
    tensor([
      [1, 2],
      [2, 1],
      [0, 3],
    ]),
    tensor([
      [0.5, 0.5],
      [0.25, 0.75],
      [0.25, 0.5],
    ]),
    probable,
    ["targetsDoNotSumToOne"],
  ],
  [
    "columns that sum to 1 of labels that do not exclude each other",
    columns,
    tensor([
      [1, 0],
      [0, 1],
      [1, 1],
    ]),
    { inputKind: "probabilities", task: "multilabel", targetKind: "binary", classDim: undefined },
    [],
  ],
  [
    "one column sums to 1, the other does not",
    tensor([
      [0.7, 0.2],
      [0.2, 0.5],
      [0.1, 0.4],
    ]),
    tensor([0, 1, 1], "int64"),
    { ...indexed, inputKind: "probabilities" },
    [],
  ],
  [
    "one column is one sample's own",
    tensor([[0.7], [0.2], [0.1]]),
    tensor([0, 0, 0], "int64"),
    { ...indexed, inputKind: "probabilities" },
    [],
  ],
  [
    "log-probabilities have other sums",
    columns,
    tensor([0, 1, 1], "int64"),
    { ...indexed, inputKind: "logProbabilities" },
    [],
  ],
  [
    "scores whose columns sum to 1 by accident",
    tensor([
      [1.7, 0.2],
      [-0.8, 0.5],
      [0.1, 0.3],
    ]),
    tensor([0, 1, 1], "int64"),
    indexed,
    [],
  ],
  [
    "soft targets with weights",
    scores,
    tensor([
      [0.7, 0.2, 0.1],
      [0.1, 0.1, 0.8],
      [0, 1, 0],
    ]),
    probable,
    ["weightedMeanOverSamples"],
    { weight: tensor([1, 2, 0.5]) },
  ],
  ["nan among the values", tensor([[Number.NaN, 1]]), tensor([0], "int64"), indexed, ["notNumbers"]],
  [
    "read as probabilities against all evidence",
    scores,
    tensor([0, 2, 1], "int64"),
    { ...indexed, inputKind: "probabilities" },
    ["noProbabilities"],
  ],
];

describe("what is remarkable about a pair", () => {
  for (const [title, input, target, reading, kinds, options = {}] of rows) {
    it(title, () => {
      assert.deepEqual(
        findFindings(input, target, reading, options).map(({ kind }) => kind),
        kinds,
      );
    });
  }

  it("says how many rows, of how many, and the sum that misses 1 most", () => {
    const target = tensor([
      [0.7, 0.2, 0.1],
      [0.1, 0.1, 0.8],
      [0.5, 0.125, 0.125],
      [0.25, 0.5, 0.25],
      [0.5, 0.5, 0.5],
    ]);
    assert.deepEqual(findFindings(scores, target, probable, {}), [
      { kind: "targetsDoNotSumToOne", rows: 2, of: 5, sum: 1.5 },
    ]);
  });

  it("says which axis sums to 1", () => {
    const reading: Reading = { ...indexed, inputKind: "probabilities" };
    assert.deepEqual(findFindings(columns, tensor([0, 1, 1], "int64"), reading, {}), [
      { kind: "otherAxisSumsToOne", dim: 0, classDim: 1 },
    ]);
  });

  it("says how many values are none of what they are read as", () => {
    const reading: Reading = { ...indexed, inputKind: "probabilities" };
    assert.deepEqual(findFindings(scores, tensor([0, 2, 1], "int64"), reading, {}), [
      { kind: "noProbabilities", count: 4 },
    ]);
    assert.deepEqual(findFindings(tensor([[Number.NaN, 1]]), tensor([0], "int64"), indexed, {}), [
      { kind: "notNumbers", count: 1 },
    ]);
  });
});
