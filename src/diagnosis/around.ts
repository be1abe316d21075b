import type { Operand, Value } from "../python/value";
import type { Place } from "../textUnit";
import { type CallFacts, textAt } from "./callFacts";
import { isLossItself, laterSteps, type OriginOperation, someOrigin } from "./laterValues";
import { type ChainStep, isTransparent, lastMeaningful, originChain, shareSource } from "./originChain";

export function isOfClasses({ call }: CallFacts): boolean {
  return call.loss === "CrossEntropyLoss" || call.loss === "NLLLoss";
}

export function written({ units }: CallFacts, place: Place | undefined): string {
  return place === undefined ? "" : textAt(units, place);
}

/** The operation that gave a value what it is, behind those that only move or retype it. */
export function madeBy(value: Value): OriginOperation | undefined {
  const { origin } = value;
  const step = lastMeaningful(originChain(value))?.step;
  if (step !== undefined) return { kind: "operation", ...step };
  return origin.kind === "operation" && !isTransparent(origin.operation) ? origin : undefined;
}

/** Made of one array, however it was scaled. */
export function isOfOne(a: Value, b: Value): boolean {
  const [own, other] = [originChain(a).base, originChain(b).base];
  return (
    shareSource(a, b) ||
    own === other ||
    (own.kind === "tensor" && other.kind === "tensor" && own.storage === other.storage)
  );
}

/** What the losses of all positions are multiplied by. */
export function factorsOfLoss(facts: CallFacts): readonly Operand[] {
  return laterSteps(facts).flatMap(({ origin }) => {
    if (origin.operation !== "mul" || !origin.operands.some(({ value }) => isLossItself(value, facts.call.place)))
      return [];
    return origin.operands.filter(({ value }) => !isLossItself(value, facts.call.place)).flatMap(multiplied);
  });
}

/** The parts of `alpha * (1 - pt) ** gamma`. */
function multiplied(operand: Operand): readonly Operand[] {
  const { origin } = operand.value;
  const isProduct = origin.kind === "operation" && origin.operation === "mul";
  return isProduct ? [operand, ...origin.operands.flatMap(multiplied)] : [operand];
}

/** The operations that cut the first or the last element off the axis of the steps, latest first. */
export function cutsIn(
  { units, ...facts }: CallFacts,
  which: "input" | "target",
  cut: "1:" | ":-1",
): readonly ChainStep[] {
  return facts[which].chain.steps.filter(({ operation, place, operand }) => {
    if (operation !== "getitem" || operand.place === undefined || operand.place.unit !== place.unit) return false;
    const index = textAt(units, { ...place, start: operand.place.end }).replace(/\s/g, "");
    return [`[${cut}]`, `[:,${cut}]`, `[:,${cut},:]`, `[...,${cut},:]`, `[...,${cut}]`].includes(index);
  });
}

export function has({ origin }: Value, name: RegExp): boolean {
  return someOrigin(origin, ({ operation }) => name.test(operation));
}

/** One question that code around a call raises: what it is about, as it is written; undefined where it does not arise. */
export type Ask = (facts: CallFacts) => string | undefined;
