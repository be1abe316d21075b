import { stridesOf } from "../sources/arrayFile";
import { bytesInMemory } from "../sources/byteSource";
import { elementTypes } from "../sources/elementTypes";
import { type FileProblem, problemOf } from "../sources/fileProblem";
import { elements } from "../sources/readElements";
import { numel, type Tensor } from "../tensor/tensor";
import { type LiveAnswer, type LiveArray, type LiveRefusal, readAnswer } from "./answer";
import type { Probe } from "./pythonProbe";

/** Above this the values stay where they are. */
export const MOST_BYTES = 64 * 2 ** 20;

/** Of one answer: below what a Jupyter server lets through in a second. */
const CHUNK_BYTES = 3 * 2 ** 18;

/** Why nothing came of asking a running program. */
export type LiveProblem =
  | LiveRefusal
  /** What came back is no answer of the program that was sent. */
  | { readonly kind: "garbage" }
  /** Another array came back in the midst of reading. */
  | { readonly kind: "changed" }
  | { readonly kind: "cancelled" }
  /** The person, or another extension on their behalf, said no. */
  | { readonly kind: "denied" }
  /** Its kernel or session cannot be asked now. */
  | { readonly kind: "state"; readonly state: ProgramState }
  /** An exception outside of the probe: a name that is not defined. */
  | { readonly kind: "exception"; readonly message: string }
  | { readonly kind: "bytes"; readonly problem: FileProblem };

export type ProgramState =
  | "nothing"
  | "noKernel"
  | "busy"
  | "starting"
  | "dead"
  | "language"
  | "notPaused"
  | "noSession";

/** What a kernel or a debugger said, as text around the answer. */
export type Said =
  | { readonly kind: "said"; readonly text: string }
  | { readonly kind: "problem"; readonly problem: LiveProblem };

/** A running program that can be asked. */
export interface Program {
  /** What stands for all names in sight, in the program's own words; undefined where they cannot be listed. */
  readonly names: string | undefined;
  ask(expression: string, probe: Probe, mark: string): Promise<Said>;
  /** Takes a number of bytes through a file, where that is possible: undefined where it is not. */
  readonly throughFile?: (
    expression: string,
    probe: (file: string) => Probe,
    mark: string,
  ) => Promise<{ readonly said: Said; readonly data: Uint8Array } | undefined>;
}

export type Answered<Kind extends LiveAnswer["kind"]> =
  | Extract<LiveAnswer, { readonly kind: Kind }>
  | { readonly kind: "problem"; readonly problem: LiveProblem };

/** One question, and an answer of the kind that belongs to it. */
export async function ask<Kind extends "array" | "names" | "loss">(
  program: Program,
  expression: string,
  probe: Probe,
  kind: Kind,
): Promise<Answered<Kind>> {
  const mark = newMark();
  return checked(await program.ask(expression, probe, mark), mark, kind);
}

function checked<Kind extends "array" | "names" | "loss">(said: Said, mark: string, kind: Kind): Answered<Kind> {
  if (said.kind === "problem") return said;
  const answer = readAnswer(said.text, mark);
  if (answer?.kind === "refused") return problem(answer.refusal);
  if (answer === undefined || answer.kind !== kind) return problem({ kind: "garbage" });
  return answer as Extract<LiveAnswer, { readonly kind: Kind }>;
}

export type Fetched =
  | { readonly kind: "tensor"; readonly tensor: Tensor }
  | { readonly kind: "problem"; readonly problem: LiveProblem };

/** The values of an array that was described before. */
export async function fetchTensor(
  program: Program,
  expression: string,
  described: LiveArray,
  tell: (done: number) => void,
  isCancelled: () => boolean,
): Promise<Fetched> {
  const { bytes } = elementTypes[described.type];
  const count = numel(described.shape);
  const atOnce = Math.max(1, Math.floor(CHUNK_BYTES / bytes));
  const data = new Uint8Array(count * bytes);
  const whole = count > atOnce ? await fromFile(program, expression, described, count) : undefined;
  if (whole?.kind === "problem") return whole;
  if (whole !== undefined) return tensorOf(described, whole.data, whole.littleEndian);
  let littleEndian = true;
  for (let start = 0; start < count; start += atOnce) {
    if (isCancelled()) return problem({ kind: "cancelled" });
    const wanted = Math.min(atOnce, count - start);
    const part = await ask(program, expression, { want: "bytes", start, count: wanted }, "array");
    if (part.kind === "problem") return part;
    if (!isSame(part.array, described)) return problem({ kind: "changed" });
    if (part.data.length !== wanted * bytes) return problem({ kind: "garbage" });
    data.set(part.data, start * bytes);
    littleEndian = part.littleEndian;
    tell((start + wanted) / count);
  }
  return tensorOf(described, data, littleEndian);
}

async function fromFile(program: Program, expression: string, described: LiveArray, count: number) {
  const mark = newMark();
  const taken = await program.throughFile?.(expression, (file) => ({ want: "bytes", start: 0, count, file }), mark);
  if (taken === undefined) return undefined;
  const answer = checked(taken.said, mark, "array");
  // A debugger of another machine, a program that may not write: the answers themselves are left.
  if (answer.kind === "problem") return undefined;
  if (!isSame(answer.array, described)) return problem({ kind: "changed" });
  if (taken.data.length !== count * elementTypes[described.type].bytes) return problem({ kind: "garbage" });
  return { kind: "file", data: taken.data, littleEndian: answer.littleEndian } as const;
}

/** The first rows of an array. */
export async function fetchRows(program: Program, expression: string, rows: number): Promise<Fetched> {
  const part = await ask(program, expression, { want: "rows", count: rows }, "array");
  return part.kind === "problem" ? part : tensorOf(part.array, part.data, part.littleEndian);
}

function isSame(a: LiveArray, b: LiveArray): boolean {
  return a.type === b.type && a.shape.length === b.shape.length && a.shape.every((size, dim) => size === b.shape[dim]);
}

function tensorOf({ shape, type, taken }: LiveArray, data: Uint8Array, littleEndian: boolean): Fetched {
  const { bytes, dtype } = elementTypes[type];
  const count = numel(shape);
  if (data.length !== count * bytes) return problem({ kind: "garbage" });
  const region = { offset: 0, length: data.length, packed: undefined, skip: 0 };
  const array = { name: "", shape, type, littleEndian, strides: stridesOf(shape), start: 0, region };
  try {
    const values = new Float64Array(count);
    let at = 0;
    for (const part of elements(bytesInMemory(data), array, 0, count)) {
      values.set(part, at);
      at += part.length;
    }
    return { kind: "tensor", tensor: { data: values, shape, dtype: taken ?? dtype } };
  } catch (error) {
    return problem({ kind: "bytes", problem: problemOf(error) });
  }
}

export function problem(what: LiveProblem): { readonly kind: "problem"; readonly problem: LiveProblem } {
  return { kind: "problem", problem: what };
}

/** What no program prints by itself. */
function newMark(): string {
  const words = crypto.getRandomValues(new Uint32Array(4));
  return `LossLens${Array.from(words, (word) => word.toString(36)).join("")}`;
}
