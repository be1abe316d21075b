import type { Exception, FixTitle, TextEdit } from "./answer";
import type { CallFacts } from "./callFacts";
import type { Cause, Claim } from "./claim";
import type { HeldMeaning } from "./meaning";

/** Everything that the rows may ask about one call. */
export interface CallCase {
  readonly facts: CallFacts;
  readonly meaning: HeldMeaning;
  /** What torch raises, where it surely does. */
  readonly exception: Exception | undefined;
  /** The call's number, where it gives one. */
  readonly value: number | undefined;
}

/** A change of the code that would mend the call; not yet carried out. */
export interface FixCandidate {
  readonly title: FixTitle;
  readonly edits: readonly TextEdit[];
}

export interface Finding {
  readonly claim: Claim;
  /** How sure it is that the call is mistaken in this way: `certain` and above is said, `doubtful` and above is said as a doubt. */
  readonly weight: number;
  readonly fixes: readonly FixCandidate[];
  /** What is raised where the program runs, though not by the call on these arrays. */
  readonly exception?: Exception;
  /** The loss that the program surely gets, where it is another than the exact one, or that one is not known. */
  readonly value?: number;
}

export const CERTAIN = 0.85;
export const DOUBTFUL = 0.5;

/** One kind of mistake: when it may be there, and what mends it. */
export interface CauseRow<C extends Cause = Cause> {
  readonly cause: C;
  readonly find: (instance: CallCase) => Finding | undefined;
}
