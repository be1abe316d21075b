import { logSigmoid } from "../engine/activations";
import { broadcastShapes, sameShape, wrapDim } from "../tensor/shape";
import { isFloatingPoint, type Tensor } from "../tensor/tensor";
import { alongAxis, inType, isArray, isGiven, logSumExp, numberOr, raises, shapeText, spread } from "./arithmetic";
import type { Expectation, ForeignCall, FrameworkLoss, Outcome } from "./framework";
import { cosine, focal, klDivergence, klOfLogs } from "./optaxTerms";

/**
 * optax's losses: of logits along the last axis, one value per sample or element, never reduced. JAX counts in float32 unless it was told
 * otherwise, and gives nan for an index that is out of range. Formulas: optax/losses/_classification.py, _regression.py.
 */

interface Row {
  readonly name: string;
  readonly signature: string;
  readonly arrays?: readonly [prediction: string, truth: string];
  readonly expects: Expectation;
  readonly compute: (call: ForeignCall) => Outcome;
}

function optaxLoss({ name, signature, arrays = ["logits", "labels"], expects, compute }: Row): FrameworkLoss {
  const [prediction, truth] = arrays;
  return {
    framework: "optax",
    name,
    functions: `optax.${name} optax.losses.${name}`,
    signature,
    form: undefined,
    prediction,
    truth,
    logitsOption: undefined,
    expects: () => expects,
    compute: (call) => {
      if (!isFloatingPoint(call.prediction.dtype)) {
        const message = `Expected the input to have a dtype that is a subdtype of <class 'numpy.floating'>, got ${call.prediction.dtype} instead`;
        return raises("TypeError", message);
      }
      return compute({ ...call, prediction: inType(call.prediction, "float32") });
    },
    before: undefined,
  };
}

/** `where`, one for each sample or element; undefined where it is not modelled. */
function counted({ options }: ForeignCall, prediction: Tensor, axis: number): Tensor | undefined | "unknown" {
  if (!isGiven(options, "where")) return undefined;
  const where = options.get("where");
  if (!isArray(where)) return "unknown";
  const shape = where.shape.length === prediction.shape.length ? where.shape : where.shape.toSpliced(axis, 0, 1);
  const pair = spread(prediction, { ...where, shape });
  return pair !== undefined && sameShape(pair[0].shape, prediction.shape) ? pair[1] : "unknown";
}

/** `isSafe`: 0 · −inf is 0. */
function softmax(call: ForeignCall, isSafe: boolean): Outcome {
  const pair = spread(call.prediction, inType(call.truth, "float32"));
  if (pair === undefined) {
    if ("shape" in broadcastShapes(call.prediction.shape, call.truth.shape)) return undefined;
    const shapes = [call.truth, call.prediction].map(({ shape }) => shapeText(shape)).join(", ");
    return raises("ValueError", `Incompatible shapes for broadcasting: shapes=[${shapes}]`);
  }
  const [logits, labels] = pair;
  const rank = logits.shape.length;
  const axis = wrapDim(numberOr(call.options, "axis", -1) ?? Number.NaN, rank);
  // What the labels spread the logits to is another array than the softmax runs over.
  if (axis === undefined || rank === 0 || !sameShape(logits.shape, call.prediction.shape)) return undefined;
  const where = counted(call, logits, axis);
  if (where === "unknown") return undefined;
  const { data } = logits;
  const values = alongAxis(logits, axis, (at, size) => {
    const normaliser = logSumExp(at, size, data, where);
    let loss = 0;
    for (let place = 0; place < size; place++) {
      if (where !== undefined && where.data[at(place)] === 0) continue;
      const t = labels.data[at(place)];
      if (t === 0 && isSafe) continue;
      loss -= t * (data[at(place)] - normaliser);
    }
    return loss;
  });
  return { kind: "value", values: { ...values, dtype: "float32" }, clipped: 0 };
}

function integerLabels(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  const rank = prediction.shape.length;
  const axis = wrapDim(numberOr(options, "axis", -1) ?? Number.NaN, rank);
  if (axis === undefined || rank === 0) return undefined;
  if (isFloatingPoint(truth.dtype) || truth.dtype === "bool") {
    const message = `Expected the input to have a dtype that is a subdtype of <class 'numpy.integer'>, got ${narrowed(truth)} instead`;
    return raises("TypeError", message);
  }
  if (truth.shape.length !== rank - 1) {
    const message = `indices and arr must have the same number of dimensions; ${truth.shape.length + 1} vs. ${rank}`;
    return raises("ValueError", message);
  }
  const where = counted(call, prediction, axis);
  const samples = prediction.shape.toSpliced(axis, 1);
  if (where === "unknown" || !sameShape(truth.shape, samples)) return undefined;
  const { data } = prediction;
  const values = alongAxis(prediction, axis, (at, size, lane) => {
    const label = truth.data[lane] < 0 ? truth.data[lane] + size : truth.data[lane];
    if (where !== undefined && !anyCounts(at, size, where)) return 0;
    return label < 0 || label >= size ? Number.NaN : logSumExp(at, size, data, where) - data[at(label)];
  });
  return { kind: "value", values: { ...values, dtype: "float32" }, clipped: 0 };
}

function anyCounts(at: (place: number) => number, size: number, { data }: Tensor): boolean {
  for (let place = 0; place < size; place++) if (data[at(place)] !== 0) return true;
  return false;
}

function narrowed({ dtype }: Tensor): string {
  return dtype === "float64" ? "float32" : dtype;
}

/** A value for each pair of elements, spread to their common shape unless that is refused. */
function elementwise(element: (x: number, t: number, call: ForeignCall) => number | undefined, isStrict = false) {
  return (call: ForeignCall): Outcome => {
    const { prediction, truth } = call;
    if (isStrict && !sameShape(prediction.shape, truth.shape))
      return raises("ValueError", `Shape mismatch: got ${shapeText(prediction.shape)} and ${shapeText(truth.shape)}.`);
    const pair = spread(prediction, inType(truth, "float32"));
    if (pair === undefined) return undefined;
    const [x, t] = pair;
    const values = Array.from(x.data, (value, i) => element(value, t.data[i], call));
    if (values.includes(undefined)) return undefined;
    const data = Float64Array.from(values as number[]);
    return { kind: "value", values: { data, shape: x.shape, dtype: "float32" }, clipped: 0 };
  };
}

const binary = { kin: "BCEWithLogitsLoss", takes: "logits", targets: "binary" } as const;
const classes = { kin: "CrossEntropyLoss", takes: "logits", targets: "classProbabilities" } as const;
const predictions = ["predictions", "targets"] as const;

export const optaxLosses: readonly FrameworkLoss[] = [
  optaxLoss({
    name: "softmax_cross_entropy",
    signature: "logits, labels, axis=-1, where=None",
    expects: classes,
    compute: (call) => softmax(call, false),
  }),
  optaxLoss({
    name: "safe_softmax_cross_entropy",
    signature: "logits, labels",
    expects: classes,
    compute: (call) => softmax(call, true),
  }),
  optaxLoss({
    name: "softmax_cross_entropy_with_integer_labels",
    signature: "logits, labels, axis=-1, where=None",
    expects: { ...classes, targets: "classIndices" },
    compute: integerLabels,
  }),
  optaxLoss({
    name: "sigmoid_binary_cross_entropy",
    signature: "logits, labels",
    expects: binary,
    // Two terms, one of which is nan where it is 0 · −inf.
    compute: elementwise((x, t) => -t * logSigmoid(x) - (1 - t) * logSigmoid(-x)),
  }),
  optaxLoss({
    name: "kl_divergence",
    signature: "log_predictions, targets, axis=-1, where=None",
    arrays: ["log_predictions", "targets"],
    expects: { kin: "KLDivLoss", takes: "logProbabilities", targets: "classProbabilities" },
    compute: klDivergence,
  }),
  optaxLoss({
    name: "sigmoid_focal_loss",
    signature: "logits, labels, alpha=None, gamma=2.0",
    expects: binary,
    compute: elementwise(focal),
  }),
  optaxLoss({
    name: "kl_divergence_with_log_targets",
    signature: "log_predictions, log_targets, axis=-1, where=None",
    arrays: ["log_predictions", "log_targets"],
    expects: { kin: "KLDivLoss", takes: "logProbabilities", targets: "values" },
    compute: klOfLogs,
  }),
  optaxLoss({
    name: "hinge_loss",
    signature: "predictor_outputs, targets",
    arrays: ["predictor_outputs", "targets"],
    expects: { kin: "HingeEmbeddingLoss", takes: "values", targets: "values" },
    compute: elementwise((x, t) => (Math.abs(t) === 1 || t === 0 ? Math.max(0, 1 - x * t) : undefined)),
  }),
  optaxLoss({
    name: "cosine_similarity",
    signature: "predictions, targets, *, epsilon=0.0, axis=-1, where=None",
    arrays: predictions,
    expects: { kin: "CosineEmbeddingLoss", takes: "values", targets: "values" },
    compute: (call) => cosine(call, false),
  }),
  optaxLoss({
    name: "cosine_distance",
    signature: "predictions, targets, *, epsilon=0.0, axis=-1, where=None",
    arrays: predictions,
    expects: { kin: "CosineEmbeddingLoss", takes: "values", targets: "values" },
    compute: (call) => cosine(call, true),
  }),
  optaxLoss({
    name: "log_cosh",
    signature: "predictions, targets=None",
    arrays: predictions,
    expects: { kin: "SmoothL1Loss", takes: "values", targets: "values" },
    compute: elementwise((x, t) => {
      const off = Math.abs(x - t);
      return off + Math.log1p(Math.exp(-2 * off)) - Math.LN2;
    }),
  }),
  optaxLoss({
    name: "squared_error",
    signature: "predictions, targets",
    arrays: predictions,
    expects: { kin: "MSELoss", takes: "values", targets: "values" },
    compute: elementwise((x, t) => (x - t) ** 2, true),
  }),
  optaxLoss({
    name: "l2_loss",
    signature: "predictions, targets",
    arrays: predictions,
    expects: { kin: "MSELoss", takes: "values", targets: "values" },
    compute: elementwise((x, t) => 0.5 * (x - t) ** 2, true),
  }),
  optaxLoss({
    name: "huber_loss",
    signature: "predictions, targets, delta=1.0",
    arrays: predictions,
    expects: { kin: "HuberLoss", takes: "values", targets: "values" },
    compute: (call) => {
      const delta = numberOr(call.options, "delta", 1);
      if (delta === undefined) return undefined;
      return elementwise((x, t) => {
        const off = Math.abs(x - t);
        const quadratic = Math.min(off, delta);
        return 0.5 * quadratic * quadratic + delta * (off - quadratic);
      })(call);
    },
  }),
];
