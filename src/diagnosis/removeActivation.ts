import type { Place } from "../textUnit";
import { type CallFacts, textAt } from "./callFacts";
import { argumentFix, functionOf } from "./edits";
import type { HeldMeaning } from "./meaning";
import { type ChainStep, isTransparent } from "./originChain";
import { hasOtherUses, isSettledAt } from "./otherUses";
import type { FixCandidate } from "./row";
import { removeStep } from "./stepEdits";

/** The activation left out where it stands, and with it the exp or log that was taken of it; at the call alone where others use it. */
export function removeActivation(facts: CallFacts, meaning: HeldMeaning): readonly FixCandidate[] {
  const { by, kind } = meaning;
  if (by === undefined) return [];
  if (isUsedElsewhere(facts, by)) return withoutItAtTheCall(facts, meaning);
  const [outer] = facts.input.chain.steps.filter(({ operation }) => !isTransparent(operation));
  if (outer === undefined || !/^(exp|log)$/.test(outer.operation)) {
    const edits = removeStep(facts, by);
    return edits.length === 0 ? [] : [{ title: { kind: "remove", what: by.operation }, edits }];
  }
  const title = { kind: "remove", what: `${outer.operation}(${by.operation})` } as const;
  const inner = by.operand.place;
  if (inner !== undefined && isWithinPlace(by.place, outer.place) && isWithinPlace(inner, by.place))
    return [{ title, edits: [{ place: outer.place, text: textAt(facts.units, inner) }] }];
  const ofOuter = removeStep(facts, outer);
  if (ofOuter.length === 0) return [];
  // A cross-entropy takes a log_softmax as it is: its own changes nothing of it.
  if (by.operation === "log_softmax" && kind === "probabilities" && facts.call.loss === "CrossEntropyLoss")
    return [{ title: { kind: "remove", what: outer.operation }, edits: ofOuter }];
  const ofInner = removeStep(facts, by);
  return ofInner.length === 0 ? [] : [{ title, edits: [...ofOuter, ...ofInner] }];
}

/** Something else than a loss takes the result of the operation, and would take another if that were left out. */
export function isUsedElsewhere({ units, call, calls, input }: CallFacts, { place }: ChainStep): boolean {
  if (isWithinPlace(place, call.place)) return false;
  return hasOtherUses(
    units,
    place,
    // The same loss of the same result is mistaken in the same way.
    calls.filter(({ loss }) => loss === call.loss).map((each) => each.place),
    input.chain.steps.map((step) => step.place),
  );
}

/** The logits given to the call by their name, or what undoes the activation. */
function withoutItAtTheCall(facts: CallFacts, { by, kind }: HeldMeaning): readonly FixCandidate[] {
  const { input, call, units } = facts;
  if (by === undefined || input.place === undefined) return [];
  const operand = by.operand.place;
  const code = operand && textAt(units, operand);
  const only = input.chain.steps.findIndex((step) => step.place === by.place) === 0;
  if (only && operand !== undefined && code !== undefined && isSettledAt(units, operand, call.place)) {
    return [{ title: { kind: "use", code }, edits: [{ place: input.place, text: code }] }];
  }
  if (kind !== "probabilities") return [];
  if (by.operation === "softmax" && call.loss === "CrossEntropyLoss")
    return argumentFix(facts, input, functionOf(facts, "log")).map(({ title, edits }) => ({
      title: title.kind === "use" ? { kind: "logarithm", code: title.code } : title,
      edits,
    }));
  return by.operation === "sigmoid" ? argumentFix(facts, input, functionOf(facts, "logit")) : [];
}

export function isWithinPlace(inner: Place, outer: Place): boolean {
  return inner.unit === outer.unit && inner.start >= outer.start && inner.end <= outer.end;
}
