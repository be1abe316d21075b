import { laneStart } from "../../../tensor/layout";
import type { Tensor } from "../../../tensor/tensor";
import { expOfNegative } from "../../exp";
import type { LossOptions } from "../../loss";
import { classLanes } from "../shared/classLanes";
import { logSumExp } from "../shared/logSumExp";

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
  const t = smoothed(target.data, classes, options);
  const weight = options.weight?.data;
  const data = new Float64Array(lanes.count);
  const lse = { max: 0, logTotal: 0 };
  for (let sample = 0; sample < lanes.count; sample++) {
    const start = laneStart(lanes, sample);
    logSumExp(x, start, start + span, inner, lse);
    let loss = 0;
    for (let c = 0, j = start; c < classes; c++, j += inner) {
      const term = (x[j] - lse.max - lse.logTotal) * t(j);
      loss -= weight === undefined ? term : term * weight[c];
    }
    data[sample] = loss;
  }
  return data;
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
  const t = smoothed(target.data, classes, options);
  const weight = options.weight?.data;
  const result = new Float64Array(x.length);
  const lse = { max: 0, logTotal: 0 };
  for (let sample = 0; sample < lanes.count; sample++) {
    const start = laneStart(lanes, sample);
    const end = start + span;
    logSumExp(x, start, end, inner, lse);
    let total = 0;
    for (let c = 0, j = start; c < classes; c++, j += inner) {
      const outer = weight === undefined ? -upstream[sample] : -upstream[sample] * weight[c];
      result[j] = outer * t(j);
      total += result[j];
    }
    for (let j = start; j < end; j += inner) result[j] -= expOfNegative(x[j] - lse.max - lse.logTotal) * total;
  }
  return result;
}

/** The target probability at an index, after label smoothing. */
function smoothed(target: Float64Array, classes: number, { labelSmoothing = 0 }: LossOptions) {
  if (!(labelSmoothing > 0)) return (index: number) => target[index];
  return (index: number) => target[index] * (1 - labelSmoothing) + labelSmoothing / classes;
}
