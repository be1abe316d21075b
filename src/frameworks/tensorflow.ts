import { sameShape, wrapDim } from "../tensor/shape";
import { isFloatingPoint } from "../tensor/tensor";
import {
  alongAxis,
  inType,
  isSingleOrDouble,
  logSumExp,
  numberOr,
  outsideRange,
  raises,
  shapeText,
  sigmoidCrossEntropy,
} from "./arithmetic";
import type { Expectation, ForeignCall, FrameworkLoss, Outcome } from "./framework";

/** tf.nn's losses: of logits, one value per sample or element, never reduced. */

interface Row {
  readonly name: string;
  readonly functions: string;
  readonly signature: string;
  readonly expects: Expectation;
  readonly compute: (call: ForeignCall) => Outcome;
}

function tensorflowLoss({ name, functions, signature, expects, compute }: Row): FrameworkLoss {
  return {
    framework: "tensorflow",
    name,
    functions,
    signature,
    form: undefined,
    prediction: "logits",
    truth: "labels",
    logitsOption: undefined,
    expects: () => expects,
    compute: (call) =>
      isSingleOrDouble(call.prediction)
        ? compute({ ...call, prediction: inType(call.prediction, call.prediction.dtype) })
        : undefined,
    before: undefined,
  };
}

function softmax({ prediction, truth, options }: ForeignCall): Outcome {
  const rank = prediction.shape.length;
  const axis = wrapDim(numberOr(options, "axis", -1) ?? Number.NaN, rank);
  if (axis === undefined || rank === 0 || !sameShape(truth.shape, prediction.shape)) return undefined;
  const labels = inType(truth, prediction.dtype);
  const { data, dtype } = prediction;
  const values = alongAxis(prediction, axis, (at, size) => {
    const normaliser = logSumExp(at, size, data);
    let loss = 0;
    for (let place = 0; place < size; place++) {
      const t = labels.data[at(place)];
      if (t !== 0) loss -= t * (data[at(place)] - normaliser);
    }
    return loss;
  });
  return { kind: "value", values: { ...values, dtype }, clipped: 0 };
}

function sparse({ prediction, truth }: ForeignCall): Outcome {
  const { data, shape, dtype } = prediction;
  const axis = shape.length - 1;
  if (axis < 0 || isFloatingPoint(truth.dtype) || !sameShape(truth.shape, shape.slice(0, -1))) return undefined;
  const outside = outsideRange(truth.data, shape[axis]);
  if (outside !== undefined) return outside;
  const values = alongAxis(
    prediction,
    axis,
    (at, size, lane) => logSumExp(at, size, data) - data[at(truth.data[lane])],
  );
  return { kind: "value", values: { ...values, dtype }, clipped: 0 };
}

function sigmoid({ prediction, truth, options }: ForeignCall): Outcome {
  const weight = numberOr(options, "pos_weight", 1);
  if (weight === undefined || !isFloatingPoint(truth.dtype)) return undefined;
  if (!sameShape(truth.shape, prediction.shape)) {
    const [logits, labels] = [prediction, truth].map(({ shape }) => shapeText(shape));
    return raises(
      "ValueError",
      `\`logits\` and \`labels\` must have the same shape, received (${logits} vs ${labels}).`,
    );
  }
  const { data, shape, dtype } = prediction;
  const values = data.map((x, i) => {
    const t = truth.data[i];
    // The weight is on the yes alone.
    return weight === 1
      ? sigmoidCrossEntropy(x, t)
      : t * weight * sigmoidCrossEntropy(x, 1) + (1 - t) * sigmoidCrossEntropy(x, 0);
  });
  return { kind: "value", values: { data: values, shape, dtype }, clipped: 0 };
}

const binary = { kin: "BCEWithLogitsLoss", takes: "logits", targets: "binary" } as const;

export const tensorflowLosses: readonly FrameworkLoss[] = [
  tensorflowLoss({
    name: "softmax_cross_entropy_with_logits",
    functions:
      "tensorflow.nn.softmax_cross_entropy_with_logits tensorflow.compat.v1.nn.softmax_cross_entropy_with_logits_v2",
    signature: "labels, logits, axis=-1, name=None",
    expects: { kin: "CrossEntropyLoss", takes: "logits", targets: "classProbabilities" },
    compute: softmax,
  }),
  tensorflowLoss({
    name: "sparse_softmax_cross_entropy_with_logits",
    functions: "tensorflow.nn.sparse_softmax_cross_entropy_with_logits",
    signature: "labels, logits, name=None",
    expects: { kin: "CrossEntropyLoss", takes: "logits", targets: "classIndices" },
    compute: sparse,
  }),
  tensorflowLoss({
    name: "sigmoid_cross_entropy_with_logits",
    functions: "tensorflow.nn.sigmoid_cross_entropy_with_logits",
    signature: "labels=None, logits=None, name=None",
    expects: binary,
    compute: sigmoid,
  }),
  tensorflowLoss({
    name: "weighted_cross_entropy_with_logits",
    functions: "tensorflow.nn.weighted_cross_entropy_with_logits",
    signature: "labels, logits, pos_weight, name=None",
    expects: binary,
    compute: sigmoid,
  }),
];
