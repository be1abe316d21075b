import { numberOr } from "../arithmetic";
import type { FrameworkLoss } from "../framework";
import { binary, categorical, EPSILON, sparse } from "./crossEntropy";
import { differences } from "./differences";
import { focalLosses } from "./focal";
import { always, clip, crossEntropy, elementwise, kerasLoss, logitsOr, values } from "./row";

/**
 * Keras 3, and tf.keras, which is the same on TensorFlow since TensorFlow 2.16. Probabilities are clipped to [1e-7, 1 − 1e-7];
 * binary cross-entropy is a mean along the last axis first. Formulas: keras/src/losses/losses.py, keras/src/backend/tensorflow/nn.py.
 */

export const kerasLosses: readonly FrameworkLoss[] = [
  kerasLoss({
    name: "BinaryCrossentropy",
    fn: "binary_crossentropy",
    parameters: crossEntropy,
    expects: logitsOr("BCEWithLogitsLoss", "BCELoss", "binary"),
    unreduced: (call) => binary(call, 0),
    unreducedBefore: (call) => binary(call, EPSILON),
  }),
  kerasLoss({
    name: "CategoricalCrossentropy",
    fn: "categorical_crossentropy",
    parameters: crossEntropy,
    expects: logitsOr("CrossEntropyLoss", "NLLLoss", "classProbabilities"),
    unreduced: categorical,
  }),
  kerasLoss({
    name: "SparseCategoricalCrossentropy",
    fn: "sparse_categorical_crossentropy",
    parameters: "from_logits=False, ignore_class=None, axis=-1",
    expects: logitsOr("CrossEntropyLoss", "NLLLoss", "classIndices"),
    unreduced: sparse,
  }),
  kerasLoss({
    name: "MeanSquaredError",
    fn: "mean_squared_error",
    parameters: "",
    expects: values("MSELoss"),
    unreduced: elementwise((p, t) => (p - t) ** 2),
  }),
  kerasLoss({
    name: "MeanAbsoluteError",
    fn: "mean_absolute_error",
    parameters: "",
    expects: values("L1Loss"),
    unreduced: elementwise((p, t) => Math.abs(p - t)),
  }),
  kerasLoss({
    name: "Huber",
    fn: "huber",
    parameters: "delta=1.0",
    expects: values("HuberLoss"),
    unreduced: elementwise((p, t, options) => {
      const delta = numberOr(options, "delta", 1);
      const off = Math.abs(p - t);
      return delta && (off <= delta ? 0.5 * off * off : delta * off - 0.5 * delta * delta);
    }),
  }),
  kerasLoss({
    name: "KLDivergence",
    fn: "kl_divergence",
    parameters: "",
    expects: always({ kin: "KLDivLoss", takes: "probabilities", targets: "classProbabilities" }),
    unreduced: elementwise((p, t) => clip(t) * Math.log(clip(t) / clip(p)), "sum"),
  }),
  ...focalLosses,
  ...differences,
];
