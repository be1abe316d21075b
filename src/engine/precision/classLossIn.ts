import { sameShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import type { LossName, LossOptions, Reduction } from "../loss";
import { ignoreIndexOf } from "../losses/classIndices";
import { classLayout } from "../losses/classLayout";
import { sum } from "../reduce";
import { logSoftmaxIn } from "./activationsIn";
import type { LossIn } from "./lossIn";
import type { Rounding } from "./rounding";

/** `cross_entropy` and `nll_loss`: compositions of `log_softmax`, products and sums, each rounded. */
export function classLossIn(
  round: Rounding,
  name: LossName,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
  reduction: Reduction,
): LossIn {
  if (name === "NLLLoss") return nllIn(round, input, target, options, reduction);
  const data = logSoftmaxIn(round, input, input.shape.length === 1 ? 0 : 1);
  const logProbabilities = { data, shape: input.shape, dtype: input.dtype };
  if (sameShape(input.shape, target.shape)) return softIn(round, logProbabilities, target, options, reduction);
  const sharp = nllIn(round, logProbabilities, target, options, reduction);
  const { labelSmoothing = 0 } = options;
  return labelSmoothing > 0 ? smoothIn(round, logProbabilities, target, options, reduction, sharp) : sharp;
}

/** nll_loss adds up in the type itself, in a cascade of partial sums: float16 overflows on the way to a small mean. */
function nllIn(round: Rounding, input: Tensor, target: Tensor, options: LossOptions, reduction: Reduction): LossIn {
  const { classes, inner } = classLayout(input.shape);
  const ignored = ignoreIndexOf(options);
  const weight = options.weight?.data;
  const weights = new Float64Array(target.data.length);
  const values = new Float64Array(target.data.length);
  target.data.forEach((y, sample) => {
    if (y === ignored) return;
    const n = Math.floor(sample / inner);
    weights[sample] = weight === undefined ? 1 : weight[y];
    values[sample] = round(-input.data[(n * classes + y) * inner + (sample - n * inner)] * weights[sample]);
  });
  const total = cascadeSum(round, values);
  const share = weight === undefined ? sum(weights) : cascadeSum(round, weights);
  return { values, reduced: reduction === "mean" ? round(total / round(share)) : total };
}

const LEVELS = 8;

/** The summation of LossNLL.cpp: partial sums of 16 or more terms, of 16 or more of those, and so on. */
function cascadeSum(round: Rounding, values: Float64Array): number {
  const power = Math.max(4, Math.floor(Math.ceil(Math.log2(Math.max(values.length, 1))) / LEVELS));
  const mask = (1 << power) - 1;
  const partial = new Array<number>(LEVELS).fill(0);
  values.forEach((value, index) => {
    partial[0] = round(partial[0] + value);
    for (let level = 0; level + 1 < LEVELS && (index & (mask << (level * power))) === 0; level++) {
      partial[level + 1] = round(partial[level + 1] + partial[level]);
      partial[level] = 0;
    }
  });
  return partial.reduce((total, part) => round(total + part), 0);
}

function softIn(round: Rounding, logs: Tensor, target: Tensor, options: LossOptions, reduction: Reduction): LossIn {
  const { classes, inner, batch } = classLayout(logs.shape);
  const { labelSmoothing = 0, weight } = options;
  const terms = logs.data.map((logProbability, i) => {
    const t =
      labelSmoothing > 0
        ? round(round(target.data[i] * Math.fround(1 - labelSmoothing)) + labelSmoothing / classes)
        : target.data[i];
    const term = round(logProbability * t);
    return weight === undefined ? term : round(term * weight.data[Math.floor(i / inner) % classes]);
  });
  const values = sumOverClasses(round, terms, logs).map((total) => -total);
  const total = -round(sum(terms));
  return { values, reduced: reduction === "mean" ? round(total / (batch * inner)) : total };
}

function smoothIn(
  round: Rounding,
  logs: Tensor,
  target: Tensor,
  options: LossOptions,
  reduction: Reduction,
  sharp: LossIn,
): LossIn {
  const { classes, inner } = classLayout(logs.shape);
  const { labelSmoothing = 0, weight } = options;
  const ignored = ignoreIndexOf(options);
  const weighted =
    weight === undefined
      ? logs.data
      : logs.data.map((log, i) => round(log * weight.data[Math.floor(i / inner) % classes]));
  const smooth = sumOverClasses(round, weighted, logs).map((total, sample) =>
    target.data[sample] === ignored ? 0 : -total,
  );
  const blend = (sharpPart: number, smoothPart: number) =>
    round(round((1 - labelSmoothing) * sharpPart) + round(smoothPart * (labelSmoothing / classes)));
  const counted = [...target.data].filter((y) => y !== ignored);
  const share = weight === undefined ? counted.length : round(counted.reduce((total, y) => total + weight.data[y], 0));
  const smoothTotal = round(sum(smooth));
  return {
    values: sharp.values.map((value, sample) => blend(value, smooth[sample])),
    reduced: blend(sharp.reduced, reduction === "mean" ? round(smoothTotal / share) : smoothTotal),
  };
}

function sumOverClasses(round: Rounding, terms: Float64Array, { shape }: Tensor): Float64Array {
  const { batch, classes, inner } = classLayout(shape);
  const values = new Float64Array(batch * inner);
  return values.map((_, sample) => {
    const n = Math.floor(sample / inner);
    let total = 0;
    for (let c = 0; c < classes; c++) total += terms[(n * classes + c) * inner + (sample - n * inner)];
    return round(total);
  });
}
