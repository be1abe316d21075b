/** How often each class was predicted for each class: row y, column p of C × C counts. Targets that are no class are left out. */
export interface ConfusionMatrix {
  readonly classes: number;
  /** Row-major: [y · classes + p]. */
  readonly counts: Float64Array;
  /** The sum of all counts. */
  readonly total: number;
}

/** `confusion_matrix` of scikit-learn, with `labels=range(classes)`. */
export function confusionMatrix(
  expected: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  const counts = new Float64Array(classes * classes);
  let total = 0;
  for (let sample = 0; sample < expected.length; sample++) {
    const [y, p] = [expected[sample], predicted[sample]];
    if (!(y >= 0 && y < classes && p >= 0 && p < classes)) continue;
    counts[y * classes + p]++;
    total++;
  }
  return { classes, counts, total };
}

export interface PrecisionAndRecall {
  /** Hits among what was predicted as the class; 0 where it never was. */
  readonly precision: number;
  /** Hits among the samples of the class; 0 where there are none. */
  readonly recall: number;
  /** Their harmonic mean, 2 · hits / (predicted + present). */
  readonly f1: number;
  /** Samples of the class. */
  readonly support: number;
}

export interface AveragedPrecisionAndRecall {
  readonly perClass: readonly PrecisionAndRecall[];
  /** The plain mean over the classes that occur in the targets or the predictions. */
  readonly macro: Omit<PrecisionAndRecall, "support">;
  /** Of all classes together: for exclusive classes each of the three is the accuracy. */
  readonly micro: Omit<PrecisionAndRecall, "support">;
  /** The mean over the classes by their support. */
  readonly weighted: Omit<PrecisionAndRecall, "support">;
}

/** `precision_recall_fscore_support` of scikit-learn with `zero_division=0`, for every average. Without samples all are 0. */
export function precisionAndRecall(matrix: ConfusionMatrix): AveragedPrecisionAndRecall {
  const { classes, counts, total } = matrix;
  const { present, predicted } = marginals(matrix);
  const perClass = Array.from({ length: classes }, (_, c) =>
    scores(counts[c * (classes + 1)], predicted[c], present[c]),
  );
  const occurring = perClass.filter((_, c) => present[c] + predicted[c] > 0);
  const hits = perClass.reduce((sum, _, c) => sum + counts[c * (classes + 1)], 0);
  return {
    perClass,
    macro: mean(occurring, () => 1),
    micro: scores(hits, total, total),
    weighted: mean(perClass, ({ support }) => support),
  };
}

/**
 * The same of samples with several labels each: `decided` and `labels` are 0 or 1 for each of them, row by row. The macro mean is over all
 * labels, of which scikit-learn, too, leaves none out here.
 */
export function precisionAndRecallOfLabels(
  decided: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): AveragedPrecisionAndRecall {
  const hits = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  const present = new Float64Array(classes);
  for (let element = 0; element < decided.length; element++) {
    const c = element % classes;
    hits[c] += decided[element] * labels[element];
    predicted[c] += decided[element];
    present[c] += labels[element];
  }
  const perClass = Array.from(hits, (own, c) => scores(own, predicted[c], present[c]));
  return {
    perClass,
    macro: mean(perClass, () => 1),
    micro: scores(total(hits), total(predicted), total(present)),
    weighted: mean(perClass, ({ support }) => support),
  };
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How often each class is expected, and how often it is predicted. */
function marginals({ classes, counts }: ConfusionMatrix) {
  const present = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  counts.forEach((count, place) => {
    present[Math.floor(place / classes)] += count;
    predicted[place % classes] += count;
  });
  return { present, predicted };
}

function scores(hits: number, predicted: number, present: number): PrecisionAndRecall {
  return {
    precision: predicted === 0 ? 0 : hits / predicted,
    recall: present === 0 ? 0 : hits / present,
    f1: predicted + present === 0 ? 0 : (2 * hits) / (predicted + present),
    support: present,
  };
}

function mean(perClass: readonly PrecisionAndRecall[], weight: (scores: PrecisionAndRecall) => number) {
  const weights = perClass.reduce((sum, each) => sum + weight(each), 0);
  const of = (pick: (scores: PrecisionAndRecall) => number) =>
    weights === 0 ? 0 : perClass.reduce((sum, each) => sum + weight(each) * pick(each), 0) / weights;
  return { precision: of((each) => each.precision), recall: of((each) => each.recall), f1: of((each) => each.f1) };
}

/**
 * Matthews correlation coefficient, for any number of classes (Gorodkin 2004): `matthews_corrcoef` of scikit-learn. 0 where the targets or the
 * predictions are all of one class.
 */
export function matthews(matrix: ConfusionMatrix): number {
  const { classes, counts, total } = matrix;
  const { present, predicted } = marginals(matrix);
  let [hits, both, ofPredicted, ofPresent] = [0, 0, 0, 0];
  for (let c = 0; c < classes; c++) {
    hits += counts[c * (classes + 1)];
    both += present[c] * predicted[c];
    ofPredicted += predicted[c] ** 2;
    ofPresent += present[c] ** 2;
  }
  const spread = (total ** 2 - ofPredicted) * (total ** 2 - ofPresent);
  return spread === 0 ? 0 : (hits * total - both) / Math.sqrt(spread);
}
