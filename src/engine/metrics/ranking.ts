/** One threshold: what is predicted as yes if the scores from it upwards are. */
export interface Threshold {
  readonly score: number;
  /** Samples of the class, and others, with at least this score. */
  readonly truePositives: number;
  readonly falsePositives: number;
}

/** The distinct scores from the largest down, with what each lets in; equal scores come together. */
export function thresholds(scores: ArrayLike<number>, labels: ArrayLike<number>): readonly Threshold[] {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const found: Threshold[] = [];
  let [truePositives, falsePositives] = [0, 0];
  order.forEach((sample, place) => {
    if (labels[sample] > 0.5) truePositives++;
    else falsePositives++;
    const next = order[place + 1];
    if (next === undefined || scores[next] !== scores[sample]) {
      found.push({ score: scores[sample], truePositives, falsePositives });
    }
  });
  return found;
}

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  /** The score from which on yes is predicted; Infinity where it never is. */
  readonly score: number;
}

/**
 * The receiver operating characteristic: the share of the positives found against the share of the negatives taken for them, from (0, 0) to
 * (1, 1). `roc_curve` of scikit-learn with `drop_intermediate=False`. nan where there are no negatives, or no positives.
 */
export function rocCurve(scores: ArrayLike<number>, labels: ArrayLike<number>): readonly CurvePoint[] {
  const steps = thresholds(scores, labels);
  const last = steps[steps.length - 1] ?? { truePositives: 0, falsePositives: 0 };
  const points = steps.map(({ score, truePositives, falsePositives }) => ({
    x: falsePositives / last.falsePositives,
    y: truePositives / last.truePositives,
    score,
  }));
  return [{ x: 0, y: 0, score: Number.POSITIVE_INFINITY }, ...points];
}

/**
 * The area under `rocCurve`: how likely a positive scores above a negative, a tie counting one half. `roc_auc_score` of scikit-learn of
 * yes-or-no labels; nan if only one of the two occurs.
 */
export function rocAuc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const points = rocCurve(scores, labels);
  let area = points.length === 1 ? Number.NaN : 0;
  for (let i = 1; i < points.length; i++) {
    area += (points[i].x - points[i - 1].x) * (points[i].y + points[i - 1].y) * 0.5;
  }
  return area;
}

/** Precision against recall, from the largest score down: `precision_recall_curve` of scikit-learn, the other way round. */
export function precisionRecallCurve(scores: ArrayLike<number>, labels: ArrayLike<number>): readonly CurvePoint[] {
  const steps = thresholds(scores, labels);
  const positives = steps[steps.length - 1]?.truePositives ?? 0;
  const points = steps.map(({ score, truePositives, falsePositives }) => ({
    x: positives === 0 ? 1 : truePositives / positives,
    y: truePositives / (truePositives + falsePositives),
    score,
  }));
  return [{ x: 0, y: 1, score: Number.POSITIVE_INFINITY }, ...points];
}

/** Σ (R_n − R_{n−1}) · P_n over the thresholds: `average_precision_score` of scikit-learn. 0 without positives. */
export function averagePrecision(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const points = precisionRecallCurve(scores, labels);
  const found = points[points.length - 1];
  if (points.length === 1 || found.y === 0) return 0;
  let total = 0;
  for (let i = 1; i < points.length; i++) total += (points[i].x - points[i - 1].x) * points[i].y;
  return total;
}

/** Which samples the classes' ranking looks at: those whose target is a class. */
function counted(target: ArrayLike<number>, classes: number): readonly number[] {
  return Array.from({ length: target.length }, (_, sample) => sample).filter(
    (sample) => target[sample] >= 0 && target[sample] < classes,
  );
}

/** A ranking score of each class against the rest, and its plain and its weighted mean. */
export interface OneVersusRest {
  readonly perClass: readonly number[];
  readonly macro: number;
  /** By the share of the class among the targets. */
  readonly weighted: number;
}

/**
 * One class against the rest for each of C, of scores (N, C) row by row and class indices: `roc_auc_score(…, multi_class="ovr")` with
 * `rocAuc`, `average_precision_score` of the one-hot targets with `averagePrecision`. Targets that are no class are left out.
 */
export function oneVersusRest(
  score: (scores: ArrayLike<number>, labels: ArrayLike<number>) => number,
  scores: Float64Array,
  target: ArrayLike<number>,
  classes: number,
): OneVersusRest {
  const samples = counted(target, classes);
  const perClass = Array.from({ length: classes }, (_, c) =>
    score(
      samples.map((sample) => scores[sample * classes + c]),
      samples.map((sample) => Number(target[sample] === c)),
    ),
  );
  const support = perClass.map((_, c) => samples.filter((sample) => target[sample] === c).length);
  return {
    perClass,
    macro: oneVersusRestMean(perClass, () => 1),
    weighted: oneVersusRestMean(perClass, (c) => support[c]),
  };
}

/** The mean of the classes' scores by a weight each; nan if one of them is. */
export function oneVersusRestMean(perClass: readonly number[], weight: (column: number) => number): number {
  const total = perClass.reduce((sum, _, c) => sum + weight(c), 0);
  return perClass.reduce((sum, value, c) => sum + value * weight(c), 0) / total;
}
