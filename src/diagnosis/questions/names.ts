import type { CallFacts } from "../callFacts";
import { isOfClasses, written } from "./around";

/** `TripletMarginLoss()(anchor, negative, positive)` */
export function tripletOrder(facts: CallFacts): string | undefined {
  if (!facts.call.loss.startsWith("TripletMargin")) return undefined;
  const named = (parameter: string, word: RegExp) => {
    const place = facts.call.arguments.find(({ name }) => name === parameter)?.place;
    return word.test(written(facts, place)) ? written(facts, place) : undefined;
  };
  const [second, third] = [named("positive", /^(neg|n$)/i), named("negative", /^(pos|p$)/i)];
  return second !== undefined && third !== undefined ? second : undefined;
}

export function weightForPosWeight(facts: CallFacts): string | undefined {
  if (facts.call.loss !== "BCEWithLogitsLoss") return undefined;
  const name = written(facts, facts.call.options.get("weight")?.place);
  return /pos_?weight/i.test(name) ? name : undefined;
}

/** `weight=sample_weights`, where there are as many samples as classes. */
export function weightOfSamples(facts: CallFacts): string | undefined {
  if (!isOfClasses(facts)) return undefined;
  const name = written(facts, facts.call.options.get("weight")?.place);
  return /(?:^|[._])(?:samples?|instances?|examples?)_?w(?:eights?|s)?$/i.test(name) ? name : undefined;
}

/** Weights below 0, as rewards are, and the weights of classes never. */
export function weightBelowZero(facts: CallFacts): string | undefined {
  const { weight } = facts.options.known;
  if (!isOfClasses(facts) || weight === undefined || !weight.data.some((each) => each < 0)) return undefined;
  return written(facts, facts.call.options.get("weight")?.place);
}

/** `rejected - chosen`, and every answer is yes. */
export function preferenceOrder(facts: CallFacts): string | undefined {
  const { call, input, target } = facts;
  if (call.loss !== "BCEWithLogitsLoss" || !target.tensor?.data.every((each) => each === 1)) return undefined;
  const { origin } = input.value;
  if (origin.kind !== "operation" || origin.operation !== "sub") return undefined;
  const [first, second] = origin.operands.map(({ place }) => written(facts, place));
  return /rej|los[et]|neg|worse/i.test(first) && /cho|win|pos|bett|pref/i.test(second)
    ? written(facts, origin.place)
    : undefined;
}
