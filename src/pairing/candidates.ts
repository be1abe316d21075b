import type { ArraySource } from "../source";
import type { Tensor } from "../tensor/tensor";
import type { Place } from "../textUnit";
import { type FoundArray, inOrder, overlap, samePlace, tensorOf } from "./foundArray";
import { countsFromOne, fromZero, type LabelsFrom } from "./labels";
import { namesTargets } from "./names";
import { type RankedTarget, rankTargets, type TargetCandidate } from "./rankTargets";
import type { Sheet } from "./sheet";

/** So much is read for targets, the smallest arrays first: targets are smaller than what they belong to. */
const READ_CHARACTERS = 2_000_000;
const CANDIDATES = 200;

/** A named array as a possible target. */
export interface Candidate extends TargetCandidate {
  readonly array: FoundArray;
}

/**
 * The named arrays that may be the target of an array: those beside it that its function sees. `at`: where it stands, or where a person
 * is, for one that stands nowhere.
 */
export function arraysAround(
  sheet: Sheet,
  input: FoundArray,
  at: Place | undefined,
  among: readonly FoundArray[] = sheet.candidates,
): readonly FoundArray[] {
  const home = input.place ?? at;
  const scope = input.place === undefined ? sheet.scopeAt(at) : input.scope || sheet.scopeAt(input.place);
  return readable(among).filter((array) => {
    return (home === undefined || !overlap(array.place, home)) && sees(scope, array);
  });
}

/** Those of `arraysAround` that stand nearest, at most so many above and below, in the order of the text: however many there are, few are looked at. */
export function nearestAround(
  sheet: Sheet,
  input: FoundArray,
  at: Place | undefined,
  most: number,
  among: readonly FoundArray[] = sheet.candidates,
): readonly FoundArray[] {
  const home = input.place ?? at;
  const scope = input.place === undefined ? sheet.scopeAt(at) : input.scope || sheet.scopeAt(input.place);
  const sorted = inText(among);
  const from = home === undefined ? 0 : firstNotAbove(sorted, home);
  const around = (array: FoundArray) => (home === undefined || !overlap(array.place, home)) && sees(scope, array);
  const above: FoundArray[] = [];
  for (let i = from - 1; i >= 0 && above.length < most; i--) if (around(sorted[i])) above.push(sorted[i]);
  const result = above.reverse();
  const count = result.length + most;
  for (let i = from; i < sorted.length && result.length < count; i++) if (around(sorted[i])) result.push(sorted[i]);
  return result;
}

function firstNotAbove(sorted: readonly FoundArray[], home: Place): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { place } = sorted[middle];
    if (place !== undefined && inOrder(place, home) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Names of a function are not seen outside of it; an object's attributes are seen in all methods of its class. */
function sees(scope: string, { scope: own, name }: FoundArray): boolean {
  if (own === "" || own === scope || scope.startsWith(`${own}.`)) return true;
  const owner = own.slice(0, own.lastIndexOf("."));
  return name?.startsWith("self.") === true && owner !== "" && (scope === owner || scope.startsWith(`${owner}.`));
}

type Ranking = readonly RankedTarget<Candidate>[];

/** The rankings among the named arrays of a sheet, by the input as it was read: a ranking looks at all values of all arrays. */
const rankings = new WeakMap<Sheet, WeakMap<Tensor, { readonly input: FoundArray; readonly ranking: Ranking }>>();

/** Likeliest first; each input of a sheet is ranked once. */
export function rankCandidates(
  sheet: Sheet,
  input: FoundArray,
  at: Place | undefined,
  among: readonly FoundArray[] = sheet.candidates,
  most = CANDIDATES,
): Ranking {
  const tensor = tensorOf(input);
  if (tensor === undefined) return [];
  if (among !== sheet.candidates || most !== CANDIDATES || input.place === undefined)
    return rank(sheet, input, tensor, at, among, most);
  const known = rankings.get(sheet) ?? new WeakMap();
  rankings.set(sheet, known);
  const kept = known.get(tensor);
  if (kept !== undefined && kept.input.name === input.name && samePlace(kept.input.place, input.place))
    return kept.ranking;
  const ranking = rank(sheet, input, tensor, at, among, most);
  known.set(tensor, { input, ranking });
  return ranking;
}

function rank(
  sheet: Sheet,
  input: FoundArray,
  tensor: Tensor,
  at: Place | undefined,
  among: readonly FoundArray[],
  most: number,
): Ranking {
  const arrays = nearestAround(sheet, input, at, most, among);
  const words = wordTargets(sheet, input, tensor.shape);
  return rankTargets({ tensor, name: input.name }, candidatesOf([...arrays, ...words], input, at, sheet, most));
}

/** Class indices that count from 1 are taken from 0, as losses take them. */
export function targetFor(target: FoundArray, input: FoundArray, from: LabelsFrom): FoundArray {
  const [tensor, own] = [tensorOf(input), tensorOf(target)];
  if (tensor === undefined || own === undefined || !countsFromOne(target.source.languageId, from)) return target;
  const shifted = fromZero(own, tensor);
  const literal = target.read();
  if (shifted === undefined || literal.kind !== "literal") return target;
  const { text, languageId, name } = target.source;
  const source: ArraySource = {
    ...{ kind: "array", text, languageId, name, tensor: shifted, columnNames: undefined },
    cells: { offsets: literal.elementOffsets, lengths: literal.elementLengths },
  };
  return { ...target, source, read: () => ({ ...literal, tensor: shifted }) };
}

function candidatesOf(
  arrays: readonly FoundArray[],
  input: FoundArray,
  at: Place | undefined,
  { labelsFrom }: Sheet,
  most: number,
): readonly Candidate[] {
  const home = input.place ?? at;
  const sorted = [...arrays].sort((a, b) => (a.place && b.place ? inOrder(a.place, b.place) : 0));
  const above = home === undefined ? 0 : sorted.filter(({ place }) => place && inOrder(place, home) < 0).length;
  const first = Math.max(0, above - most);
  const near = sorted.slice(first, above + most).flatMap((each, index): readonly Candidate[] => {
    const array = targetFor(each, input, labelsFrom);
    const tensor = tensorOf(array);
    if (tensor === undefined) return [];
    const below = index + first - above;
    return [{ array, name: array.name, tensor, distance: below < 0 ? below : below + 1 }];
  });
  return near.sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance)).slice(0, most);
}

/**
 * Lists of words name as many classes as the input has, or the two of a column of probabilities. A list of each word once may be that of the
 * classes themselves, unless its name says that it is the truth.
 */
function wordTargets(sheet: Sheet, input: FoundArray, shape: readonly number[]): readonly FoundArray[] {
  const [samples, classes = 2] = shape;
  if (shape.length === 0 || shape.length > 2) return [];
  return sheet.units.flatMap((_, unit) =>
    sheet.words(unit).flatMap(({ array, classes: named }) => {
      const count = tensorOf(array)?.data.length;
      const { name = "" } = array;
      const labels = namesTargets(name) && (named < samples || TRUTH.test(name));
      const fits = labels && named === (classes === 1 ? 2 : classes) && count === samples;
      return fits && !overlap(array.place, input.place) ? [array] : [];
    }),
  );
}

const TRUTH = /true|target|truth|expected|actual|^y$/i;

const inTextOf = new WeakMap<readonly FoundArray[], readonly FoundArray[]>();

/** Those that are read, by their places; sorted once, where it is looked into for every array of the text. */
function inText(arrays: readonly FoundArray[]): readonly FoundArray[] {
  const known =
    inTextOf.get(arrays) ??
    readable(arrays)
      .filter(({ place }) => place !== undefined)
      .sort((a, b) => (a.place && b.place ? inOrder(a.place, b.place) : 0));
  inTextOf.set(arrays, known);
  return known;
}

const readableOf = new WeakMap<readonly FoundArray[], readonly FoundArray[]>();

function readable(arrays: readonly FoundArray[]): readonly FoundArray[] {
  const known = readableOf.get(arrays) ?? smallest(arrays);
  readableOf.set(arrays, known);
  return known;
}

function smallest(arrays: readonly FoundArray[]): readonly FoundArray[] {
  let left = READ_CHARACTERS;
  const read = new Set(
    [...arrays]
      .sort((a, b) => a.source.text.length - b.source.text.length)
      .filter(({ source }) => {
        left -= source.text.length;
        return left >= 0;
      }),
  );
  return arrays.filter((array) => read.has(array));
}
