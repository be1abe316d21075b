import { applyOp } from "../../engine/ops/applyOp";
import { isRefusal } from "../../engine/refusal";
import type { Tensor } from "../../tensor/tensor";
import { allHold, extremes, isWithin, sumsAlong } from "../arrays";
import { axisMoved } from "../axisMove";
import { type CallFacts, shapeOf } from "../callFacts";
import { argumentFix } from "../edits";
import { accuracyOf, changeOf, meanOf } from "../evaluateForm";
import { explainedBy, weightOf } from "../explains";
import { keepsItsAxes, lastMeaningful } from "../originChain";
import { argmaxAxis } from "../questions/places";
import type { CallCase, CauseRow, Finding } from "../row";
import { isFoldedBatch } from "./folded";
import { isClassLast, softmaxAxis } from "./softmaxAxis";

/** Classes that stand on another axis than torch takes them from. */
export const axisRows: readonly CauseRow[] = [
  { cause: "wrong-class-axis", find: wrongClassAxis },
  { cause: "wrong-class-axis", find: oneHotLast },
];

function moved(tensor: Tensor, source: number, destination: number): Tensor | undefined {
  const result = applyOp(tensor, { op: "movedim", source, destination });
  return isRefusal(result) ? undefined : result;
}

/** Classes that stand elsewhere than torch takes them. */
function wrongClassAxis(instance: CallCase): Finding | undefined {
  const { facts, exception } = instance;
  const { call, input, target, form } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  const rank = input.shape?.length ?? 0;
  if (rank < 2) return undefined;
  const targetShape = target.shape;
  const indexed = targetShape?.length === rank - 1;
  if (!indexed || isFoldedBatch(facts)) return undefined;
  const used = 1;
  const swap = rank === 2;
  const meant = swap ? 0 : rank - 1;
  const fixes = argumentFix(facts, input, (text) => axisMoved(text, rank, rank - 1, swap ? 0 : 1));
  if (exception !== undefined) {
    // The sizes say it: they fit once the last axis is the second.
    const [a, b] = [input.shape, targetShape];
    const rest = a && (swap ? [a[1]] : [a[0], ...a.slice(1, -1)]);
    const fits =
      rest !== undefined && b !== undefined && rest.every((size, axis) => size !== undefined && size === b[axis]);
    // Labels that the other axis has no room for were not meant for it.
    const room = a?.[meant];
    if (room !== undefined && target.tensor?.data.some((value) => value >= room)) return undefined;
    if (!fits || !/target size|batch_size|size mismatch/.test(exception.message)) return undefined;
    const claim = { cause: "wrong-class-axis", facts: { used, meant, change: undefined } } as const;
    // A row too many looks the same where there are few.
    const lost = swap && a?.[0] !== undefined && b?.[0] !== undefined && a[0] - b[0] === 1;
    return { claim, weight: lost ? 0.6 : 0.95, fixes: lost && !isMoved(facts) ? [] : fixes };
  }
  if (isClassLast(instance)) {
    const claim = { cause: "wrong-class-axis", facts: { used, meant, change: undefined } } as const;
    return { claim, weight: 1, fixes };
  }
  // Of one-hot rows the argmax ran down the columns: that is asked, and the scores stand as they are to.
  if (swap && (hasColumnsAdded(facts) || argmaxAxis(facts) !== undefined)) return undefined;
  // The softmax is over the wrong axis then, not the array turned round.
  if (instance.meaning.by !== undefined && softmaxAxis(instance) !== undefined) return undefined;
  if (form === undefined || form.input.data.length === 0) return undefined;
  const other = moved(form.input, meant, 1);
  if (other === undefined || other.shape.join() !== form.input.shape.join()) return undefined;
  const after = { ...form, input: other };
  const change = changeOf(form, after);
  const claim = { cause: "wrong-class-axis", facts: { used, meant, change } } as const;
  // Log-probabilities say by themselves which axis the classes are on.
  const normalised = axisOf(form.input);
  if (normalised !== undefined) return normalised === meant ? { claim, weight: 0.93, fixes } : undefined;
  const explained = explainedBy(form, after);
  const weight = explained === undefined ? 0 : weightOf(explained, rank > 2);
  if (weight > 0) return { claim, weight, fixes };
  if (swap || isMoved(facts)) return undefined;
  // T = C: nothing but the accuracies speaks for one or the other.
  const [own, better] = [accuracyOf(form), accuracyOf(after)];
  const [loss, mended] = [meanOf(form), meanOf(after)];
  if (own === undefined || better === undefined || loss === undefined || mended === undefined) return undefined;
  if (better.correct <= own.correct || mended >= loss) return undefined;
  // Of what is right mostly, the axis is not moved.
  return { claim, weight: 0.6, fixes: own.correct * 2 > own.of ? [] : fixes };
}

/** Rows of `F.one_hot`, whose classes are last, of an array with more than two axes, where the loss takes the second. */
function oneHotLast({ facts, exception }: CallCase): Finding | undefined {
  const { call, input, target } = facts;
  const rank = input.shape?.length ?? 0;
  if (call.loss !== "CrossEntropyLoss" || rank < 3 || exception !== undefined) return undefined;
  if (input.shape?.join() !== target.shape?.join()) return undefined;
  const made = target.chain.steps.findIndex(({ operation }) => operation === "one_hot");
  const since = target.chain.steps.slice(0, made);
  if (made === -1 || !since.every(({ operation }) => keepsItsAxes(operation))) return undefined;
  const ofTarget = argumentFix(facts, target, (text) => axisMoved(text, rank, rank - 1, 1));
  const ofInput = isMoved(facts) ? undefined : argumentFix(facts, input, (text) => axisMoved(text, rank, rank - 1, 1));
  const [first, second] = [ofTarget[0], ofInput?.[0]];
  const fixes =
    first === undefined || (ofInput !== undefined && second === undefined)
      ? []
      : second === undefined
        ? [first]
        : [
            {
              title: { kind: "both", of: [second.title, first.title] },
              edits: [...second.edits, ...first.edits],
            } as const,
          ];
  return {
    claim: { cause: "wrong-class-axis", facts: { used: 1, meant: rank - 1, change: undefined } },
    weight: 0.98,
    fixes,
  };
}

/** Who moves the axis knows of it. */
export function isMoved({ input }: CallFacts): boolean {
  return input.chain.steps.some(({ operation }) =>
    /^(transpose|permute|movedim|swapaxes|moveaxis|swapdims|t|T|mT)$/.test(operation),
  );
}

/** A bias, or the logarithms of the classes' counts: one number a column, which is a class then. */
function hasColumnsAdded({ input }: CallFacts): boolean {
  const step = lastMeaningful(input.chain)?.step;
  if (step === undefined || !/^(add|sub)$/.test(step.operation)) return false;
  return step.operands.some(({ value }) => {
    const shape = shapeOf(value);
    return (shape?.length === 1 || (shape?.length === 2 && shape[0] === 1)) && (shape.at(-1) ?? 1) > 1;
  });
}

function axisOf(tensor: Tensor): number | undefined {
  const transform = isWithin(tensor, 0, 1) ? "none" : extremes(tensor.data).max <= 0 ? "exp" : undefined;
  if (transform === undefined) return undefined;
  const dims = tensor.shape.map((_, axis) => axis).filter((axis) => allHold(sumsAlong(tensor, axis, transform)));
  return dims.length === 1 ? dims[0] : undefined;
}
