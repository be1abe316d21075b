import type { Tensor } from "../../tensor/tensor";
import type { PairReport, ReferenceLoss } from "../pairReport";
import type { Task } from "../reading";
import { sum } from "../reduce";
import { binaryTargets } from "../reference";
import { elementIndex, type SampleLayout } from "../sampleLayout";
import { probabilitiesOf } from "../steps";
import {
  type AveragedPrecisionAndRecall,
  type ConfusionMatrix,
  confusionMatrix,
  matthews,
  precisionAndRecall,
  precisionAndRecallOfLabels,
} from "./confusion";
import { binaryLogLoss, logLoss } from "./logLoss";
import { binaryBrierScore, binaryEntropies, brierScore, entropies, topKAccuracy } from "./probabilities";
import { averagePrecision, rocAuc } from "./ranking";

/** What people read next to a loss, as scikit-learn computes it from the probabilities; ignored targets are left out. */
export interface Metrics {
  /** Undefined where a sample has several labels. */
  readonly matrix: ConfusionMatrix | undefined;
  readonly scores: AveragedPrecisionAndRecall;
  readonly matthews: number | undefined;
  readonly logLoss: number;
  /** The mean of the squared errors of the probabilities: from 0 to 2 for classes, to 1 for yes or no and labels. */
  readonly brier: number;
  /** The mean entropy of the predictions, in nats: how sure they are, right or wrong. */
  readonly entropy: number;
  /** The share of samples whose class is among the k likeliest; undefined where that says no more than whether the likeliest is right. */
  readonly topK: { readonly k: number; readonly accuracy: number } | undefined;
  /** For yes or no that of yes alone; undefined where there are too many numbers to rank. */
  readonly rankings: readonly ClassRanking[] | undefined;
}

/** How one class, or label, is told from all others. */
export interface ClassRanking {
  readonly column: number;
  /** The probability of the class for each sample that counts, and 1 where it is the sample's. */
  readonly scores: Float64Array;
  readonly labels: Float64Array;
  readonly rocAuc: number;
  readonly averagePrecision: number;
}

type Pair = Pick<PairReport, "input" | "target" | "reading">;

type MetricsOf = (pair: Pair, reference: ReferenceLoss, probabilities: Tensor) => Metrics;

/** Undefined where nothing is classified. */
export function metricsOf(pair: Pair, reference: ReferenceLoss): Metrics | undefined {
  return ofTask[pair.reading.task]?.(pair, reference, probabilitiesOf(pair.input, pair.reading));
}

const ofTask: Readonly<Record<Task, MetricsOf | undefined>> = {
  binary: ofYesOrNo,
  multiclass: ofClasses,
  multilabel: ofLabels,
  distribution: undefined,
  regression: undefined,
};

/** Each class is sorted by its probability: more than that is not done while someone waits. */
const RANKED_ELEMENTS = 200_000;

function ofClasses(_pair: Pair, { samples }: ReferenceLoss, probabilities: Tensor): Metrics {
  const { layout, expected = new Int32Array(0), predicted = new Int32Array(0) } = samples;
  const { classes } = layout;
  const rows = inRows(probabilities.data, layout);
  const likely: Tensor = { data: rows, shape: [layout.count, classes], dtype: "float64" };
  const labels: Tensor = { data: Float64Array.from(expected), shape: [layout.count], dtype: "int64" };
  const k = Math.min(5, classes - 1);
  const matrix = confusionMatrix(expected, predicted, classes);
  const counted = Int32Array.from(expected.keys()).filter((sample) => expected[sample] >= 0);
  return {
    matrix,
    scores: precisionAndRecall(matrix),
    matthews: matthews(matrix),
    logLoss: logLoss(rows, expected, classes),
    brier: brierScore(likely, labels),
    entropy: mean(entropies(likely).filter((_, sample) => expected[sample] >= 0)),
    topK: classes > 2 ? { k, accuracy: topKAccuracy(likely, labels, k) } : undefined,
    rankings: rankings(rows.length, classes, (column) =>
      ranking(
        column,
        Float64Array.from(counted, (sample) => rows[sample * classes + column]),
        Float64Array.from(counted, (sample) => Number(expected[sample] === column)),
      ),
    ),
  };
}

function ofYesOrNo({ input, target, reading }: Pair, { samples }: ReferenceLoss, { data }: Tensor): Metrics {
  const { expected = new Int32Array(0), predicted = new Int32Array(0) } = samples;
  const matrix = confusionMatrix(expected, predicted, 2);
  const labels = binaryTargets(input, target, reading).map((label) => Number(label > 0.5));
  return {
    matrix,
    scores: precisionAndRecall(matrix),
    matthews: matthews(matrix),
    logLoss: binaryLogLoss(data, labels),
    ...ofIndependent(data, labels),
    rankings: rankings(data.length, 1, () => ranking(1, data, labels)),
  };
}

function ofLabels({ input, target, reading }: Pair, { samples }: ReferenceLoss, probabilities: Tensor): Metrics {
  const { layout } = samples;
  const { classes } = layout;
  const rows = inRows(probabilities.data, layout);
  const labels = inRows(binaryTargets(input, target, reading), layout).map((label) => Number(label > 0.5));
  const decided = rows.map((p) => Number(p > 0.5));
  const column = (data: Float64Array, c: number) => data.filter((_, element) => element % classes === c);
  return {
    matrix: undefined,
    scores: precisionAndRecallOfLabels(decided, labels, classes),
    matthews: undefined,
    logLoss: binaryLogLoss(rows, labels),
    ...ofIndependent(rows, labels),
    rankings: rankings(rows.length, classes, (c) => ranking(c, column(rows, c), column(labels, c))),
  };
}

function ofIndependent(data: Float64Array, labels: Float64Array): Pick<Metrics, "brier" | "entropy" | "topK"> {
  const probabilities: Tensor = { data, shape: [data.length], dtype: "float64" };
  return {
    brier: binaryBrierScore(probabilities, { ...probabilities, data: labels }),
    entropy: mean(binaryEntropies(probabilities)),
    topK: undefined,
  };
}

function mean(data: Float64Array): number {
  return sum(data) / data.length;
}

/** One sample after the other, whatever axis the classes stand along. */
function inRows(data: Float64Array, layout: SampleLayout): Float64Array {
  const { count, classes, inner } = layout;
  if (inner === 1) return data;
  const rows = new Float64Array(count * classes);
  for (let element = 0; element < rows.length; element++) {
    rows[element] = data[elementIndex(layout, Math.floor(element / classes), element % classes)];
  }
  return rows;
}

function rankings(elements: number, classes: number, of: (column: number) => ClassRanking): Metrics["rankings"] {
  return elements > RANKED_ELEMENTS ? undefined : Array.from({ length: classes }, (_, column) => of(column));
}

function ranking(column: number, scores: Float64Array, labels: Float64Array): ClassRanking {
  return {
    column,
    scores,
    labels,
    rocAuc: rocAuc(scores, labels),
    averagePrecision: averagePrecision(scores, labels),
  };
}
