import { laneStart } from "../tensor/layout";
import type { Tensor } from "../tensor/tensor";
import { maximum, sigmoid } from "./activations";
import { expOfUnit, fillExponentials } from "./exp";
import { classLanes } from "./losses/shared/classLanes";

/**
 * What cross_entropy and nll_loss read of each sample after the usual activations: one number, that of the target's class y. Its
 * negative is the loss. All of them follow from the exponentials e^(x − max x) of the sample, so that one pass finds them all.
 */
export interface ClassScores {
  /** x[y] */
  readonly own: Float64Array;
  /** softmax(x)[y] */
  readonly softmax: Float64Array;
  /** log softmax(x)[y] */
  readonly logSoftmax: Float64Array;
  /** log softmax(log x)[y] */
  readonly logSoftmaxOfLog: Float64Array;
  /** log softmax(softmax x)[y] */
  readonly logSoftmaxOfSoftmax: Float64Array;
  /** log softmax(σ(x))[y] */
  readonly logSoftmaxOfSigmoid: Float64Array;
}

/** Input (C), (N, C) or (N, C, d1 … dk) and its class indices, which are in range or equal to `ignored`; the scores of those are 0. */
export function classScores(input: Tensor, target: Tensor, ignored: number): ClassScores {
  const lanes = classLanes(input.shape);
  const { size: classes, inner } = lanes;
  const x = input.data;
  const count = target.data.length;
  const scores = {
    own: new Float64Array(count),
    softmax: new Float64Array(count),
    logSoftmax: new Float64Array(count),
    logSoftmaxOfLog: new Float64Array(count),
    logSoftmaxOfSoftmax: new Float64Array(count),
    logSoftmaxOfSigmoid: new Float64Array(count),
  };
  const exponentials = new Float64Array(classes);
  for (let sample = 0; sample < count; sample++) {
    const y = target.data[sample];
    if (y === ignored) continue;
    const start = laneStart(lanes, sample);
    const end = start + lanes.span;
    const own = x[start + y * inner];
    const max = maximum(x, start, end, inner);
    const total = fillExponentials(exponentials, 0, 1, x, start, end, inner, max);
    const largest = 1 / total;
    const largestSigmoid = sigmoid(max);
    // σ(x) = e^(x − max) / (e^(x − max) + e^−max)
    const rest = Math.exp(-max);
    let totalOfSoftmax = 0;
    let totalOfSigmoid = 0;
    for (let c = 0; c < classes; c++) {
      const exponential = exponentials[c];
      totalOfSoftmax += expOfUnit(exponential * largest - largest);
      totalOfSigmoid += expOfUnit(exponential / (exponential + rest) - largestSigmoid);
    }
    // … as long as e^−max is neither 0 nor infinite.
    if (!(Math.abs(max) < 700)) totalOfSigmoid = sumOverSigmoids(x, start, end, inner, largestSigmoid);
    scores.own[sample] = own;
    scores.softmax[sample] = exponentials[y] / total;
    scores.logSoftmax[sample] = own - max - Math.log(total);
    scores.logSoftmaxOfLog[sample] = logOfShare(x, start, end, inner, max, own);
    scores.logSoftmaxOfSoftmax[sample] = exponentials[y] * largest - largest - Math.log(totalOfSoftmax);
    scores.logSoftmaxOfSigmoid[sample] = sigmoid(own) - largestSigmoid - Math.log(totalOfSigmoid);
  }
  return scores;
}

function sumOverSigmoids(x: Float64Array, start: number, end: number, stride: number, largest: number): number {
  let total = 0;
  for (let j = start; j < end; j += stride) total += Math.exp(sigmoid(x[j]) - largest);
  return total;
}

/** log softmax(log x)[y] = log(x[y] / Σ x): the softmax undoes the logarithm. A negative x makes its sample nan. */
function logOfShare(x: Float64Array, start: number, end: number, stride: number, max: number, own: number): number {
  let total = 0;
  for (let j = start; j < end; j += stride) {
    if (!(x[j] >= 0)) return Number.NaN;
    total += x[j] / max;
  }
  return Math.log(own) - Math.log(max) - Math.log(total);
}
