import { sameShape, wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import {
  alongAxis,
  flag,
  logSumExp,
  numberOr,
  outsideRange,
  raises,
  roundingOf,
  shapeText,
  sigmoidCrossEntropy,
} from "../arithmetic";
import type { ForeignCall, Outcome, Raises } from "../framework";
import type { KerasBackend } from "./backend";

/**
 * Keras's cross-entropies, unreduced. Formulas: keras/src/losses/losses.py, and nn.py of keras/src/backend/tensorflow, torch and jax beside
 * it.
 */

export const EPSILON = 1e-7;

/** Elements, then their mean along an axis. `inside`: Keras 2 adds the same epsilon in front of each logarithm. */
export function binary({ prediction, truth, options, backend }: ForeignCall, inside: number): Outcome {
  const logits = flag(options, "from_logits", false);
  const smoothing = numberOr(options, "label_smoothing", 0);
  const axis = wrapDim(numberOr(options, "axis", -1) ?? Number.NaN, prediction.shape.length);
  if (logits === undefined || smoothing === undefined || axis === undefined || backend === "other") return undefined;
  const refused = differingShapes(truth, prediction, backend);
  if (refused !== undefined) return refused;
  if (backend === "torch" && !logits && smoothing === 0 && !truth.data.every((t) => t >= 0 && t <= 1))
    return raises("RuntimeError", "all elements of target should be between 0 and 1");
  const round = roundingOf(prediction.dtype);
  const [low, high] = [round(EPSILON), round(1 - EPSILON)];
  let clipped = 0;
  const elements = prediction.data.map((x, i) => {
    const t = smoothing === 0 ? truth.data[i] : round(round(truth.data[i] * round(1 - smoothing)) + 0.5 * smoothing);
    if (logits) return sigmoidCrossEntropy(x, t);
    const p = Math.min(Math.max(x, low), high);
    if ((x < low && t > 0) || (x > high && t < 1)) clipped++;
    const yes = round(Math.log(round(p + inside)));
    const no = round(Math.log(round(round(1 - p) + inside)));
    return -round(round(t * yes) + round((1 - t) * no));
  });
  const { shape, dtype } = prediction;
  if (shape.length === 0) return { kind: "value", values: { data: elements, shape, dtype }, clipped };
  const mean = alongAxis(prediction, axis, (at, size) => {
    let sum = 0;
    for (let place = 0; place < size; place++) sum += elements[at(place)];
    return sum / size;
  });
  return { kind: "value", values: { ...mean, dtype }, clipped };
}

export function categorical({ prediction, truth, options, backend }: ForeignCall): Outcome {
  const logits = flag(options, "from_logits", false);
  const smoothing = numberOr(options, "label_smoothing", 0);
  const axis = wrapDim(numberOr(options, "axis", -1) ?? Number.NaN, prediction.shape.length);
  if (logits === undefined || smoothing === undefined || axis === undefined || backend === "other") return undefined;
  const refused = differingShapes(truth, prediction, backend);
  if (refused !== undefined) return refused;
  if (prediction.shape.length === 0 || (smoothing !== 0 && axis !== prediction.shape.length - 1)) return undefined;
  const round = roundingOf(prediction.dtype);
  const [low, high] = [round(EPSILON), round(1 - EPSILON)];
  const { data } = prediction;
  let clipped = 0;
  const values = alongAxis(prediction, axis, (at, size) => {
    let whole = 0;
    for (let place = 0; place < size; place++) whole += data[at(place)];
    const normaliser = logits ? logSumExp(at, size, data) : round(whole);
    let loss = 0;
    for (let place = 0; place < size; place++) {
      const t = truth.data[at(place)] * (1 - smoothing) + smoothing / size;
      if (t === 0) continue;
      const p = logits ? 0 : round(data[at(place)] / normaliser);
      if (!logits && p < low) clipped++;
      const log = logits ? data[at(place)] - normaliser : round(Math.log(Math.min(Math.max(p, low), high)));
      loss -= t * log;
    }
    return loss;
  });
  return { kind: "value", values: { ...values, dtype: prediction.dtype }, clipped };
}

/**
 * After the clip TensorFlow takes the logarithms for logits, whose softmax makes the rows sum to 1; torch and JAX divide by the sum in front
 * of it. A label that names no class is refused by TensorFlow and torch, which leaves -100 out, and costs nothing in JAX.
 */
export function sparse({ prediction, truth, options, functional, backend = "tensorflow" }: ForeignCall): Outcome {
  const logits = flag(options, "from_logits", false);
  const rank = prediction.shape.length;
  const axis = wrapDim(numberOr(options, "axis", -1) ?? Number.NaN, rank);
  const ignored = options.get("ignore_class") ?? undefined;
  if (logits === undefined || axis !== rank - 1 || rank === 0 || backend === "other") return undefined;
  if (ignored !== undefined && typeof ignored !== "number") return undefined;
  const last = truth.shape.length - 1;
  const labels = last === axis && truth.shape[last] === 1 ? { ...truth, shape: truth.shape.slice(0, -1) } : truth;
  if (!sameShape(labels.shape, prediction.shape.slice(0, -1)))
    return ignored === undefined ? differingRows(labels, prediction, backend) : undefined;
  const classes = prediction.shape[axis];
  const indices = labels.data.map(Math.trunc);
  const counted = indices.map((label) => (label === ignored ? 0 : label));
  const outside = refusedLabels(counted, classes, backend);
  if (outside !== undefined) return outside;
  const round = roundingOf(prediction.dtype);
  const [low, high] = [round(EPSILON), round(1 - EPSILON)];
  const logOf = (p: number): number => round(Math.log(Math.min(Math.max(p, low), high)));
  const isOfTensorFlow = backend === "tensorflow";
  let clipped = 0;
  const { data } = prediction;
  const scores = logits || !isOfTensorFlow ? data : data.map(logOf);
  const values = alongAxis(prediction, axis, (at, size, lane) => {
    const label = counted[lane];
    if (indices[lane] === ignored || label < 0 || label >= size) return 0;
    const own = at(label);
    if (logits || isOfTensorFlow) {
      if (!logits && data[own] < low) clipped++;
      return round(logSumExp(at, size, scores) - scores[own]);
    }
    let whole = 0;
    for (let place = 0; place < size; place++) whole += data[at(place)];
    const p = round(data[own] / round(whole));
    if (p < low) clipped++;
    return -logOf(p);
  });
  const outcome: Outcome = { kind: "value", values: { ...values, dtype: prediction.dtype }, clipped };
  if (ignored === undefined || functional) return outcome;
  // What is ignored carries no weight in the mean of an object of the class.
  return { ...outcome, counted: indices.map((label) => Number(label !== ignored)) };
}

function refusedLabels(labels: Float64Array, classes: number, backend: KerasBackend): Raises | undefined {
  if (backend === "tensorflow") return outsideRange(labels, classes);
  const outside = labels.find((label) => label !== IGNORED && (label < 0 || label >= classes));
  if (backend === "jax" || outside === undefined) return undefined;
  return raises("IndexError", `Target ${outside} is out of bounds.`);
}

/** torch's own ignore_index. */
const IGNORED = -100;

function differingRows(labels: Tensor, prediction: Tensor, backend: KerasBackend): Raises {
  const [target, output] = [labels, prediction].map((tensor) => sizesOf(tensor, backend));
  const shapes = `target.shape=${target}, output.shape=${output}`;
  return backend === "tensorflow" && labels.shape.length !== prediction.shape.length - 1
    ? raises("ValueError", `Argument \`output\` must have rank (ndim) \`target.ndim - 1\`. Received: ${shapes}`)
    : raises(
        "ValueError",
        `Arguments \`target\` and \`output\` must have the same shape up until the last dimension: ${shapes}`,
      );
}

function differingShapes(truth: Tensor, prediction: Tensor, backend: KerasBackend = "tensorflow"): Raises | undefined {
  const [target, output] = [truth, prediction].map((tensor) => sizesOf(tensor, backend));
  const received = `Received: target.shape=${target}, output.shape=${output}`;
  if (backend === "tensorflow" && truth.shape.length !== prediction.shape.length)
    return raises("ValueError", `Arguments \`target\` and \`output\` must have the same rank (ndim). ${received}`);
  if (sameShape(truth.shape, prediction.shape)) return undefined;
  return raises("ValueError", `Arguments \`target\` and \`output\` must have the same shape. ${received}`);
}

function sizesOf({ shape }: Tensor, backend: KerasBackend): string {
  return backend === "torch" ? `torch.Size([${shape.join(", ")}])` : shapeText(shape);
}
