import { evaluationJson, withNumberWords } from "../render/evaluationJson";
import { fileProblemText } from "../render/fileText";
import type { Evaluation, Misfit } from "../report";
import type { ArrayFile } from "../sources/arrayFile";
import type { ChosenArray, ChosenPair } from "./choosePair";
import type { ArraysOfFile, ListedArray } from "./foundArrays";
import { worstSamples } from "./worstSamples";

/** Raised when a script that reads the output could break; new members alone do not raise it. docs/command-line.md describes it. */
const SCHEMA = 1;

export interface ReportOutcome {
  readonly text: string;
  readonly holds: boolean;
}

/** A report as JSON text. JSON has no nan and no infinities: they are the strings "nan", "inf" and "-inf". */
export function reportJson(
  fileName: string,
  pair: ChosenPair,
  report: Evaluation | Misfit,
  worst: number,
  expected: ReportOutcome | undefined,
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

/** Those of a file of numbers, by what its header says. */
export function listFileJson(fileName: string, { arrays, refused }: ArrayFile): string {
  return toJson({
    schema: SCHEMA,
    file: fileName,
    arrays: arrays.map(({ name, shape, type }) => {
      const selector = name === "" ? fileName : `${fileName}#${name}`;
      return { name: name === "" ? null : name, selector, place: "", shape, dtype: type, line: null, cell: null };
    }),
    columns: [],
    unread: refused.map(({ name, problem }) => ({ name, place: "", message: fileProblemText(problem) })),
  });
}

function argumentJson({ name, selector, place, literal: { tensor } }: ChosenArray) {
  return { name: name ?? null, selector, place, shape: tensor.shape, dtype: tensor.dtype };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, withNumberWords, 2)}\n`;
}
