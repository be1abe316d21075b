import { isKnownShape, type Operand, type Value } from "../../python/value";
import { broadcastShapes } from "../../tensor/shape";
import { numel } from "../../tensor/tensor";
import type { Place } from "../../textUnit";
import { classDimOf, distinct } from "../arrays";
import { type CallFacts, shapeOf, tensorOf, textAt } from "../callFacts";
import { operandText } from "../edits";
import { isLossItself, laterSteps, type OriginOperation } from "../laterValues";
import { setOption } from "../lossEdits";
import { differences, elementwise } from "../meaning";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** Masks and weights of the samples that the loss is multiplied by. */
export const weightsAfterRows: readonly CauseRow[] = [
  { cause: "mean-before-weights", find: meanBeforeWeights },
  { cause: "broadcast", find: lossesSpread },
];

/** The sizes that the loss has without a reduction, where they are known. */
function sizesOfLosses({ call, input, target }: CallFacts): readonly number[] | undefined {
  const [a, b] = [input.shape, target.shape];
  if (!isKnownShape(a) || !isKnownShape(b)) return undefined;
  const isSame = a.join() === b.join();
  if (call.loss === "CrossEntropyLoss" || call.loss === "NLLLoss")
    return isSame ? a.filter((_, dim) => dim !== classDimOf(a.length)) : b;
  return isSame && (elementwise.has(call.loss) || differences.has(call.loss)) ? a : undefined;
}

/** The loss, turned round or times a number. */
function isLoss(value: Value, place: Place): boolean {
  let next: Value | undefined = value;
  for (let steps = 0; steps < 4 && next !== undefined; steps++) {
    if (isLossItself(next, place)) return true;
    const { origin }: Value = next;
    if (origin.kind !== "operation" || !/^(neg|mul|div)$/.test(origin.operation)) return false;
    const arrays: readonly Operand[] = origin.operands.filter((operand) => operand.value.kind !== "number");
    next = arrays.length === 1 ? arrays[0].value : undefined;
  }
  return false;
}

/** Products of the loss with an array of known sizes, and what is reduced of them afterwards. */
function products(facts: CallFacts) {
  const steps = laterSteps(facts);
  return steps.flatMap(({ origin, value }) => {
    if (origin.operation !== "mul" || origin.operands.length !== 2) return [];
    const own = origin.operands.find((operand) => isLoss(operand.value, facts.call.place));
    const factor = origin.operands.find((operand) => operand !== own);
    const sizes = factor && shapeOf(factor.value);
    if (own === undefined || factor === undefined || !isKnownShape(sizes)) return [];
    const isReduced = steps.some(
      ({ origin: later }) => /^(sum|mean|nanmean)$/.test(later.operation) && later.operands[0]?.value.origin === origin,
    );
    return isReduced ? [{ origin, value, factor, sizes }] : [];
  });
}

/** `(F.cross_entropy(x, y) * mask).sum() / mask.sum()`: the mask multiplies one number, and cancels out. */
function meanBeforeWeights({ facts, exception }: CallCase): Finding | undefined {
  const { call, options } = facts;
  const { reduction = "mean" } = options.known;
  if (exception !== undefined || options.unknown.length > 0 || (reduction !== "mean" && reduction !== "sum"))
    return undefined;
  const losses = sizesOfLosses(facts);
  if (losses === undefined || numel(losses) < 2) return undefined;
  for (const { factor, sizes } of products(facts)) {
    if (numel(sizes) < 2 || !fits(sizes, losses) || isConstant(factor.value)) continue;
    const name = factor.place === undefined ? "" : textAt(facts.units, factor.place);
    const fix = setOption(facts, "reduction", '"none"');
    return {
      claim: { cause: "mean-before-weights", facts: { by: name, reduction } },
      // Weights of several tasks may be as many as the samples.
      weight: /task|lambda|coef|scale|temp/i.test(name) || call.context.noGrad ? 0.6 : 0.9,
      fixes: fix === undefined ? [] : [fix],
    };
  }
  return undefined;
}

/** One factor a loss, or one a row of them. */
function fits(sizes: readonly number[], losses: readonly number[]): boolean {
  if (numel(sizes) === numel(losses)) return true;
  const common = broadcastShapes(sizes, losses);
  return "shape" in common && common.shape.join() === losses.join();
}

/** As it is the same for all, it makes no difference where it comes in. */
function isConstant(value: Value): boolean {
  const tensor = tensorOf(value);
  return tensor !== undefined && distinct(tensor.data, 1) !== undefined;
}

/** `losses * mask` of (N) and (N, 1): every loss with every factor. */
function lossesSpread({ facts, exception }: CallCase): Finding | undefined {
  if (exception !== undefined || facts.options.known.reduction !== "none") return undefined;
  const losses = shapeOf(facts.call.value) ?? sizesOfLosses(facts);
  if (!isKnownShape(losses) || losses.length !== 1 || losses[0] < 2) return undefined;
  for (const { origin, factor, sizes } of products(facts)) {
    if (sizes.length !== 2 || sizes[0] !== losses[0] || sizes[1] !== 1) continue;
    const by = factor.place === undefined ? "" : textAt(facts.units, factor.place);
    return {
      claim: {
        cause: "broadcast",
        facts: { input: losses, target: sizes, common: [losses[0], losses[0]], by },
      },
      weight: 0.95,
      fixes: squeezed(origin, factor, by),
    };
  }
  return undefined;
}

function squeezed({ place }: OriginOperation, factor: Operand, text: string): readonly FixCandidate[] {
  if (factor.place === undefined || factor.place.unit !== place.unit) return [];
  const code = `${operandText(text)}.squeeze(1)`;
  return [{ title: { kind: "use", code }, edits: [{ place: factor.place, text: code }] }];
}
