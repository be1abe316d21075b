import { laneStart } from "../../tensor/layout";
import type { Tensor } from "../../tensor/tensor";
import { classLanes } from "../losses/shared/classLanes";
import { sum } from "../reduce";

/**
 * Accuracy among the `k` best classes: the share of the samples whose target class has fewer than k classes before it. Of equal
 * scores the lower class comes first, as in torch.argmax; a nan comes before all numbers. nan if no target counts.
 *
 * `scores` (C), (N, C) or (N, C, d1 … dk), monotone in the probabilities; `target` of class indices. A target that is no class is ignored.
 * For k = 1 this is `accuracy_score` of scikit-learn on the argmax; its `top_k_accuracy_score` differs on equal scores alone.
 */
export function topKAccuracy(scores: Tensor, target: Tensor, k: number): number {
  const lanes = classLanes(scores.shape);
  const { size: classes, inner } = lanes;
  let correct = 0;
  let counted = 0;
  target.data.forEach((y, sample) => {
    if (!(y >= 0 && y < classes)) return;
    counted++;
    const start = laneStart(lanes, sample);
    if (rank(scores.data, start, inner, classes, y) < k) correct++;
  });
  return correct / counted;
}

/** How many classes come before class y. */
function rank(scores: Float64Array, start: number, stride: number, classes: number, y: number): number {
  const own = scores[start + y * stride];
  let before = 0;
  for (let c = 0; c < classes; c++) {
    const other = scores[start + c * stride];
    const isBefore = Number.isNaN(own)
      ? Number.isNaN(other) && c < y
      : Number.isNaN(other) || other > own || (other === own && c < y);
    if (isBefore) before++;
  }
  return before;
}

/** Shannon entropy −Σ_c p[c] ln p[c] of each sample's distribution, in nats; 0 ln 0 is 0. */
export function entropies(probabilities: Tensor): Float64Array {
  const lanes = classLanes(probabilities.shape);
  const { size: classes, inner } = lanes;
  return Float64Array.from({ length: lanes.count }, (_, sample) => {
    const start = laneStart(lanes, sample);
    let entropy = 0;
    for (let c = 0; c < classes; c++) entropy += surprise(probabilities.data[start + c * inner]);
    return entropy;
  });
}

/** Entropy of each yes-or-no probability by itself, in nats. */
export function binaryEntropies(probabilities: Tensor): Float64Array {
  return probabilities.data.map((p) => surprise(p) + surprise(1 - p));
}

function surprise(p: number): number {
  return p === 0 ? 0 : -p * Math.log(p);
}

/** e^loss of a mean cross entropy in nats: the number of equally likely classes that would be as hard to guess. */
export function perplexity(meanLoss: number): number {
  return Math.exp(meanLoss);
}

export function toBits(nats: number): number {
  return nats / Math.LN2;
}

/**
 * Brier score of class probabilities: the mean over the samples of Σ_c (p[c] − [c = y])², from 0 to 2 (Brier 1950; scikit-learn's
 * `brier_score_loss` with scale_by_half=False). Ignored targets as in `topKAccuracy`.
 */
export function brierScore(probabilities: Tensor, target: Tensor): number {
  const lanes = classLanes(probabilities.shape);
  const { size: classes, inner } = lanes;
  let total = 0;
  let counted = 0;
  target.data.forEach((y, sample) => {
    if (!(y >= 0 && y < classes)) return;
    counted++;
    const start = laneStart(lanes, sample);
    for (let c = 0; c < classes; c++) total += (probabilities.data[start + c * inner] - (c === y ? 1 : 0)) ** 2;
  });
  return total / counted;
}

/** Brier score of yes-or-no probabilities: the mean of (p − label)², from 0 to 1. */
export function binaryBrierScore(probabilities: Tensor, labels: Tensor): number {
  return sum(probabilities.data.map((p, i) => (p - labels.data[i]) ** 2)) / probabilities.data.length;
}

/** One column of a reliability diagram: the predictions whose confidence lies in [lower, upper). */
export interface CalibrationBin {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
  /** Means over the bin's predictions. */
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Calibration {
  /** Expected calibration error: the mean of |accuracy − confidence| over the bins, weighted by their counts. */
  readonly error: number;
  /** The bins that are not empty. */
  readonly bins: readonly CalibrationBin[];
}

/**
 * Calibration of predictions made with `confidences` of which `correct` (0 or 1) came true, in bins of equal width as torchmetrics
 * makes them: a confidence of exactly 1 is a bin of its own. For classes the confidence is the largest probability, for yes or no
 * the probability of yes and `correct` its label.
 */
export function calibration(confidences: Float64Array, correct: ArrayLike<number>, binCount = 15): Calibration {
  const count = new Float64Array(binCount + 1);
  const confidence = new Float64Array(binCount + 1);
  const accuracy = new Float64Array(binCount + 1);
  confidences.forEach((p, i) => {
    const bin = Math.floor(p * binCount);
    count[bin]++;
    confidence[bin] += p;
    accuracy[bin] += correct[i];
  });
  const bins: CalibrationBin[] = [];
  for (let bin = 0; bin <= binCount; bin++) {
    if (count[bin] === 0) continue;
    bins.push({
      lower: bin / binCount,
      upper: Math.min((bin + 1) / binCount, 1),
      count: count[bin],
      confidence: confidence[bin] / count[bin],
      accuracy: accuracy[bin] / count[bin],
    });
  }
  const error = bins.reduce((total, bin) => total + Math.abs(bin.accuracy - bin.confidence) * bin.count, 0);
  return { error: error / confidences.length, bins };
}
