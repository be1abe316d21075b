import type { Cause } from "../diagnosis/claim";
import { explainLoss } from "../engine/explainLoss";
import type { SeenLoss } from "../engine/seenLoss";
import type { Mistake } from "../engine/verdict";
import { evaluateArrays } from "../evaluate";
import type { Literal } from "../literal/literal";
import { literalOf, tensorOf } from "../pairing/foundArray";
import { guessPair } from "../pairing/guessPair";
import { namesNeither } from "../pairing/names";
import type { Sheet } from "../pairing/sheet";
import type { Place } from "../textUnit";
import type { PastedLine } from "./lines";
import type { ArraysSays, PasteAnswer } from "./pasteAnswer";
import { type Metric, metricsIn } from "./series";

const MOST_ELEMENTS = 200_000;
/** Each is tried with each. */
const MOST_ARRAYS = 60;
/** Elements that are gone through to try them. */
const MOST_TRIED = 5_000_000;

/** How many arrays there are, where they are too many, or too large together, to try them in pairs; else 0. */
export function tooManyArrays(sheet: Sheet): number {
  const count = countArrays(sheet);
  if (count > MOST_ARRAYS) return count;
  const { named } = sheet;
  const elements = named.reduce((sum, array) => sum + (tensorOf(array)?.data.length ?? 0), 0);
  return elements * named.length > MOST_TRIED ? named.length : 0;
}

function countArrays(sheet: Sheet): number {
  return sheet.units.reduce((sum, _, unit) => sum + sheet.unitArrays(unit).all.length, 0);
}

/** What printed arrays give that no call is about; undefined where there is no clear pair among them, or are too many. */
export function arraysAnswer(
  sheet: Sheet,
  lines: readonly PastedLine[],
  inText: (place: Place) => Place,
): PasteAnswer | undefined {
  if ((countArrays(sheet) === 0 && sheet.named.length === 0) || tooManyArrays(sheet) > 0) return undefined;
  const pair = guessPair(sheet, { input: undefined, target: undefined });
  if (pair?.target === undefined) return undefined;
  const { input, target } = pair;
  if ([input, target].some(({ name }) => name !== undefined && namesNeither(name))) return undefined;
  const [inputLiteral, targetLiteral] = [literalOf(input), literalOf(target)];
  if (inputLiteral === undefined || targetLiteral === undefined || inputLiteral.tensor.data.length > MOST_ELEMENTS)
    return undefined;
  const arrays = { kind: "arrays", inputLiteral, targetLiteral, inputName: input.name } as const;
  const report = evaluateArrays(arrays, pair.call?.choice ?? {}, { reduction: "mean" });
  if (report.kind !== "evaluation" || report.reference.kind !== "reference") return undefined;
  const { place } = input;
  const written = place && sheet.units[place.unit]?.text.slice(place.start, place.end);
  const metric = metricsIn(lines).findLast(({ kind, value }) => kind === "loss" && Number.isFinite(value));
  const seen: ArraysSays["seen"] = metric && {
    metric,
    explained: explainLoss(report, asComputed(metric, inputLiteral, written)),
  };
  const best = seen?.explained.explanations[0];
  const differs = best?.verdict?.kind === "differs" ? best.verdict.mistake : undefined;
  return {
    about: "arrays",
    place: place && inText(place),
    verdict: differs !== undefined ? "wrong" : best?.verdict?.kind === "matches" ? "right" : "unsure",
    cause: differs && causes[differs.kind],
    says: { kind: "arrays", report, input: input.name, target: target.name, seen },
  };
}

/**
 * A loss with all the digits of a float32 is that of the float32 that torch computed, up to its rounding; and where the input was
 * printed with four decimals, of what it was before: with scores that are each half a digit off, a loss is off by twice that.
 */
function asComputed({ value, halfUnit }: Metric, { tensor }: Literal, written: string | undefined): SeenLoss {
  if (!Number.isFinite(value) || halfUnit > FOUR_DECIMALS) return { value, halfUnit };
  const isAll = halfUnit <= ALL_DIGITS;
  const rounding = isAll && Math.fround(value) === value ? FLOAT32_ROUNDING * Math.max(1, Math.abs(value)) : 0;
  const isPrinted = wasPrinted(tensor.data) || (written !== undefined && isShown(written));
  return { value, halfUnit: halfUnit + Math.max(rounding, isPrinted ? 2 * PRINTED : 0) };
}

/** Of fewer, the array's digits decide nothing that those of the loss do not. */
const FOUR_DECIMALS = 5.1e-5;
const ALL_DIGITS = 5e-8;
const FLOAT32_ROUNDING = 2e-7;
/** Half a unit of the last decimal that print shows, with an exponent of the last digit of five. */
const PRINTED = 5e-5;

/** Whether every number of a text has four decimals, zeros at its end included: nobody types those. */
function isShown(text: string): boolean {
  const decimals = text.match(/\d\.\d*/g) ?? [];
  return decimals.length > 0 && decimals.every((each) => each.length === "0.0000".length);
}

/** Whether numbers look as print shows them: no more than four decimals, or five digits in front of an exponent, and one of them needs all. */
function wasPrinted(data: Float64Array): boolean {
  const decimals = (value: number, places: number) => Number(value.toFixed(places)) === value;
  const digits = (value: number, count: number) => Number(value.toPrecision(count)) === value;
  return (
    (data.every((value) => decimals(value, 4)) && data.some((value) => !decimals(value, 3))) ||
    (data.every((value) => Math.abs(value) < 10 && digits(value, 5)) && data.some((value) => !digits(value, 4)))
  );
}

const causes: Readonly<Partial<Record<Mistake["kind"], Cause>>> = {
  softmaxOfProbabilities: "double-softmax",
  sigmoidOfProbabilities: "double-sigmoid",
  noLogarithm: "no-logarithm",
  softmaxForIndependent: "softmax-for-labels",
  sigmoidForExclusive: "sigmoid-for-classes",
  classDim: "wrong-class-axis",
  signsAsLabels: "signs-as-labels",
  labelsAsSigns: "labels-as-signs",
  broadcasts: "broadcast",
  clamped: "clamped",
};
