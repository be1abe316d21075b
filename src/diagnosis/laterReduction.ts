import type { CallFacts } from "./callFacts";
import { isLossItself, laterSteps, type OriginOperation } from "./laterValues";

export interface LaterReduction {
  readonly reduction: "mean" | "sum";
  /** The operation that takes it. */
  readonly origin: OriginOperation;
}

/** What the code makes of losses that are not reduced: the mean or the sum of all of them, where it does nothing else with them. */
export function laterReduction(facts: CallFacts): LaterReduction | undefined {
  const { place } = facts.call;
  const uses = laterSteps(facts).filter(
    ({ origin, value }) =>
      !isLossItself(value, place) && origin.operands.some((operand) => isLossItself(operand.value, place)),
  );
  const [first] = uses;
  if (first === undefined) return undefined;
  const { operation } = first.origin;
  if (operation !== "mean" && operation !== "sum") return undefined;
  const isSame = uses.every(
    ({ origin }) => origin.operation === operation && origin.settings.dim === undefined && origin.operands.length === 1,
  );
  return isSame ? { reduction: operation, origin: first.origin } : undefined;
}
