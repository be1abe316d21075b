import assert from "node:assert/strict";
import type { LossName, LossOptions } from "../../../src/engine/loss";
import { lossFunctions } from "../../../src/engine/losses/lossFunctions";
import type { TensorOp } from "../../../src/engine/ops/tensorOp";
import { isRefusal } from "../../../src/engine/refusal";
import { type DType, numel, type Tensor } from "../../../src/tensor/tensor";

function filled(shape: readonly number[], dtype: DType = "float64", value = 0): Tensor {
  return { data: new Float64Array(numel(shape)).fill(value), shape, dtype };
}

type Row = readonly [
  mistake: string,
  loss: LossName,
  input: Tensor,
  target: Tensor,
  fixes: readonly (readonly ["input" | "target", ...TensorOp[]])[],
  options?: LossOptions,
];

const long: TensorOp = { op: "to", dtype: "int64" };
const float: TensorOp = { op: "to", dtype: "float32" };
const double: TensorOp = { op: "to", dtype: "float64" };
const argmax: TensorOp = { op: "argmax", dim: 1 };
const squeeze1: TensorOp = { op: "squeeze", dim: 1 };
const channelsFirst: TensorOp = { op: "movedim", source: -1, destination: 1 };

/** What each refusal proposes, likeliest first. That the proposals mend the call, the golden cases and the fuzz check. */
const rows: readonly Row[] = [
  ["float class indices", "CrossEntropyLoss", filled([2, 3]), filled([2], "float32"), [["target", long]]],
  ["int32 class indices", "NLLLoss", filled([2, 3]), filled([2], "int32"), [["target", long]]],
  ["float class indices of a margin loss", "MultiMarginLoss", filled([2, 3]), filled([2]), [["target", long]]],
  ["float label lists", "MultiLabelMarginLoss", filled([2, 3]), filled([2, 3]), [["target", long]]],
  [
    "a column of class indices",
    "CrossEntropyLoss",
    filled([2, 3]),
    filled([2, 1], "int64"),
    [
      ["target", squeeze1],
      ["target", argmax],
    ],
  ],
  [
    "a column of float class indices",
    "CrossEntropyLoss",
    filled([2, 3]),
    filled([2, 1]),
    [
      ["target", squeeze1, long],
      ["target", argmax],
    ],
  ],
  [
    "a one-hot integer target",
    "CrossEntropyLoss",
    filled([2, 3]),
    filled([2, 3], "int64"),
    [
      ["target", double],
      ["target", argmax],
    ],
  ],
  [
    "… for a float32 input",
    "CrossEntropyLoss",
    filled([2, 3], "float32"),
    filled([2, 3], "int64"),
    [
      ["target", float],
      ["target", argmax],
    ],
  ],
  [
    "a one-hot target of fewer classes",
    "CrossEntropyLoss",
    filled([2, 3]),
    filled([2, 2], "int64"),
    [["target", argmax]],
  ],
  ["a one-hot target for NLLLoss", "NLLLoss", filled([2, 3]), filled([2, 3]), [["target", argmax]]],
  ["(N,T,C) logits", "CrossEntropyLoss", filled([2, 5, 3]), filled([2, 5], "int64"), [["input", channelsFirst]]],
  [
    "(N,H,W,C) logits",
    "CrossEntropyLoss",
    filled([2, 4, 5, 3]),
    filled([2, 4, 5], "int64"),
    [["input", channelsFirst]],
  ],
  [
    "transposed logits",
    "CrossEntropyLoss",
    filled([3, 2]),
    filled([2], "int64"),
    [["input", { op: "movedim", source: 0, destination: 1 }]],
  ],
  [
    "a spatial target with a channel",
    "CrossEntropyLoss",
    filled([2, 3, 4, 5]),
    filled([2, 1, 4, 5], "int64"),
    [
      ["target", squeeze1],
      ["target", argmax],
    ],
  ],
  [
    "a target without its batch",
    "CrossEntropyLoss",
    filled([1, 3]),
    filled([], "int64"),
    [["target", { op: "unsqueeze", dim: 0 }]],
  ],
  ["integer logits", "CrossEntropyLoss", filled([2, 3], "int64"), filled([2], "int64"), [["input", float]]],
  ["integer log-probabilities", "KLDivLoss", filled([2, 3], "int64"), filled([2, 3]), [["input", float]]],
  ["integer target of KLDivLoss", "KLDivLoss", filled([2, 3]), filled([2, 3], "int64"), [["target", double]]],
  ["integer target of BCELoss", "BCELoss", filled([2], "float32"), filled([2], "int64"), [["target", float]]],
  ["float64 target of a float32 input", "BCELoss", filled([2], "float32"), filled([2]), [["target", float]]],
  ["integer target of BCEWithLogitsLoss", "BCEWithLogitsLoss", filled([2]), filled([2], "int64"), [["target", double]]],
  ["bool target of BCEWithLogitsLoss", "BCEWithLogitsLoss", filled([2]), filled([2], "bool"), [["target", double]]],
  [
    "logits of (N,1) against (N)",
    "BCEWithLogitsLoss",
    filled([3, 1]),
    filled([3]),
    [
      ["input", squeeze1],
      ["target", { op: "unsqueeze", dim: 1 }],
    ],
  ],
  [
    "probabilities of (N) against (N,1)",
    "BCELoss",
    filled([3]),
    filled([3, 1]),
    [
      ["target", squeeze1],
      ["input", { op: "unsqueeze", dim: 1 }],
    ],
  ],
  ["… of integers", "BCELoss", filled([3]), filled([3, 1], "int64"), [["target", squeeze1, double]]],
  [
    "class indices where labels of every class are meant",
    "BCEWithLogitsLoss",
    filled([2, 3]),
    filled([2], "int64"),
    [["target", { op: "oneHot", classes: 3 }, double]],
  ],
  ["logits into BCELoss", "BCELoss", filled([2], "float64", -1.5), filled([2]), [["input", { op: "sigmoid" }]]],
  ["nan into BCELoss", "BCELoss", filled([2], "float64", Number.NaN), filled([2]), []],
  ["a target above 1 of BCELoss", "BCELoss", filled([2]), filled([2], "float64", 2), []],
  ["a class index out of range", "CrossEntropyLoss", filled([2, 3]), filled([2], "int64", 3), []],
  [
    "a weight of the wrong length",
    "CrossEntropyLoss",
    filled([2, 3]),
    filled([2], "int64"),
    [],
    { weight: filled([2]) },
  ],
  [
    "a weight of another type",
    "NLLLoss",
    filled([2, 3]),
    filled([2], "int64"),
    [["input", float]],
    { weight: filled([3], "float32") },
  ],
];

describe("fixes of a refusal", () => {
  for (const [mistake, loss, input, target, fixes, options = {}] of rows) {
    it(`${mistake} (${loss})`, () => {
      const refused = lossFunctions[loss](input, target, options);
      assert.ok(isRefusal(refused), "not refused");
      assert.deepEqual(
        refused.fixes,
        fixes.map(([argument, ...ops]) => ({ argument, ops })),
      );
    });
  }
});
