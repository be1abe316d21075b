import { broadcastShapes, broadcastTo, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { sumOfExponentials } from "./exp";
import type { Denominator, LossOptions, Unreduced } from "./loss";
import { type LogSumExp, logSumExp } from "./losses/shared/logSumExp";
import type { Reading } from "./reading";
import { multiplied, sum } from "./reduce";
import { elementIndex, type SampleLayout, sampleLayout } from "./sampleLayout";
import { type TaskTraits, tasks } from "./tasks";
import { withTeacherProbabilities } from "./teacher";

export const DEFAULT_IGNORE_INDEX = -100;

/** The reading has no loss on these numbers: a target names a class that the input does not have. */
export interface TargetOutOfRange {
  readonly kind: "targetOutOfRange";
  /** Row-major element of the target, its value, and the number of classes. */
  readonly element: number;
  readonly value: number;
  readonly classes: number;
}

/** The reading has no loss with this option, which does not go with the arrays: a weight of another shape, a smoothing above 1. */
export interface OptionMisfit {
  readonly kind: "optionMisfit";
  readonly option: "weight" | "posWeight" | "labelSmoothing" | "ignoreIndex";
}

/**
 * The loss of a reading by definition, H(p, q) = −Σ p log q with 0 · log q = 0, in nats, whatever the pipelines give: nothing is
 * clamped, and each input kind is taken to log q by its own stable form. Options mean what they mean to torch.
 * Shapes: the input's without the class dim for exclusive classes, else the input's.
 */
export function referenceLoss(
  input: Tensor,
  target: Tensor,
  reading: Reading,
  options: LossOptions,
): Unreduced | TargetOutOfRange | OptionMisfit {
  const option = misfittingOption(input, reading, options);
  if (option !== undefined) return { kind: "optionMisfit", option };
  const { times, ...pair } = withTeacherProbabilities({ input, target, reading });
  const loss = definitions[tasks[reading.task].reference](pair.input, pair.target, pair.reading, options);
  return loss.kind === "unreduced" ? multiplied(loss, times) : loss;
}

type Definition = (
  input: Tensor,
  target: Tensor,
  reading: Reading,
  options: LossOptions,
) => Unreduced | TargetOutOfRange;

const definitions: Readonly<Record<TaskTraits["reference"], Definition>> = {
  crossEntropy: (input, target, reading, options) =>
    exclusiveLoss(input, target, reading, options, reading.classDim ?? 0),
  binaryCrossEntropy: (input, target, reading, options) =>
    independentLoss(input, binaryTargets(input, target, reading), reading, options),
  divergence,
  squaredError,
};

/** KL(p ‖ q) = Σ p · (ln p − ln q) of each sample, with 0 · ln 0 = 0, whatever the rows of the target add up to. */
function divergence(input: Tensor, target: Tensor, reading: Reading): Unreduced {
  const layout = sampleLayout(input.shape, reading);
  const values = new Float64Array(layout.count);
  const logQ = new Float64Array(layout.classes);
  const isLog = reading.targetKind === "logProbabilities";
  for (let sample = 0; sample < layout.count; sample++) {
    fillLogProbabilities(logQ, input, reading, layout, sample);
    for (let column = 0; column < layout.classes; column++) {
      const t = target.data[elementIndex(layout, sample, column)];
      const [p, logP] = isLog ? [Math.exp(t), t] : [t, Math.log(t)];
      if (p !== 0) values[sample] += p * (logP - logQ[column]);
    }
  }
  const shape = input.shape.filter((_, axis) => axis !== reading.classDim);
  const count = layout.count;
  return unreduced(values, shape, { value: count, kind: "samples", counted: count, total: count }, input);
}

/** (x − t)² of each prediction and the value in its own place, whatever axes of size 1 the shapes differ by. */
function squaredError(input: Tensor, target: Tensor): Unreduced {
  const values = input.data.map((x, i) => (x - target.data[i]) ** 2);
  const count = values.length;
  return unreduced(values, input.shape, { value: count, kind: "elements", counted: count, total: count }, input);
}

function misfittingOption(
  { shape }: Tensor,
  reading: Reading,
  options: LossOptions,
): OptionMisfit["option"] | undefined {
  const { weight, posWeight, labelSmoothing = 0, ignoreIndex } = options;
  const { reference } = tasks[reading.task];
  if (reference === "divergence" || reference === "squaredError") return undefined;
  if (reading.classDim !== undefined) {
    if (weight !== undefined && !sameShape(weight.shape, [shape[reading.classDim]])) return "weight";
    if (labelSmoothing > 1) return "labelSmoothing";
    const soft = reading.targetKind === "classProbabilities";
    return soft && ignoreIndex !== undefined && ignoreIndex >= 0 ? "ignoreIndex" : undefined;
  }
  if (weight !== undefined && !broadcastsTo(weight, shape)) return "weight";
  return posWeight !== undefined && !broadcastsTo(posWeight, shape) ? "posWeight" : undefined;
}

function broadcastsTo(tensor: Tensor, shape: readonly number[]): boolean {
  const common = broadcastShapes(tensor.shape, shape);
  return "shape" in common && sameShape(common.shape, shape);
}

function exclusiveLoss(
  input: Tensor,
  target: Tensor,
  reading: Reading,
  options: LossOptions,
  classDim: number,
): Unreduced | TargetOutOfRange {
  const layout = sampleLayout(input.shape, reading);
  const { ignoreIndex = DEFAULT_IGNORE_INDEX, weight } = options;
  const smoothing = Math.max(0, options.labelSmoothing ?? 0);
  const indexed = reading.targetKind === "classIndices";
  const values = new Float64Array(layout.count);
  const logQ = new Float64Array(layout.classes);
  let [weightSum, counted] = [0, 0];
  for (let sample = 0; sample < layout.count; sample++) {
    const index = indexed ? target.data[sample] : undefined;
    if (index === ignoreIndex) continue;
    if (index !== undefined && !(index >= 0 && index < layout.classes)) {
      return { kind: "targetOutOfRange", element: sample, value: index, classes: layout.classes };
    }
    let loss = 0;
    if (index !== undefined && smoothing === 0) {
      // The other classes have no part in it.
      loss -= (weight?.data[index] ?? 1) * logProbability(input, reading, layout, sample, index);
    } else {
      fillLogProbabilities(logQ, input, reading, layout, sample);
      for (let column = 0; column < layout.classes; column++) {
        const label =
          index === undefined ? target.data[elementIndex(layout, sample, column)] : Number(index === column);
        const p = label * (1 - smoothing) + smoothing / layout.classes;
        if (p !== 0) loss -= (weight?.data[column] ?? 1) * p * logQ[column];
      }
    }
    values[sample] = loss;
    weightSum += index === undefined ? 1 : (weight?.data[index] ?? 1);
    counted++;
  }
  const kind = indexed && weight !== undefined ? "weights" : "samples";
  const shape = input.shape.filter((_, axis) => axis !== classDim);
  return unreduced(values, shape, { value: weightSum, kind, counted, total: layout.count }, input);
}

/** log q of one class of a sample. */
export function logProbability(
  { data }: Tensor,
  { inputKind }: Pick<Reading, "inputKind">,
  layout: SampleLayout,
  sample: number,
  column: number,
): number {
  const value = data[elementIndex(layout, sample, column)];
  switch (inputKind) {
    case "probabilities":
      return Math.log(value);
    case "logProbabilities":
      return value;
    case "logits": {
      // −ln Σ e^(x − x[y]) needs no largest value, unless something overflows.
      const start = elementIndex(layout, sample, 0);
      const total = sumOfExponentials(data, start, start + layout.span, layout.inner, value);
      return total < Number.POSITIVE_INFINITY ? 0 - Math.log(total) : value - normaliserOf(data, layout, sample);
    }
  }
}

/** Writes log q of every class of a sample. */
function fillLogProbabilities(
  logQ: Float64Array,
  input: Tensor,
  reading: Reading,
  layout: SampleLayout,
  sample: number,
): void {
  const start = elementIndex(layout, sample, 0);
  const isProbability = reading.inputKind === "probabilities";
  for (let column = 0; column < logQ.length; column++) {
    const value = input.data[start + column * layout.inner];
    logQ[column] = isProbability ? Math.log(value) : value;
  }
  if (reading.inputKind !== "logits") return;
  const normaliser = normaliserOf(input.data, layout, sample);
  for (let column = 0; column < logQ.length; column++) logQ[column] -= normaliser;
}

/** log Σ exp(x) of a sample, shifted by the largest value so that no exponential overflows. */
function normaliserOf(data: Float64Array, layout: SampleLayout, sample: number): number {
  const start = elementIndex(layout, sample, 0);
  logSumExp(data, start, start + layout.span, layout.inner, sums);
  return sums.max + sums.logTotal;
}

const sums: LogSumExp = { max: 0, logTotal: 0 };

function independentLoss(input: Tensor, target: Float64Array, reading: Reading, options: LossOptions): Unreduced {
  const weight = options.weight && broadcastTo(options.weight, input.shape);
  const posWeight = options.posWeight && broadcastTo(options.posWeight, input.shape);
  const values = new Float64Array(input.data.length);
  for (let element = 0; element < values.length; element++) {
    const p = target[element];
    const [logQ, logNotQ] = logBernoulli(input.data[element], reading.inputKind);
    const positive = p === 0 ? 0 : -p * logQ * (posWeight?.[element] ?? 1);
    const negative = p === 1 ? 0 : -(1 - p) * logNotQ;
    values[element] = (positive + negative) * (weight?.[element] ?? 1);
  }
  const count = values.length;
  return unreduced(values, input.shape, { value: count, kind: "elements", counted: count, total: count }, input);
}

/** log q and log (1 − q) of one value, each exact where the other is close to 0. */
export function logBernoulli(value: number, inputKind: Reading["inputKind"]): readonly [number, number] {
  switch (inputKind) {
    case "probabilities":
      return [Math.log(value), Math.log1p(-value)];
    case "logits":
      return [-softplus(-value), -softplus(value)];
    case "logProbabilities":
      // 1 − eˣ cancels for small |x| and eˣ vanishes for large: each branch is exact where the other is not.
      return [value, value > -Math.LN2 ? Math.log(-Math.expm1(value)) : Math.log1p(-Math.exp(value))];
  }
}

/** log(1 + eˣ) without overflow. */
function softplus(value: number): number {
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
}

/** The target as one probability of "yes" an element of the input. */
export function binaryTargets(input: Tensor, target: Tensor, { targetKind }: Reading): Float64Array {
  if (targetKind === "signs") return target.data.map((sign) => (sign + 1) / 2);
  if (targetKind !== "labelLists") return target.data;
  const classes = input.shape[input.shape.length - 1] ?? 1;
  const present = new Float64Array(input.data.length);
  for (let start = 0; start < present.length; start += classes) {
    for (let position = 0; position < classes && target.data[start + position] >= 0; position++) {
      present[start + target.data[start + position]] = 1;
    }
  }
  return present;
}

function unreduced(data: Float64Array, shape: readonly number[], denominator: Denominator, input: Tensor): Unreduced {
  return {
    kind: "unreduced",
    values: { data, shape, dtype: "float64" },
    sum: sum(data),
    denominator,
    batchSize: input.shape[0] ?? 1,
    broadcast: undefined,
  };
}
