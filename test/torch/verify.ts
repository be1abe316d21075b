/**
 * Runs programs, a person's call and pytests in the real PyTorch of the `python3` in PATH, as the editor does on request, and what it
 * says of it has to be what is expected. Prints "N passed, N failed".
 */
import type { LossOptions } from "../../src/engine/loss";
import { reportPair } from "../../src/engine/pairReport";
import { pipelineName } from "../../src/render/pipelineText";
import type { SnippetContext } from "../../src/render/pytorchCode";
import { verifyText } from "../../src/render/verifyText";
import type { Tensor } from "../../src/tensor/tensor";
import { type Agreement, agreementOf } from "../../src/verify/agreement";
import { runPython } from "../../src/verify/runPython";
import { readRunReport } from "../../src/verify/runReport";
import { callJob, pipelineJob, type TooLarge, testJob, type VerifyJob } from "../../src/verify/verifyJob";
import { tensor } from "../unit/engine/tensors";

const probabilities = tensor(
  [
    [0.8, 0.1, 0.1],
    [0.15, 0.8, 0.05],
    [0.05, 0.05, 0.9],
  ],
  "float32",
);
const labels = tensor([0, 1, 2], "int64");
const many: Tensor = {
  data: Float64Array.from({ length: 30_000 }, (_, i) => Math.sin(i)),
  shape: [10_000, 3],
  dtype: "float32",
};
const manyLabels: Tensor = {
  data: Float64Array.from({ length: 10_000 }, (_, i) => i % 3),
  shape: [10_000],
  dtype: "int64",
};

type Make = (
  context: SnippetContext,
  results: NonNullable<ReturnType<typeof reportPair>>["pipelines"],
) => VerifyJob | TooLarge;

const byName = (name: string, make: typeof pipelineJob): Make => {
  return (context, results) => {
    const result = results.find(({ pipeline }) => pipelineName(pipeline) === name);
    if (result === undefined) throw new Error(`no pipeline ${name}`);
    return make(context, result);
  };
};
const call =
  (name: string, item?: string): Make =>
  (context, results) =>
    byName(name, (own, result) => callJob(own, result, "F.cross_entropy(probs, labels)", item))(context, results);

const cases: readonly (readonly [string, Tensor, Tensor, LossOptions, Make, Agreement | readonly Agreement[]])[] = [
  ["a program", probabilities, labels, {}, byName("Log → NLLLoss", pipelineJob), ["equal", "agrees"]],
  [
    "unreduced",
    probabilities,
    labels,
    { reduction: "none" },
    byName("CrossEntropyLoss", pipelineJob),
    ["equal", "agrees"],
  ],
  [
    "a program that is mended",
    probabilities,
    labels,
    {},
    byName("BCEWithLogitsLoss", pipelineJob),
    ["equal", "agrees"],
  ],
  ["large arrays", many, manyLabels, {}, byName("CrossEntropyLoss", pipelineJob), ["equal", "agrees"]],
  ["the call in float32", probabilities, labels, {}, call("CrossEntropyLoss"), "agrees"],
  ["the call that raises", probabilities, labels, {}, call("BCEWithLogitsLoss"), "equal"],
  ["a pytest", probabilities, labels, {}, byName("Log → NLLLoss", testJob), "agrees"],
  ["a pytest of an exception", probabilities, labels, {}, byName("BCEWithLogitsLoss", testJob), "agrees"],
  // The loss of another batch is expected: both have to see it.
  ["another value", probabilities, labels, {}, wrongly(byName("CrossEntropyLoss", pipelineJob)), "differs"],
  ["a pytest that fails", probabilities, labels, {}, failing(byName("CrossEntropyLoss", testJob)), "differs"],
];

function wrongly(make: Make): Make {
  return (context, results) => {
    const job = make(context, results);
    if ("kind" in job) return job;
    return { ...job, expected: { kind: "value", value: tensor(0.125), item: undefined } };
  };
}

function failing(make: Make): Make {
  return (context, results) => {
    const job = make(context, results);
    if ("kind" in job) return job;
    const files = job.files.map((file) => ({
      ...file,
      text: file.text.replace("expected = torch.tensor(", "expected = 1 + torch.tensor("),
    }));
    return { ...job, files };
  };
}

async function main(): Promise<void> {
  let passed = 0;
  let failed = 0;
  for (const [title, input, target, options, make, wanted] of cases) {
    const report = reportPair({ input, target }, undefined, {}, options);
    if (report === undefined) throw new Error(`no reading fits: ${title}`);
    const context = { input, target, options: report.options, inputName: "probs", targetName: "labels" };
    const job = make(context, report.pipelines);
    if ("kind" in job) throw new Error(`too large: ${title}`);
    const run = { interpreters: ["python3"], files: job.files, limitMs: 300_000 };
    const end = await runPython(run, new AbortController().signal);
    const found = end.kind === "ended" && end.report !== undefined ? readRunReport(end.report) : undefined;
    const agreement = found && agreementOf(found, job.expected);
    const text = found && agreement && verifyText(found, agreement, job.expected, "python3");
    if (agreement !== undefined && [wanted].flat().includes(agreement)) passed++;
    else {
      failed++;
      console.error(`${title}: ${agreement ?? end.kind}, expected ${wanted}\n${JSON.stringify(found ?? end)}`);
    }
    console.log(`${title}: ${text}`);
  }
  console.log(`verify: ${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();
