import type { Tensor } from "../tensor/tensor";
import { rankReadings } from "./rankReadings";
import { DEFAULT_IGNORE_INDEX } from "./reference";

/** A named array that may be the target of an input. */
export interface TargetCandidate {
  readonly name: string;
  readonly tensor: Tensor;
  /** How many named arrays further down (negative: further up) than the input it stands. */
  readonly distance: number;
}

export interface RankedTarget<Candidate extends TargetCandidate> {
  readonly candidate: Candidate;
  /** Whether any reading takes the candidate for targets of the input. */
  readonly fits: boolean;
  readonly score: number;
}

const TARGET_NAME = /true|target|label|truth|one_?hot|expected|actual|(^|_)(gt|tgt|answers?)(_|\d|$)/i;
const INPUT_NAME = /pred|logit|prob|score|output|input|logp|softmax|hat|weight/i;
const SHORT_TARGET_NAME = /(^|_)(y|t|ys|classes)(_|\d|$)/i;

/** A name that speaks of targets, and not of what a model puts out. */
export function namesTargets(name: string): boolean {
  return TARGET_NAME.test(name) || (!INPUT_NAME.test(name) && SHORT_TARGET_NAME.test(name));
}

/** Likeliest first: a shape that fits, a name such as y_true, words in common with the input's name, and nearness. */
export function rankTargets<Candidate extends TargetCandidate>(
  input: { readonly tensor: Tensor; readonly name: string | undefined },
  candidates: readonly Candidate[],
): readonly RankedTarget<Candidate>[] {
  return candidates
    .map((candidate) => {
      const [best] = rankReadings(input.tensor, candidate.tensor, input.name, DEFAULT_IGNORE_INDEX);
      const score = (best === undefined ? 0 : 8) + nameScore(candidate.name, input.name) + nearness(candidate.distance);
      return { candidate, fits: best !== undefined, score };
    })
    .sort((a, b) => b.score - a.score);
}

/** Whether a name is one that people give to what goes into a loss, as input or as target. */
export function namesLossArgument(name: string): boolean {
  return namesTargets(name) || INPUT_NAME.test(name);
}

/** The one candidate with the name of a target; undefined where there are none or several. */
export function onlyTargetByName<Candidate extends Pick<TargetCandidate, "name">>(
  candidates: readonly Candidate[],
): Candidate | undefined {
  const [first, ...others] = candidates.filter(({ name }) => namesTargets(name));
  return others.length === 0 ? first : undefined;
}

function nameScore(name: string, inputName: string | undefined): number {
  const own = namesTargets(name) ? 3 : INPUT_NAME.test(name) ? -3 : 0;
  const words = new Set(wordsOf(inputName ?? ""));
  return own + wordsOf(name).filter((word) => words.has(word) && word !== "y").length;
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+|(?<=[a-z])(?=\d)/)
    .filter((word) => word !== "");
}

/** The array right below the input is the likeliest, then the one right above. */
function nearness(distance: number): number {
  return distance > 0 ? 2 / distance : 1.5 / (1 - distance);
}
