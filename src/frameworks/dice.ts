import { sameShape } from "../tensor/shape";
import { isFloatingPoint, type Tensor } from "../tensor/tensor";
import { alongAxis, flag, isGiven, isSingleOrDouble, logSumExp, numberOr, raises } from "./arithmetic";
import type { Expectation, ForeignCall, Options, Outcome } from "./framework";
import { areHard, areIndices, areSupported, reduced, reductionOf, rowsOfLabels } from "./labels";

/**
 * Dice losses of MONAI and of Segmentation Models. Formulas: monai/losses/dice.py, segmentation_models_pytorch/losses/dice.py.
 */

export function activated(prediction: Tensor, activation: "sigmoid" | "softmax" | undefined): Tensor {
  const { data } = prediction;
  if (activation === undefined) return prediction;
  if (activation === "sigmoid") return { ...prediction, data: data.map((x) => 1 / (1 + Math.exp(-x))) };
  const result = new Float64Array(data.length);
  alongAxis(prediction, 1, (at, size) => {
    const normaliser = logSumExp(at, size, data);
    for (let place = 0; place < size; place++) result[at(place)] = Math.exp(data[at(place)] - normaliser);
    return 0;
  });
  return { ...prediction, data: result };
}

/** The sums of a region: Σ x·t, Σ x and Σ t. */
interface Overlap {
  hit: number;
  x: number;
  t: number;
}

/** The overlaps of (N, C, …), by sample and class, or with `together` by class alone. */
export function overlaps(input: Tensor, target: Tensor, together: boolean, isSquared: boolean): readonly Overlap[] {
  const [samples, classes] = input.shape;
  const size = input.data.length / (samples * classes);
  const regions = Array.from({ length: together ? classes : samples * classes }, () => ({ hit: 0, x: 0, t: 0 }));
  input.data.forEach((x, i) => {
    const plane = Math.floor(i / size);
    const region = regions[together ? plane % classes : plane];
    const t = target.data[i];
    region.hit += x * t;
    region.x += isSquared ? x * x : x;
    region.t += t;
  });
  return regions;
}

/** Undefined where both are asked for, or the one channel is left as it is. */
function monaiActivation(options: Options, channels: number | undefined) {
  const [sigmoid, softmax] = [flag(options, "sigmoid", false), flag(options, "softmax", false)];
  if (sigmoid === undefined || softmax === undefined || (sigmoid && softmax) || (softmax && channels === 1))
    return undefined;
  if (isGiven(options, "other_act")) return undefined;
  return sigmoid ? "sigmoid" : softmax ? "softmax" : "none";
}

export function monaiDice(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  const { shape, dtype } = prediction;
  const activation = monaiActivation(options, shape[1]);
  const flags = ["include_background", "to_onehot_y", "squared_pred", "jaccard", "batch"].map((name, i) =>
    flag(options, name, i === 0),
  );
  const reduction = reductionOf(options, "reduction", "mean");
  const [above, below] = [numberOr(options, "smooth_nr", 1e-5), numberOr(options, "smooth_dr", 1e-5)];
  if (activation === undefined || flags.includes(undefined) || reduction === undefined) return undefined;
  if (above === undefined || below === undefined || flag(options, "soft_label", false) !== false) return undefined;
  if (isGiven(options, "weight") || isGiven(options, "ignore_index")) return undefined;
  // Without axes behind the classes all is one sum.
  if (shape.length < 3 || !areSupported(call) || prediction.data.length === 0) return undefined;
  const [withBackground, toOneHot, isSquared, isJaccard, isTogether] = flags;
  const [samples, channels] = shape;
  const isOneHot = toOneHot === true && channels > 1;
  if (isOneHot && !(sameShape(truth.shape, shape.with(1, 1)) && areIndices({ ...truth, dtype: "int64" }, channels)))
    return undefined;
  const labels = isOneHot ? rowsOfLabels(truth, shape, 1) : truth;
  if (!sameShape(labels.shape, shape)) {
    const [theirs, own] = [labels, prediction].map((tensor) => sizeText(tensor, withBackground === true));
    return theirs === undefined || own === undefined
      ? undefined
      : raises("AssertionError", `ground truth has different shape (${theirs}) from input (${own})`);
  }
  // Later versions take norms, which whole numbers have none of.
  if (!areHard(labels) || (isSquared === true && !isFloatingPoint(truth.dtype))) return undefined;
  const x = activated(prediction, activation === "none" ? undefined : activation);
  const all = overlaps(x, labels, isTogether === true, isSquared === true).map(({ hit, x, t }) => {
    const under = isJaccard === true ? 2 * (x + t - hit) : x + t;
    return 1 - (2 * hit + above) / (under + below);
  });
  const from = withBackground === true || channels === 1 ? 0 : 1;
  const data = Float64Array.from(all.filter((_, i) => i % channels >= from));
  const rows = isTogether === true ? [channels - from] : [samples, channels - from];
  // A reduction of none keeps axes of one element for the others.
  return reduced({ data, shape: [...rows, ...shape.slice(2).map(() => 1)], dtype }, reduction);
}

function sizeText({ shape }: Tensor, isWhole: boolean): string | undefined {
  return isWhole ? `torch.Size([${shape.join(", ")}])` : undefined;
}

/** A class's regions of all samples together; classes that no label names count as 0. */
export function segmentationDice(call: ForeignCall): Outcome {
  return segmentationOverlap(call, ({ hit, x, t }) => [2 * hit, x + t]);
}

/** What both hold, over what either holds. */
export function segmentationJaccard(call: ForeignCall): Outcome {
  return segmentationOverlap(call, ({ hit, x, t }) => [hit, x + t - hit]);
}

function segmentationOverlap(
  call: ForeignCall,
  share: (overlap: Overlap) => readonly [part: number, whole: number],
): Outcome {
  const { prediction, truth, options } = call;
  const { shape, dtype } = prediction;
  const mode = options.get("mode");
  const isLogits = flag(options, "from_logits", true);
  if (isLogits === undefined || (mode !== "binary" && mode !== "multiclass" && mode !== "multilabel")) return undefined;
  // With a constant added versions differ.
  if (numberOr(options, "smooth", 0) !== 0 || flag(options, "log_loss", false) !== false) return undefined;
  if (["classes", "ignore_index", "class_weights"].some((name) => isGiven(options, name))) return undefined;
  const eps = numberOr(options, "eps", 1e-7);
  if (eps === undefined || shape.length < 2 || !isSingleOrDouble(prediction) || truth.shape[0] !== shape[0])
    return undefined;
  const isOfClasses = mode === "multiclass";
  const samples = shape[0];
  const classes = mode === "binary" ? 1 : shape[1];
  const size = prediction.data.length / (samples * classes);
  const wanted = isOfClasses ? samples * size : prediction.data.length;
  if (!(size > 0) || truth.data.length !== wanted) return undefined;
  if (isOfClasses ? !areIndices(truth, classes) : !areHard(truth)) return undefined;
  const probabilities = activated(prediction, isLogits ? (isOfClasses ? "softmax" : "sigmoid") : undefined);
  if (!probabilities.data.every((p) => p >= 0 && p <= 1)) return undefined;
  const whole = [samples, classes, size];
  const input = { ...probabilities, shape: whole };
  const labels = isOfClasses ? rowsOfLabels(truth, whole, 1) : { ...truth, shape: whole };
  let sum = 0;
  for (const overlap of overlaps(input, labels, true, false)) {
    if (overlap.t === 0) continue;
    const [part, whole] = share(overlap);
    if (whole / 2 <= eps) return undefined;
    sum += 1 - part / whole;
  }
  return { kind: "value", values: { data: Float64Array.of(sum / classes), shape: [], dtype }, clipped: 0 };
}

export function segmentationExpects(options: Options): Expectation | undefined {
  const mode = options.get("mode");
  const isLogits = flag(options, "from_logits", true);
  if (isLogits === undefined || typeof mode !== "string") return undefined;
  const takes = isLogits ? "logits" : "probabilities";
  return mode === "multiclass"
    ? { kin: isLogits ? "CrossEntropyLoss" : "NLLLoss", takes, targets: "classIndices" }
    : { kin: isLogits ? "BCEWithLogitsLoss" : "BCELoss", takes, targets: "binary" };
}

export function monaiExpects(options: Options, shape?: readonly (number | undefined)[]): Expectation | undefined {
  const activation = monaiActivation(options, shape?.[1]);
  const toOneHot = flag(options, "to_onehot_y", false);
  if (activation === undefined || toOneHot === undefined) return undefined;
  const targets = toOneHot ? "classIndices" : "binary";
  if (activation === "none") return { kin: "BCELoss", takes: "probabilities", targets };
  return { kin: activation === "sigmoid" ? "BCEWithLogitsLoss" : "CrossEntropyLoss", takes: "logits", targets };
}
