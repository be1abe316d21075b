import { lossFunctions } from "../engine/losses/lossFunctions";
import { isRefusal } from "../engine/refusal";
import { describeTokens, type TokenLoss } from "../engine/tokens";
import { type ArgumentFacts, type CallFacts, textAt } from "./callFacts";
import { sequenceShape } from "./causes/padding";
import { meanOf } from "./evaluateForm";

/**
 * The tokens of a call that scores them against a vocabulary: where the code shifts one against the other, or where scores (N, T, V) and
 * targets (N, T) go by names of tokens. Undefined for all other calls.
 */
export function tokensOf(facts: CallFacts): TokenLoss | undefined {
  const { form } = facts;
  if (form === undefined || !(isShifted(facts) || isNamedSequence(facts))) return undefined;
  const { loss, input, target, options } = form;
  if (loss !== "CrossEntropyLoss" && loss !== "NLLLoss") return undefined;
  if (input.shape.length < 2 || input.shape.length !== target.shape.length + 1) return undefined;
  const unreduced = lossFunctions[loss](input, target, options);
  const mean = meanOf(form);
  return isRefusal(unreduced) || mean === undefined ? undefined : describeTokens(unreduced.denominator, mean, options);
}

/** `logits[:, :-1]` against `labels[:, 1:]`: every step predicts the next one. */
function isShifted({ input, target, units }: CallFacts): boolean {
  const isTaken = (argument: ArgumentFacts, slice: RegExp) =>
    argument.chain.steps.some(({ operation, place }) => operation === "getitem" && slice.test(textAt(units, place)));
  return isTaken(target, /[[,]\s*1\s*:\s*\]$/) && isTaken(input, /[[,]\s*:\s*-\s*1\s*(?:,[\s:]*)?\]$/);
}

const tokenName =
  /tokens?(?![a-z])|(?:^|_)(?:input|label|next|target)_?ids?$|vocab|(?:^|_)lm(?:_|$)|next_(?:word|char)/i;

/** Targets (N, T) of scores (N, T, V), whichever way both were laid out for the loss, by names that say tokens. */
function isNamedSequence(facts: CallFacts): boolean {
  const { input, target, definitions } = facts;
  const isSequence = target.shape?.length === 2 ? input.shape?.length === 3 : sequenceShape(facts) !== undefined;
  if (!isSequence) return false;
  const own = [...input.names, ...target.names, input.text ?? "", target.text ?? ""];
  return own.some((name) => tokenName.test(name)) || definitions.some(({ name }) => /^(?:ppl|perplexity)/i.test(name));
}
