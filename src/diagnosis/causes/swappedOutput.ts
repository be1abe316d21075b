import { lastActivation } from "../../python/library/nn/activation";
import type { ArgumentFacts } from "../callFacts";
import { swapArguments } from "../edits";
import { lastMeaningful } from "../originChain";
import type { CallCase, CauseRow, Finding } from "../row";

/** What a network gives, where the targets belong, by the code and the names alone. */
export const swappedOutputRows: readonly CauseRow[] = [{ cause: "swapped-arguments", find: swappedOutput }];

const ofTargets: ReadonlySet<string> = new Set(["CrossEntropyLoss", "NLLLoss", "BCELoss", "BCEWithLogitsLoss"]);

/** `criterion(y, model(x))`. Of arrays whose values are known more is seen, and said elsewhere. */
function swappedOutput({ facts }: CallCase): Finding | undefined {
  const { call, input, target } = facts;
  if (!ofTargets.has(call.loss) || input.tensor !== undefined || target.tensor !== undefined) return undefined;
  if (!isOfNetwork(target) || isOfNetwork(input) || !isNamedTarget(input) || isNamedTarget(target)) return undefined;
  const claim = { cause: "swapped-arguments", facts: { first: input.text, second: target.text } } as const;
  return { claim, weight: 1, fixes: swapArguments(facts) };
}

function isOfNetwork({ value, chain }: ArgumentFacts): boolean {
  const made = lastActivation(value)?.operation ?? lastMeaningful(chain)?.step.operation;
  return made === "linear" || (made !== undefined && chain.steps.some(({ operation }) => operation === "linear"));
}

function isNamedTarget({ names, text }: ArgumentFacts): boolean {
  const name = names.at(0) ?? text ?? "";
  return /^(y|ys|yb|y_?batch|y_?true|y_?train|gt|ground_?truth|labels?|targets?|tgt|truth)$/i.test(name);
}
