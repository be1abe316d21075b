import { lastActivation } from "../../python/library/nn/activation";
import type { Place } from "../../textUnit";
import { classDimOf, isWithin } from "../arrays";
import { type CallFacts, textAt } from "../callFacts";
import { argumentFix, functionOf } from "../edits";
import { renameLoss } from "../lossEdits";
import type { HeldMeaning } from "../meaning";
import type { ChainStep } from "../originChain";
import { isUsedElsewhere, isWithinPlace, removeActivation } from "../removeActivation";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";
import { removeStep } from "../stepEdits";

/** An activation in front of a loss, or of an activation, that applies it itself. */
export const twiceRows: readonly CauseRow[] = [
  { cause: "double-softmax", find: doubleSoftmax },
  { cause: "double-softmax", find: teacherTwice },
  { cause: "double-sigmoid", find: doubleSigmoid },
];

/** Losses with a sigmoid of their own. */
export const withLogits: ReadonlySet<string> = new Set([
  "BCEWithLogitsLoss",
  "MultiLabelSoftMarginLoss",
  "SigmoidFocalLoss",
]);

function doubleSoftmax(instance: CallCase): Finding | undefined {
  const { facts, meaning } = instance;
  const inner = activatedBefore(facts, "input", inCode(meaning), /^(log_)?softmax$/, /^softmax$/);
  if (inner !== undefined) {
    const claim = { cause: "double-softmax", facts: { at: inner.place, floor: undefined, inCode: true } } as const;
    return { claim, weight: 1, fixes: inner.fixes };
  }
  if (facts.call.loss !== "CrossEntropyLoss" || meaning.kind !== "probabilities") return undefined;
  const { by } = meaning;
  if (by !== undefined && !/softm/.test(by.operation)) return undefined;
  const classDim = facts.input.shape && classDimOf(facts.input.shape.length);
  // Along another axis it is another mistake.
  if (meaning.dim !== undefined && classDim !== undefined && meaning.dim !== classDim) return undefined;
  const classes = classDim === undefined ? undefined : facts.input.shape?.[classDim];
  if (classes === 1) return undefined;
  const weighted = facts.call.options.has("weight") || facts.call.options.has("label_smoothing");
  const floor = classes === undefined || weighted ? undefined : Math.log(Math.E + classes - 1) - 1;
  const log = argumentFix(facts, facts.input, functionOf(facts, "log"));
  const withoutIt = removeActivation(facts, meaning);
  const fixes: readonly FixCandidate[] =
    by === undefined
      ? log.map(({ title, edits }) => ({
          title: title.kind === "use" ? { kind: "logarithm", code: title.code } : title,
          edits,
        }))
      : withoutIt.length > 0
        ? withoutIt
        : log;
  return {
    claim: { cause: "double-softmax", facts: { at: by?.place, floor, inCode: false } },
    weight: meaning.confidence,
    fixes,
  };
}

/** A teacher's softmax, and one more over its probabilities: nearly all alike. */
function teacherTwice({ facts }: CallCase): Finding | undefined {
  if (facts.call.loss !== "KLDivLoss" && facts.call.loss !== "CrossEntropyLoss") return undefined;
  const outer = lastActivation(facts.target.value);
  const by = facts.target.chain.steps.find(
    ({ place }) =>
      place.unit === outer?.place?.unit && place.start === outer.place.start && place.end === outer.place.end,
  );
  const inner = activatedBefore(facts, "target", by, /^(log_)?softmax$/, /^softmax$/);
  if (inner === undefined) return undefined;
  const claim = {
    cause: "double-softmax",
    facts: { at: inner.place, floor: undefined, inCode: true, of: "target" },
  } as const;
  return { claim, weight: 0.97, fixes: inner.fixes };
}

function inCode({ by, known }: HeldMeaning): ChainStep | undefined {
  return known === "code" ? by : undefined;
}

/** The same activation below the last one, over the same dim, with nothing computed in between. */
function activatedBefore(
  facts: CallFacts,
  argument: "input" | "target",
  by: ChainStep | undefined,
  outer: RegExp,
  inner: RegExp,
): { readonly place: Place; readonly fixes: readonly FixCandidate[] } | undefined {
  if (by === undefined || !outer.test(by.operation)) return undefined;
  const before = lastActivation(by.operand.value);
  if (before?.place === undefined || before.operand === undefined || !inner.test(before.operation)) return undefined;
  const { operation, dim, place } = before;
  // The chain knows where the array in front of a method stands.
  const step = facts[argument].chain.steps.find(
    (each) => each.place.unit === place.unit && each.place.start === place.start && each.place.end === place.end,
  );
  const operand = step?.operand ?? before.operand;
  const overDim = by.settings.dim;
  if (/softmax/.test(operation) && (!before.keepsAxes || dim === undefined || typeof overDim !== "number"))
    return undefined;
  const rank = operand.value.kind === "tensor" ? operand.value.shape.length : undefined;
  const sameDim = dim === overDim || (rank !== undefined && typeof overDim === "number" && dim === overDim + rank);
  if (/softmax/.test(operation) && !sameDim) return undefined;
  // The loss applies one of its own: neither stays.
  const written = operand.place;
  const neither = argument === "input" && facts.call.loss === "CrossEntropyLoss" && by.operation === "softmax";
  const edits =
    neither && written !== undefined && isWithinPlace(written, by.place)
      ? [{ place: by.place, text: textAt(facts.units, written) }]
      : removeStep(facts, { operation, settings: {}, place, operand, operands: [operand] });
  const isOwn = !isUsedElsewhere(facts, { operation, settings: {}, place, operand, operands: [operand] });
  return { place, fixes: edits.length === 0 || !isOwn ? [] : [{ title: { kind: "remove", what: operation }, edits }] };
}

function doubleSigmoid(instance: CallCase): Finding | undefined {
  const { facts, meaning } = instance;
  const inner = activatedBefore(facts, "input", inCode(meaning), /^(log)?sigmoid$/, /^sigmoid$/);
  if (inner !== undefined && facts.call.loss === "BCELoss") {
    const claim = { cause: "double-sigmoid", facts: { at: inner.place, inCode: true } } as const;
    return { claim, weight: 1, fixes: inner.fixes };
  }
  if (!withLogits.has(facts.call.loss) && facts.call.loss !== "SoftMarginLoss") return undefined;
  if (meaning.kind !== "probabilities") return undefined;
  const { by } = meaning;
  if (by !== undefined && !/sigmoid|expit/.test(by.operation)) return undefined;
  const other = facts.call.loss === "BCEWithLogitsLoss" && !facts.call.options.has("pos_weight");
  const renamed = other ? renameLoss(facts, "BCELoss") : undefined;
  // Targets that are no yes and no are the greater mistake.
  const { tensor } = facts.target;
  const beside = by === undefined && tensor !== undefined && !isWithin(tensor, 0, 1) ? 0.9 : 1;
  return {
    claim: { cause: "double-sigmoid", facts: { at: by?.place, inCode: false } },
    weight: meaning.confidence * beside,
    fixes: [...removeActivation(facts, meaning), ...(renamed === undefined ? [] : [renamed])],
  };
}
