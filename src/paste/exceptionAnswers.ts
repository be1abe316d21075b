import { isOneHot } from "../diagnosis/arrays";
import type { FoundArray } from "../pairing/foundArray";
import { looseArray, tensorOf } from "../pairing/foundArray";
import type { Sheet } from "../pairing/sheet";
import { integerRange } from "../tensor/dtype";
import { type Understood, understand } from "./exceptions/understand";
import { argumentNames, callIn, type FrameCall } from "./frameCall";
import type { PastedLine } from "./lines";
import type { ExceptionNames, ExceptionSays, PasteAnswer } from "./pasteAnswer";
import { ownFrame, type PrintedException, printedExceptions } from "./traceback";
import { targetIndex, tracedLoss } from "./tracedLoss";

const MOST_LINES = 300;
const MOST_ANSWERS = 12;

/** What the exceptions and warnings of a text say, the gravest first. */
export function exceptionAnswers(text: string, lines: readonly PastedLine[], sheet: Sheet): readonly PasteAnswer[] {
  const printed = printedExceptions(text);
  const answers = printed.map((exception) => answerOf(exception, sheet));
  const known = answers.filter(({ says }) => says.kind === "exception");
  const all =
    known.length > 0 ? answers : [...quoted(lines).map((exception) => answerOf(exception, sheet)), ...answers];
  const kinds = new Set<string>();
  // What a GPU says of an assertion is about the one that it has printed.
  const isNamed = known.some(({ says }) => says.kind === "exception" && says.exception.type === "Assertion");
  return all
    .filter(({ says }) => {
      if (isNamed && says.kind === "exception" && says.understood.kind === "deviceAssert") return false;
      const key =
        says.kind === "exception"
          ? says.understood.kind
          : JSON.stringify(says.kind === "unknownException" && says.exception.message);
      return !kinds.has(key) && kinds.add(key);
    })
    .sort((a, b) => gravity(a) - gravity(b))
    .slice(0, MOST_ANSWERS);
}

/** What names a label beats what only says that there was one on the device. */
function gravity({ says, about }: PasteAnswer): number {
  if (says.kind !== "exception") return 3;
  if (says.understood.cause === undefined) return 4;
  if (says.understood.kind === "deviceAssert") return 2;
  return about === "traceback" ? 0 : 1;
}

/** No exception says less than `avg is not valid`. */
const LEAST_WORDS = 14;

/** The words of an exception within a sentence; each but once. */
function quoted(lines: readonly PastedLine[]): readonly PrintedException[] {
  const seen = new Set<string>();
  return lines
    .filter(({ kind }) => kind === "prose" || kind === "printed" || kind === "log" || kind === "session")
    .filter(({ text }) => text.length >= LEAST_WORDS && /[A-Za-z]{3}/.test(text) && !seen.has(text) && seen.add(text))
    .slice(0, MOST_LINES)
    .map(({ text, start }): PrintedException => {
      const message = text.slice(0, 1000);
      return {
        form: "exception",
        type: "",
        message,
        beyond: "",
        frames: [],
        place: { start, end: start + text.length },
      };
    })
    .filter((exception) => understand(exception) !== undefined);
}

function answerOf(exception: PrintedException, sheet: Sheet): PasteAnswer {
  const frame = ownFrame(exception.frames);
  const about = exception.form === "warning" ? "warning" : "traceback";
  const row = understand(exception);
  if (row === undefined) {
    return {
      about,
      place: exception.place,
      verdict: "unsure",
      cause: undefined,
      says: { kind: "unknownException", exception, frame },
    };
  }
  const names = namesOf(exception, frame?.code, sheet);
  const understood = withArgument(row, names);
  const read = arraysOf(names, sheet);
  // Labels among which the one is not that was refused are other numbers.
  const refused = understood.kind === "outOfBounds" ? understood.facts.target : undefined;
  const isOther = read.labels && refused !== undefined && (refused < read.labels.min || refused > read.labels.max);
  const arrays = isOther ? { ...read, labels: undefined } : read;
  const oneHot = oneHotOf(understood, sheet);
  const says: ExceptionSays = { kind: "exception", exception, understood, names, frame, ...arrays, oneHot };
  const cause = causeOf(says);
  const isDoubt = understood.kind === "attribute" && !understood.facts.sure;
  const verdict =
    isDoubt || (about === "warning" && cause === undefined) ? "unsure" : about === "warning" ? "wrong" : "raises";
  return { about, place: exception.place, verdict, cause, says };
}

/** What the words say, by what else is known. */
function causeOf({ understood, labels, classes, names }: ExceptionSays): Understood["cause"] {
  const { kind, cause } = understood;
  if (kind === "outOfBounds" && labels?.min === 1 && labels.max === classes) return "one-based-labels";
  // It compares the shapes of input and target first: what does not fit behind that is a weight.
  return kind === "sizesAtAxis" && names.loss === "BCEWithLogitsLoss" ? "weight-shape" : cause;
}

function namesOf({ frames, message }: PrintedException, code: string | undefined, sheet: Sheet): ExceptionNames {
  const own = code === undefined ? undefined : callIn(code);
  const traced = tracedLoss(frames, message);
  const isLinear = own !== undefined && /linear_cross_entropy$/.test(own.callee);
  const second = isLinear ? 2 : traced === undefined && own !== undefined ? unknownTarget(own) : targetIndex(traced);
  const read = own === undefined ? undefined : argumentNames(own, second);
  // It makes its scores of its features and of its weight.
  const named = isLinear && read !== undefined ? { ...read, input: own.args[1] } : read;
  const calls = sheet.interpretation?.calls ?? [];
  // Of several it is the one that raises so; else the one alone.
  const raising = calls.find(({ raises }) => raises !== undefined && message.startsWith(raises.message.slice(0, 60)));
  const call = raising ?? single(calls);
  const textOf = (index: number | undefined) => {
    const place = index === undefined ? undefined : call?.arguments[index]?.place;
    const written = place && sheet.textOf(sheet.home(place));
    return written !== undefined && written.length <= 40 ? written : undefined;
  };
  return {
    input: named?.input ?? textOf(0),
    target: named?.target ?? textOf(second),
    call: own,
    loss: traced ?? (call ?? calls.at(0))?.loss,
  };
}

/** Whose the attribute is, by what is written in the call where the line that raised does not tell. */
function withArgument(understood: Understood, names: ExceptionNames): Understood {
  if (understood.kind === "attribute" && understood.facts.argument === undefined)
    return { ...understood, facts: { ...understood.facts, argument: writtenAs(understood.facts.type, names) } };
  if (understood.kind === "sizeIsNumber" && understood.facts.argument === undefined)
    return { ...understood, facts: { argument: writtenAs("ndarray", names) } };
  return understood;
}

/** Of a call whose loss is not known: the second of two, and none of more that can be told. */
function unknownTarget({ args }: FrameCall): number | undefined {
  return args.filter((arg) => !/^\w+\s*=(?!=)/.test(arg)).length > 2 ? undefined : targetIndex(undefined);
}

/** Which argument a type is written out for in the call, where it is one alone: `[1, 2]`, `None`. */
function writtenAs(type: string, { input, target }: ExceptionNames): "input" | "target" | undefined {
  const form = writtenForms[type];
  if (form === undefined) return undefined;
  const [first, second] = [form.test(input ?? ""), form.test(target ?? "")];
  return first === second ? undefined : first ? "input" : "target";
}

const writtenForms: Readonly<Record<string, RegExp>> = {
  list: /^\[/,
  tuple: /^\([^(),]{0,40},/,
  NoneType: /^None$/,
  int: /^-?\d+$/,
  float: /^-?\d*\.\d*$/,
  ndarray: /^(?:np|numpy)\.(?:array|zeros|ones)\(/,
};

/** The range of the labels, and the number of classes, as far as arrays and layers tell. */
function arraysOf(
  { input, target }: ExceptionNames,
  sheet: Sheet,
): Pick<ExceptionSays, "labels" | "classes" | "targetAxes"> {
  const arrays = sheet.units.flatMap((_, unit) => sheet.unitArrays(unit).all);
  const named = (name: string | undefined) =>
    [...sheet.named].reverse().find((each) => name !== undefined && each.name === name.replace(/\..*$|\[.*$/, ""));
  const own = named(target) ?? literalOf(target);
  const targetAxes = own && tensorOf(own)?.shape.length;
  const labels = own ?? single(arrays.filter(isIndices));
  const scores =
    named(input) ?? single(arrays.filter((array) => !isIndices(array) && (tensorOf(array)?.shape.length ?? 0) === 2));
  const tensor = labels && tensorOf(labels);
  const shape = scores && tensorOf(scores)?.shape;
  const layers = sheet.units.flatMap(({ text }) =>
    Array.from(text.slice(0, 200_000).matchAll(/\bLinear\([^()\n]{1,80}?,\s*(\d{1,6})\s*[,)]/g)),
  );
  const last = layers.at(-1)?.[1];
  const classes = shape !== undefined && shape.length >= 2 ? shape[1] : last === undefined ? undefined : Number(last);
  if (tensor === undefined || tensor.data.length === 0 || !tensor.data.every(Number.isInteger))
    return { labels: undefined, classes, targetAxes };
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of tensor.data) [min, max] = [Math.min(min, value), Math.max(max, value)];
  return { labels: { min, max }, classes, targetAxes };
}

/** How many columns the one-hot rows have whose flattening gave a target of that length. */
function oneHotOf(understood: Understood, sheet: Sheet): number | undefined {
  if (understood.kind !== "batchSizes") return undefined;
  const { input, target } = understood.facts;
  const arrays = sheet.units.flatMap((_, unit) => sheet.unitArrays(unit).all);
  const isFlattened = arrays.some((array) => {
    const tensor = tensorOf(array);
    const fits = tensor?.shape.length === 2 && tensor.shape[0] === input && tensor.data.length === target;
    return fits && isOneHot(tensor, 1);
  });
  return isFlattened ? target / input : undefined;
}

/** An argument that is written out: `torch.tensor([1, 2, 0])`. */
function literalOf(target: string | undefined): FoundArray | undefined {
  if (
    target === undefined ||
    !/^(?:torch\.(?:tensor|LongTensor|FloatTensor)\(|np\.array\(|\[)[^a-z]*(?:[a-z]\w*=[^)]*)?\)?$/.test(target)
  )
    return undefined;
  const array = looseArray({ kind: "text", text: target, languageId: "python", name: undefined });
  return tensorOf(array) === undefined ? undefined : array;
}

function isIndices(array: FoundArray): boolean {
  const tensor = tensorOf(array);
  return (
    tensor !== undefined &&
    integerRange[tensor.dtype] !== undefined &&
    tensor.shape.length >= 1 &&
    tensor.data.length > 1
  );
}

function single<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined;
}
