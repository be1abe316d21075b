import type { Tensor } from "../../tensor/tensor";
import type { LossName, LossOptions } from "../loss";
import { marginLayout } from "../losses/marginShapes";
import { endOfList } from "../losses/multilabelMarginLoss";
import type { Rounding } from "./rounding";

/** `multi_margin_loss` and `multilabel_margin_loss`, for which torch has kernels of float32 and float64 alone. */
export function marginValuesIn(
  round: Rounding,
  name: LossName,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
): Float64Array {
  const { samples, classes } = marginLayout(input.shape);
  const row = name === "MultiMarginLoss" ? multiMarginRow : multilabelMarginRow;
  return Float64Array.from({ length: samples }, (_, n) =>
    row(round, input.data.subarray(n * classes, (n + 1) * classes), target.data, n, options),
  );
}

type Row = (round: Rounding, x: Float64Array, target: Float64Array, sample: number, options: LossOptions) => number;

const multiMarginRow: Row = (round, x, target, sample, { p = 1, margin = 1, weight }) => {
  const y = target[sample];
  let total = 0;
  x.forEach((score, c) => {
    const z = round(round(round(margin) - x[y]) + score);
    if (c === y || !(z > 0)) return;
    const loss = p === 1 ? z : round(z * z);
    total = round(total + (weight === undefined ? loss : round(loss * weight.data[y])));
  });
  return round(total / x.length);
};

const multilabelMarginRow: Row = (round, x, target, sample) => {
  const start = sample * x.length;
  const labels = target.subarray(start, endOfList(target, start, start + x.length));
  const isLabel = new Set(labels);
  let total = 0;
  for (const label of labels) {
    x.forEach((score, c) => {
      const z = round(round(1 - x[label]) + score);
      if (!isLabel.has(c) && z > 0) total += z;
    });
  }
  return round(total / x.length);
};
