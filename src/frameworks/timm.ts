import { broadcastShapes, sameShape } from "../tensor/shape";
import { isFloatingPoint, type Tensor } from "../tensor/tensor";
import { alongAxis, flag, isGiven, logSumExp, numberOr, raises, sigmoidCrossEntropy, spread } from "./arithmetic";
import type { ForeignCall, FrameworkLoss, Outcome } from "./framework";
import { areHard, areIndices, areSupported, outsideIndex, reduced, reductionOf } from "./labels";

/** timm's losses of (N, C). Formulas: timm/loss/cross_entropy.py, timm/loss/binary_cross_entropy.py. */

/** (1 − s)·(−log p of the class) + s·(the mean of −log p): torch's label_smoothing. */
function labelSmoothing(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  const { shape, data, dtype } = prediction;
  const smoothing = numberOr(options, "smoothing", 0.1);
  if (smoothing === undefined || smoothing >= 1 || shape.length !== 2 || !areSupported(call)) return undefined;
  if (isFloatingPoint(truth.dtype)) return raises("RuntimeError", "gather(): Expected dtype int32/int64 for index");
  if (!sameShape(truth.shape, [shape[0]]) || truth.dtype !== "int64") return undefined;
  const outside = outsideIndex(truth.data, shape[1]);
  if (outside !== undefined) return outside;
  const values = alongAxis(prediction, 1, (at, size, lane) => {
    const normaliser = logSumExp(at, size, data);
    let whole = 0;
    for (let place = 0; place < size; place++) whole += data[at(place)];
    const own = normaliser - data[at(truth.data[lane])];
    return (1 - smoothing) * own + smoothing * (normaliser - whole / size);
  });
  return reduced({ ...values, dtype }, "mean");
}

/** Σ −t·log_softmax(x), spread to one shape as torch spreads. */
function softTarget(call: ForeignCall): Outcome {
  const { prediction, truth } = call;
  const { shape, dtype } = prediction;
  if (shape.length < 2 || !areSupported(call)) return undefined;
  const logs: Tensor = { ...prediction, data: new Float64Array(prediction.data.length) };
  alongAxis(prediction, shape.length - 1, (at, size) => {
    const normaliser = logSumExp(at, size, prediction.data);
    for (let place = 0; place < size; place++) logs.data[at(place)] = prediction.data[at(place)] - normaliser;
    return 0;
  });
  const pair = spread(truth, logs);
  if (pair === undefined) {
    const [a, b] = [truth.shape, shape];
    const isKnown = !("shape" in broadcastShapes(a, b)) && a.length === 1;
    const last = shape.length - 1;
    const message = `The size of tensor a (${a[0]}) must match the size of tensor b (${b[last]}) at non-singleton dimension ${last}`;
    return isKnown ? raises("RuntimeError", message) : undefined;
  }
  const [t, x] = pair;
  const rows = alongAxis(x, x.shape.length - 1, (at, size) => {
    let sum = 0;
    for (let place = 0; place < size; place++) {
      const weight = t.data[at(place)];
      if (weight !== 0) sum -= weight * x.data[at(place)];
    }
    return sum;
  });
  return reduced({ ...rows, dtype }, "mean");
}

/** Labels become rows of 1 − s + s/C and s/C; rows stay as they are. */
function binary(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  const { shape, dtype } = prediction;
  const smoothing = numberOr(options, "smoothing", 0.1);
  const reduction = reductionOf(options, "reduction", "mean");
  if (smoothing === undefined || reduction === undefined || shape.length !== 2 || !areSupported(call)) return undefined;
  if (["target_threshold", "weight", "pos_weight"].some((name) => isGiven(options, name))) return undefined;
  if (["sum_classes", "smooth_dense"].some((name) => flag(options, name, false) !== false)) return undefined;
  const isRow = sameShape(truth.shape, shape);
  const isLabel = sameShape(truth.shape, [shape[0]]) && areIndices(truth, shape[1]);
  if (isRow ? !areHard(truth) || !isFloatingPoint(truth.dtype) : !isLabel) return undefined;
  const low = smoothing / shape[1];
  const data = prediction.data.map((x, i) => {
    const isOwn = truth.data[Math.floor(i / shape[1])] === i % shape[1];
    return sigmoidCrossEntropy(x, isRow ? truth.data[i] : isOwn ? 1 - smoothing + low : low);
  });
  return reduced({ data, shape, dtype }, reduction);
}

interface Row extends Pick<FrameworkLoss, "name" | "compute"> {
  readonly signature: string;
  readonly file: string;
  readonly expects: ReturnType<FrameworkLoss["expects"]>;
}

function timmLoss({ name, file, signature, expects, compute }: Row): FrameworkLoss {
  return {
    framework: "timm",
    name,
    functions: "",
    signature: "",
    form: { names: `timm.loss.${name} timm.loss.${file}.${name}`, signature, call: "x, target" },
    prediction: "x",
    truth: "target",
    logitsOption: undefined,
    expects: () => expects,
    compute,
    before: undefined,
  };
}

export const timmLosses: readonly FrameworkLoss[] = [
  timmLoss({
    name: "LabelSmoothingCrossEntropy",
    file: "cross_entropy",
    signature: "smoothing=0.1",
    expects: { kin: "CrossEntropyLoss", takes: "logits", targets: "classIndices" },
    compute: labelSmoothing,
  }),
  timmLoss({
    name: "SoftTargetCrossEntropy",
    file: "cross_entropy",
    signature: "",
    expects: { kin: "CrossEntropyLoss", takes: "logits", targets: "classProbabilities" },
    compute: softTarget,
  }),
  timmLoss({
    name: "BinaryCrossEntropy",
    file: "binary_cross_entropy",
    signature:
      "smoothing=0.1, target_threshold=None, weight=None, reduction='mean', sum_classes=False, pos_weight=None, smooth_dense=False",
    expects: { kin: "BCEWithLogitsLoss", takes: "logits", targets: "classIndices" },
    compute: binary,
  }),
];
