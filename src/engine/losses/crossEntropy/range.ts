import { laneStart } from "../../../tensor/layout";
import { sameShape } from "../../../tensor/shape";
import type { Tensor } from "../../../tensor/tensor";
import { exp } from "../../exp";
import { type Box, logSumExpOfOthers } from "../../interval/box";
import type { LossOptions } from "../../loss";
import { ignoreIndexOf } from "../shared/classIndices";
import { classLanes, torchClassDim } from "../shared/classLanes";
import type { OptionRange } from "../shared/definition";

/**
 * The range of each sample's cross entropy
 *
 *   l(x) = Q · log Σ_j e^{x_j} − Σ_c q_c · x_c,   Q = Σ_c q_c,   q_c = (1 − ε) · w_y · [c = y] + ε/C · w_c, or w_c · t_c.
 *
 * Its slope Q · softmax(x)_c − q_c is bounded over the box by the bounds of softmax. Where it keeps one sign, x_c goes to the end that
 * makes l smallest or largest; if all do, as they always do for a class index without smoothing, the range is exact. The others stay
 * in the middle and widen the range by their half width times their steepest slope (the mean value theorem).
 */
export function crossEntropyRanges(box: Box, target: Tensor, options: LossOptions): OptionRange[] {
  const lanes = classLanes(box.low.shape);
  const dim = torchClassDim(box.low.shape.length);
  const aboveLow = logSumExpOfOthers(box.high, dim);
  const aboveHigh = logSumExpOfOthers(box.low, dim);
  const shares = targetShares(box.low, target, options);
  return Array.from({ length: lanes.count }, (_, sample) => {
    const start = laneStart(lanes, sample);
    const elements = Array.from({ length: lanes.size }, (_, c) => start + c * lanes.inner);
    const q = shares(sample, elements);
    if (q === undefined) return { low: 0, high: 0, exact: true };
    const total = q.reduce((a, b) => a + b, 0);
    const intervals = elements.map((j, c): Interval => {
      const low = box.low.data[j];
      const high = box.high.data[j];
      const slopes = [logistic(low - aboveLow[j]), logistic(high - aboveHigh[j])].map((p) => total * p - q[c]);
      return { low, high, slopes: [Math.min(...slopes), Math.max(...slopes)] };
    });
    return sampleRange(q, total, intervals);
  });
}

interface Interval {
  readonly low: number;
  readonly high: number;
  readonly slopes: readonly [number, number];
}

function sampleRange(q: readonly number[], total: number, intervals: readonly Interval[]): OptionRange {
  const lowest: number[] = [];
  const highest: number[] = [];
  let slack = 0;
  for (const { low, high, slopes } of intervals) {
    const [least, most] = slopes;
    if (least >= 0 || most <= 0) {
      lowest.push(least >= 0 ? low : high);
      highest.push(least >= 0 ? high : low);
    } else {
      const middle = (low + high) / 2;
      lowest.push(middle);
      highest.push(middle);
      slack += ((high - low) / 2) * Math.max(-least, most);
    }
  }
  return {
    low: crossEntropyAt(lowest, q, total) - slack,
    high: crossEntropyAt(highest, q, total) + slack,
    exact: slack === 0,
  };
}

/** Σ_c q_c · (m + s − x_c), which is Q · log Σ_j e^{x_j} − Σ_c q_c · x_c without its cancellation. */
function crossEntropyAt(x: readonly number[], q: readonly number[], total: number): number {
  const max = Math.max(...x);
  const logTotal = Math.log(x.reduce((sum, value) => sum + exp(value - max), 0));
  return total * logTotal + q.reduce((sum, share, c) => sum + (share === 0 ? 0 : share * (max - x[c])), 0);
}

/** σ, for a difference that is nan where both are infinite. */
function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The q of a sample; `undefined` for an ignored target. */
function targetShares(input: Tensor, target: Tensor, options: LossOptions) {
  const { labelSmoothing = 0, weight } = options;
  const smoothing = Math.max(labelSmoothing, 0);
  const weightOf = (c: number) => weight?.data[c] ?? 1;
  if (sameShape(input.shape, target.shape)) {
    return (_: number, elements: readonly number[]) =>
      elements.map((j, c) => weightOf(c) * (target.data[j] * (1 - smoothing) + smoothing / elements.length));
  }
  const ignored = ignoreIndexOf(options);
  return (sample: number, elements: readonly number[]) => {
    const y = target.data[sample];
    if (y === ignored) return undefined;
    return elements.map(
      (_, c) => (c === y ? (1 - smoothing) * weightOf(c) : 0) + (smoothing / elements.length) * weightOf(c),
    );
  };
}
