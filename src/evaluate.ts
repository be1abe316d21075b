import { describeInput, type InputDescription } from "./engine/describeInput";
import type { LossOptions, Reduction } from "./engine/loss";
import type { Reading, ReadingChoice } from "./engine/reading";
import { type PairReport, reportPair, runAll } from "./engine/report";
import { torchClassDim } from "./engine/targetFits";
import type { Diagnostic, Literal, Unreadable } from "./literal/literal";
import { parseLiteral } from "./literal/parseLiteral";

/** A text that holds one array literal, with the name it goes by where it came from. */
export interface Source {
  readonly text: string;
  /** VS Code's language id, which decides the syntax. */
  readonly languageId: string;
  readonly name: string | undefined;
}

/** The loss's options as a person gives them: numbers, and array literals as text. All of it survives JSON. */
export interface RequestOptions {
  readonly reduction: Reduction;
  readonly ignoreIndex?: number;
  readonly labelSmoothing?: number;
  /** One weight a class, e.g. `[1, 2, 0.5]`. */
  readonly weight?: string;
  readonly posWeight?: string;
}

export interface Request {
  readonly input: Source;
  readonly target: Source | undefined;
  readonly choice: ReadingChoice;
  readonly options: RequestOptions;
}

/** Both arrays were read and at least one reading fits them. */
export interface Evaluation extends PairReport {
  readonly kind: "evaluation";
  readonly inputLiteral: Literal;
  readonly targetLiteral: Literal;
}

/** The input alone: no target is known yet. */
export interface InputOnly {
  readonly kind: "inputOnly";
  readonly inputLiteral: Literal;
  readonly description: InputDescription;
}

/** One of the texts is not an array; offsets of the diagnostics are into that text. */
export interface UnreadableArgument {
  readonly kind: "unreadable";
  readonly argument: "input" | "target" | "weight" | "posWeight";
  readonly diagnostics: readonly Diagnostic[];
  readonly inputLiteral: Literal | undefined;
}

/** Both are arrays, but no reading fits the two shapes and values. */
export interface Misfit {
  readonly kind: "misfit";
  readonly inputLiteral: Literal;
  readonly targetLiteral: Literal;
  readonly description: InputDescription;
  /** What torch says to each pipeline all the same. */
  readonly pipelines: PairReport["pipelines"];
}

export type Report = Evaluation | InputOnly | UnreadableArgument | Misfit;

/** The texts of a request as arrays, or the first that is none. Parsing is the dear part: keep it while only choices change. */
export type Arrays =
  | {
      readonly kind: "arrays";
      readonly inputLiteral: Literal;
      readonly targetLiteral: Literal | undefined;
      readonly inputName: string | undefined;
    }
  | UnreadableArgument;

/** Text in, everything to show out; total, pure and synchronous. */
export function evaluate(request: Request): Report {
  return evaluateArrays(readArrays(request), request.choice, request.options);
}

export function readArrays({ input, target }: Pick<Request, "input" | "target">): Arrays {
  const inputLiteral = parseLiteral(input.text, input.languageId);
  if (inputLiteral.kind === "unreadable") return unreadable("input", inputLiteral, undefined);
  const targetLiteral = target && parseLiteral(target.text, target.languageId);
  if (targetLiteral?.kind === "unreadable") return unreadable("target", targetLiteral, inputLiteral);
  return { kind: "arrays", inputLiteral, targetLiteral, inputName: input.name ?? inputLiteral.name };
}

export function evaluateArrays(arrays: Arrays, choice: ReadingChoice, requestOptions: RequestOptions): Report {
  if (arrays.kind === "unreadable") return arrays;
  const { inputLiteral, targetLiteral, inputName } = arrays;
  const describe = () => describeInput(inputLiteral.tensor, inputName);
  if (targetLiteral === undefined) return { kind: "inputOnly", inputLiteral, description: describe() };
  const options = readOptions(requestOptions, inputLiteral);
  if ("kind" in options) return options;
  const args = { input: inputLiteral.tensor, target: targetLiteral.tensor };
  const report = reportPair(args, inputName, choice, options);
  if (report !== undefined) return { kind: "evaluation", inputLiteral, targetLiteral, ...report };
  const description = describe();
  const reading: Reading = {
    inputKind: description.kinds[0].inputKind,
    task: "multiclass",
    targetKind: "classIndices",
    classDim: torchClassDim(args.input.shape.length),
  };
  return {
    kind: "misfit",
    inputLiteral,
    targetLiteral,
    description,
    pipelines: runAll(args, reading, options, undefined),
  };
}

function readOptions(options: RequestOptions, inputLiteral: Literal): LossOptions | UnreadableArgument {
  const { weight: weightText, posWeight: posWeightText, ...numbers } = options;
  const weight = weightText === undefined ? undefined : parseLiteral(weightText, "python");
  if (weight?.kind === "unreadable") return unreadable("weight", weight, inputLiteral);
  const posWeight = posWeightText === undefined ? undefined : parseLiteral(posWeightText, "python");
  if (posWeight?.kind === "unreadable") return unreadable("posWeight", posWeight, inputLiteral);
  const { dtype } = inputLiteral.tensor;
  return {
    ...numbers,
    // A weight typed here has no dtype of its own: it takes the input's, as one would write it.
    ...(weight && { weight: { ...weight.tensor, dtype } }),
    ...(posWeight && { posWeight: { ...posWeight.tensor, dtype } }),
  };
}

function unreadable(
  argument: UnreadableArgument["argument"],
  { diagnostics }: Unreadable,
  inputLiteral: Literal | undefined,
): UnreadableArgument {
  return { kind: "unreadable", argument, diagnostics, inputLiteral };
}
