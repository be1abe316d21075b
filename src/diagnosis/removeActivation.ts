import type { Place } from "../textUnit";
import { type CallFacts, textAt } from "./callFacts";
import { removeStep } from "./edits";
import type { Meaning } from "./meaning";
import { isTransparent } from "./originChain";
import type { FixCandidate } from "./row";

/** The activation left out where it stands, and with it the exp or log that was taken of it. */
export function removeActivation(facts: CallFacts, { by, kind }: Meaning): readonly FixCandidate[] {
  if (by === undefined) return [];
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

export function isWithinPlace(inner: Place, outer: Place): boolean {
  return inner.unit === outer.unit && inner.start >= outer.start && inner.end <= outer.end;
}
