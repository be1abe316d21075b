/** What scikit-learn keeps probabilities away from 0 and 1 by: the distance of 1 and the next double. */
const EPSILON = Number.EPSILON;

/**
 * `log_loss` of scikit-learn: the mean of −ln p[y] over the targets that are a class, of probabilities (N, C) row by row, each clipped to
 * [ε, 1 − ε]. Unlike torch's losses it is never infinite: a probability of 0 costs 36.04. nan if no target counts.
 */
export function logLoss(probabilities: Float64Array, target: ArrayLike<number>, classes: number): number {
  let [total, counted] = [0, 0];
  for (let sample = 0; sample < target.length; sample++) {
    const y = target[sample];
    if (!(y >= 0 && y < classes)) continue;
    total -= Math.log(clipped(probabilities[sample * classes + y]));
    counted++;
  }
  return total / counted;
}

/** The same of one probability of yes a sample. */
export function binaryLogLoss(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number {
  let total = 0;
  for (let sample = 0; sample < labels.length; sample++) {
    const p = probabilities[sample];
    total -= Math.log(clipped(labels[sample] > 0.5 ? p : 1 - p));
  }
  return total / labels.length;
}

function clipped(p: number): number {
  return Math.min(Math.max(p, EPSILON), 1 - EPSILON);
}
