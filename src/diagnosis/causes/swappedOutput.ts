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
  // What is only called as a network is called may be a teacher, and y what another network gave.
  const weight = isKnownNetwork(target) ? 1 : isNamedLabels(input) ? 0.9 : 0.7;
  return { claim, weight, fixes: swapArguments(facts) };
}

function isOfNetwork(argument: ArgumentFacts): boolean {
  return isKnownNetwork(argument) || isCallOfModel(argument);
}

/** `model(images)` of a model that is not read. */
function isCallOfModel({ value: { origin } }: ArgumentFacts): boolean {
  return (
    origin.kind === "unread" && origin.reason === "call" && /^(self\.)?(model|net|network)$/.test(origin.name ?? "")
  );
}

function isKnownNetwork({ value, chain }: ArgumentFacts): boolean {
  const made = lastActivation(value)?.operation ?? lastMeaningful(chain)?.step.operation;
  return made === "linear" || (made !== undefined && chain.steps.some(({ operation }) => operation === "linear"));
}

function isNamedLabels(argument: ArgumentFacts): boolean {
  return /^(labels?|targets?|ground_?truth|y_?true)$/i.test(nameOf(argument));
}

function nameOf({ names, text }: ArgumentFacts): string {
  return names.at(0) ?? text ?? "";
}

function isNamedTarget(argument: ArgumentFacts): boolean {
  return /^(y|ys|yb|y_?batch|y_?true|y_?train|gt|ground_?truth|labels?|targets?|tgt|truth)$/i.test(nameOf(argument));
}
