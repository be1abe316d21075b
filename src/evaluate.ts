import { describeInput } from "./engine/describeInput";
import type { LossOptions } from "./engine/loss";
import { torchClassDim } from "./engine/losses/shared/classLanes";
import { reportPair, runAll } from "./engine/pairReport";
import { readingsByChoice } from "./engine/rankReadings";
import type { Reading, ReadingChoice } from "./engine/reading";
import type { Literal, Unreadable } from "./literal/literal";
import { parseLiteral } from "./literal/parseLiteral";
import { readSource } from "./readSource";
import type { Progress, Report, Request, RequestOptions, UnreadableArgument } from "./report";

/** The texts of a request as arrays, or the first that is none. Parsing is the dear part: keep it while only choices change. */
export type Arrays =
  | {
      readonly kind: "arrays";
      readonly inputLiteral: Literal;
      readonly targetLiteral: Literal | undefined;
      readonly inputName: string | undefined;
      readonly targetName?: string | undefined;
    }
  | UnreadableArgument;

type Tell = (progress: Progress) => void;

const untold: Tell = () => {};

/** Text in, everything to show out; total, pure and synchronous. */
export function evaluate(request: Request): Report {
  return evaluateArrays(readArrays(request), request.choice, request.options);
}

export function readArrays({ input, target }: Pick<Request, "input" | "target">, tell = untold): Arrays {
  tell({ kind: "reading", argument: "input" });
  const inputLiteral = readSource(input);
  if (target !== undefined) tell({ kind: "reading", argument: "target" });
  return arraysOf(inputLiteral, target && readSource(target), input.name, target?.name);
}

/** Arrays that were read already, or the first that is none. */
export function arraysOf(
  inputLiteral: Literal | Unreadable,
  targetLiteral: Literal | Unreadable | undefined,
  name: string | undefined,
  targetName?: string,
): Arrays {
  if (inputLiteral.kind === "unreadable") return unreadable("input", inputLiteral, undefined);
  if (targetLiteral?.kind === "unreadable") return unreadable("target", targetLiteral, inputLiteral);
  const names = { inputName: name ?? inputLiteral.name, targetName: targetName ?? targetLiteral?.name };
  return { kind: "arrays", inputLiteral, targetLiteral, ...names };
}

export function evaluateArrays(
  arrays: Arrays,
  choice: ReadingChoice,
  requestOptions: RequestOptions,
  tell = untold,
): Report {
  if (arrays.kind === "unreadable") return arrays;
  const { inputLiteral, targetLiteral, inputName, targetName } = arrays;
  const describe = () => describeInput(inputLiteral.tensor, inputName);
  if (targetLiteral === undefined) return { kind: "inputOnly", inputLiteral, description: describe() };
  const options = readOptions(requestOptions, inputLiteral);
  if ("kind" in options) return options;
  const args = { input: inputLiteral.tensor, target: targetLiteral.tensor, targetName };
  tell({ kind: "understanding" });
  const report = reportPair(args, inputName, choice, options, (done, of) => tell({ kind: "pipelines", done, of }));
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
    readings: readingsByChoice(args.input, args.target, inputName),
    options,
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
