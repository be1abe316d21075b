import { lastActivation } from "../../python/library/nn/activation";
import { classDimOf, columnsOf, extremes } from "../arrays";
import type { CallFacts } from "../callFacts";
import { differences } from "../meaning";
import { keepsItsAxes, originChain } from "../originChain";
import { madeBy, written } from "./around";

/** `F.cross_entropy(torch.tanh(x), y)`: no class can get far from the others. */
export function boundedScores(facts: CallFacts): string | undefined {
  const { call, input } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "BCEWithLogitsLoss") return undefined;
  const activation = lastActivation(input.value);
  return activation !== undefined && ["tanh", "hardtanh", "softsign"].includes(activation.operation)
    ? written(facts, activation.place)
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
