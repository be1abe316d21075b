import type { Reading } from "../engine/reading";
import type { PipelineResult } from "../engine/verdict";
import { findingText } from "../render/findingText";
import { optionMisfitText, outOfRangeText } from "../render/misfitText";
import { fixCode, pipelineName } from "../render/pipelineText";
import { evidenceText } from "../render/readingText";
import { mistakeText } from "../render/verdictText";
import type { Evaluation, Misfit } from "../report";
import type { Tensor } from "../tensor/tensor";
import type { Argument, Pair } from "./choosePair";
import type { ArraysOfFile, ListedArray } from "./foundArrays";
import { groupOf } from "./reportText";
import { worstSamples } from "./worstSamples";

/** Raised when a script that reads the output could break; new members alone do not raise it. docs/command-line.md describes it. */
const SCHEMA = 1;

export interface Outcome {
  readonly text: string;
  readonly holds: boolean;
}

/** A report as JSON text. JSON has no nan and no infinities: they are the strings "nan", "inf" and "-inf". */
export function reportJson(
  fileName: string,
  pair: Pair,
  report: Evaluation | Misfit,
  worst: number,
  expected: Outcome | undefined,
): string {
  const common = {
    schema: SCHEMA,
    file: fileName,
    input: argumentJson(pair.input),
    target: pair.target && argumentJson(pair.target),
    guessed: pair.guess?.guessed ?? null,
    guessedByName: pair.guess?.byName ?? null,
    call: pair.code ? { text: pair.code.text, line: pair.code.line, cell: pair.code.cell ?? null } : null,
  };
  const pipelines = report.pipelines.map(pipelineJson);
  if (report.kind === "misfit") {
    return toJson({ ...common, loss: null, problem: "no reading fits the two shapes", pipelines });
  }
  const { reference, reading, readings, options } = report;
  const rest = {
    reading: readingJson(reading),
    readings: readings.map(({ reading: candidate, confidence, evidence }) => {
      return { ...readingJson(candidate), confidence, reasons: evidence.map(evidenceText) };
    }),
    findings: report.findings.map(findingText),
    pipelines,
  };
  if (reference.kind !== "reference") {
    const problem =
      reference.kind === "targetOutOfRange" ? outOfRangeText(reference) : optionMisfitText(reference, report);
    return toJson({ ...common, loss: null, problem, ...rest });
  }
  return toJson({
    ...common,
    loss: valueJson(reference.value),
    reduction: options.reduction ?? "mean",
    mean: reference.mean,
    sum: reference.sum,
    ...(expected && { expected: expected.text, asExpected: expected.holds }),
    correct: reference.summary.correct,
    counted: reference.summary.counted,
    chance: reference.summary.chance,
    ...rest,
    samples: worstSamples(reference.samples, worst),
  });
}

/** The arrays of a file as JSON text. */
export function listJson(fileName: string, { arrays, columns, unread }: ArraysOfFile): string {
  const describe = (array: ListedArray) => ({ ...argumentJson(array), line: array.line, cell: array.cell ?? null });
  return toJson({
    schema: SCHEMA,
    file: fileName,
    arrays: arrays.map(describe),
    columns: columns.map(describe),
    unread,
  });
}

function argumentJson({ name, selector, place, literal: { tensor } }: Argument) {
  return { name: name ?? null, selector, place, shape: tensor.shape, dtype: tensor.dtype };
}

function readingJson({ inputKind, task, targetKind, classDim }: Reading) {
  return { inputKind, task, targetKind, classDim: classDim ?? null };
}

function pipelineJson(result: PipelineResult) {
  const { pipeline } = result;
  const common = { name: pipelineName(pipeline), loss: pipeline.loss, verdict: groupOf(result) };
  if (result.kind === "ran") {
    const { verdict, value } = result;
    const reason = verdict === undefined || verdict.kind === "matches" ? null : mistakeText(verdict.mistake);
    return { ...common, value: valueJson(value), reason };
  }
  const { refusal, repaired } = result;
  return {
    ...common,
    exception: refusal.exception,
    message: refusal.message,
    fix: repaired ? fixCode(repaired.fix) : null,
    valueAfterFix: repaired ? valueJson(repaired.value) : null,
  };
}

/** A number for a scalar, otherwise the values in row-major order with their shape. */
function valueJson({ data, shape }: Tensor) {
  return shape.length === 0 ? data[0] : { shape, values: Array.from(data) };
}

function toJson(value: unknown): string {
  const safe = (_: string, each: unknown) => {
    if (typeof each !== "number" || Number.isFinite(each)) return each;
    return Number.isNaN(each) ? "nan" : each > 0 ? "inf" : "-inf";
  };
  return `${JSON.stringify(value, safe, 2)}\n`;
}
