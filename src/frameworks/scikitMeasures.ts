import { rocAuc } from "../engine/metrics/ranking";
import type { Tensor } from "../tensor/tensor";
import { isGiven, raises, total } from "./arithmetic";
import type { ForeignCall, FrameworkLoss, Outcome } from "./framework";

/**
 * scikit-learn's measures of one answer a sample beside log_loss: the squares of brier_score_loss, the margins of hinge_loss, and how often roc_auc_score finds a yes
 * above a no. Formulas: sklearn/metrics/_classification.py, _ranking.py.
 */

export function floatText(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function number(value: number): Outcome {
  return { kind: "value", values: { data: Float64Array.of(value), shape: [], dtype: "float64" }, clipped: 0 };
}

/** Whether each label is the yes; undefined where that is not said, and labels are none of 0 and 1, −1 and 1. */
function positives({ truth, options, isWorded }: ForeignCall): readonly boolean[] | undefined {
  const labels = new Set(truth.data);
  if (isWorded || truth.shape.length !== 1 || labels.size !== 2 || !truth.data.every(Number.isInteger))
    return undefined;
  const positive = options.get("pos_label");
  if (typeof positive === "number" && labels.has(positive))
    return Array.from(truth.data, (label) => label === positive);
  const isPlain = labels.has(1) && (labels.has(0) || labels.has(-1));
  return isGiven(options, "pos_label") || !isPlain ? undefined : Array.from(truth.data, (label) => label === 1);
}

function isContinuous({ shape, data }: Tensor): boolean {
  return shape.length === 1 && data.every(Number.isFinite) && !data.every(Number.isInteger);
}

function brier(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  if (["sample_weight", "labels"].some((name) => isGiven(options, name)) || options.has("scale_by_half"))
    return undefined;
  if (prediction.shape.length !== 1 || prediction.data.length !== truth.data.length) return undefined;
  if (isContinuous(truth)) {
    return raises(
      "ValueError",
      "The type of the target inferred from y_true is continuous but should be binary according to the shape of y_prob.",
    );
  }
  const yes = positives(call);
  const max = prediction.data.reduce((a, b) => Math.max(a, b), 0);
  const min = prediction.data.reduce((a, b) => Math.min(a, b), 1);
  if (yes === undefined) return undefined;
  if (max > 1) return raises("ValueError", `y_prob contains values greater than 1: ${floatText(max)}`);
  if (min < 0) return raises("ValueError", `y_prob contains values lower than 0: ${floatText(min)}`);
  return number(prediction.data.reduce((sum, p, i) => sum + (Number(yes[i]) - p) ** 2, 0) / yes.length);
}

/** Of two labels the larger is the yes; of more classes the margin is over the best of the others. */
function hinge({ prediction, truth, options, isWorded }: ForeignCall): Outcome {
  if (isWorded || ["sample_weight", "labels"].some((name) => isGiven(options, name))) return undefined;
  const labels = [...new Set(truth.data)].sort((a, b) => a - b);
  const [rows, columns = 1] = prediction.shape;
  if (truth.shape.length !== 1 || rows !== truth.data.length || !labels.every(Number.isInteger)) return undefined;
  if (labels.length !== (prediction.shape.length === 1 ? 2 : columns) || columns === 2) return undefined;
  const { data } = prediction;
  const losses = truth.data.map((label, row) => {
    if (columns === 1) return Math.max(0, 1 - (label === labels[1] ? data[row] : -data[row]));
    const scores = data.subarray(row * columns, (row + 1) * columns);
    const own = labels.indexOf(label);
    const best = scores.reduce(
      (most, score, i) => (i === own ? most : Math.max(most, score)),
      Number.NEGATIVE_INFINITY,
    );
    return Math.max(0, 1 - (scores[own] - best));
  });
  return number(total(losses) / losses.length);
}

function areaUnderCurve(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  const { data, shape } = prediction;
  if (["sample_weight", "max_fpr", "labels", "average"].some((name) => isGiven(options, name))) return undefined;
  if (isContinuous(truth) && !call.isWorded && shape.length === 1) {
    return raises("ValueError", "continuous format is not supported");
  }
  const isOfClasses = truth.shape.length === 1 && new Set(truth.data).size > 2 && truth.data.every(Number.isInteger);
  if (isOfClasses && !call.isWorded && shape.length === 2 && shape[0] === truth.shape[0]) return ofClasses(call);
  const yes = shape.length === 1 && data.length === truth.data.length ? positives(call) : undefined;
  return yes === undefined || !data.every(Number.isFinite) ? undefined : number(rocAuc(data, yes.map(Number)));
}

/** Each class against the others, the mean of all. */
function ofClasses({ prediction, truth, options }: ForeignCall): Outcome {
  if (!options.has("multi_class")) return raises("ValueError", "multi_class must be in ('ovo', 'ovr')");
  const classes = [...new Set(truth.data)].sort((a, b) => a - b);
  const { data, shape } = prediction;
  const [, columns] = shape;
  if (options.get("multi_class") !== "ovr" || columns !== classes.length) return undefined;
  if (!data.every(Number.isFinite) || !allSumToOne(prediction)) return undefined;
  const areas = classes.map((label, column) =>
    rocAuc(
      truth.data.map((_, row) => data[row * columns + column]),
      Array.from(truth.data, (each) => Number(each === label)),
    ),
  );
  return number(total(Float64Array.from(areas)) / areas.length);
}

function allSumToOne({ data, shape: [rows, columns] }: Tensor): boolean {
  for (let row = 0; row < rows; row++)
    if (Math.abs(total(data.subarray(row * columns, (row + 1) * columns)) - 1) > 1e-6) return false;
  return true;
}

function measure(
  name: string,
  parameters: string,
  expects: FrameworkLoss["expects"],
  compute: FrameworkLoss["compute"],
): FrameworkLoss {
  const [truth, prediction] = parameters.split(", ");
  return {
    framework: "scikit-learn",
    name,
    functions: `sklearn.metrics.${name}`,
    signature: parameters,
    form: undefined,
    prediction,
    truth,
    logitsOption: undefined,
    expects,
    compute,
    before: undefined,
  };
}

export const measures: readonly FrameworkLoss[] = [
  measure(
    "hinge_loss",
    "y_true, pred_decision, *, labels=None, sample_weight=None",
    () => ({ kin: "HingeEmbeddingLoss", takes: "values", targets: "values" }),
    hinge,
  ),
  measure(
    "brier_score_loss",
    "y_true, y_proba, *, sample_weight=None, pos_label=None, labels=None, scale_by_half='auto'",
    () => ({ kin: "BCELoss", takes: "probabilities", targets: "classIndices" }),
    brier,
  ),
  measure(
    "roc_auc_score",
    "y_true, y_score, *, average='macro', sample_weight=None, max_fpr=None, multi_class='raise', labels=None",
    () => ({ kin: "MSELoss", takes: "values", targets: "values" }),
    areaUnderCurve,
  ),
];
