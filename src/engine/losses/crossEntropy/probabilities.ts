import { laneStart } from "../../../tensor/layout";
import type { Tensor } from "../../../tensor/tensor";
import { maximum } from "../../activations";
import { fillExponentials } from "../../exp";
import type { LossOptions } from "../../loss";
import { classLanes } from "../shared/classLanes";
import { logSumExp } from "../shared/logSumExp";
import { MANY } from "./indices";

/**
 * Cross entropy with class probabilities t of the input's own shape:
 *
 *   l = −Σ_c w[c] · t[c] · lp[c],   lp = log softmax(x),   t ← t · (1 − ε) + ε/C with label smoothing ε > 0.
 *
 * The weights have no part in the denominator of `mean`, the number of samples. 0 · −∞ is nan, as in torch.
 */
export function classProbabilityValues(input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const lanes = classLanes(input.shape);
  const { size: classes, inner, span } = lanes;
  const x = input.data;
  const t = target.data;
  const { keep, spread } = smoothingOf(classes, options);
  const weight = options.weight?.data;
  const data = new Float64Array(lanes.count);
  const isPlain = weight === undefined && spread === 0 && x.length >= MANY;
  const lse = { max: 0, logTotal: 0 };
  for (let sample = 0; sample < lanes.count; sample++) {
    const start = laneStart(lanes, sample);
    const end = start + span;
    logSumExp(x, start, end, inner, lse);
    const { max, logTotal } = lse;
    if (isPlain) {
      data[sample] = plainLoss(x, t, start, end, inner, max, logTotal);
      continue;
    }
    // Two sums that do not wait for each other.
    let even = 0;
    let odd = 0;
    let c = 0;
    let j = start;
    for (; j < end - inner; c += 2, j += 2 * inner) {
      const first = (x[j] - max - logTotal) * (t[j] * keep + spread);
      const second = (x[j + inner] - max - logTotal) * (t[j + inner] * keep + spread);
      even += weight === undefined ? first : first * weight[c];
      odd += weight === undefined ? second : second * weight[c + 1];
    }
    if (j < end) {
      const last = (x[j] - max - logTotal) * (t[j] * keep + spread);
      even += weight === undefined ? last : last * weight[c];
    }
    data[sample] = 0 - (even + odd);
  }
  return data;
}

/** s · Σ t[c] − Σ t[c] · (x[c] − m), in four sums that do not wait for each other. No term is below 0: nothing cancels. */
function plainLoss(
  x: Float64Array,
  t: Float64Array,
  start: number,
  end: number,
  inner: number,
  max: number,
  logTotal: number,
): number {
  let [evenSum, oddSum, even, odd] = [0, 0, 0, 0];
  let j = start;
  for (; j < end - inner; j += 2 * inner) {
    evenSum += t[j];
    oddSum += t[j + inner];
    even += t[j] * (x[j] - max);
    odd += t[j + inner] * (x[j + inner] - max);
  }
  if (j < end) {
    evenSum += t[j];
    even += t[j] * (x[j] - max);
  }
  return logTotal * (evenSum + oddSum) - (even + odd);
}

/** ∂l/∂lp[c] = −w[c] · t[c], then back through log softmax as for class indices. */
export function classProbabilityGradient(
  upstream: Float64Array,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
): Float64Array {
  const lanes = classLanes(input.shape);
  const { size: classes, inner, span } = lanes;
  const x = input.data;
  const t = target.data;
  const { keep, spread } = smoothingOf(classes, options);
  const weight = options.weight?.data;
  const result = new Float64Array(x.length);
  for (let sample = 0; sample < lanes.count; sample++) {
    const start = laneStart(lanes, sample);
    const end = start + span;
    const sum = fillExponentials(result, start, inner, x, start, end, inner, maximum(x, start, end, inner));
    const up = -upstream[sample];
    let total = 0;
    for (let c = 0, j = start; c < classes; c++, j += inner) {
      total += (weight === undefined ? up : up * weight[c]) * (t[j] * keep + spread);
    }
    const share = total / sum;
    for (let c = 0, j = start; c < classes; c++, j += inner) {
      const outer = weight === undefined ? up : up * weight[c];
      result[j] = outer * (t[j] * keep + spread) - result[j] * share;
    }
  }
  return result;
}

/** What label smoothing makes of a target probability: keep · t + spread. */
function smoothingOf(classes: number, { labelSmoothing = 0 }: LossOptions) {
  return labelSmoothing > 0 ? { keep: 1 - labelSmoothing, spread: labelSmoothing / classes } : { keep: 1, spread: 0 };
}
