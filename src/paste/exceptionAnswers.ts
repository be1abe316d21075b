import type { FoundArray } from "../pairing/foundArray";
import { tensorOf } from "../pairing/foundArray";
import type { Sheet } from "../pairing/sheet";
import { integerRange } from "../tensor/dtype";
import { understand } from "./exceptions/understand";
import { argumentNames, callIn } from "./frameCall";
import type { PastedLine } from "./lines";
import type { ExceptionSays, Names, PasteAnswer } from "./pasteAnswer";
import { ownFrame, type PrintedException, printedExceptions } from "./traceback";

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
  return all
    .filter(({ says }) => {
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

/** The words of an exception within a sentence. */
function quoted(lines: readonly PastedLine[]): readonly PrintedException[] {
  return lines
    .filter(({ kind }) => kind === "prose" || kind === "printed" || kind === "log" || kind === "session")
    .slice(0, MOST_LINES)
    .map(({ text, start }): PrintedException => {
      const message = text.slice(0, 1000);
      return { form: "exception", type: "", message, frames: [], place: { start, end: start + text.length } };
    })
    .filter((exception) => understand(exception) !== undefined);
}

function answerOf(exception: PrintedException, sheet: Sheet): PasteAnswer {
  const frame = ownFrame(exception.frames);
  const about = exception.form === "warning" ? "warning" : "traceback";
  const understood = understand(exception);
  if (understood === undefined) {
    return {
      about,
      place: exception.place,
      verdict: "unsure",
      cause: undefined,
      says: { kind: "unknownException", exception, frame },
    };
  }
  const names = namesOf(exception, frame?.code, sheet);
  const says: ExceptionSays = { kind: "exception", exception, understood, names, frame, ...arraysOf(names, sheet) };
  const fromOne = understood.kind === "outOfBounds" && says.labels?.min === 1 && says.labels.max === says.classes;
  const cause = fromOne ? "one-based-labels" : understood.cause;
  const verdict = about === "warning" ? (cause === undefined ? "unsure" : "wrong") : "raises";
  return { about, place: exception.place, verdict, cause, says };
}

const functions: Readonly<Record<string, string>> = {
  ...{ cross_entropy: "CrossEntropyLoss", nll_loss: "NLLLoss", binary_cross_entropy: "BCELoss", kl_div: "KLDivLoss" },
  ...{ binary_cross_entropy_with_logits: "BCEWithLogitsLoss", mse_loss: "MSELoss", l1_loss: "L1Loss" },
  ...{
    multi_margin_loss: "MultiMarginLoss",
    multilabel_margin_loss: "MultiLabelMarginLoss",
    smooth_l1_loss: "SmoothL1Loss",
  },
};

function namesOf({ frames, message }: PrintedException, code: string | undefined, sheet: Sheet): Names {
  const own = code === undefined ? undefined : callIn(code);
  const named = own === undefined ? undefined : argumentNames(own);
  const told = [
    ...frames.map(({ name }) => name ?? ""),
    ...frames.map((each) => /(\w+)\(/.exec(each.code ?? "")?.[1] ?? ""),
    message,
  ]
    .flatMap(
      (each) =>
        /\b(?:binary_cross_entropy_with_logits|binary_cross_entropy|cross_entropy|nll_loss|kl_div|mse_loss|l1_loss|smooth_l1_loss|multi_margin_loss|multilabel_margin_loss)/.exec(
          each,
        )?.[0] ?? [],
    )
    .map((name) => functions[name]);
  const calls = sheet.interpretation?.calls ?? [];
  const [call] = calls;
  const textOf = (index: number) => {
    const place = call?.arguments[index]?.place;
    const written = place && sheet.textOf(sheet.home(place));
    return written !== undefined && written.length <= 40 ? written : undefined;
  };
  return {
    input: named?.input ?? textOf(0),
    target: named?.target ?? textOf(1),
    call: own,
    loss: told[0] ?? (calls.length > 0 ? call.loss : undefined),
  };
}

/** The range of the labels, and the number of classes, as far as arrays and layers tell. */
function arraysOf({ input, target }: Names, sheet: Sheet): Pick<ExceptionSays, "labels" | "classes"> {
  const arrays = sheet.units.flatMap((_, unit) => sheet.unitArrays(unit).all);
  const named = (name: string | undefined) =>
    [...sheet.named].reverse().find((each) => name !== undefined && each.name === name.replace(/\..*$|\[.*$/, ""));
  const labels = named(target) ?? single(arrays.filter(isIndices));
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
    return { labels: undefined, classes };
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of tensor.data) [min, max] = [Math.min(min, value), Math.max(max, value)];
  return { labels: { min, max }, classes };
}

function isIndices(array: FoundArray): boolean {
  const tensor = tensorOf(array);
  return (
    tensor !== undefined &&
    Object.hasOwn(integerRange, tensor.dtype) &&
    tensor.shape.length >= 1 &&
    tensor.data.length > 1
  );
}

function single<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined;
}
