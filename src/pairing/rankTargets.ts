import { torchClassDim } from "../engine/losses/shared/classLanes";
import { rankReadings } from "../engine/rankReadings";
import { DEFAULT_IGNORE_INDEX } from "../engine/reference";
import { sameShape } from "../tensor/shape";
import { isFloatingPoint, type Tensor } from "../tensor/tensor";
import { namesInput, namesNeither, namesTargets, wordsOf } from "./names";

/** An array that may be the target of an input. */
export interface TargetCandidate {
  readonly name: string | undefined;
  readonly tensor: Tensor;
  /** How many arrays further down (negative: further up) than the input it stands. */
  readonly distance: number;
}

/**
 * Whether torch takes an array for targets as it is; as class numbers only once they are whole by their type, too; or only in another
 * shape, along another axis, out of range; or not at all.
 */
export type Fit = "taken" | "converted" | "reshaped" | "unusual" | "none";

export interface RankedTarget<Candidate extends TargetCandidate> {
  readonly candidate: Candidate;
  readonly fit: Fit;
  readonly score: number;
  /** Its name, its values or its place speak for it: a shape alone is no more than a coincidence. */
  readonly clear: boolean;
}

const FITS = 8;
const CLEAR = 10;

interface Input {
  readonly tensor: Tensor;
  readonly name: string | undefined;
}

/**
 * Likeliest first: a shape that fits, a name such as y_true, values that only targets have, words in common with the input's name,
 * nearness. Where torch takes one of them as it is, those that it would not take are no longer in question; class numbers with a decimal
 * point come behind those that it surely takes.
 */
export function rankTargets<Candidate extends TargetCandidate>(
  input: Input,
  candidates: readonly Candidate[],
): readonly RankedTarget<Candidate>[] {
  const fits = candidates.map(({ tensor }) => fitOf(input, tensor));
  const best = (["taken", "converted", "reshaped", "unusual"] as const).find((fit) => fits.includes(fit)) ?? "none";
  const ranked = candidates
    .map((candidate, index) => {
      const fit = fits[index];
      const kept = fit !== "none" && (fit === best || (fit === "converted" && best === "taken"));
      const own = nameScore(candidate.name, input.name) + nearness(candidate.distance) + valueScore(input, candidate);
      const score = own + (kept ? FITS : fit === "none" ? 0 : 1);
      const clear = kept && score > CLEAR && !(candidate.name !== undefined && namesNeither(candidate.name));
      return { candidate, fit: kept ? fit : fit === "none" ? fit : "unusual", score, clear } as const;
    })
    .sort((a, b) => b.score - a.score);
  const isTaken = ranked.some(({ fit, clear }) => fit === "taken" && clear);
  if (!isTaken) return ranked;
  return ranked
    .map((each) => (each.fit === "converted" ? { ...each, score: Math.min(each.score, CLEAR), clear: false } : each))
    .sort((a, b) => b.score - a.score);
}

/** How an array fits as the target of an input. */
export function fitOf({ tensor: input, name }: Input, target: Tensor): Fit {
  const readings = rankReadings(input, target, name, DEFAULT_IGNORE_INDEX);
  const { length: rank } = input.shape;
  let fit: Fit = "none";
  for (const { reading, evidence } of readings) {
    const { classDim, targetKind } = reading;
    const usual = classDim === undefined || classDim === torchClassDim(rank);
    const isOutside = evidence.some(({ kind }) => kind === "indicesOutOfRange");
    // Another axis, and out of its range: of that nothing fits.
    if (!usual && isOutside) continue;
    if (!usual || isOutside) {
      fit = fit === "none" ? "unusual" : fit;
      continue;
    }
    const expected = targetKind === "classIndices" ? input.shape.filter((_, axis) => axis !== classDim) : input.shape;
    if (sameShape(expected, target.shape)) {
      if (targetKind !== "classIndices" || !isFloatingPoint(target.dtype)) return "taken";
      fit = "converted";
    } else if (fit !== "converted") fit = "reshaped";
  }
  return fit;
}

/** Whether an array has the shape of targets, each of which is in range. */
export function isInShape(fit: Fit): boolean {
  return fit === "taken" || fit === "converted";
}

/** Whether the first of two arrays is surely meant as the targets of the second, and not the other way round. */
export function inWrongOrder(first: Input, second: Input): boolean {
  if (!isInShape(fitOf(second, first.tensor))) return false;
  return fitOf(first, second.tensor) === "none" || inputScore(first) + 2 <= inputScore(second);
}

/** The one candidate with the name of a target; undefined where there are none or several. */
export function onlyTargetByName<Candidate extends { readonly name: string | undefined }>(
  candidates: readonly Candidate[],
): Candidate | undefined {
  const [first, ...others] = candidates.filter(({ name }) => name !== undefined && namesTargets(name));
  return others.length === 0 ? first : undefined;
}

/** How much speaks for an array as the input of some target. */
export function inputScore({ tensor, name }: Input): number {
  const named = name === undefined ? 0 : namesTargets(name) ? -3 : namesInput(name) ? 3 : namesNeither(name) ? -6 : 0;
  const whole = tensor.data.length > 0 && tensor.data.every(Number.isInteger);
  const constant = tensor.data.length > 1 && tensor.data.every((value) => value === tensor.data[0]);
  const values = isOneHot(tensor) || constant ? -4 : whole ? -2 : 0;
  return named + values + (tensor.data.length < 2 ? -8 : 0);
}

function nameScore(name: string | undefined, inputName: string | undefined): number {
  if (name === undefined) return 0;
  const own = namesTargets(name) ? 3 : namesInput(name) ? -3 : namesNeither(name) ? -6 : 0;
  const words = new Set(wordsOf(inputName ?? ""));
  return own + wordsOf(name).filter((word) => words.has(word) && word !== "y").length;
}

/** One-hot rows and whole numbers beside scores are what targets look like, where no name says so. */
function valueScore({ tensor: input }: Input, { name, tensor: target }: TargetCandidate): number {
  if (input.data.every(Number.isInteger) || (name !== undefined && namesTargets(name))) return 0;
  if (isOneHot(target)) return 3;
  return target.data.length > 1 && target.data.every((value) => Number.isInteger(value) && value >= 0) ? 1 : 0;
}

/** Rows of zeros with a single 1. */
export function isOneHot({ data, shape }: Tensor): boolean {
  const classes = shape.at(-1) ?? 0;
  if (shape.length < 2 || classes < 2 || data.length === 0) return false;
  for (let start = 0; start < data.length; start += classes) {
    let ones = 0;
    for (let column = 0; column < classes; column++) {
      const value = data[start + column];
      if (value !== 0 && value !== 1) return false;
      ones += value;
    }
    if (ones !== 1) return false;
  }
  return true;
}

/** The array right below the input is the likeliest, then the one right above. */
function nearness(distance: number): number {
  return distance > 0 ? 2 / distance : 1.5 / (1 - distance);
}
