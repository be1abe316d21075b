import type { Form } from "./callFacts";
import type { Change } from "./claim";
import { accuracyOf, byChance, changeOf, meanOf } from "./evaluateForm";

/** What a change of the call does to its accuracy and its loss, and how sure that makes the change. */
export interface Explained {
  readonly change: Change;
  readonly weight: number;
}

/**
 * Weighs a change by the data alone: whether the predictions, wrong as they are, become right with it, and whether that could be an
 * accident. `tries` is among how many changes this one was chosen.
 */
export function explainedBy(before: Form, after: Form, tries = 1): Explained | undefined {
  const [own, other] = [accuracyOf(before), accuracyOf(after)];
  const [loss, mended] = [meanOf(before), meanOf(after)];
  if (own === undefined || other === undefined || loss === undefined || mended === undefined) return undefined;
  if (own.of === 0 || other.of < 2) return undefined;
  const [rate, better] = [own.correct / own.of, other.correct / other.of];
  if (better < 0.75 || better - rate < 0.5 || !(mended < loss * 0.75)) return undefined;
  const chance = chanceOf(after);
  // As unlikely as so many right answers after the change are, and so few before it.
  const right = byChance(other, chance);
  const wrong = byChance({ correct: own.of - own.correct, of: own.of }, 1 - chance);
  const accident = Math.min(1, right * wrong * tries);
  const weight = accident < 0.002 ? 0.95 : accident < 0.01 ? 0.88 : accident < 0.08 ? 0.6 : 0.3;
  return { change: changeOf(before, after), weight };
}

function chanceOf({ loss, input }: Form): number {
  if (loss !== "CrossEntropyLoss" && loss !== "NLLLoss" && loss !== "MultiMarginLoss") return 0.5;
  return 1 / Math.max(2, input.shape[input.shape.length === 1 ? 0 : 1] ?? 2);
}
