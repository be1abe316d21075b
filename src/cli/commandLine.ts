import { parseArgs } from "node:util";
import type { Reduction } from "../engine/loss";
import { everyTask, inputKinds, type ReadingChoice, teacherChoice } from "../engine/reading";
import { parseSeenLoss, type SeenLoss } from "../engine/seenLoss";
import type { LabelsFrom } from "../pairing/labels";
import type { RequestOptions } from "../report";

/** A loss that must come out. */
export interface ExpectedLoss {
  /** As it was typed. */
  readonly text: string;
  readonly seen: SeenLoss;
  /** The most that the loss may be off by; undefined: as much as the digits leave open. */
  readonly tolerance: number | undefined;
}

export interface EvaluateCommand {
  readonly kind: "evaluate";
  readonly file: string;
  readonly language: string | undefined;
  readonly input: string | undefined;
  readonly target: string | undefined;
  readonly choice: ReadingChoice;
  readonly labelsFrom: LabelsFrom;
  /** What was typed; the code and torch's defaults have the rest. */
  readonly options: Partial<RequestOptions>;
  /** How many of the worst samples are shown. */
  readonly worst: number;
  readonly json: boolean;
  readonly expectation: ExpectedLoss | undefined;
}

export interface ListCommand {
  readonly kind: "list";
  readonly file: string;
  readonly language: string | undefined;
  readonly json: boolean;
}

export type Command =
  | EvaluateCommand
  | ListCommand
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  /** What was typed is no command; `message` says what is wrong with it. */
  | { readonly kind: "wrongUsage"; readonly message: string };

class WrongUsage extends Error {}

/** What a command line asks for; `argv` is without the program's own name. Total. */
export function readCommandLine(argv: readonly string[]): Command {
  try {
    return read(argv);
  } catch (error) {
    // parseArgs says in one sentence which option it does not know.
    return { kind: "wrongUsage", message: error instanceof Error ? error.message : String(error) };
  }
}

function read(argv: readonly string[]): Command {
  const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options });
  if (values.help || (positionals[0] === "help" && positionals.length === 1)) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const [command, file, ...rest] = positionals;
  if (command === undefined) throw new WrongUsage("No command was given: check, explain, ask, evaluate, list or mcp");
  if (command !== "evaluate" && command !== "list") {
    throw new WrongUsage(`There is no command “${command}”: check, explain, ask, evaluate, list or mcp`);
  }
  if (file === undefined) throw new WrongUsage(`${command} needs a file, or - for the standard input`);
  if (rest.length > 0) throw new WrongUsage(`${command} takes one file; “${rest[0]}” is one too many`);
  const { language, json = false } = values;
  if (command === "list") {
    const foreign = Object.keys(values).find((name) => name !== "language" && name !== "json");
    if (foreign !== undefined) throw new WrongUsage(`list has no option --${foreign}`);
    return { kind: "list", file, language, json };
  }
  const reduction = oneOf("reduction", values.reduction, reductions);
  const inputKind = oneOf("as", values.as, inputKinds);
  const task = oneOf("task", values.task, everyTask);
  const temperature = finite("temperature", values.temperature);
  if (temperature !== undefined && temperature <= 0) throw new WrongUsage("--temperature is above 0");
  if (temperature !== undefined && inputKind !== undefined && inputKind !== "logits") {
    throw new WrongUsage("--temperature goes with --as logits");
  }
  const choice: ReadingChoice = {
    ...teacherChoice(values["teacher-logits"], temperature, inputKind),
    ...(task && { task }),
  };
  if (values.tolerance !== undefined && values.expect === undefined) {
    throw new WrongUsage("--tolerance goes with --expect");
  }
  if (values.expect !== undefined && reduction === "none") {
    throw new WrongUsage("--expect is one number, and --reduction none gives one for each sample");
  }
  const ignoreIndex = wholeNumber("ignore-index", values["ignore-index"]);
  const labelSmoothing = finite("label-smoothing", values["label-smoothing"]);
  return {
    kind: "evaluate",
    file,
    language,
    input: values.input,
    target: values.target ?? values.targets,
    labelsFrom: oneOf("labels-from", values["labels-from"], ["language", "0", "1"] as const) ?? "language",
    choice,
    options: {
      ...(reduction && { reduction }),
      ...(ignoreIndex !== undefined && { ignoreIndex }),
      ...(labelSmoothing !== undefined && { labelSmoothing }),
      ...(values.weight !== undefined && { weight: values.weight }),
      ...(values["pos-weight"] !== undefined && { posWeight: values["pos-weight"] }),
    },
    worst: Math.max(0, wholeNumber("worst", values.worst) ?? 5),
    json,
    expectation: readExpectation(values.expect, finite("tolerance", values.tolerance)),
  };
}

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

const options = {
  ...{ input: text, target: text, targets: text, as: text, task: text, reduction: text, language: text, worst: text },
  ...{ weight: text, "pos-weight": text, "ignore-index": text, "label-smoothing": text, "labels-from": text },
  ...{ expect: text, tolerance: text, json: flag, "teacher-logits": flag, temperature: text },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

const reductions: readonly Reduction[] = ["none", "mean", "sum", "batchmean"];

function oneOf<Value extends string>(
  name: string,
  value: string | undefined,
  known: readonly Value[],
): Value | undefined {
  const found = known.find((each) => each === value);
  if (value !== undefined && found === undefined) {
    throw new WrongUsage(`--${name} is one of ${known.join(", ")}, not “${value}”`);
  }
  return found;
}

function finite(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = value.trim() === "" ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw new WrongUsage(`--${name} is a number, not “${value}”`);
  return number;
}

function wholeNumber(name: string, value: string | undefined): number | undefined {
  const number = finite(name, value);
  if (number !== undefined && !Number.isInteger(number)) throw new WrongUsage(`--${name} is a whole number`);
  return number;
}

function readExpectation(value: string | undefined, tolerance: number | undefined): ExpectedLoss | undefined {
  if (value === undefined) return undefined;
  const seen = parseSeenLoss(value);
  if (seen === undefined) throw new WrongUsage(`--expect is a loss such as 0.6628, not “${value}”`);
  if (tolerance !== undefined && tolerance < 0) throw new WrongUsage("--tolerance is not negative");
  return { text: value, seen, tolerance };
}

export const usage = `The loss of arrays in a file, as PyTorch computes it.

  loss-lens check PATH…               what is wrong with the loss calls of Python files, notebooks and folders
  loss-lens explain FILE:LINE[:COLUMN]   what is said of the loss call there; with --same in other frameworks, too
  loss-lens ask [FILE]                what you would paste into a forum: code, prints, a traceback, a log, a number
  loss-lens evaluate FILE [options]   the loss, how the arrays are read, what every PyTorch pipeline gives
  loss-lens list FILE                 the arrays of a file
  loss-lens mcp                       a server of the Model Context Protocol on the standard input and output, for agents

check prints one line a finding; of folders it leaves out what is hidden or ignored by Git. A comment # loss-lens: ignore[CAUSE]
on a call's line silences it.

  --format NAME        text (default), json, sarif or github; --json is --format json
  --verbose            also what is right and what is not known

ask reads the standard input where no file is named. Its first line is the answer.

For evaluate and list FILE is Python, a notebook, JSON, CSV, a log or other text or code; - reads the standard input. Or it is a
.npy, .npz, .safetensors, .pt or .pth file of any size, with the array that is meant behind a #: scores.npz#logits. Nothing of a
pickle runs. Texts of more than 100 MB (check: 5 MB, ask: 20 MB), pipes by name and devices are refused.

  --input NAME         the array to evaluate, by the name that list shows; of a table, a column or several: a,b,c
  --target NAME        its targets, an array to type ('[0, 2, 1]'), or a file: labels.npy, test.npz#y, rows.csv#label
  --as KIND            take the input for logits, probabilities or logProbabilities
  --task TASK          binary, multiclass, multilabel, distribution or regression
  --teacher-logits     take the targets for the logits of another model; --temperature T divides those of both
  --reduction NAME     mean (default), sum, batchmean or none
  --weight '[1, 2]'    one weight a class; likewise --pos-weight
  --ignore-index N     targets that do not count
  --label-smoothing X  between 0 and 1
  --labels-from N      the number of the first class, 0 or 1; default: as the language counts
  --language ID        the language of the text, by its VS Code id; default: that of the file's name
  --worst N            how many samples are shown, those of the largest losses first; default 5
  --json               for scripts
  --expect LOSS        fail unless the loss is this one, in the digits given
  --tolerance X        the most that it may be off by, instead of the digits
  --dtype float64      of every command: losses in float64 first, not in the type that their arrays are written in
  --help, --version

Exit status: 0 the loss could be computed and is the one expected, or nothing is wrong; 1 it could not, or is another, or a call is
wrong or raises; 2 wrong usage.
`;
