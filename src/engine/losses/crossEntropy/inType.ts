import { laneStart } from "../../../tensor/layout";
import { sameShape } from "../../../tensor/shape";
import type { Tensor } from "../../../tensor/tensor";
import type { LossOptions, Reduction } from "../../loss";
import { logSoftmaxIn } from "../../ops/logSoftmax";
import { type Rounding, scalarIn } from "../../precision/rounding";
import { sumIn } from "../../precision/sumIn";
import { classIndicesIn, ignoreIndexOf } from "../shared/classIndices";
import { classLanes, torchClassDim } from "../shared/classLanes";
import type { LossIn } from "../shared/definition";

/** `cross_entropy` in a floating type: a composition of `log_softmax`, products and sums, each rounded. */
export function crossEntropyIn(
  round: Rounding,
  reduction: Reduction,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
): LossIn {
  const data = logSoftmaxIn(round, input, torchClassDim(input.shape.length));
  const logProbabilities = { data, shape: input.shape, dtype: input.dtype };
  if (sameShape(input.shape, target.shape)) return softIn(round, logProbabilities, target, options, reduction);
  const sharp = classIndicesIn(round, reduction, logProbabilities, target, options);
  const { labelSmoothing = 0 } = options;
  return labelSmoothing > 0 ? smoothIn(round, logProbabilities, target, options, reduction, sharp) : sharp;
}

function softIn(round: Rounding, logs: Tensor, target: Tensor, options: LossOptions, reduction: Reduction): LossIn {
  const { size: classes, inner, count } = classLanes(logs.shape);
  const { labelSmoothing = 0, weight } = options;
  const terms = logs.data.map((logProbability, i) => {
    const t =
      labelSmoothing > 0
        ? round(round(target.data[i] * scalarIn(round, 1 - labelSmoothing)) + labelSmoothing / classes)
        : target.data[i];
    const term = round(logProbability * t);
    return weight === undefined ? term : round(term * weight.data[Math.floor(i / inner) % classes]);
  });
  const values = sumOverClasses(round, terms, logs).map((total) => -total);
  const total = -round(sumIn(round, terms));
  return { values, reduced: reduction === "mean" ? round(total / count) : total };
}

function smoothIn(
  round: Rounding,
  logs: Tensor,
  target: Tensor,
  options: LossOptions,
  reduction: Reduction,
  sharp: LossIn,
): LossIn {
  const { size: classes, inner } = classLanes(logs.shape);
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
    round(
      round(scalarIn(round, 1 - labelSmoothing) * sharpPart) +
        round(smoothPart * scalarIn(round, labelSmoothing / classes)),
    );
  const counted = [...target.data].filter((y) => y !== ignored);
  const share = weight === undefined ? counted.length : round(counted.reduce((total, y) => total + weight.data[y], 0));
  const smoothTotal = round(sumIn(round, smooth));
  return {
    values: sharp.values.map((value, sample) => blend(value, smooth[sample])),
    reduced: blend(sharp.reduced, reduction === "mean" ? round(smoothTotal / share) : smoothTotal),
  };
}

function sumOverClasses(round: Rounding, terms: Float64Array, { shape }: Tensor): Float64Array {
  const lanes = classLanes(shape);
  return new Float64Array(lanes.count).map((_, sample) => {
    const start = laneStart(lanes, sample);
    return round(sumIn(round, terms, start, start + lanes.span, lanes.inner));
  });
}
