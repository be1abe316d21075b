import * as l10n from "@vscode/l10n";
import type { Reading } from "../../engine/reading";
import { formatPercent } from "../../render/numbers";
import {
  guessOf,
  inputKindName,
  isGuessed,
  readingName,
  reasonsOf,
  targetKindName,
  taskName,
} from "../../render/readingText";
import { clauses, listed } from "../../render/sentences";
import type { Evaluation } from "../../report";
import type { Actions } from "../actions";
import { unbroken } from "../shared/unbroken";
import { asChoice, otherReadings, sameReading } from "./choices";

interface ReadingReasonsProps {
  readonly report: Evaluation;
  /** The place of the call that the reading is of, where it is no person's choice. */
  readonly from: string | undefined;
  readonly actions: Actions;
}

/** Why the pair is read in this way, what else it could be, and the way back from a person's own choice. */
export function ReadingReasons({ report, from, actions }: ReadingReasonsProps) {
  const { readings, reading, input } = report;
  const guess = guessOf(readings);
  const guessed = isGuessed(readings, reading);
  const current = readings.find((ranked) => sameReading(ranked.reading, reading));
  const others = otherReadings(readings, reading).filter(
    ({ reading: other }) => guessed || guess === undefined || !sameReading(other, guess.reading),
  );
  const rank = input.shape.length;
  const reasons = current && clauses(reasonsOf(current));
  return (
    <div class="reasons">
      {guessed && reasons ? <p>{unbroken(l10n.t("Why: {0}.", reasons))}</p> : null}
      {!guessed && (
        <p>
          {decidedText(
            guess && { name: difference(guess.reading, reading, rank), percent: formatPercent(guess.confidence) },
            from,
          )}{" "}
          <button type="button" class="link" onClick={() => actions.choose({})}>
            {from !== undefined
              ? l10n.t("Use the guess")
              : guess === undefined
                ? l10n.t("Undo the choice")
                : l10n.t("Back to the guess")}
          </button>
        </p>
      )}
      {others.length > 0 && (
        <p>
          {l10n.t("Also possible:")}{" "}
          {others.map(({ reading: other, confidence }, index) => (
            <>
              {index > 0 && <span aria-hidden="true"> · </span>}
              <button type="button" class="link" onClick={() => actions.choose(asChoice(other))}>
                {l10n.t("{0} ({1})", difference(other, reading, rank), formatPercent(confidence))}
              </button>
            </>
          ))}
        </p>
      )}
    </div>
  );
}

/** Who decided on another reading than the guess: the code's call, or the person. */
function decidedText(
  guess: { readonly name: string; readonly percent: string } | undefined,
  from: string | undefined,
): string {
  if (from !== undefined) {
    return guess === undefined
      ? l10n.t("The call at {0} decides this.", from)
      : l10n.t("The call at {0} decides this; the values alone suggest {1} ({2}).", from, guess.name, guess.percent);
  }
  return guess === undefined
    ? l10n.t("You chose this reading; the values alone have none.")
    : l10n.t("You chose this reading; the guess was {0} ({1}).", guess.name, guess.percent);
}

/** The parts of a reading in which it is another than the current one. */
function difference(other: Reading, current: Reading, rank: number): string {
  const parts = [
    other.inputKind === current.inputKind ? undefined : inputKindName(other.inputKind),
    other.task === current.task ? undefined : taskName(other.task),
    other.targetKind === current.targetKind ? undefined : targetKindName(other.targetKind),
    other.classDim === current.classDim || other.classDim === undefined || other.task !== current.task
      ? undefined
      : l10n.t("classes along dim {0}", other.classDim),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? readingName(other, rank) : listed(parts);
}
