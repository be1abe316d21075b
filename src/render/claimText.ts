import type { Answer } from "../diagnosis/answer";
import type { Cause, Claim, FactsOf } from "../diagnosis/claim";
import { activationsSentences } from "./claims/activations";
import { afterwardsSentences } from "./claims/afterwards";
import { numbersSentences } from "./claims/numbers";
import { placesSentences } from "./claims/places";
import { refusalsSentences } from "./claims/refusals";
import { targetsSentences } from "./claims/targets";
import { type ClaimSentences, type ClaimWords, wordsOf } from "./claims/words";
import { foreignText } from "./foreignText";

/** What a claim says: one clause without a full stop, or clauses with full stops between them; empty where the exception says all. */
export function claimText<C extends Cause>(claim: Claim & { readonly cause: C }, answer: Answer): string {
  const foreign = foreignText(claim, answer);
  if (foreign !== undefined) return foreign;
  const say: (facts: FactsOf[C], words: ClaimWords) => string = sentences[claim.cause];
  return say(claim.facts as FactsOf[C], wordsOf(answer));
}

const sentences: ClaimSentences = {
  ...activationsSentences,
  ...placesSentences,
  ...targetsSentences,
  ...numbersSentences,
  ...afterwardsSentences,
  ...refusalsSentences,
};
