import { logSigmoid, sigmoid } from "../activations";
import type { LossName, LossOptions } from "../loss";

/** Bounds of a number, and whether it reaches them. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly exact: boolean;
}

export interface ElementOptions extends Pick<LossOptions, "margin" | "alpha" | "gamma" | "logTarget"> {
  /** This element's pos_weight, if there is one. */
  readonly p: number | undefined;
}

/** The range of the loss of one element whose x lies between `low` and `high`. */
export type ElementRange = (low: number, high: number, t: number, options: ElementOptions) => Range;

/**
 * The losses that have one value per element. Each is monotone in x, or falls to one lowest point and rises from it: the ends and
 * that point bound it exactly. Only the focal loss of a soft label is bounded factor by factor.
 */
export const elementRanges: Readonly<Partial<Record<LossName, ElementRange>>> = {
  BCELoss: (low, high, t) => {
    const loss = (x: number) => (t - 1) * Math.max(Math.log1p(-x), -100) - t * Math.max(Math.log(x), -100);
    return betweenEnds(loss, low, high, t);
  },
  BCEWithLogitsLoss: (low, high, t, { p = 1 }) => {
    const both = 1 + (p - 1) * t;
    return betweenEnds((x) => (1 - t) * x - both * logSigmoid(x), low, high, logit((p * t) / both));
  },
  KLDivLoss: (low, high, t, { logTarget }) => {
    const loss = (x: number) => (logTarget ? Math.exp(t) * (t - x) : (t === 0 ? 0 : t * Math.log(t)) - t * x);
    return betweenEnds(loss, low, high);
  },
  SoftMarginLoss: (low, high, t) => betweenEnds((x) => Math.log1p(Math.exp(-t * x)), low, high),
  HingeEmbeddingLoss: (low, high, t, { margin = 1 }) =>
    betweenEnds((x) => (t !== 1 ? Math.max(margin - x, 0) : 0) + (t !== -1 ? x : 0), low, high),
  MultiLabelSoftMarginLoss: (low, high, t) =>
    betweenEnds((x) => -(t * logSigmoid(x) + (1 - t) * logSigmoid(-x)), low, high, logit(t)),
  SigmoidFocalLoss: focalRange,
};

function betweenEnds(loss: (x: number) => number, low: number, high: number, turn = Number.NaN): Range {
  const ends = [loss(low), loss(high)];
  const values = turn > low && turn < high ? [...ends, loss(turn)] : ends;
  return { low: Math.min(...values), high: Math.max(...values), exact: true };
}

/** x with σ(x) = p, nan where there is none. */
function logit(p: number): number {
  return Math.log(p / (1 - p));
}

function focalRange(low: number, high: number, t: number, options: ElementOptions): Range {
  const { alpha = 0.25, gamma = 2 } = options;
  const balance = alpha >= 0 ? alpha * t + (1 - alpha) * (1 - t) : 1;
  const crossEntropy = (x: number) => (1 - t) * x - logSigmoid(x);
  const focus = (x: number) => {
    const p = sigmoid(x);
    return (1 - (p * t + (1 - p) * (1 - t))) ** gamma;
  };
  // For a hard label both factors fall, or both rise, with x.
  if ((t === 0 || t === 1) && gamma >= 0) return betweenEnds((x) => balance * crossEntropy(x) * focus(x), low, high);
  const first = betweenEnds(crossEntropy, low, high, logit(t));
  const second = betweenEnds(focus, low, high);
  const products = [first.low, first.high].flatMap((a) => [second.low, second.high].map((b) => balance * a * b));
  return { low: Math.min(...products), high: Math.max(...products), exact: false };
}
