import { isFloatingPoint, type Tensor } from "../tensor/tensor";
import { flag, inType, isArray, isGiven, raises, roundingOf, total } from "./arithmetic";
import type { ForeignCall, FrameworkLoss, Outcome, Raises } from "./framework";
import { floatText, measures } from "./scikitMeasures";

/**
 * scikit-learn's log_loss as of 1.5: probabilities are clipped to [ε, 1 − ε], ε that of their type, and rows that do not sum to 1 are warned of
 * but taken as they are; before, they were divided by their sums. Columns belong to the labels in their sorted order. Formulas:
 * sklearn/metrics/_classification.py.
 */

const EPSILON = { float32: 2 ** -23, float64: 2 ** -52 } as const;

/** Probabilities in columns, labels as their places among the sorted ones. */
interface Columns {
  readonly data: Float64Array;
  readonly classes: number;
  readonly dtype: "float32" | "float64";
  readonly places: Float64Array;
}

function logLoss(call: ForeignCall, isNormalised: boolean): Outcome {
  const { options, prediction, truth } = call;
  const normalize = flag(options, "normalize", true);
  const weight = isGiven(options, "sample_weight") ? options.get("sample_weight") : null;
  if (normalize === undefined || (weight !== null && !isArray(weight))) return undefined;
  const columns = columnsOf(call);
  if (columns === undefined || "kind" in columns) return call.isWorded ? undefined : columns;
  const { data, classes, dtype, places } = columns;
  const round = roundingOf(dtype);
  const [low, high] = [EPSILON[dtype], round(1 - EPSILON[dtype])];
  if (weight !== null && weight.data.length !== places.length) return undefined;
  let clipped = 0;
  const losses = places.map((place, row) => {
    const own = data.subarray(row * classes, (row + 1) * classes);
    const p = isNormalised ? round(own[place] / total(own)) : own[place];
    if (p < low) clipped++;
    return -round(Math.log(Math.min(Math.max(p, low), high)));
  });
  const weighted = weight === null ? losses : losses.map((loss, i) => loss * weight.data[i]);
  const by = normalize ? (weight === null ? losses.length : total(weight.data)) : 1;
  if (prediction.data.length === 0 || truth.data.length === 0) return undefined;
  return {
    kind: "value",
    values: { data: Float64Array.of(total(weighted) / by), shape: [], dtype: "float64" },
    clipped,
  };
}

/** Both arrays as the loss takes them, in the order of its checks; what it raises of them; undefined where that is not known. */
function columnsOf({ prediction, truth, options, isListed }: ForeignCall): Columns | Raises | undefined {
  const rank = prediction.shape.length;
  const given = inType(prediction, prediction.dtype === "float32" ? "float32" : "float64");
  if (rank > 2) return raises("ValueError", `Found array with dim ${rank}, while dim <= 2 is required.`);
  if (given.data.some(Number.isNaN)) return raises("ValueError", "Input contains NaN.");
  if (rank === 0 || given.data.length === 0 || !given.data.every(Number.isFinite)) return undefined;
  const [max, min] = [given.data.reduce((a, b) => Math.max(a, b)), given.data.reduce((a, b) => Math.min(a, b))];
  if (max > 1) return raises("ValueError", `y_prob contains values greater than 1: ${floatText(max)}`);
  if (min < 0) return raises("ValueError", `y_prob contains values lower than 0: ${floatText(min)}`);
  const [samples, width = 1] = prediction.shape;
  const weight = isGiven(options, "sample_weight") ? options.get("sample_weight") : undefined;
  const counts = [samples, truth.shape[0], ...(isArray(weight) ? [weight.shape[0]] : [])];
  if (counts.some((count) => count !== samples))
    return raises("ValueError", `Found input variables with inconsistent numbers of samples: [${counts.join(", ")}]`);
  const labels = isGiven(options, "labels") ? options.get("labels") : undefined;
  if (isGiven(options, "labels") && !isArray(labels)) return undefined;
  const strange = labels === undefined && isListed ? listText(truth) : undefined;
  if (strange !== undefined) return raises("ValueError", `Unknown label type: (${strange},)`);
  const known = labelsOf(truth, isArray(labels) ? labels : undefined);
  if (known === undefined || "kind" in known) return known;
  const { places, classes } = known;
  const dtype = given.dtype === "float32" ? "float32" : "float64";
  const round = roundingOf(dtype);
  const columns =
    width === 1
      ? Float64Array.from({ length: samples * 2 }, (_, i) =>
          i % 2 === 0 ? round(1 - given.data[i >> 1]) : given.data[i >> 1],
        )
      : given.data;
  if (classes.length !== Math.max(width, 2)) {
    const found = arrayText(classes);
    if (found === undefined || isFloatingPoint(truth.dtype) || (isArray(labels) && isFloatingPoint(labels.dtype)))
      return undefined;
    const message =
      labels === undefined
        ? `y_true and y_prob contain different number of classes: ${classes.length} vs ${Math.max(width, 2)}. ` +
          `Please provide the true labels explicitly through the labels argument. Classes found in y_true: ${found}`
        : `The number of classes in labels is different from that in y_prob. Classes found in labels: ${found}`;
    return raises("ValueError", message);
  }
  return { data: columns, classes: classes.length, dtype, places };
}

/** Numbers that are no labels as Python writes a list of them; undefined where they may be labels, or are written otherwise. */
function listText({ data, shape, dtype }: Tensor): string | undefined {
  const isPlain = data.every((x) => Number.isFinite(x) && (x === 0 || Math.abs(x) >= 1e-4) && Math.abs(x) < 1e16);
  if (shape.length !== 1 || dtype !== "float64" || !isPlain || data.every(Number.isInteger)) return undefined;
  return `[${Array.from(data, floatText).join(", ")}]`;
}

function labelsOf(
  truth: Tensor,
  labels: Tensor | undefined,
): { readonly places: Float64Array; readonly classes: readonly number[] } | Raises | undefined {
  const { data, shape } = truth;
  if (shape.length === 2 && shape[1] > 1) return ofOneHot(truth);
  if (shape.length === 0 || (shape.length === 2 && shape[1] !== 1) || shape.length > 2) return undefined;
  // Anything but whole numbers is refused in words of its own.
  if (!data.every(Number.isInteger)) return undefined;
  const classes = [...new Set(labels?.data ?? data)].sort((a, b) => a - b);
  if (labels === undefined && classes.length === 1) {
    const text = isFloatingPoint(truth.dtype) ? floatText(classes[0]) : classes[0];
    return raises(
      "ValueError",
      `y_true contains only one label (${text}). Please provide the list of all expected class labels explicitly through the labels argument.`,
    );
  }
  if (classes.length < 2) {
    const message = `The labels array needs to contain at least two labels, got [${classes[0]}].`;
    const isOne = labels?.data.length === 1 && !isFloatingPoint(labels.dtype);
    return isOne ? raises("ValueError", message) : undefined;
  }
  const placeOf = new Map(classes.map((label, place) => [label, place]));
  const places = data.map((label) => placeOf.get(label) ?? -1);
  return places.includes(-1) ? undefined : { places, classes };
}

/** One 1 a row, else 0: the same as its place. Several labels a row are another thing. */
function ofOneHot({ data, shape: [samples, width] }: Tensor): ReturnType<typeof labelsOf> {
  const places = new Float64Array(samples).fill(-1);
  for (let i = 0; i < data.length; i++) {
    if (data[i] === 0) continue;
    const row = Math.floor(i / width);
    if (data[i] !== 1 || places[row] !== -1) return undefined;
    places[row] = i % width;
  }
  return places.includes(-1) ? undefined : { places, classes: Array.from({ length: width }, (_, i) => i) };
}

/** Whole numbers as NumPy prints an array of them, as long as that is one line. */
function arrayText(values: readonly number[]): string | undefined {
  const width = Math.max(...values.map((value) => String(value).length));
  const text = `[${values.map((value) => String(value).padStart(width)).join(" ")}]`;
  return text.length < 75 ? text : undefined;
}

/** A mean over all elements, of one array of samples or of several outputs a sample. */
function errors(name: string, kin: "MSELoss" | "L1Loss", error: (p: number, t: number) => number): FrameworkLoss {
  return {
    framework: "scikit-learn",
    name,
    functions: `sklearn.metrics.${name}`,
    signature: "y_true, y_pred, *, sample_weight=None, multioutput='uniform_average'",
    form: undefined,
    prediction: "y_pred",
    truth: "y_true",
    logitsOption: undefined,
    expects: () => ({ kin, takes: "values", targets: "values" }),
    compute: ({ prediction, truth, options }) => {
      if (isGiven(options, "sample_weight") || options.has("multioutput")) return undefined;
      const [p, t] = [prediction, truth];
      // A column of one is taken for a plain list.
      if (p.data.length !== t.data.length || p.shape[0] !== t.shape[0] || p.data.length === 0) return undefined;
      const value = total(p.data.map((x, i) => error(x, t.data[i]))) / p.data.length;
      return { kind: "value", values: { data: Float64Array.of(value), shape: [], dtype: "float64" }, clipped: 0 };
    },
    before: undefined,
  };
}

export const scikitLearnLosses: readonly FrameworkLoss[] = [
  {
    framework: "scikit-learn",
    name: "log_loss",
    functions: "sklearn.metrics.log_loss",
    signature: "y_true, y_proba, *, normalize=True, sample_weight=None, labels=None, eps='auto'",
    form: undefined,
    prediction: "y_proba",
    truth: "y_true",
    logitsOption: undefined,
    expects: (_, shape) => ({
      // One number a sample is the probability of the second label.
      kin: shape?.length === 1 || shape?.[1] === 1 ? "BCELoss" : "NLLLoss",
      takes: "probabilities",
      targets: "classIndices",
    }),
    compute: (call) => (isGiven(call.options, "eps") ? undefined : logLoss(call, false)),
    before: { version: "scikit-learn before 1.5", compute: (call) => logLoss(call, true) },
  },
  ...measures,
  errors("mean_squared_error", "MSELoss", (p, t) => (p - t) ** 2),
  errors("mean_absolute_error", "L1Loss", (p, t) => Math.abs(p - t)),
];
