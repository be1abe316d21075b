import { checkText } from "../check";
import { type LossName, type LossOptions, type OptionName, optionNames, type Reduction } from "../engine/loss";
import { losses } from "../engine/losses/losses";
import { type InputKind, teacherChoice, unmetChoice } from "../engine/reading";
import { arraysOf, evaluateArrays as evaluateRead } from "../evaluate";
import type { Literal } from "../literal/literal";
import { parseLiteral } from "../literal/parseLiteral";
import type { CallJson } from "../render/answerJson";
import { type EvaluationJson, evaluationJson } from "../render/evaluationJson";
import { formatShape, formatValue } from "../render/numbers";
import { callProgram } from "../render/pytorchCode";
import { calledLosses } from "../render/pytorchLoss";
import { callLines } from "../render/saidText";
import { verdictSigns } from "../render/verdictText";
import type { RequestOptions } from "../report";
import { sameShape } from "../tensor/shape";
import { limits, problem, type ToolAnswer } from "./toolAnswer";

/** An array as it is written in any language or as it was printed, or as JSON has it. */
export type ArrayInput = string | number | readonly unknown[];

export interface EvaluateArraysInput {
  readonly input: ArrayInput;
  readonly target: ArrayInput;
  /** What the input holds, where that is known. */
  readonly input_kind?: InputKind | undefined;
  /** Whether the targets are the scores of another model; `temperature` divides those and the input, and says that both are logits. */
  readonly teacher_logits?: boolean | undefined;
  readonly temperature?: number | undefined;
  /** A loss of torch.nn by its name: the answer is about this call. */
  readonly loss?: LossName | undefined;
  readonly options?: LossOptionsInput | undefined;
}

/** By torch's own names. */
export interface LossOptionsInput {
  readonly reduction?: Reduction | undefined;
  readonly weight?: ArrayInput | undefined;
  readonly pos_weight?: ArrayInput | undefined;
  readonly ignore_index?: number | undefined;
  readonly label_smoothing?: number | undefined;
  readonly margin?: number | undefined;
  readonly p?: number | undefined;
  readonly log_target?: boolean | undefined;
  readonly delta?: number | undefined;
  readonly beta?: number | undefined;
  readonly log_input?: boolean | undefined;
  readonly full?: boolean | undefined;
  readonly eps?: number | undefined;
}

export interface EvaluatedArrays {
  readonly schema: 2;
  /** The call that was judged, as the program that makes it; null where no loss was named. */
  readonly code: string | null;
  readonly answer: CallJson | null;
  /** What the arrays give however they are read; null where the values of a named loss are all there is to say. */
  readonly evaluation: EvaluationJson;
}

/** The loss of two arrays and what each pipeline makes of them; with a loss, whether that call is right. Total. */
export function evaluateArrays(asked: EvaluateArraysInput): ToolAnswer<EvaluatedArrays> {
  const read = readArray("input", asked.input);
  if (typeof read === "string") return problem(read);
  const input = asFloats(read, isListed(asked.input));
  const written = readArray("target", asked.target);
  if (typeof written === "string") return problem(written);
  const target = asFloats(
    written,
    isListed(asked.target) && asked.loss !== undefined && takesFloats(asked.loss, input, written),
  );
  const elements = input.tensor.data.length + target.tensor.data.length;
  if (elements > limits.elements) {
    return problem(`${elements} elements are too many: at most ${limits.elements} a call.`);
  }
  const options = readOptions(asked.options ?? {});
  if (typeof options === "string") return problem(options);
  const call = asked.loss === undefined ? undefined : judged(input, target, asked.loss, options);
  if (typeof call === "string") return problem(call);
  const { input_kind: inputKind, temperature } = asked;
  if (temperature !== undefined && (inputKind ?? "logits") !== "logits") {
    return problem(`A temperature divides logits, and input_kind is ${inputKind}.`);
  }
  const choice = teacherChoice(asked.teacher_logits, temperature, inputKind);
  const report = evaluateRead(arraysOf(input, target, input.name), choice, requestOptions(asked.options ?? {}));
  if (report.kind === "unreadable") return problem(`${report.argument}: ${report.diagnostics[0].message}`);
  if (report.kind === "inputOnly") return problem("There is no target.");
  const unmet = report.kind === "evaluation" ? unmetChoice(choice, report.reading) : undefined;
  if (unmet !== undefined) {
    return problem(
      `No reading of these arrays has ${unmet === "targetKind" ? "targets that are " : ""}${choice[unmet]}.`,
    );
  }
  const evaluated = evaluationJson(report);
  const findings = [...warnings("input", input), ...warnings("target", target), ...(evaluated.findings ?? [])];
  const evaluation = findings.length === 0 ? evaluated : { ...evaluated, findings };
  const data = { schema: 2, code: call?.code ?? null, answer: call?.answer ?? null, evaluation } as const;
  return { kind: "answer", data, text: [...(call?.lines ?? []), ...evaluationLines(evaluation)].join("\n") };
}

function readArray(argument: string, given: ArrayInput): Literal | string {
  const text = typeof given === "string" ? given : jsonText(given);
  if (text === undefined) return `${argument}: the lists are nested too deeply.`;
  if (text.length > limits.arrayCharacters) {
    return `${argument}: ${text.length} characters are too many: at most ${limits.arrayCharacters}.`;
  }
  const literal = parseLiteral(text, typeof given === "string" ? "python" : "json");
  return literal.kind === "literal" ? literal : `${argument}: ${literal.diagnostics[0].message}`;
}

/** What was left out or taken for something: `input: There are several arrays here, of which the first is read.` */
function warnings(argument: string, { diagnostics }: Literal): readonly string[] {
  return diagnostics.map(({ message }) => `${argument}: ${message}`);
}

/** Whole numbers of JSON may be meant as floats: it has one kind of number. What is written as code has the type that it says. */
function isListed(given: ArrayInput): boolean {
  return typeof given !== "string";
}

function asFloats(literal: Literal, cast: boolean): Literal {
  if (!cast || literal.tensor.dtype !== "int64") return literal;
  return { ...literal, tensor: { ...literal.tensor, dtype: "float32" } };
}

/** Targets in the input's shape are values or probabilities, but for the one loss that takes lists of labels. */
function takesFloats(loss: LossName, input: Literal, target: Literal): boolean {
  return loss !== "MultiLabelMarginLoss" && sameShape(input.tensor.shape, target.tensor.shape);
}

function jsonText(value: unknown): string | undefined {
  try {
    return listText(value);
  } catch {
    return undefined;
  }
}

/** A number beyond the largest double is infinite, which JSON cannot write; the words are those of the answers. */
function listText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(listText).join(", ")}]`;
  const number = typeof value === "string" ? numberWords[value] : value;
  if (typeof number !== "number" || Number.isFinite(number)) return JSON.stringify(value);
  return String(number);
}

const numberWords: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
};

/** The call as a program, and what is said of it where it stands. */
function judged(input: Literal, target: Literal, loss: LossName, options: LossOptions) {
  const { signature } = losses[loss];
  const known = new Set<string>([...(signature.module ?? []), ...(signature.functional?.parameters ?? [])]);
  const foreign = (Object.keys(options) as OptionName[]).find((name) => !known.has(name));
  if (foreign !== undefined) return `${loss} has no ${optionNames[foreign]}.`;
  const names = { inputName: input.name, targetName: target.name, mostCopied: limits.elements };
  const code = callProgram({ input: input.tensor, target: target.tensor, options, ...names }, { ops: [], loss });
  const { checked, json } = checkText(code, "python", "code.py");
  const [answer] = checked.answers;
  return answer === undefined ? undefined : { code, answer: json.calls[0], lines: callLines(answer) };
}

function readOptions(given: LossOptionsInput): LossOptions | string {
  const options: Record<string, unknown> = {};
  for (const name of Object.keys(optionNames) as OptionName[]) {
    const value = given[optionNames[name] as keyof LossOptionsInput];
    if (value === undefined) continue;
    if (name !== "weight" && name !== "posWeight") options[name] = value;
    else {
      const array = readArray(optionNames[name], value as ArrayInput);
      if (typeof array === "string") return array;
      options[name] = asFloats(array, isListed(value as ArrayInput)).tensor;
    }
  }
  return options;
}

function requestOptions(given: LossOptionsInput): RequestOptions {
  const { reduction = "mean", ignore_index: ignoreIndex, label_smoothing: labelSmoothing } = given;
  const text = (array: ArrayInput) => (typeof array === "string" ? array : (jsonText(array) ?? ""));
  return {
    reduction,
    ...(ignoreIndex !== undefined && { ignoreIndex }),
    ...(labelSmoothing !== undefined && { labelSmoothing }),
    ...(given.weight !== undefined && { weight: text(given.weight) }),
    ...(given.pos_weight !== undefined && { posWeight: text(given.pos_weight) }),
  };
}

/** The losses that can be named: those that torch.nn has, and that take an input and a target. */
export const namedLosses: readonly LossName[] = calledLosses.filter((loss) => {
  return losses[loss].signature.arguments.every(([, role]) => role === "input" || role === "target");
});

const SHOWN_PIPELINES = 12;

function evaluationLines({ loss, problem: why, reading, pipelines, findings = [] }: EvaluationJson): readonly string[] {
  const read = reading && ` (read as ${reading.inputKind}, ${reading.task}, targets ${reading.targetKind})`;
  const head = loss === null ? `There is no loss: ${why}.` : `Loss by definition: ${valueText(loss)}${read}`;
  const lines = pipelines.slice(0, SHOWN_PIPELINES).map(({ verdict, name, value, reason, exception, message }) => {
    const gives = value === undefined ? `${exception}: ${message}` : valueText(value);
    return `${verdictSigns[verdict]} ${name}: ${gives}${reason ? ` (${reason})` : ""}`;
  });
  return [head, ...findings, ...lines];
}

function valueText(value: NonNullable<EvaluationJson["loss"]>): string {
  return typeof value === "number" ? formatValue(value) : `losses of shape ${formatShape(value.shape)}`;
}
