import type { PipelineResult } from "../engine/verdict";
import { pipelineName } from "../render/pipelineText";
import { callProgram, pipelineSnippet, pipelineTest, type SnippetContext } from "../render/pytorchCode";
import type { PythonSource } from "../render/writtenText";
import type { Tensor } from "../tensor/tensor";
import type { PythonRun } from "./pythonRun";
import { MOST_VALUES, PROGRAM_FILE, programRunner, TEST_FILE, testRunner } from "./runner";

/** Of more elements a program would be too large to be worth its run. */
export const MOST_VERIFIED = 200_000;

/** What is run, and what it is expected to give. */
export interface VerifyJob {
  /** `Log → NLLLoss`, or the person's call. */
  readonly name: string;
  /** What a person is shown of it. */
  readonly program: PythonSource;
  readonly files: PythonRun["files"];
  readonly expected: Expected;
}

export type Expected =
  /** In float64 all digits; in the call's own dtype those that it has, and what `.item()` shows where that is certain. */
  | { readonly kind: "value"; readonly value: Tensor; readonly item: string | undefined }
  | { readonly kind: "exception"; readonly type: string; readonly message: string }
  | { readonly kind: "passes" };

/** Too large to be run, a clause to follow what it is. */
export type TooLarge = { readonly kind: "tooLarge"; readonly elements: number; readonly most: number };

/** The program of a pipeline as it is offered, in float64. */
export function pipelineJob(context: SnippetContext, result: PipelineResult): VerifyJob | TooLarge {
  const expected = expectedOf(result);
  const large = tooLarge(context, expected);
  if (large !== undefined) return large;
  const program = pipelineSnippet({ ...context, mostCopied: MOST_VERIFIED }, result);
  return { name: pipelineName(result.pipeline), program, files: programFiles(program), expected };
}

/** A person's own call on their arrays, in the arrays' own types; `item` is what `.item()` shows, where that is known. */
export function callJob(
  context: SnippetContext,
  result: PipelineResult,
  name: string,
  item: string | undefined,
): VerifyJob | TooLarge {
  const expected: Expected =
    result.kind === "ran"
      ? { kind: "value", value: result.value, item }
      : { kind: "exception", type: result.refusal.exception, message: result.refusal.message };
  const large = tooLarge(context, expected);
  if (large !== undefined) return large;
  const program = callProgram({ ...context, mostCopied: MOST_VERIFIED }, result.pipeline);
  return { name, program, files: programFiles(program), expected };
}

/** The pytest of a pipeline as it is offered. */
export function testJob(context: SnippetContext, result: PipelineResult): VerifyJob | TooLarge {
  const large = tooLarge(context, expectedOf(result));
  if (large !== undefined) return large;
  const program = pipelineTest({ ...context, mostCopied: MOST_VERIFIED }, result);
  const files = [
    { name: "run.py", text: testRunner },
    { name: "empty.ini", text: "[pytest]\n" },
    { name: TEST_FILE, text: program },
  ];
  return { name: pipelineName(result.pipeline), program, files, expected: { kind: "passes" } };
}

function programFiles(program: PythonSource): PythonRun["files"] {
  return [
    { name: "run.py", text: programRunner },
    { name: PROGRAM_FILE, text: program },
  ];
}

function expectedOf(result: PipelineResult): Expected {
  const value = result.kind === "ran" ? result.value : result.repaired?.value;
  if (value !== undefined) return { kind: "value", value, item: undefined };
  const { exception: type, message } = (result as Extract<PipelineResult, { readonly kind: "raised" }>).refusal;
  return { kind: "exception", type, message };
}

function tooLarge({ input, target }: SnippetContext, expected: Expected): TooLarge | undefined {
  const elements = input.data.length + target.data.length;
  if (elements > MOST_VERIFIED) return { kind: "tooLarge", elements, most: MOST_VERIFIED };
  const losses = expected.kind === "value" ? expected.value.data.length : 0;
  return losses > MOST_VALUES ? { kind: "tooLarge", elements: losses, most: MOST_VALUES } : undefined;
}
