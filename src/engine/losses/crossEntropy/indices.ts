import { laneStart } from "../../../tensor/layout";
import type { Tensor } from "../../../tensor/tensor";
import { maximum } from "../../activations";
import { fillExponentials, sumOfExponentials } from "../../exp";
import type { Denominator, LossOptions } from "../../loss";
import { sum } from "../../reduce";
import { classIndexDenominator, ignoreIndexOf } from "../shared/classIndices";
import { classLanes } from "../shared/classLanes";
import { logSumExp } from "../shared/logSumExp";

/**
 * Cross entropy with class indices:
 *
 *   l = −w[y] · lp[y],   lp = log softmax(x),   0 where y is `ignoreIndex`
 *
 * and with label smoothing ε > 0
 *
 *   l = (1 − ε) · −w[y] · lp[y]  +  ε/C · Σ_c −w[c] · lp[c].
 *
 * lp[c] = x[c] − m − s with m = max x and s = log Σ_j exp(x[j] − m), so that a sample needs two numbers and no array.
 */
export function classIndexValues(
  input: Tensor,
  target: Tensor,
  options: LossOptions,
  room?: Float64Array,
): Float64Array {
  const lanes = classLanes(input.shape);
  const { size: classes, inner, span } = lanes;
  const x = input.data;
  const weight = options.weight?.data;
  const ignored = ignoreIndexOf(options);
  const smoothing = options.labelSmoothing ?? 0;
  const smooths = smoothing > 0;
  const data = room ?? new Float64Array(lanes.count);
  const readsOnce = !smooths && x.length >= MANY;
  const lse = { max: 0, logTotal: 0 };
  for (let sample = 0; sample < lanes.count; sample++) {
    const y = target.data[sample];
    if (y === ignored) {
      // 0 · ∞ where there are no classes to spread over
      data[sample] = smooths ? 0 * (smoothing / classes) : 0;
      continue;
    }
    const start = laneStart(lanes, sample);
    const end = start + span;
    const own = x[start + y * inner];
    if (readsOnce) {
      // log Σ_j exp(x[j] − x[y]) needs no maximum, as long as nothing overflows.
      const total = sumOfExponentials(x, start, end, inner, own);
      if (total < Number.POSITIVE_INFINITY) {
        const loss = -(0 - Math.log(total));
        data[sample] = weight === undefined ? loss : loss * weight[y];
        continue;
      }
    }
    logSumExp(x, start, end, inner, lse);
    let loss = -(own - lse.max - lse.logTotal);
    if (weight !== undefined) loss *= weight[y];
    if (smooths) {
      let spread = 0;
      for (let c = 0, j = start; c < classes; c++, j += inner) {
        const logProbability = x[j] - lse.max - lse.logTotal;
        spread -= weight === undefined ? logProbability : logProbability * weight[c];
      }
      loss = (1 - smoothing) * loss + (smoothing / classes) * spread;
    }
    data[sample] = loss;
  }
  return data;
}

/**
 * From so many elements on a loss is computed the faster way: as near to the definition, but for a last digit that torch rounds otherwise.
 * Of fewer it is torch's own.
 */
export const MANY = 16_384;

/**
 * ∂l/∂lp[y] = −(1 − ε) · w[y], and −ε/C · w[c] for all c; then back through log softmax:
 *
 *   ∂l/∂x[c] = g[c] − softmax(x)[c] · Σ_j g[j],   g = ∂l/∂lp.
 */
export function classIndexGradient(
  upstream: Float64Array,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
): Float64Array {
  const lanes = classLanes(input.shape);
  const { size: classes, inner, span } = lanes;
  const x = input.data;
  const weight = options.weight?.data;
  const ignored = ignoreIndexOf(options);
  const smoothing = options.labelSmoothing ?? 0;
  const smooths = smoothing > 0;
  const result = new Float64Array(x.length);
  for (let sample = 0; sample < lanes.count; sample++) {
    const y = target.data[sample];
    const start = laneStart(lanes, sample);
    const end = start + span;
    // An ignored target sends back 0, which a weight of nan or ∞ still turns into nan on the way of the smoothed part.
    const up = y === ignored ? 0 : upstream[sample];
    const sum = fillExponentials(result, start, inner, x, start, end, inner, maximum(x, start, end, inner));
    const own = smooths ? -(1 - smoothing) * up : -up;
    const sharp = y === ignored ? 0 : weight === undefined ? own : own * weight[y];
    const spread = smooths ? -(smoothing / classes) * up : 0;
    if (smooths && weight !== undefined) {
      let total = sharp;
      for (let c = 0; c < classes; c++) total += spread * weight[c];
      const share = total / sum;
      for (let c = 0, j = start; c < classes; c++, j += inner) result[j] = spread * weight[c] - result[j] * share;
    } else {
      const share = (sharp + spread * classes) / sum;
      for (let j = start; j < end; j += inner) result[j] = spread - result[j] * share;
    }
    if (y !== ignored) result[start + y * inner] += sharp;
  }
  return result;
}

/**
 * Σ w[y] over the targets not ignored. torch divides the sharp and the smoothed part of the loss by it one by one; where it is 0,
 * their mean can be 0/0 or ∞ − ∞, which a denominator of nan stands for.
 */
export function smoothedDenominator(count: number, input: Tensor, target: Tensor, options: LossOptions): Denominator {
  const denominator = classIndexDenominator(count, input, target, options);
  if (!((options.labelSmoothing ?? 0) > 0) || denominator.value !== 0) return denominator;
  const [sharp, smoothed] = [0, 1].map((labelSmoothing) =>
    sum(classIndexValues(input, target, { ...options, labelSmoothing })),
  );
  const indeterminate = Number.isNaN(sharp / 0 + smoothed / 0) && (sharp !== 0 || smoothed !== 0);
  return indeterminate ? { ...denominator, value: Number.NaN } : denominator;
}
