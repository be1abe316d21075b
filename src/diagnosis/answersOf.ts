import type { Interpretation } from "../python/interpretation";
import type { Answer } from "./answer";

/** What there is to say about every loss call of the units, in the order of the text. Never throws. */
export function answersOf(_interpretation: Interpretation): readonly Answer[] {
  return [];
}
