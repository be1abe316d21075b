import type { ReadingChoice } from "../engine/reading";
import { pairAt as literalsOfCall } from "../literal/pairAt";
import type { RequestOptions } from "../report";
import { sourceLength } from "../source";
import type { Place } from "../textUnit";
import { type CallPair, callsAround, callsOn } from "./calls";
import { arraysAround, type Candidate, nearestAround, rankCandidates, targetFor } from "./candidates";
import { type ArrayFinding, type FoundAtPlace, findAt } from "./found";
import { type FoundArray, foundArray, overlap, samePlace, tensorOf } from "./foundArray";
import { namesTargets } from "./names";
import { fitOf, isInShape, onlyTargetByName, type RankedTarget } from "./rankTargets";
import type { Sheet } from "./sheet";
import { sourceAt } from "./sourceAt";
import { tablePair } from "./tables";

/** How targets came to an input; every surface names it. */
export type Reason =
  /** A loss of the code is called on the two. */
  | "call"
  | "selection"
  | "pinned"
  /** Both stand in one table, whose header says what they are. */
  | "table"
  /** Guessed by names, shapes and values. */
  | "likeliest"
  /** The array here is the target, and the input was found by it. */
  | "here"
  | "chosen";

/** An array with the targets that it goes against, and why. */
export interface Pair {
  readonly kind: "pair";
  readonly input: FoundArray;
  readonly target: FoundArray | undefined;
  readonly reason: Reason | undefined;
  /** The calls of the code on these two, the one at the cursor first, else in the order of the text. */
  readonly calls: readonly CallPair[];
  /** As the leading call has them. */
  readonly options: RequestOptions | undefined;
  readonly choice: ReadingChoice;
  /** Where the array was found. */
  readonly at: Place | undefined;
}

export type NoPair = Exclude<FoundAtPlace, ArrayFinding>;

/** What decides about targets besides the text. */
export interface PairingContext {
  /** The targets that a person has pinned. */
  readonly pinned: FoundArray | undefined;
  /** Larger arrays are left unread. */
  readonly largest: number;
}

/**
 * The pair at the selections of an editor: of the code's own call, wherever in it or on its arrays the cursor stands; then by the second
 * selection, the pinned targets, the call of something else around the cursor; by names, shapes and values only where nothing else speaks.
 */
export function pairAt(sheet: Sheet, selections: readonly Place[], context: PairingContext): Pair | NoPair {
  const [first, second] = selections;
  if (first === undefined) return { kind: "nothing" };
  const isCursor = first.start === first.end;
  const around = isCursor ? callsAround(sheet.calls, first) : [];
  if (around.length > 0) return pairOfCalls(withOthers(sheet, around[0]), first);
  const found = findAt(sheet, first);
  const literal = isCursor ? literalCall(sheet, first) : undefined;
  if (found.kind !== "array") return literal ?? found;
  if (second !== undefined && selections.length === 2) {
    const other = findAt(sheet, second);
    if (other.kind !== "array") return other;
    return pairOf(found, targetFor(other.array, found.array, sheet.labelsFrom), "selection");
  }
  return pairOfCode(sheet, found) ?? pairOfPin(sheet, found, context) ?? literal ?? guessed(sheet, found, context);
}

/** A part of an array that a person selected goes into no call: it is meant by itself. */
function pairOfCode(sheet: Sheet, found: ArrayFinding): Pair | undefined {
  const calls = callsOn(sheet.calls, found.literals);
  return calls.length > 0 ? pairOfCalls(calls, found.at) : tablePairAt(sheet, found);
}

function pairOfPin(sheet: Sheet, found: Located, context: PairingContext): Pair | undefined {
  const pinned = pinnedTarget(sheet, found, context);
  return pinned && pairOf(found, pinned, "pinned");
}

function guessed(sheet: Sheet, found: ArrayFinding, { largest }: PairingContext): Pair {
  const { array } = found;
  if (sourceLength(array.source) > largest) {
    const only = onlyTargetByName(arraysAround(sheet, array, found.at));
    return pairOf(found, only, only && "likeliest");
  }
  const owner = inputOf(sheet, array);
  if (owner !== undefined) return { ...pairOf(found, targetFor(array, owner, sheet.labelsFrom), "here"), input: owner };
  const target = clearTarget(sheet, array, found.at);
  return pairOf(found, target, target && "likeliest");
}

/** An array that stands in no unit goes unasked with targets only that surely fit: torch takes them, and their name says what they are. */
export function pairOfLoose(
  sheet: Sheet | undefined,
  array: FoundArray,
  at: Place | undefined,
  context: PairingContext,
): Pair {
  const found = { array, at };
  const pinned = pinnedTarget(sheet, found, context);
  if (pinned !== undefined) return pairOf(found, pinned, "pinned");
  if (sheet === undefined || sourceLength(array.source) > context.largest) return pairOf(found, undefined, undefined);
  const taken = rankCandidates(sheet, array, at).filter(({ fit, clear, candidate: { name } }) => {
    return isInShape(fit) && clear && name !== undefined && namesTargets(name);
  });
  const target = taken.length === 1 ? taken[0].candidate.array : undefined;
  return pairOf(found, target, target && "likeliest");
}

/** An array with targets that a person chose, where calls of the code take just these two. */
export function pairOfChosen(sheet: Sheet, input: FoundArray, target: FoundArray): Pair | undefined {
  const calls = sheet.calls.filter((call) => isOf(call.input, input) && isOf(call.target, target));
  return calls.length === 0 || input.place === undefined ? undefined : pairOfCalls(calls, input.place);
}

/** Of one place and one name: a call's argument may be the value of its literal, not the literal. */
function isOf(argument: FoundArray, { place, name }: FoundArray): boolean {
  return argument.name === name && samePlace(argument.place, place);
}

/** All arrays that a person may choose as targets of an array, likeliest first; in the order of the text where it is left unread. */
export function targetsFor(
  sheet: Sheet,
  array: FoundArray,
  at: Place | undefined,
  read: boolean,
): readonly FoundArray[] {
  if (!read || tensorOf(array) === undefined) return arraysAround(sheet, array, at);
  return rankCandidates(sheet, array, at).map(({ candidate }) => candidate.array);
}

interface Located {
  readonly array: FoundArray;
  readonly at: Place | undefined;
}

function pairOf({ array, at }: Located, target: FoundArray | undefined, reason: Reason | undefined): Pair {
  return { kind: "pair", input: array, target, reason, calls: [], options: undefined, choice: {}, at };
}

function pairOfCalls(calls: readonly CallPair[], at: Place): Pair {
  const [{ input, target, options, choice }] = calls;
  const own = calls.filter((call) => sameArray(call.input, input) && sameArray(call.target, target));
  return { kind: "pair", input, target, reason: "call", calls: own, options, choice, at };
}

/** A call and the others on the same arrays. */
function withOthers({ calls }: Sheet, leading: CallPair): readonly CallPair[] {
  return [leading, ...calls.filter((call) => call !== leading)];
}

function sameArray(a: FoundArray, b: FoundArray): boolean {
  return a === b || (samePlace(a.place, b.place) && a.source.kind === b.source.kind && a.name === b.name);
}

/** The two literals that a call in any language takes. */
function literalCall(sheet: Sheet, place: Place): Pair | undefined {
  const { text, languageId } = sheet.units[place.unit];
  const language = sheet.isPython(place.unit) ? "python" : languageId;
  const pair = literalsOfCall(text, place.start, language);
  if (pair === undefined) return undefined;
  const [input, target] = [pair.input, pair.target].map(({ offset, length }) => {
    const source = sourceAt(text, { offset, length }, language, undefined);
    return foundArray(source, { unit: place.unit, start: offset, end: offset + length });
  });
  return pairOf({ array: input, at: input.place }, targetFor(target, input, sheet.labelsFrom), "call");
}

function tablePairAt(sheet: Sheet, { array, at }: ArrayFinding): Pair | undefined {
  const table = sheet.tables.find(({ place }) => samePlace(place, array.place));
  const pair = table && tablePair(table);
  return pair && { ...pairOf({ array: pair.input, at }, pair.target, "table") };
}

/** Along an axis that torch would not use a pinned array is taken only where nothing better stands beside it. */
function pinnedTarget(
  sheet: Sheet | undefined,
  { array, at }: Located,
  { pinned, largest }: PairingContext,
): FoundArray | undefined {
  if (pinned === undefined || overlap(pinned.place, array.place)) return undefined;
  if (sourceLength(array.source) > largest) return pinned;
  const target = targetFor(pinned, array, sheet?.labelsFrom ?? "language");
  const [input, own] = [tensorOf(array), tensorOf(target)];
  if (input === undefined || own === undefined) return undefined;
  const fit = fitOf({ tensor: input, name: array.name }, own);
  const better = fit === "unusual" && sheet !== undefined && clearTarget(sheet, array, at) !== undefined;
  return fit === "none" || better ? undefined : target;
}

/** The likeliest target of an input, where its name, its values or its place speak for it. */
export function clearTarget(sheet: Sheet, array: FoundArray, at: Place | undefined): FoundArray | undefined {
  const [best]: readonly RankedTarget<Candidate>[] = rankCandidates(sheet, array, at);
  return best?.clear ? best.candidate.array : undefined;
}

/** So many arrays, up to this size, are asked whether a target is theirs. */
const ASKED_INPUTS = 8;
const ASKED_CHARACTERS = 200_000;

/** The nearest array whose clear target is this one, where its name says that it is targets. */
function inputOf(sheet: Sheet, target: FoundArray): FoundArray | undefined {
  const { name, place } = target;
  if (name === undefined || place === undefined || !namesTargets(name)) return undefined;
  const away = (array: FoundArray) =>
    array.place?.unit === place.unit ? Math.abs(array.place.start - place.start) : Number.POSITIVE_INFINITY;
  return nearestAround(sheet, target, place, ASKED_INPUTS)
    .filter(({ source }) => source.text.length <= ASKED_CHARACTERS)
    .sort((a, b) => (away(a) === away(b) ? 0 : away(a) - away(b)))
    .slice(0, ASKED_INPUTS)
    .find((array) => overlap(clearTarget(sheet, array, array.place)?.place, place));
}
