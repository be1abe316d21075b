import { evaluationJson, withNumberWords } from "../render/evaluationJson";
import type { Evaluation, Misfit } from "../report";
import type { Argument, Pair } from "./choosePair";
import type { ArraysOfFile, ListedArray } from "./foundArrays";
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
  return toJson({
    schema: SCHEMA,
    file: fileName,
    input: argumentJson(pair.input),
    target: pair.target && argumentJson(pair.target),
    guessed: pair.guess?.guessed ?? null,
    guessedByName: pair.guess?.byName ?? null,
    call: pair.code ? { text: pair.code.text, line: pair.code.line, cell: pair.code.cell ?? null } : null,
    ...evaluationJson(report),
    ...(expected && { expected: expected.text, asExpected: expected.holds }),
    ...(report.kind === "evaluation" &&
      report.reference.kind === "reference" && { samples: worstSamples(report.reference.samples, worst) }),
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

function toJson(value: unknown): string {
  return `${JSON.stringify(value, withNumberWords, 2)}\n`;
}
