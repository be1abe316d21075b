import { sameShape, wrapDim } from "../../tensor/shape";
import { alongAxis, numberOr } from "../arithmetic";
import type { ForeignCall, FrameworkLoss, Outcome } from "../framework";
import { EPSILON } from "./crossEntropy";
import { elementwise, kerasLoss, type UnreducedByKeras, values } from "./row";

/** Keras's losses of values and of margins. Formulas: keras/src/losses/losses.py. */

/** Labels of 0 and 1 become −1 and 1 where there are no others; of other labels nothing is known. */
function margin(loss: (short: number) => number): UnreducedByKeras {
  return (call) => {
    const { data } = call.truth;
    const isBinary = data.every((y) => y === 0 || y === 1);
    if (!isBinary && !data.every((y) => y === -1 || y === 1)) return undefined;
    if (!sameShape(call.truth.shape, call.prediction.shape)) return undefined;
    return elementwise((p, y) => loss(Math.max(1 - (isBinary ? 2 * y - 1 : y) * p, 0)))(call);
  };
}

/** The best of the others against the right one: max(0, 1 + max((1 − y)·p) − Σ y·p). */
function categoricalHinge({ prediction, truth }: ForeignCall): Outcome {
  if (!sameShape(prediction.shape, truth.shape) || prediction.shape.length === 0) return undefined;
  if (!truth.data.every((y) => y === 0 || y === 1)) return undefined;
  const made = alongAxis(prediction, prediction.shape.length - 1, (at, size) => {
    let [own, other] = [0, Number.NEGATIVE_INFINITY];
    for (let place = 0; place < size; place++) {
      const [p, y] = [prediction.data[at(place)], truth.data[at(place)]];
      own += y * p;
      other = Math.max(other, (1 - y) * p);
    }
    return Math.max(other - own + 1, 0);
  });
  return { kind: "value", values: { ...made, dtype: prediction.dtype }, clipped: 0 };
}

/** Minus the cosine of the angle between both along an axis. */
function cosine({ prediction, truth, options }: ForeignCall): Outcome {
  const axis = wrapDim(numberOr(options, "axis", -1) ?? Number.NaN, prediction.shape.length);
  if (axis === undefined || !sameShape(prediction.shape, truth.shape)) return undefined;
  const made = alongAxis(prediction, axis, (at, size) => {
    let [both, own, other] = [0, 0, 0];
    for (let place = 0; place < size; place++) {
      const [p, y] = [prediction.data[at(place)], truth.data[at(place)]];
      both += p * y;
      own += p * p;
      other += y * y;
    }
    return -both / Math.sqrt(Math.max(own, EPSILON) * Math.max(other, EPSILON));
  });
  return { kind: "value", values: { ...made, dtype: prediction.dtype }, clipped: 0 };
}

export const differences: readonly FrameworkLoss[] = [
  kerasLoss({
    name: "Hinge",
    fn: "hinge",
    parameters: "",
    expects: values("HingeEmbeddingLoss"),
    unreduced: margin((x) => x),
  }),
  kerasLoss({
    name: "SquaredHinge",
    fn: "squared_hinge",
    parameters: "",
    expects: values("HingeEmbeddingLoss"),
    unreduced: margin((x) => x * x),
  }),
  kerasLoss({
    name: "CategoricalHinge",
    fn: "categorical_hinge",
    parameters: "",
    expects: values("HingeEmbeddingLoss"),
    unreduced: categoricalHinge,
  }),
  kerasLoss({
    name: "CosineSimilarity",
    fn: "cosine_similarity",
    parameters: "axis=-1",
    expects: values("CosineEmbeddingLoss"),
    unreduced: cosine,
  }),
  kerasLoss({
    name: "LogCosh",
    fn: "log_cosh",
    parameters: "",
    expects: values("SmoothL1Loss"),
    unreduced: elementwise((p, t) => {
      const off = p - t;
      return Math.abs(off) + Math.log1p(Math.exp(-2 * Math.abs(off))) - Math.LN2;
    }),
  }),
  kerasLoss({
    name: "Poisson",
    fn: "poisson",
    parameters: "",
    expects: values("PoissonNLLLoss"),
    unreduced: elementwise((p, t) => p - t * Math.log(p + EPSILON)),
  }),
  kerasLoss({
    name: "MeanSquaredLogarithmicError",
    fn: "mean_squared_logarithmic_error",
    parameters: "",
    expects: values("MSELoss"),
    unreduced: elementwise((p, t) => (Math.log(Math.max(p, EPSILON) + 1) - Math.log(Math.max(t, EPSILON) + 1)) ** 2),
  }),
  kerasLoss({
    name: "MeanAbsolutePercentageError",
    fn: "mean_absolute_percentage_error",
    parameters: "",
    expects: values("L1Loss"),
    unreduced: elementwise((p, t) => 100 * Math.abs((t - p) / Math.max(Math.abs(t), EPSILON))),
  }),
];
