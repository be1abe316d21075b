import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { LossName } from "../engine/loss";
import { reportPair } from "../engine/pairReport";
import type { PipelineResult } from "../engine/verdict";
import type { LiveArray } from "../live/answer";
import { ask, fetchRows } from "../live/askProgram";
import { nameOf } from "../live/expression";
import { liveLossText } from "../render/liveText";
import { formatCount } from "../render/numbers";
import { pipelineName } from "../render/pipelineText";
import { type SnippetContext, variableProgram } from "../render/pytorchCode";
import { elementTypes } from "../sources/elementTypes";
import { numel } from "../tensor/tensor";
import { asked, type Problem, sayProblem, siblingsOf } from "./liveArrays";
import type { LiveOrigin } from "./liveOrigin";

interface LargeVariable {
  readonly expression: string;
  readonly array: LiveArray;
}

/** So many elements of each array tell how the two are read. */
const SAMPLED_ELEMENTS = 100_000;

/** The loss of an array whose values stay where they are: by the program that is offered for a pipeline, run there; only the loss comes back. */
export async function lossWhereItIs(
  origin: LiveOrigin,
  input: LargeVariable,
  called: string | undefined,
): Promise<void> {
  const { expression } = input;
  const target = called ?? (await pickName(origin, expression));
  if (target === undefined) return;
  const sample = await sampled(origin, input, target);
  if (sample.kind === "problem") return sayProblem(expression, sample.problem);
  if (sample.kind === "noRows") {
    vscode.window.showWarningMessage(l10n.t("One row of {0} is too large to tell how it is read.", nameOf(expression)));
    return;
  }
  const { context, rows, targetArray } = sample;
  const report = reportPair(context, context.inputName, {}, context.options);
  const results = report?.pipelines.filter((each) => canRun(each, [input.array, targetArray])) ?? [];
  if (report === undefined || results.length === 0) {
    vscode.window.showWarningMessage(l10n.t("No loss takes {0} and {1}.", nameOf(expression), nameOf(target)));
    return;
  }
  const result = await pickPipeline(results, rows);
  if (result === undefined) return;
  const { code, inputName, targetName } = variableProgram(context, result);
  const unreduced = variableProgram({ ...context, options: { reduction: "none" } }, result).code;
  const types = { inputType: elementTypes[input.array.type].dtype, targetType: elementTypes[targetArray.type].dtype };
  const ignoreIndex = report.reading.targetKind === "classIndices" ? -100 : undefined;
  const title = l10n.t("Computing {0} where the arrays are", pipelineName(result.pipeline));
  const answer = await asked(origin, title, (program) =>
    ask(
      program,
      `(${expression}, ${target})`,
      {
        ...{ want: "loss", program: code, unreduced, input: inputName, target: targetName, ...types },
        ...{ reduction: "mean", ignoreIndex },
      },
      "loss",
    ),
  );
  if (answer.kind === "problem") return sayProblem(expression, answer.problem);
  const call = `${pipelineName(result.pipeline)} (${nameOf(expression)}, ${nameOf(target)})`;
  const copy = l10n.t("Copy Code");
  if ((await vscode.window.showInformationMessage(liveLossText(call, answer.loss), copy)) !== copy) return;
  await vscode.env.clipboard.writeText(code);
}

async function pickName(origin: LiveOrigin, input: string): Promise<string | undefined> {
  const items = (await siblingsOf(origin, input)).map(({ name, facts }) => ({ label: name, description: facts }));
  const placeHolder = l10n.t("Which array holds the targets?");
  return (await vscode.window.showQuickPick(items, { title: nameOf(input), placeHolder }))?.label;
}

type Sampled =
  | Problem
  | { readonly kind: "noRows" }
  | {
      readonly kind: "sample";
      readonly context: SnippetContext;
      readonly rows: number;
      readonly targetArray: LiveArray;
    };

/** The first rows of both, as they tell how all of them are to be read. */
async function sampled(origin: LiveOrigin, { expression, array }: LargeVariable, target: string): Promise<Sampled> {
  return asked(origin, l10n.t("Reading the first rows"), async (program): Promise<Sampled> => {
    const other = await ask(program, target, { want: "describe" }, "array");
    if (other.kind === "problem") return other;
    const rowOf = ({ shape }: LiveArray) => numel(shape.slice(1));
    const rows = Math.min(
      ...[array, other.array].map((each) => Math.floor(SAMPLED_ELEMENTS / Math.max(1, rowOf(each)))),
      array.shape[0] ?? 0,
    );
    if (rows < 1) return { kind: "noRows" };
    const first = await fetchRows(program, expression, rows);
    if (first.kind === "problem") return first;
    const second = await fetchRows(program, target, rows);
    if (second.kind === "problem") return second;
    const context: SnippetContext = {
      ...{ input: first.tensor, target: second.tensor, options: { reduction: "mean" } },
      ...{ inputName: nameOf(expression), targetName: nameOf(target) },
    };
    return { kind: "sample", context, rows, targetArray: other.array };
  });
}

/** Losses whose mean is that of the losses by element, but for targets that are ignored. */
const byElement: ReadonlySet<LossName> = new Set<LossName>([
  ...(["CrossEntropyLoss", "NLLLoss", "BCELoss", "BCEWithLogitsLoss", "KLDivLoss", "MSELoss", "L1Loss"] as const),
  ...(["SmoothL1Loss", "HuberLoss", "SoftMarginLoss", "MultiMarginLoss", "MultiLabelSoftMarginLoss"] as const),
]);

/** What ran on the first rows, as it is or with its fix; of dask what is the mean of the losses by element. */
function canRun(result: PipelineResult, arrays: readonly LiveArray[]): boolean {
  if (result.kind === "raised" && result.repaired === undefined) return false;
  const [{ shape }] = arrays;
  return arrays.every(({ lazy }) => lazy !== "dask") || (shape.length > 1 && byElement.has(result.pipeline.loss));
}

async function pickPipeline(results: readonly PipelineResult[], rows: number): Promise<PipelineResult | undefined> {
  const isMatch = (each: PipelineResult) =>
    each.kind === "ran" ? each.verdict?.kind === "matches" : each.repaired?.verdict?.kind === "matches";
  const ordered = [...results].sort((a, b) => Number(isMatch(b)) - Number(isMatch(a)));
  const items = ordered.map((result) => ({
    label: pipelineName(result.pipeline),
    description: isMatch(result) ? l10n.t("fits what the values are") : "",
    result,
  }));
  const placeHolder = l10n.t("Which loss? Read from the first {0} rows.", formatCount(rows));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.result;
}
