import { type CallPair, callsOn } from "./calls";
import { rankCandidates, targetFor } from "./candidates";
import { type FoundArray, literalOf, samePlace, tensorOf } from "./foundArray";
import { fitOf, inputScore, isInShape } from "./rankTargets";
import type { Sheet } from "./sheet";
import { tablePair } from "./tables";

/** A pair of a file that nobody pointed at. */
export interface FilePair {
  readonly input: FoundArray;
  readonly target: FoundArray | undefined;
  readonly why: "call" | "table" | "names" | "shapes" | undefined;
  /** The loss call of the code on the two. */
  readonly call: CallPair | undefined;
  /** Others that would do, likeliest first. */
  readonly others: readonly { readonly input: FoundArray; readonly target: FoundArray }[];
}

/** What of the pair is decided already. */
export interface Decided {
  readonly input: FoundArray | undefined;
  readonly target: FoundArray | undefined;
}

/** The pair that a file is about: the first loss call on known arrays, else that of its table, else the likeliest by names and shapes. */
export function guessPair(sheet: Sheet, { input, target }: Decided): FilePair | undefined {
  return (
    calledPair(sheet, { input, target }) ??
    tabledPair(sheet, { input, target }) ??
    likeliestPair(sheet, { input, target })
  );
}

function calledPair(sheet: Sheet, { input, target }: Decided): FilePair | undefined {
  const fits = (call: CallPair) =>
    (input === undefined || sameArray(call.input, input)) && (target === undefined || sameArray(call.target, target));
  const exact = sheet.calls.filter(fits);
  const calls = exact.length > 0 || input?.place === undefined ? exact : callsOn(sheet.calls, [input.place]);
  const [first] = calls.filter((call) => target === undefined || sameArray(call.target, target));
  if (first === undefined) return undefined;
  // A target by its name alone is that of the call that has it.
  const others = calls.filter((call) => !sameArray(call.input, first.input) || !sameArray(call.target, first.target));
  return { input: first.input, target: first.target, why: "call", call: first, others };
}

function sameArray(a: FoundArray, b: FoundArray): boolean {
  if (a === b) return true;
  if (a.place === undefined || !samePlace(a.place, b.place)) return false;
  const [first, second] = [tensorOf(a), tensorOf(b)];
  return (
    first !== undefined &&
    second?.dtype === first.dtype &&
    first.shape.join() === second.shape.join() &&
    first.data.every((value, index) => Object.is(value, second.data[index]))
  );
}

function tabledPair(sheet: Sheet, { input, target }: Decided): FilePair | undefined {
  if (input !== undefined || target !== undefined) return undefined;
  const [pair] = sheet.tables.flatMap((table) => tablePair(table) ?? []);
  return pair && { ...pair, why: "table", call: undefined, others: [] };
}

interface RankedPair {
  readonly input: FoundArray;
  readonly target: FoundArray;
  readonly score: number;
  readonly clear: boolean;
}

/** One-hot rows, single numbers and weights are the input of nothing by themselves. */
const LEAST_INPUT = -4;
/** How many arrays are tried as the input. */
const INPUTS = 100;
/** How many arrays on either side of an input are looked at. */
const NEAREST = 24;

function likeliestPair(sheet: Sheet, { input, target }: Decided): FilePair | undefined {
  const arrays = fileArrays(sheet);
  const inputs = input === undefined ? arrays.filter(mayBeInput) : [input];
  const ranked = inputs
    .slice(0, INPUTS)
    .flatMap((each) => pairsOf(sheet, each, target, arrays))
    .sort((a, b) => b.score - a.score);
  const [best, ...rest] = ranked;
  if (best === undefined) return undefined;
  const clear = rest.filter((pair) => pair.clear);
  const seen = new Set([best.input]);
  const others = rest.every((pair) => pair.input === best.input)
    ? clear
    : clear.filter((pair) => !seen.has(pair.input) && seen.add(pair.input));
  return { input: best.input, target: best.target, why: best.clear ? "names" : "shapes", call: undefined, others };
}

function mayBeInput(array: FoundArray): boolean {
  const tensor = tensorOf(array);
  return tensor !== undefined && inputScore({ tensor, name: array.name }) > LEAST_INPUT;
}

function pairsOf(
  sheet: Sheet,
  input: FoundArray,
  target: FoundArray | undefined,
  among: readonly FoundArray[],
): readonly RankedPair[] {
  const tensor = tensorOf(input);
  if (tensor === undefined || tensor.shape.length === 0) return [];
  const own = inputScore({ tensor, name: input.name });
  if (target !== undefined) {
    const taken = targetFor(target, input, sheet.labelsFrom);
    const values = tensorOf(taken);
    if (values === undefined || samePlace(input.place, target.place)) return [];
    const fit = fitOf({ tensor, name: input.name }, values);
    return fit === "none"
      ? []
      : [{ input, target: taken, score: own + (isInShape(fit) ? 8 : 1), clear: isInShape(fit) }];
  }
  return rankCandidates(sheet, input, input.place, among, NEAREST)
    .filter(({ fit }) => fit !== "none")
    .map(({ candidate: { array }, score, clear, fit }) => {
      return { input, target: array, score: score + own - (isInShape(fit) ? 0 : 4), clear: clear && own > -2 };
    });
}

/** The arrays of a file: the named ones, and where those are less than two also those without a name. */
export function fileArrays(sheet: Sheet): readonly FoundArray[] {
  const named = sheet.named.filter((array) => literalOf(array) !== undefined);
  if (named.length >= 2) return named;
  const known = new Set(named.map(({ place }) => place && `${place.unit}:${place.start}`));
  const others = sheet.units.flatMap((_, unit) => sheet.unitArrays(unit).all);
  const rest = others.filter(({ place }) => place && !known.has(`${place.unit}:${place.start}`));
  return [...named, ...rest].sort((a, b) =>
    a.place && b.place ? a.place.unit - b.place.unit || a.place.start - b.place.start : 0,
  );
}
