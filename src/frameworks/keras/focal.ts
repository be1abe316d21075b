import { sameShape, wrapDim } from "../../tensor/shape";
import { alongAxis, flag, logSumExp, numberOr, roundingOf } from "../arithmetic";
import type { ForeignCall, FrameworkLoss, Outcome } from "../framework";
import { binary, EPSILON } from "./crossEntropy";
import { crossEntropy, kerasLoss, logitsOr } from "./row";

/** Keras's focal losses. Formulas: keras/src/losses/losses.py. */

/** The elements' cross-entropies after a sigmoid, times (1 − p of what is true) to the power of γ: a mean along the axis. */
function binaryFocal(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  const logits = flag(options, "from_logits", false);
  const balanced = flag(options, "apply_class_balancing", false);
  const [alpha, gamma] = [numberOr(options, "alpha", 0.25), numberOr(options, "gamma", 2)];
  const rank = prediction.shape.length;
  const axis = wrapDim(numberOr(options, "axis", -1) ?? Number.NaN, rank);
  if (logits === undefined || balanced === undefined || alpha === undefined || gamma === undefined) return undefined;
  if (axis === undefined || rank === 0 || numberOr(options, "label_smoothing", 0) !== 0) return undefined;
  const round = roundingOf(prediction.dtype);
  const p = logits ? prediction.data.map((x) => round(1 / (1 + Math.exp(-x)))) : prediction.data;
  const plain = new Map([["from_logits", false]]);
  const each = { ...prediction, data: p, shape: [...prediction.shape, 1] };
  const column = { ...truth, shape: [...truth.shape, 1] };
  // The refusals are those of the whole arrays.
  if (!sameShape(truth.shape, prediction.shape)) return binary({ ...call, options: plain }, 0);
  const entropy = binary({ ...call, prediction: each, truth: column, options: plain }, 0);
  if (entropy?.kind !== "value") return entropy;
  const values = alongAxis(prediction, axis, (at, size) => {
    let sum = 0;
    for (let place = 0; place < size; place++) {
      const i = at(place);
      const t = truth.data[i];
      const missed = 1 - (t * p[i] + (1 - t) * (1 - p[i]));
      const weight = balanced ? t * alpha + (1 - t) * (1 - alpha) : 1;
      sum += weight * missed ** gamma * entropy.values.data[i];
    }
    return sum / size;
  });
  return { ...entropy, values: { ...values, dtype: prediction.dtype } };
}

/** −α·(1 − p)^γ·t·log p after the softmax, the sum along the axis. */
function categoricalFocal({ prediction, truth, options }: ForeignCall): Outcome {
  const logits = flag(options, "from_logits", false);
  const [alpha, gamma] = [numberOr(options, "alpha", 0.25), numberOr(options, "gamma", 2)];
  const rank = prediction.shape.length;
  const axis = wrapDim(numberOr(options, "axis", -1) ?? Number.NaN, rank);
  if (logits === undefined || alpha === undefined || gamma === undefined || axis === undefined) return undefined;
  if (numberOr(options, "label_smoothing", 0) !== 0 || !sameShape(truth.shape, prediction.shape)) return undefined;
  const round = roundingOf(prediction.dtype);
  const [low, high] = [round(EPSILON), round(1 - EPSILON)];
  const { data } = prediction;
  let clipped = 0;
  const values = alongAxis(prediction, axis, (at, size) => {
    let whole = 0;
    for (let place = 0; place < size; place++) whole += data[at(place)];
    const normaliser = logits ? logSumExp(at, size, data) : whole;
    let loss = 0;
    for (let place = 0; place < size; place++) {
      const t = truth.data[at(place)];
      if (t === 0) continue;
      const p = round(logits ? Math.exp(data[at(place)] - normaliser) : data[at(place)] / normaliser);
      if (p < low) clipped++;
      const inside = Math.min(Math.max(p, low), high);
      loss -= t * alpha * (1 - inside) ** gamma * Math.log(inside);
    }
    return loss;
  });
  return { kind: "value", values: { ...values, dtype: prediction.dtype }, clipped };
}

export const focalLosses: readonly FrameworkLoss[] = [
  kerasLoss({
    name: "BinaryFocalCrossentropy",
    fn: "binary_focal_crossentropy",
    parameters: `apply_class_balancing=False, alpha=0.25, gamma=2.0, ${crossEntropy}`,
    expects: logitsOr("BCEWithLogitsLoss", "BCELoss", "binary"),
    unreduced: binaryFocal,
  }),
  kerasLoss({
    name: "CategoricalFocalCrossentropy",
    fn: "categorical_focal_crossentropy",
    parameters: `alpha=0.25, gamma=2.0, ${crossEntropy}`,
    expects: logitsOr("CrossEntropyLoss", "NLLLoss", "classProbabilities"),
    unreduced: categoricalFocal,
  }),
];
