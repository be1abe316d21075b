import { lastActivation } from "../../python/library/nn/activation";
import type { Operand } from "../../python/value";
import { isOfClasses, madeBy, written } from "../around";
import { classDimOf, columnsOf, extremes } from "../arrays";
import { type CallFacts, tensorOf } from "../callFacts";
import { differences } from "../meaning";
import { keepsItsAxes, lastMeaningful, originChain } from "../originChain";

/** `F.cross_entropy(torch.tanh(x), y)`: no class can get far from the others. */
export function boundedScores(facts: CallFacts): string | undefined {
  const { call, input } = facts;
  const activation = lastActivation(input.value);
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "BCEWithLogitsLoss") return undefined;
  if (activation !== undefined && ["tanh", "hardtanh", "softsign"].includes(activation.operation))
    return written(facts, activation.place);
  const step = lastMeaningful(input.chain)?.step;
  const { min, max } = step?.settings ?? {};
  const isNarrow = typeof min === "number" && typeof max === "number" && min >= -1 && max <= 1;
  const isCosine = step !== undefined && /^(?:matmul|mm)$/.test(step.operation) && step.operands.every(isUnit);
  return (step?.operation.startsWith("cl") && isNarrow) || isCosine ? written(facts, step?.place) : undefined;
}

function isUnit({ value }: Operand): boolean {
  return lastMeaningful(originChain(value))?.step.operation === "normalize";
}

/** `soft.long().float()`: of probabilities, 0 is left. */
export function truncatedTargets(facts: CallFacts): string | undefined {
  const step = facts.target.chain.steps.find(({ operation, operand: { value }, settings }) => {
    const isWhole = /^(?:long|int)$/.test(operation) || /^u?int/.test(String(settings.dtype));
    return isWhole && tensorOf(value)?.data.some((each) => !Number.isInteger(each));
  });
  return step && written(facts, step.place);
}

/** `labels.clamp(min=0)`: what was marked to be left out counts as class 0. */
export function clampedLabels(facts: CallFacts): string | undefined {
  const { options, target } = facts;
  if (!isOfClasses(facts) || options.known.reduction === "none") return undefined;
  const step = target.chain.steps.find(({ operation }) => !keepsItsAxes(operation));
  const before = step && tensorOf(step.operand.value)?.data;
  const isCut = step !== undefined && /^(?:clamp|clip|relu|abs)/.test(step.operation);
  return isCut && before?.some((label) => label < 0) && options.known.ignoreIndex !== 0
    ? written(facts, step.place)
    : undefined;
}

/** What an activation gives at least and at most. */
const ranges: Readonly<Record<string, readonly [number, number] | undefined>> = {
  sigmoid: [0, 1],
  hardsigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
  hardtanh: [-1, 1],
  softsign: [-1, 1],
};

/** So far beyond is no noise of targets that are meant to lie inside. */
const BEYOND = 0.5;

/** A sigmoid against pixels of 0 to 255. */
export function unreachableTargets(facts: CallFacts): string | undefined {
  const { input, target } = facts;
  if (!differences.has(facts.call.loss) || target.tensor === undefined) return undefined;
  const activation = lastActivation(input.value);
  const range = activation && ranges[activation.operation];
  if (activation === undefined || range === undefined || target.tensor.data.length === 0) return undefined;
  const { min, max } = extremes(target.tensor.data);
  return min < range[0] - BEYOND || max > range[1] + BEYOND ? written(facts, activation.place) : undefined;
}

/** A probability that rows may miss for a small number that was added before the logarithm. */
const MISSED = 0.02;

/** `(log_p + log_q) / 2`: the mean of two logarithms is that of no distribution. */
export function notNormalised({ call, form, input }: CallFacts): string | undefined {
  if (call.loss !== "NLLLoss" || form === undefined || form.input.shape.length === 0) return undefined;
  const { shape, data } = form.input;
  const { count, size, at } = columnsOf(shape, classDimOf(shape.length));
  if (madeBy(input.value) === undefined || size < 2) return undefined;
  for (let sample = 0; sample < count; sample++) {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += Math.exp(data[at(sample, i)]);
    if (Math.abs(sum - 1) > MISSED) return input.text ?? "";
  }
  return undefined;
}

/** `F.normalize(z, dim=0) @ w.T`: columns of unit length, where the rows are the samples. */
export function normalisedColumns(facts: CallFacts): string | undefined {
  if (facts.call.loss !== "CrossEntropyLoss") return undefined;
  const product = facts.input.chain.steps.find(({ operation }) => ["matmul", "mm"].includes(operation));
  const rows = product?.operands[0]?.value;
  const step = rows && originChain(rows).steps.find(({ operation }) => !keepsItsAxes(operation));
  const of = step?.operand.value;
  if (step?.operation !== "normalize" || of?.kind !== "tensor" || of.shape.length !== 2) return undefined;
  return step.settings.dim === 0 || step.settings.dim === -2 ? written(facts, step.place) : undefined;
}
