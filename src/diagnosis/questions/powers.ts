import { isRefusal } from "../../engine/refusal";
import type { Value } from "../../python/value";
import type { Place } from "../../textUnit";
import { factorsOfLoss, written } from "../around";
import { type CallFacts, tensorOf } from "../callFacts";
import { callValue } from "../evaluateForm";
import { isLossItself } from "../laterValues";

/** Powers that the losses of all samples are multiplied by. */
function powersBeside(facts: CallFacts): readonly { readonly of: Value; readonly place: Place }[] {
  if (!/^(CrossEntropyLoss|NLLLoss|BCELoss|BCEWithLogitsLoss)$/.test(facts.call.loss)) return [];
  return factorsOfLoss(facts).flatMap(({ value: { origin } }) => {
    const of =
      origin.kind === "operation" && /^(pow_?|square)$/.test(origin.operation) ? origin.operands[0] : undefined;
    return of === undefined || origin.kind !== "operation" ? [] : [{ of: of.value, place: origin.place }];
  });
}

/** What exp was taken of, if a value is that: the loss, or minus the loss. */
function exponentOf({ origin }: Value, loss: Place): "loss" | "minus" | undefined {
  const exponent = origin.kind === "operation" && origin.operation === "exp" ? origin.operands[0]?.value : undefined;
  if (exponent === undefined) return undefined;
  if (isLossItself(exponent, loss)) return "loss";
  const inner = exponent.origin;
  const isMinus = inner.kind === "operation" && inner.operation === "neg" && inner.operands[0] !== undefined;
  return isMinus && isLossItself(inner.operands[0].value, loss) ? "minus" : undefined;
}

/** `p * y + (1 - p) * (1 - y)`: as many numbers as losses, and each is e to the power of minus one of them. */
function isProbability(of: Value, { form }: CallFacts): boolean {
  const losses = form && callValue({ ...form, options: { ...form.options, reduction: "none" } });
  const data = tensorOf(of)?.data;
  if (losses === undefined || isRefusal(losses) || data?.length !== losses.data.length) return false;
  return data.length > 1 && data.every((each, i) => Math.abs(each - Math.exp(-losses.data[i])) < 1e-5);
}

/** `pt ** 2 * ce`: what is easy counts most. */
export function focalSign(facts: CallFacts): string | undefined {
  const found = powersBeside(facts).find(
    ({ of }) => exponentOf(of, facts.call.place) === "minus" || isProbability(of, facts),
  );
  return found && written(facts, found.place);
}

/** `(1 - torch.exp(ce)) ** 2`: no probability, but one over it. */
export function growingProbability(facts: CallFacts): string | undefined {
  const found = powersBeside(facts).find(({ of: { origin } }) => {
    if (origin.kind !== "operation" || !/^r?sub$/.test(origin.operation)) return false;
    return origin.operands.some(({ value }) => exponentOf(value, facts.call.place) === "loss");
  });
  return found && written(facts, found.place);
}
