import { strict as assert } from "node:assert";
import type { LossOptions } from "../../../src/engine/loss";
import { reportPair } from "../../../src/engine/pairReport";
import type { ReadingChoice } from "../../../src/engine/reading";
import { firstGiving, type PipelineResult } from "../../../src/engine/verdict";
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
const oneHot = tensor([
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 0, 0],
]);
const labels = tensor([
  [1, 1, 0],
  [0, 1, 1],
  [1, 0, 1],
  [1, 1, 0],
]);
const binary = { input: tensor([0.1, 0.9, 0.2]), target: tensor([0, 1, 0]) };
const twoColumns = tensor([
  [0.9, 0.1],
  [0.1, 0.9],
  [0.8, 0.2],
]);

const tokens = tensor([
  [
    [0.1, 0.2, 0.3, 4],
    [1, 2, 3, 4],
    [0, 0, 0, 0],
  ],
  [
    [1, 2, 0.1, 0.2],
    [1, 2, 3, 4],
    [0, 0, 0, 1],
  ],
]);
const tokenTargets = tensor(
  [
    [0, 1, 3],
    [2, 1, -100],
  ],
  "int64",
);

/** `verdict value` or `raises text`, with the mistake or the fix behind it. */
function outcomes(
  input: Tensor,
  target: Tensor,
  choice: ReadingChoice,
  options: LossOptions = {},
): ReadonlyMap<string, string> {
  const report = reportPair({ input, target }, undefined, choice, options);
  assert.ok(report !== undefined);
  return new Map(report.pipelines.map((result) => [pipelineName(result.pipeline), outcome(result)]));
}

function outcome(result: PipelineResult): string {
  if (result.kind === "raised") return `raises ${result.refusal.exception}: ${result.refusal.message}`;
  const { verdict, value } = result;
  const mistake = verdict?.kind === "matches" ? "" : ` ${verdict?.mistake.kind}`;
  return `${verdict?.kind} ${value.data[0].toFixed(8)}${mistake}`;
}

type Row = readonly [pipeline: string, outcome: string];
type Table = readonly [
  title: string,
  input: Tensor,
  target: Tensor,
  choice: ReadingChoice,
  rows: readonly Row[],
  options?: LossOptions,
];

/** The values are those of the lesson and of torch 2.13.0. */
const tables: readonly Table[] = [
  [
    "the lesson's three classes, read as logits",
    probabilities,
    indices,
    { inputKind: "logits" },
    [
      ["CrossEntropyLoss", "matches 0.66276923"],
      ["LogSoftmax → NLLLoss", "matches 0.66276923"],
      ["Softmax → Log → NLLLoss", "matches 0.66276923"],
      ["LogSoftmax → CrossEntropyLoss", "matches 0.66276923"],
      ["Softmax → CrossEntropyLoss", "differs 0.92491437 softmaxOfProbabilities"],
      ["NLLLoss", "differs -0.83750000 noLogarithm"],
    ],
  ],
  [
    "the lesson's three classes, read as probabilities",
    probabilities,
    indices,
    {},
    [
      ["Log → NLLLoss", "matches 0.17854164"],
      ["Log → CrossEntropyLoss", "matches 0.17854164"],
      ["CrossEntropyLoss", "differs 0.66276923 softmaxOfProbabilities"],
      ["NLLLoss", "differs -0.83750000 noLogarithm"],
      [
        "BCELoss",
        "raises ValueError: Using a target size (torch.Size([4])) that is different to the input size (torch.Size([4, 3])) is deprecated. Please ensure they have the same size.",
      ],
      [
        "BCEWithLogitsLoss",
        "raises ValueError: Target size (torch.Size([4])) must be the same as input size (torch.Size([4, 3]))",
      ],
    ],
  ],
  [
    "one-hot targets",
    probabilities,
    oneHot,
    { inputKind: "logits" },
    [
      ["CrossEntropyLoss", "matches 0.66276923"],
      ["LogSoftmax → CrossEntropyLoss", "matches 0.66276923"],
      ["BCEWithLogitsLoss", "differs 0.60976716 elementwiseForExclusive"],
      ["LogSoftmax → NLLLoss", "raises RuntimeError: 0D or 1D target tensor expected, multi-target not supported"],
    ],
  ],
  [
    "the lesson's binary probabilities",
    binary.input,
    binary.target,
    {},
    [
      ["BCELoss", "matches 0.14462153"],
      ["BCEWithLogitsLoss", "differs 0.62789647 sigmoidOfProbabilities"],
      ["CrossEntropyLoss", "differs 0.66573193 classDim"],
    ],
  ],
  [
    "binary as two columns",
    twoColumns,
    tensor([0, 1, 0], "int64"),
    {},
    [
      ["Log → NLLLoss", "matches 0.14462153"],
      ["Log → CrossEntropyLoss", "matches 0.14462153"],
      ["CrossEntropyLoss", "differs 0.39322976 softmaxOfProbabilities"],
    ],
  ],
  [
    "binary as two columns, one-hot: BCELoss agrees by symmetry only",
    twoColumns,
    tensor([
      [1, 0],
      [0, 1],
      [1, 0],
    ]),
    {},
    [
      ["Log → CrossEntropyLoss", "matches 0.14462153"],
      ["BCELoss", "coincides 0.14462153 elementwiseForExclusive"],
    ],
  ],
  [
    "the lesson's multilabel scores",
    probabilities,
    labels,
    { inputKind: "logits" },
    [
      ["BCEWithLogitsLoss", "matches 0.58476716"],
      ["Sigmoid → BCELoss", "matches 0.58476716"],
      ["MultiLabelSoftMarginLoss", "matches 0.58476716"],
      ["Sigmoid → BCEWithLogitsLoss", "differs 0.61956599 sigmoidOfProbabilities"],
      ["CrossEntropyLoss", "differs 2.08803846 softmaxForIndependent"],
    ],
  ],
  [
    "… unreduced, where a sample's labels are averaged",
    probabilities,
    labels,
    { inputKind: "logits" },
    [
      ["MultiLabelSoftMarginLoss", "differs 2.33906863 meanOverLabels"],
      ["BCEWithLogitsLoss", "matches 7.01720590"],
    ],
    { reduction: "sum" },
  ],
  [
    "a probability of 0 for what is true",
    tensor([0, 0.5]),
    tensor([1, 1]),
    {},
    [["BCELoss", "differs 50.34657359 clamped"]],
  ],
  [
    "integer labels",
    binary.input,
    tensor([0, 1, 0], "int64"),
    {},
    [["BCELoss", "raises RuntimeError: Found dtype Long but expected Double"]],
  ],
  [
    "a single logit a sample in CrossEntropyLoss",
    tensor([[1.5], [-2]]),
    tensor([0, 0], "int64"),
    { task: "multiclass" },
    [["CrossEntropyLoss", "coincides 0.00000000 oneClass"]],
  ],
  [
    "labels that start at 1",
    tensor([
      [2, -1, 0.5],
      [0.1, 0.2, 0.3],
    ]),
    tensor([1, 3], "int64"),
    {},
    [["CrossEntropyLoss", "raises IndexError: Target 3 is out of bounds."]],
  ],
  [
    "class axis last, as many tokens as classes",
    tensor([
      [
        [2, -1],
        [0.5, 0.1],
      ],
    ]),
    tensor([[0, 1]], "int64"),
    { classDim: 2 },
    [
      ["CrossEntropyLoss", "differs 0.24437430 classDim"],
      ["movedim(-1, 1) → CrossEntropyLoss", "matches 0.48080130"],
      ["movedim(-1, 1) → LogSoftmax → NLLLoss", "matches 0.48080130"],
    ],
  ],
  [
    "class axis last, one target ignored",
    tokens,
    tokenTargets,
    {},
    [
      ["CrossEntropyLoss", "raises RuntimeError: Expected target size [2, 4], got [2, 3]"],
      ["movedim(-1, 1) → CrossEntropyLoss", "matches 2.53045347"],
    ],
  ],
  [
    "log-probabilities printed with two digits, which do not quite add up to 1",
    tensor([[-0.41, -1.42, -2.32]]),
    tensor([0], "int64"),
    { inputKind: "logProbabilities" },
    [
      ["NLLLoss", "matches 0.41000000"],
      ["CrossEntropyLoss", "differs 0.41363125 normalisedAgain"],
      ["Softmax → Log → NLLLoss", "differs 0.41363125 normalisedAgain"],
    ],
  ],
  [
    "probabilities printed with two digits",
    tensor([
      [0.33, 0.33, 0.33],
      [0.2, 0.5, 0.29],
    ]),
    tensor([0, 1], "int64"),
    { inputKind: "probabilities" },
    [
      ["Log → NLLLoss", "matches 0.90090490"],
      ["Log → CrossEntropyLoss", "differs 0.89085457 normalisedAgain"],
    ],
  ],
  [
    "±1 labels",
    tensor([-1.5, 2.5]),
    tensor([-1, 1]),
    {},
    [
      ["SoftMarginLoss", "matches 0.14015151"],
      ["BCEWithLogitsLoss", "differs -0.60984849 signsAsLabels"],
    ],
  ],
];

describe("verdicts on the pipelines", () => {
  for (const [title, input, target, choice, rows, options] of tables) {
    it(title, () => {
      const actual = outcomes(input, target, choice, options);
      assert.deepEqual(
        rows.map(([pipeline]) => [pipeline, actual.get(pipeline)]),
        rows,
      );
    });
  }

  it("orders them: matches, coincides, differs, raises", () => {
    const report = reportPair(
      {
        input: twoColumns,
        target: tensor([
          [1, 0],
          [0, 1],
          [1, 0],
        ]),
      },
      undefined,
      {},
      {},
    );
    const groups = report?.pipelines.map((result) => (result.kind === "raised" ? "raises" : result.verdict?.kind));
    assert.deepEqual([...new Set(groups)], ["matches", "coincides", "differs", "raises"]);
    assert.equal(groups?.lastIndexOf("matches"), groups && groups.indexOf("coincides") - 1);
  });

  it("a pipeline that raises shows what its fix gives", () => {
    const report = reportPair({ input: binary.input, target: tensor([0, 1, 0], "int64") }, undefined, {}, {});
    const bce = report?.pipelines.find((result) => pipelineName(result.pipeline) === "BCELoss");
    assert.ok(bce?.kind === "raised" && bce.repaired !== undefined);
    assert.deepEqual(bce.repaired.fix, { argument: "target", ops: [{ op: "to", dtype: "float64" }] });
    assert.deepEqual(bce.repaired.verdict, { kind: "matches" });
  });

  it("the first that gives the loss runs as the arrays stand, whatever else would with a fix", () => {
    const first = (target: Tensor) =>
      firstGiving(reportPair({ input: binary.input, target }, undefined, {}, {})?.pipelines ?? []);
    const whole = tensor([0, 1, 0], "int64");
    const [now, converted] = [first(binary.target), first(whole)];
    assert.ok(now?.kind === "ran" && converted?.kind === "raised");
    assert.deepEqual([now.pipeline, now.verdict], [converted.pipeline, converted.repaired?.verdict]);
    const both = [converted, now].map(({ kind }) => kind);
    assert.deepEqual(both, ["raised", "ran"]);
    assert.equal(firstGiving([converted, now]), now);
    assert.equal(firstGiving([]), undefined);
  });

  it("a fix that moves the classes moves the reading with them", () => {
    const report = reportPair({ input: tokens, target: tokenTargets }, undefined, {}, {});
    const raised = report?.pipelines.find((result) => pipelineName(result.pipeline) === "LogSoftmax → NLLLoss");
    assert.ok(raised?.kind === "raised" && raised.repaired !== undefined);
    assert.deepEqual(raised.repaired.fix.ops, [{ op: "movedim", source: -1, destination: 1 }]);
    assert.equal(raised.repaired.value.data[0].toFixed(8), "2.53045347");
    assert.deepEqual(raised.repaired.verdict, { kind: "matches" });
  });

  it("the floor is claimed only where the rest of the pipeline is right", () => {
    const report = reportPair({ input: probabilities, target: indices }, undefined, {}, {});
    const floors = new Map(
      report?.pipelines.flatMap((result) => {
        if (result.kind === "raised" || result.verdict?.kind !== "differs") return [];
        const { mistake } = result.verdict;
        return "floor" in mistake ? [[pipelineName(result.pipeline), mistake.floor?.toFixed(4)]] : [];
      }),
    );
    assert.equal(floors.get("CrossEntropyLoss"), "0.5514");
    assert.equal(floors.get("Softmax → NLLLoss"), undefined);
  });
});
