/**
 * Writes every snippet that Loss Lens offers for a table of pairs, one JSON object a line: {title, code, outcome}
 * for a program and {title, test} for a pytest. `run_snippets.py` runs each under the real torch.
 */
import type { LossName, LossOptions } from "../../src/engine/loss";
import { lossFunctions } from "../../src/engine/losses/lossFunctions";
import { type PairReport, reportPair, runAll } from "../../src/engine/pairReport";
import { reduce } from "../../src/engine/reduce";
import { isRefusal } from "../../src/engine/refusal";
import type { PipelineResult } from "../../src/engine/verdict";
import { asChoice } from "../../src/panel/reading/choices";
import { definitionSnippet } from "../../src/render/definitionCode";
import { pipelineName } from "../../src/render/pipelineText";
import { pipelineSnippet, pipelineTest, type SnippetContext } from "../../src/render/pytorchCode";
import type { DType, Tensor } from "../../src/tensor/tensor";
import { tensor } from "../unit/engine/tensors";

const three = tensor([
  [0.8, 0.1, 0.1],
  [0.15, 0.8, 0.05],
  [0.05, 0.05, 0.9],
  [0.85, 0.1, 0.05],
]);
const scores = tensor(
  [
    [2, -1, 0.5],
    [0.1, 0.2, 0.3],
    [-1.5, 4, 0],
  ],
  "float32",
);
const labels = tensor([
  [1, 1, 0],
  [0, 1, 1],
  [1, 0, 1],
  [1, 1, 0],
]);
const indices = tensor([0, 1, 2, 0], "int64");
const images = tensor([
  [
    [1, -2],
    [3, 4],
    [-5, 6],
  ],
]);

const pairs: readonly (readonly [title: string, input: Tensor, target: Tensor, options?: LossOptions])[] = [
  ["three classes", three, indices],
  ["sum", three, indices, { reduction: "sum" }],
  ["none", three, indices, { reduction: "none" }],
  [
    "weight, ignored, smoothed",
    scores,
    tensor([0, -100, 1], "int64"),
    { weight: tensor([1, 2, 0.5], "float32"), labelSmoothing: 0.1 },
  ],
  ["ignore_index 1", scores, tensor([0, 1, 1], "int64"), { ignoreIndex: 1 }],
  [
    "one-hot",
    three,
    tensor([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]),
  ],
  [
    "one-hot integers",
    three,
    tensor(
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
      "int64",
    ),
  ],
  ["float class indices", scores, tensor([0, 2, 1], "float32")],
  ["indices in a column", scores, tensor([[0], [2], [1]], "int64")],
  ["float32 against float64", tensor([0.1, 0.9, 0.2], "float32"), tensor([0, 1, 0])],
  ["binary", tensor([0.1, 0.9, 0.2]), tensor([0, 1, 0])],
  ["binary integers", tensor([0.1, 0.9, 0.2]), tensor([0, 1, 0], "int64")],
  ["binary booleans", tensor([-0.1, 0.9, 2]), tensor([0, 1, 0], "bool")],
  ["a column against a row", tensor([[-0.1], [0.9], [2]]), tensor([0, 1, 0])],
  ["signs", tensor([-1.5, 2.5]), tensor([-1, 1])],
  ["several labels", three, labels],
  ["several labels, pos_weight", three, labels, { posWeight: tensor([3, 1, 0.25]) }],
  ["label lists", tensor([[0.1, -0.2, 0.4, 0.8]]), tensor([[3, 0, -1, 1]], "int64")],
  ["images", images, tensor([[0, 2]], "int64")],
  [
    "tokens, classes last",
    tensor([
      [
        [1, -2, 0.5],
        [3, 4, 0.5],
      ],
    ]),
    tensor([[0, 2]], "int64"),
  ],
  ["one sample", tensor([2, -1, 0.5]), tensor(1, "int64")],
  [
    "nan and inf",
    tensor([
      [Number.NaN, 1],
      [Number.POSITIVE_INFINITY, 0],
      [-0, Number.NEGATIVE_INFINITY],
    ]),
    tensor([0, 1, 0], "int64"),
  ],
  [
    "integer scores",
    tensor(
      [
        [2, -1],
        [0, 3],
      ],
      "int64",
    ),
    tensor([0, 1], "int64"),
  ],
  ["labels that start at 1", scores, tensor([1, 3, 2], "int64")],
  [
    "half precision",
    tensor(
      [
        [2, -1],
        [0, 3],
      ],
      "float16" satisfies DType,
    ),
    tensor([0, 1], "int64"),
  ],
];

/** Pairs whose loss by definition asks for more than the others do. */
const others: typeof pairs = [
  [
    "probabilities of 0 and 1",
    tensor([
      [1, 0, 0],
      [0, 0.5, 0.5],
    ]),
    tensor([1, 2], "int64"),
  ],
  [
    "soft targets with zeros, smoothed",
    tensor([
      [1, 0, 0],
      [0.25, 0.5, 0.25],
    ]),
    tensor([
      [0.5, 0.5, 0],
      [0, 0, 1],
    ]),
    { labelSmoothing: 0.2 },
  ],
  [
    "soft targets, weight",
    scores,
    tensor([
      [0.5, 0.5, 0],
      [0, 0, 1],
      [0.2, 0.3, 0.5],
    ]),
    { weight: tensor([1, 2, 0.5]) },
  ],
  [
    "ignored, weight, none",
    scores,
    tensor([0, -1, 2], "int64"),
    { ignoreIndex: -1, weight: tensor([1, 2, 0.5]), reduction: "none" },
  ],
  ["ignored, weight", scores, tensor([0, -1, 2], "int64"), { ignoreIndex: -1, weight: tensor([1, 2, 0.5]) }],
  ["ignored, smoothed", scores, tensor([0, -100, 2], "int64"), { labelSmoothing: 0.1, reduction: "sum" }],
  ["all ignored", scores, tensor([-100, -100, -100], "int64")],
  [
    "log-probabilities of a teacher",
    scores,
    tensor(
      [
        [-0.5, -1.2, -2.2],
        [-0.5, -1.2, -2.2],
        [-0.5, -1.2, -2.2],
      ].map((row) => row.map((v) => v - Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)))),
    ),
  ],
  [
    "images, soft targets",
    images,
    tensor([
      [
        [0.25, 0],
        [0.75, 0.5],
        [0, 0.5],
      ],
    ]),
  ],
  ["several labels, weights", three, labels, { posWeight: tensor([3, 1, 0.25]), weight: tensor([1, 2, 0.5]) }],
  [
    "label lists, two rows",
    tensor([
      [0.1, -0.2, 0.4, 0.8],
      [1, 2, -3, 4],
    ]),
    tensor(
      [
        [3, 0, -1, 1],
        [-1, 0, 0, 0],
      ],
      "int64",
    ),
  ],
  ["certain probabilities", tensor([0, 1, 0.5]), tensor([0, 1, 1])],
  ["certain probabilities, wrong", tensor([0, 1, 0.5]), tensor([1, 0, 1])],
  ["log-probabilities", tensor([-0.1, -1e-9, -40]), tensor([1, 0, 1])],
  [
    "large scores",
    tensor([
      [800, -800],
      [-1000, 1000],
    ]),
    tensor([0, 0], "int64"),
  ],
  ["infinite scores of a yes", tensor([Number.POSITIVE_INFINITY, -1, Number.NEGATIVE_INFINITY]), tensor([1, 0, 0])],
  ["one number", tensor(0.3), tensor(1)],
  [
    "no samples",
    { data: new Float64Array(0), shape: [0, 3], dtype: "float64" },
    { data: new Float64Array(0), shape: [0], dtype: "int64" },
  ],
  [
    "tokens",
    tensor([
      [
        [1, -2, 0.5],
        [3, 4, 0.5],
      ],
      [
        [0, 1, 2],
        [2, 1, 0],
      ],
    ]),
    tensor(
      [
        [0, -100],
        [1, 2],
      ],
      "int64",
    ),
  ],
  ["values", tensor([[1.5], [2], [-0.25]]), tensor([1, 2.5, -1])],
];

function outcome(result: PipelineResult) {
  const ran = result.kind === "ran" ? result : result.repaired;
  if (ran !== undefined)
    return { values: Array.from(ran.value.data, (value) => (Number.isFinite(value) ? value : String(value))) };
  return result.kind === "raised" ? { exception: result.refusal.exception, message: result.refusal.message } : {};
}

/** Pairs that no reading fits: what torch says to each pipeline with these options all the same. */
const misfits: readonly (readonly [title: string, input: Tensor, target: Tensor, options: LossOptions])[] = [
  ["no reading", scores, tensor([0, 1], "int64"), { weight: tensor([1, 2, 0.5], "float32"), reduction: "sum" }],
  ["no reading, options refused", scores, tensor([7, 9, 11], "int64"), { labelSmoothing: 1.5, ignoreIndex: 7 }],
];

/** Names that mean something else in the program, or are none. */
const names: readonly (readonly [input: string | undefined, target: string | undefined])[] = [
  ["logits", "y_true"],
  ["target", undefined],
  ["input", "input"],
  ["expected", "pytest"],
  ["re", "loss"],
  ["torch", "__debug__"],
  ["__name__", "__builtins__"],
  ["test_loss", "assert"],
  ["print", "float"],
  ["a b", "x; import os"],
];

/** What a reading of two arrays may be: their loss by definition, written in NumPy and in SciPy. */
function writeDefinitions(
  title: string,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
  [inputName, targetName]: (typeof names)[number],
): void {
  const likeliest = reportPair({ input, target }, undefined, {}, options);
  for (const { reading: choice } of likeliest?.readings ?? []) {
    const report = reportPair({ input, target }, undefined, asChoice(choice), options);
    if (report !== undefined) definitions(title, report, [inputName, targetName]);
  }
}

function definitions(title: string, report: PairReport, [inputName, targetName]: (typeof names)[number]): void {
  const { reference, reading } = report;
  if (reference.kind !== "reference") return;
  const values = Array.from(reference.value.data, (value) => (Number.isFinite(value) ? value : String(value)));
  for (const library of ["numpy", "scipy"] as const) {
    const code = definitionSnippet({ ...report, reference, inputName, targetName }, library);
    const name = `${title}: ${library}, ${Object.values(reading).join(", ")}`;
    if (code !== undefined) console.log(JSON.stringify({ title: name, code, outcome: { values } }));
  }
}

const writtenLosses = new Set<LossName>();

function write(title: string, context: SnippetContext, pipelines: readonly PipelineResult[]): void {
  for (const result of pipelines) {
    writtenLosses.add(result.pipeline.loss);
    const name = `${title}: ${pipelineName(result.pipeline)}`;
    console.log(JSON.stringify({ title: name, code: pipelineSnippet(context, result), outcome: outcome(result) }));
    console.log(JSON.stringify({ title: `${name}, pytest`, test: pipelineTest(context, result) }));
  }
}

for (const [index, [title, input, target, options = {}]] of pairs.entries()) {
  const report = reportPair({ input, target }, undefined, {}, options);
  if (report === undefined) throw new Error(`no reading fits: ${title}`);
  const [inputName, targetName] = names[index % names.length];
  write(title, { ...report, inputName, targetName }, report.pipelines);
  for (const reduction of ["none", "mean", "sum", "batchmean"] as const) {
    writeDefinitions(`${title}, ${reduction}`, input, target, { ...options, reduction }, [inputName, targetName]);
  }
}
for (const [index, [title, input, target, options = {}]] of others.entries()) {
  writeDefinitions(title, input, target, options, names[index % names.length]);
}
for (const [title, input, target, options] of misfits) {
  const reading = { inputKind: "logits", task: "multiclass", targetKind: "classIndices", classDim: 1 } as const;
  const context = { input, target, options, inputName: "logits", targetName: "y_true" };
  write(title, context, runAll({ input, target }, reading, options, undefined));
}

for (const temperature of [1, 2.5]) {
  const [student, teacher] = [scores, { ...scores, data: scores.data.map((x, i) => x / 2 + i / 7) }];
  const choice = { targetKind: "logits", temperature } as const;
  for (const reduction of ["none", "mean", "sum", "batchmean"] as const) {
    const report = reportPair({ input: student, target: teacher }, undefined, choice, { reduction });
    if (report === undefined) throw new Error("no reading has the logits of a teacher");
    const title = `a teacher at ${temperature}, ${reduction}`;
    write(title, { ...report, inputName: "student", targetName: "teacher" }, report.pipelines);
    definitions(title, report, ["student", "teacher"]);
  }
}

/** Losses that no reading leads to, on arrays of their own. */
const unread: readonly (readonly [loss: LossName, input: Tensor, target: Tensor, options: LossOptions])[] = [
  ["SoftmaxFocalLoss", scores, tensor([0, -100, 1], "int64"), { gamma: 1.5, weight: tensor([1, 2, 0.5], "float32") }],
  ["RetinaNetFocalLoss", scores, tensor([0, -1, 3], "int64"), { alpha: 0.75 }],
  ["RetinaNetFocalLoss", scores, tensor([3, 3, 3], "int64"), { gamma: 3 }],
  ["MMDetFocalLoss", scores, tensor([0, 2, 3], "int64"), { alpha: -1 }],
  ["SigmoidFocalLoss", three, labels, {}],
  ["DiceLoss", three, labels, { smooth: 0.5 }],
  ["TverskyLoss", three, labels, { alpha: 0.3, beta: 0.7, batch: true }],
  ["MSELoss", three, labels, {}],
  ["L1Loss", three, labels, {}],
  ["HuberLoss", three, labels, { delta: 0.3 }],
  ["SmoothL1Loss", three, labels, { beta: 0.3 }],
  [
    "PoissonNLLLoss",
    scores,
    tensor([
      [1, 0, 2],
      [0, 1, 3],
      [4, 5, 0],
    ]),
    { full: true },
  ],
  ["GaussianNLLLoss", scores, scores, { var: 0.5 }],
  ["GaussianNLLLoss", three, labels, { var: three, full: true }],
  [
    "CosineEmbeddingLoss",
    scores,
    tensor([1, -1, 1]),
    {
      input2: tensor([
        [1, 0, 2],
        [0, 1, 3],
        [4, 5, 0],
      ]),
      margin: 0.1,
    },
  ],
  ["MarginRankingLoss", three, labels, { input2: labels, margin: 0.5 }],
  [
    "TripletMarginLoss",
    three,
    labels,
    {
      negative: tensor([
        [1, 0, 2],
        [0, 1, 3],
        [4, 5, 0],
        [1, 1, 1],
      ]),
      swap: true,
      p: 3,
    },
  ],
];
for (const [loss, input, target, options] of unread) {
  for (const reduction of ["none", "mean", "sum"] as const) {
    const given = { ...options, reduction };
    const unreduced = lossFunctions[loss](input, target, given);
    if (isRefusal(unreduced)) throw new Error(unreduced.message);
    const result = {
      kind: "ran",
      pipeline: { ops: [], loss },
      value: reduce(unreduced, reduction),
      verdict: undefined,
    } as const;
    write(`${loss}, ${reduction}`, { input, target, options: given, inputName: "x", targetName: "t" }, [result]);
  }
}

for (const loss of Object.keys(lossFunctions) as LossName[]) {
  if (!writtenLosses.has(loss)) throw new Error(`no code of ${loss} is run: it needs a row in test/torch/snippets.ts`);
}
