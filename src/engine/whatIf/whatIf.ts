import type { Tensor } from "../../tensor/tensor";
import type { LossOptions } from "../loss";
import { applyOp } from "../ops/applyOp";
import type { PairReport } from "../pairReport";
import type { Reading } from "../reading";
import { divisor, reduce } from "../reduce";
import { logBernoulli, referenceLoss } from "../reference";
import { isRefusal } from "../refusal";
import { elementIndex, type SampleLayout } from "../sampleLayout";
import { tasks } from "../tasks";
import { sampleSlopes } from "./definitionGradient";

/** What is changed for once, without a change of the document or of the options. */
export interface WhatIf {
  /** Divides the logits; 1 leaves them as they are. */
  readonly temperature: number;
  readonly labelSmoothing: number | undefined;
  /** A weight a class. */
  readonly weight: readonly number[] | undefined;
  readonly ignoreIndex: number | undefined;
  /** Values of the input by their elements. */
  readonly values: ReadonlyMap<number, number>;
}

export const unchanged: WhatIf = {
  temperature: 1,
  labelSmoothing: undefined,
  weight: undefined,
  ignoreIndex: undefined,
  values: new Map(),
};

export function isChanged({ temperature, labelSmoothing, weight, ignoreIndex, values }: WhatIf): boolean {
  return (
    [labelSmoothing, weight, ignoreIndex].some((each) => each !== undefined) || temperature !== 1 || values.size > 0
  );
}

export interface WhatIfOutcome {
  /** Under the chosen reduction, its mean where that is none. */
  readonly loss: number;
  /** Before the reduction. */
  readonly unreduced: Float64Array;
  /** What the sum of the losses is divided by. */
  readonly divisor: number;
  /** The pair that gives it. */
  readonly changed: Pick<PairReport, "input" | "target" | "options" | "reading">;
}

/** The loss with the changes made; undefined where they have none. Costs one pass over the input. */
export function outcomeOf({ input, target, reading, options }: PairReport, changes: WhatIf): WhatIfOutcome | undefined {
  const edited = withValues(input, changes.values);
  const scaled = withTemperature(edited, reading, changes.temperature);
  const changed = { ...scaled, target, options: withOptions(options, changes, input) };
  const unreduced = referenceLoss(changed.input, target, changed.reading, changed.options);
  if (unreduced.kind !== "unreduced") return undefined;
  const reduction = options.reduction === undefined || options.reduction === "none" ? "mean" : options.reduction;
  return {
    loss: reduce(unreduced, reduction).data[0],
    unreduced: unreduced.values.data,
    divisor: divisor(reduction, unreduced.denominator, unreduced.batchSize),
    changed,
  };
}

/** ∂L/∂x of a sample's values as they stand in the array, temperature and reduction included, an entry a class. */
export function outcomeGradient(
  { input, reading }: PairReport,
  { values, temperature }: WhatIf,
  { changed, divisor: share }: WhatIfOutcome,
  layout: SampleLayout,
  sample: number,
): Float64Array {
  return sampleSlopes(changed, layout, sample).map((slope, column) => {
    const element = elementIndex(layout, sample, column);
    const value = values.get(element) ?? input.data[element];
    return (slope / share) * (temperature === 1 ? 1 : logitSlope(value, reading) / temperature);
  });
}

/** The whole array with the values and the temperature in it, as numbers of the kind that it holds. */
export function scaledValues({ input, reading }: PairReport, { values, temperature }: WhatIf): Float64Array {
  const scaled = withTemperature(withValues(input, values), reading, temperature).input;
  const { inputKind, task, classDim: dim = scaled.shape.length - 1 } = reading;
  if (inputKind === "logits" || temperature === 1) return scaled.data;
  const isLog = inputKind === "logProbabilities";
  const back = tasks[task].exclusive
    ? applyOp(scaled, { op: isLog ? "logSoftmax" : "softmax", dim })
    : applyOp(scaled, { op: isLog ? "logSigmoid" : "sigmoid" });
  return isRefusal(back) ? scaled.data : back.data;
}

function withValues(input: Tensor, values: ReadonlyMap<number, number>): Tensor {
  if (values.size === 0) return input;
  const data = input.data.slice();
  for (const [element, value] of values) data[element] = value;
  return { ...input, data };
}

/** Probabilities and their logarithms are logits too, up to a constant a sample: so all kinds can be scaled. */
function withTemperature(input: Tensor, reading: Reading, temperature: number) {
  if (temperature === 1) return { input, reading };
  const data = input.data.map((value) => asLogit(value, reading) / temperature);
  return { input: { ...input, data }, reading: { ...reading, inputKind: "logits" as const } };
}

function asLogit(value: number, { inputKind, task }: Reading): number {
  if (inputKind === "logits") return value;
  if (tasks[task].exclusive) return inputKind === "probabilities" ? Math.log(value) : value;
  const [logQ, logNotQ] = logBernoulli(value, inputKind);
  return logQ - logNotQ;
}

function logitSlope(value: number, { inputKind, task }: Reading): number {
  if (inputKind === "logits") return 1;
  if (tasks[task].exclusive) return inputKind === "probabilities" ? 1 / value : 1;
  return inputKind === "probabilities" ? 1 / (value * (1 - value)) : -1 / Math.expm1(value);
}

function withOptions(
  options: LossOptions,
  { labelSmoothing, weight, ignoreIndex }: WhatIf,
  { dtype }: Tensor,
): LossOptions {
  return {
    ...options,
    ...(labelSmoothing !== undefined && { labelSmoothing }),
    ...(ignoreIndex !== undefined && { ignoreIndex }),
    ...(weight !== undefined && { weight: { data: Float64Array.from(weight), shape: [weight.length], dtype } }),
  };
}
