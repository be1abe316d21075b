import * as z from "zod";
import { namedLosses } from "../agents/evaluateArrays";
import type { LossName } from "../engine/loss";
import { losses } from "../engine/losses/losses";
import { inputKinds } from "../engine/reading";

const array = z
  .union([z.string(), z.number(), z.array(z.unknown())])
  .describe(
    'The array as it is written or was printed, in any language ("tensor([[0.1, 0.9]])"), or as nested lists of numbers. In lists whole ' +
      "numbers are class indices where they can be, and floats else: torch.tensor(…, dtype=…) as text says which.",
  );
const verdict = z.enum(["right", "wrong", "raises", "unsure"]);
const numberWord = z.union([z.number(), z.enum(["nan", "inf", "-inf"])]);
/** A scalar, or nested lists where the loss is not reduced. */
const nested = z.union([numberWord, z.array(z.unknown())]);

const file = z.strictObject({
  path: z.string().min(1).max(1000).describe("The file's name; .ipynb is read as a notebook."),
  text: z.string().describe("All that the file holds."),
});

export const checkLossesInput = z.strictObject({
  code: z.string().optional().describe("Python of one file."),
  files: z.array(file).optional().describe("Python files and notebooks with their texts."),
});

export const explainLossInput = z.strictObject({
  text: z
    .string()
    .describe("Code, printed arrays, a traceback, lines of a log or a bare number; Python where a line is given."),
  line: z.int().min(1).optional().describe("The line of a loss call, or of an array that goes into one, from 1."),
  column: z.int().min(1).optional().describe("The column on that line, from 1, in UTF-16 units."),
});

/** Why a loss cannot be named; the schema's own words where there is none of that name. */
function unnamed(name: unknown): string | undefined {
  if (typeof name !== "string" || !Object.hasOwn(losses, name)) return undefined;
  const takes = losses[name as LossName].signature.arguments.map(([argument]) => argument).join(", ");
  return `${name} takes ${takes}: write the call as code for check_losses`;
}

export const evaluateArraysInput = z.strictObject({
  input: array,
  target: array,
  input_kind: z
    .enum(inputKinds)
    .optional()
    .describe("What the input holds, where that is known; else it is told from the values."),
  teacher_logits: z
    .boolean()
    .optional()
    .describe("Whether the targets are the logits of another model, a teacher; else they are told from the values."),
  temperature: z
    .number()
    .positive()
    .optional()
    .describe("What divides the logits of both, student and teacher, before their softmax."),
  loss: z
    .enum(namedLosses, { error: ({ input }) => unnamed(input) })
    .optional()
    .describe(
      "A loss of torch.nn that takes an input and a target alone: the answer says whether this call is right. Others are for check_losses.",
    ),
  options: z
    .strictObject({
      reduction: z.enum(["none", "mean", "sum", "batchmean"]).optional(),
      weight: array.optional(),
      pos_weight: array.optional(),
      ignore_index: z.int().optional(),
      label_smoothing: z.number().optional(),
      margin: z.number().optional(),
      p: z.number().optional(),
      log_target: z.boolean().optional(),
      delta: z.number().optional(),
      beta: z.number().optional(),
      log_input: z.boolean().optional(),
      full: z.boolean().optional(),
      eps: z.number().optional(),
    })
    .optional()
    .describe("The loss's options by torch's names."),
});

const place = {
  line: z.number(),
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
  cell: z.number().nullable(),
};

const argument = z.strictObject({
  name: z.string().nullable(),
  line: z.number().nullable(),
  shape: z.array(z.number()).nullable(),
  dtype: z.string().nullable(),
});

const fix = z.strictObject({
  title: z.string(),
  edits: z.array(z.strictObject({ ...place, text: z.string() })),
  value: nested.nullable(),
  verdict,
});

const exception = z.strictObject({ type: z.string(), message: z.string() }).nullable();

const outcome = {
  value: nested.nullable(),
  printed: z.string().nullable(),
  item: z.string().nullable(),
  verdict,
  exception,
};

const call = z.strictObject({
  place: z.strictObject(place),
  text: z.string(),
  framework: z.string(),
  loss: z.string(),
  pipeline: z.string(),
  input: argument,
  target: argument,
  options: z.record(z.string(), z.unknown()),
  ...outcome,
  visits: z
    .strictObject({ each: z.array(z.strictObject({ loss: z.string(), ...outcome })), all: z.boolean() })
    .nullable(),
  tokens: z
    .strictObject({ counted: z.number(), of: z.number(), perplexity: numberWord, bitsPerToken: z.number() })
    .nullable(),
  severity: z.enum(["error", "warning", "information", "none"]),
  cause: z.string().nullable(),
  message: z.string(),
  fixes: z.array(fix),
  seen: z.array(
    z.strictObject({ text: z.string(), line: z.number(), by: z.string().nullable(), explained: z.boolean() }),
  ),
});

const pasteAnswer = z.strictObject({
  about: z.enum(["traceback", "warning", "log", "number", "arrays", "code", "text"]),
  line: z.number().nullable(),
  verdict,
  cause: z.string().nullable(),
  message: z.string(),
  value: numberWord.nullable(),
  fixes: z.array(fix),
  series: z.strictObject({ name: z.string(), values: z.array(numberWord) }).optional(),
});

/** What is said about one file or paste: docs/command-line.md. */
export const explainLossOutput = z.strictObject({
  schema: z.literal(2),
  file: z.string(),
  calls: z.array(call),
  answers: z.array(pasteAnswer),
  arrays: z.array(argument),
  leftOut: z.strictObject({ characters: z.number(), calls: z.number(), arrays: z.number() }).optional(),
});

/** What is said of files: docs/command-line.md. */
export const checkOutput = z.strictObject({ schema: z.literal(2), files: z.array(explainLossOutput) });

export const checkLossesOutput = checkOutput.extend({
  notRead: z.array(z.strictObject({ file: z.string(), message: z.string() })).optional(),
});

const lossValue = z.union([numberWord, z.strictObject({ shape: z.array(z.number()), values: z.array(numberWord) })]);

const reading = {
  inputKind: z.string(),
  task: z.string(),
  targetKind: z.string(),
  temperature: z.number().optional(),
  classDim: z.number().nullable(),
};

export const evaluateArraysOutput = z.strictObject({
  schema: z.literal(2),
  code: z.string().nullable(),
  answer: call.nullable(),
  evaluation: z.strictObject({
    loss: lossValue.nullable(),
    problem: z.string().optional(),
    printed: z.string().nullable().optional(),
    reduction: z.string().optional(),
    mean: numberWord.optional(),
    sum: numberWord.optional(),
    correct: z.number().optional(),
    counted: z.number().optional(),
    chance: numberWord.optional(),
    reading: z.strictObject(reading).optional(),
    readings: z.array(z.strictObject({ ...reading, confidence: z.number(), reasons: z.array(z.string()) })).optional(),
    findings: z.array(z.string()).optional(),
    pipelines: z.array(
      z.strictObject({
        name: z.string(),
        loss: z.string(),
        verdict: z.enum(["matches", "coincides", "differs", "unjudged", "raises"]),
        value: lossValue.optional(),
        reason: z.string().nullable().optional(),
        exception: z.string().optional(),
        message: z.string().optional(),
        fix: z.string().nullable().optional(),
        valueAfterFix: lossValue.nullable().optional(),
      }),
    ),
  }),
});
