import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import type { ValuePlace } from "./value";

/** What one expression may cost: ten million elements made besides those that are written, a million steps of comprehensions. */
export class ExpressionBudget {
  private elements: number;
  private steps = 1_000_000;

  /** Of a text so long: each of its elements may be taken up by some functions. */
  constructor(length: number) {
    this.elements = 10_000_000 + 4 * length;
  }

  spend(elements: number, place: ValuePlace): void {
    this.elements -= elements;
    if (!(this.elements >= 0)) throw tooLarge(place);
  }

  /** Refuses a loop that would take more steps than are left before it begins. */
  allow(steps: number, place: ValuePlace): void {
    if (steps > this.steps) throw tooLarge(place);
  }

  step(place: ValuePlace): void {
    if (--this.steps < 0) throw tooLarge(place);
  }
}

function tooLarge(place: ValuePlace): Refused {
  return new Refused(
    "too-large",
    place.start,
    place.end,
    l10n.t("This takes more than ten million elements or a million steps."),
  );
}
