import { byChance } from "../engine/metrics/byChance";
import { distinct } from "./arrays";
import type { Form } from "./callFacts";
import type { Change } from "./claim";
import { accuracyOf, changeOf, meanOf } from "./evaluateForm";

/** What a change of the call does to its accuracy and its loss, and how sure that makes the change. */
export interface Explained {
  readonly change: Change;
  /** How likely it is that predictions which have nothing to do with the targets would look like this. */
  readonly accident: number;
}

/**
 * Weighs a change by the data alone: whether the predictions, wrong as they are, become right with it, and whether that could be an
 * accident. `tries` is among how many changes this one was chosen.
 */
export function explainedBy(before: Form, after: Form, tries = 1): Explained | undefined {
  const [own, other] = [accuracyOf(before), accuracyOf(after)];
  const [loss, mended] = [meanOf(before), meanOf(after)];
  if (own === undefined || other === undefined || loss === undefined || mended === undefined) return undefined;
  if (own.of === 0 || other.of < 3) return undefined;
  const [rate, better] = [own.correct / own.of, other.correct / other.of];
  if (better < 0.75 || better - rate < 0.5 || !(mended < loss * 0.75)) return undefined;
  // Of one and the same target, all right or all wrong is one accident.
  if (distinct(after.target.data, 1) !== undefined) return undefined;
  const chance = chanceOf(after);
  // As unlikely as so many right answers after the change are, and so few before it.
  const right = byChance(other, chance);
  const wrong = byChance({ correct: own.of - own.correct, of: own.of }, 1 - chance);
  return { change: changeOf(before, after), accident: Math.min(1, right * wrong * tries) };
}

/** `expected`: something beside the numbers speaks for the change, too. */
export function weightOf({ accident }: Explained, expected: boolean): number {
  const [certain, doubtful] = expected ? [0.02, 0.1] : [0.002, 0.05];
  return accident < certain ? 0.92 : accident < doubtful ? 0.55 : 0;
}

/** Of samples that are counted: an array of one axis is one sample, too few to judge by. */
function chanceOf({ loss, input }: Form): number {
  if (loss !== "CrossEntropyLoss" && loss !== "NLLLoss" && loss !== "MultiMarginLoss") return 0.5;
  return 1 / Math.max(2, input.shape[1]);
}
