import type { Reading } from "../engine/reading";
import type { PipelineResult } from "../engine/verdict";
import type { Evaluation, Misfit } from "../report";
import type { Tensor } from "../tensor/tensor";
import { findingText } from "./findingText";
import { optionMisfitText, outOfRangeText } from "./misfitText";
import { fixCode, pipelineName } from "./pipelineText";
import { reasonsOf } from "./readingText";
import { printedInType } from "./shownLoss";
import { mistakeText, type VerdictGroup, verdictGroup } from "./verdictText";

/** A number for a scalar, otherwise the values in row-major order with their shape. */
export type ValueJson = number | { readonly shape: readonly number[]; readonly values: readonly number[] };

export interface ReadingJson {
  readonly inputKind: Reading["inputKind"];
  readonly task: Reading["task"];
  readonly targetKind: Reading["targetKind"];
  /** Of a teacher's logits, where it is not 1. */
  readonly temperature?: number;
  readonly classDim: number | null;
}

export interface PipelineJson {
  readonly name: string;
  readonly loss: string;
  readonly verdict: VerdictGroup;
  readonly value?: ValueJson;
  readonly reason?: string | null;
  readonly exception?: string;
  readonly message?: string;
  readonly fix?: string | null;
  readonly valueAfterFix?: ValueJson | null;
}

/** What two arrays give, whoever asks. */
export interface EvaluationJson {
  /** Null where there is none: `problem` says why. */
  readonly loss: ValueJson | null;
  readonly problem?: string;
  /** What print shows of it in the type of the input; null in float64, and where a digit is not certain. */
  readonly printed?: string | null;
  readonly reduction?: string;
  readonly mean?: number;
  readonly sum?: number;
  readonly correct?: number;
  readonly counted?: number;
  readonly chance?: number;
  readonly reading?: ReadingJson;
  /** All that fit, likeliest first. */
  readonly readings?: readonly (ReadingJson & { readonly confidence: number; readonly reasons: readonly string[] })[];
  readonly findings?: readonly string[];
  readonly pipelines: readonly PipelineJson[];
}

/** A report as JSON has it, but for nan and infinities: `withNumberWords`. */
export function evaluationJson(report: Evaluation | Misfit): EvaluationJson {
  const pipelines = report.pipelines.map(pipelineJson);
  if (report.kind === "misfit") return { loss: null, problem: "no reading fits the two shapes", pipelines };
  const { reference, reading, readings, options } = report;
  const rest = {
    reading: readingJson(reading),
    readings: readings.map((ranked) => {
      return { ...readingJson(ranked.reading), confidence: ranked.confidence, reasons: reasonsOf(ranked) };
    }),
    findings: report.findings.map(findingText),
    pipelines,
  };
  if (reference.kind !== "reference") {
    const problem =
      reference.kind === "targetOutOfRange" ? outOfRangeText(reference) : optionMisfitText(reference, report);
    return { loss: null, problem, ...rest };
  }
  const { correct, counted, chance } = reference.summary;
  return {
    loss: valueJson(reference.value),
    printed: printedInType(report) ?? null,
    reduction: options.reduction ?? "mean",
    ...{ mean: reference.mean, sum: reference.sum, correct, counted, chance },
    ...rest,
  };
}

/** For JSON.stringify: JSON has no nan and no infinities; they are the strings "nan", "inf" and "-inf". */
export function withNumberWords(_: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

function readingJson({ inputKind, task, targetKind, classDim, temperature }: Reading): ReadingJson {
  return { inputKind, task, targetKind, classDim: classDim ?? null, ...(temperature !== undefined && { temperature }) };
}

function pipelineJson(result: PipelineResult): PipelineJson {
  const { pipeline } = result;
  const common = { name: pipelineName(pipeline), loss: pipeline.loss, verdict: verdictGroup(result) };
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

function valueJson({ data, shape }: Tensor): ValueJson {
  return shape.length === 0 ? data[0] : { shape, values: Array.from(data) };
}
