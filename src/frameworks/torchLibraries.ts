import { laneStart, lanesAlong } from "../tensor/layout";
import { sameShape } from "../tensor/shape";
import { isFloatingPoint, type Tensor } from "../tensor/tensor";
import {
  alongAxis,
  flag,
  isGiven,
  isSingleOrDouble,
  logSumExp,
  numberOr,
  raises,
  sigmoidCrossEntropy,
  total,
} from "./arithmetic";
import type { Expectation, ForeignCall, FrameworkLoss, Options, Outcome } from "./framework";

/**
 * Losses of libraries on torch that torch does not have: focal losses of class indices and Dice losses. Only 0/1 labels, which all
 * versions of a library take alike. Formulas: kornia/losses/focal.py, mmdet/models/losses/focal_loss.py, monai/losses/dice.py,
 * segmentation_models_pytorch/losses/dice.py.
 */

type Reduction = "none" | "mean" | "sum";

function reductionOf(options: Options, name: string, fallback: Reduction): Reduction | undefined {
  const value = options.has(name) ? options.get(name) : fallback;
  return value === "none" || value === "mean" || value === "sum" ? value : undefined;
}

function reduced(values: Tensor, reduction: Reduction): Outcome {
  if (reduction === "none") return { kind: "value", values, clipped: 0 };
  const sum = total(values.data);
  const data = Float64Array.of(reduction === "mean" ? sum / values.data.length : sum);
  return { kind: "value", values: { data, shape: [], dtype: values.dtype }, clipped: 0 };
}

function areHard({ data }: Tensor): boolean {
  return data.every((label) => label === 0 || label === 1);
}

function areIndices({ data, dtype }: Tensor, classes: number): boolean {
  return dtype === "int64" && data.every((label) => label >= 0 && label < classes);
}

/** Arrays whose loss has the predictions' type. */
function areSupported({ prediction, truth }: ForeignCall): boolean {
  return isSingleOrDouble(prediction) && (truth.dtype !== "float64" || prediction.dtype === "float64");
}

/** Labels along an axis as rows of 0 and 1, `classes` of them; what names none of them is a row of 0. */
function rowsOfLabels(truth: Tensor, shape: readonly number[], axis: number): Tensor {
  const lanes = lanesAlong(shape, axis);
  const data = new Float64Array(lanes.count * lanes.size);
  for (let lane = 0; lane < lanes.count; lane++) {
    const label = truth.data[lane];
    if (label < lanes.size) data[laneStart(lanes, lane) + label * lanes.inner] = 1;
  }
  return { data, shape, dtype: "int64" };
}

function activated(prediction: Tensor, activation: "sigmoid" | "softmax" | undefined): Tensor {
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
function overlaps(input: Tensor, target: Tensor, together: boolean, isSquared: boolean): readonly Overlap[] {
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

/** A map of (N, C, …) that is 0 but at the target's class; α is 1 − α of class 0, and `mean` divides by the whole map. */
function korniaFocal({ prediction, truth, options }: ForeignCall): Outcome {
  const { shape, dtype } = prediction;
  const gamma = numberOr(options, "gamma", 2);
  const alpha = options.get("alpha");
  const reduction = reductionOf(options, "reduction", "none");
  if (gamma === undefined || gamma < 0 || reduction === undefined || isGiven(options, "weight")) return undefined;
  if (alpha !== null && !(typeof alpha === "number" && alpha >= 0 && alpha <= 1)) return undefined;
  if (shape.length < 2 || !isSingleOrDouble(prediction) || !sameShape(truth.shape, shape.toSpliced(1, 1)))
    return undefined;
  if (!areIndices(truth, shape[1]) || truth.data.includes(Number(options.get("ignore_index")))) return undefined;
  const data = new Float64Array(prediction.data.length);
  alongAxis(prediction, 1, (at, size, lane) => {
    const label = truth.data[lane];
    const log = prediction.data[at(label)] - logSumExp(at, size, prediction.data);
    const weight = alpha === null ? 1 : label === 0 ? 1 - alpha : alpha;
    data[at(label)] = -weight * (1 - Math.exp(log)) ** gamma * log;
    return 0;
  });
  return reduced({ data, shape, dtype }, reduction);
}

/** A sigmoid for each class; the index behind the last class is the background. */
function mmdetFocal(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  const { shape, dtype } = prediction;
  const [gamma, alpha] = [numberOr(options, "gamma", 2), numberOr(options, "alpha", 0.25)];
  const scale = numberOr(options, "loss_weight", 1);
  const own = reductionOf(options, "reduction", "mean");
  const reduction = isGiven(options, "reduction_override") ? reductionOf(options, "reduction_override", "mean") : own;
  if (gamma === undefined || alpha === undefined || scale === undefined || reduction === undefined) return undefined;
  if (flag(options, "use_sigmoid", true) !== true || flag(options, "activated", false) !== false) return undefined;
  if (isGiven(options, "weight") || shape.length !== 2 || !areSupported(call)) return undefined;
  const isHot = sameShape(shape, truth.shape);
  if (isHot ? !areHard(truth) : !sameShape(truth.shape, [shape[0]]) || !areIndices(truth, shape[1] + 1))
    return undefined;
  const labels = isHot ? truth : rowsOfLabels(truth, shape, 1);
  const data = prediction.data.map((x, i) => {
    const isYes = labels.data[i] === 1;
    const missed = 1 / (1 + Math.exp(isYes ? x : -x));
    return scale * (isYes ? alpha : 1 - alpha) * missed ** gamma * sigmoidCrossEntropy(x, labels.data[i]);
  });
  const averaged = options.get("avg_factor") ?? undefined;
  if (averaged === undefined || reduction === "none") return reduced({ data, shape, dtype }, reduction);
  if (reduction === "sum") return raises("ValueError", 'avg_factor can not be used with reduction="sum"');
  if (typeof averaged !== "number" || averaged <= 0) return undefined;
  const mean = Float64Array.of(total(data) / averaged);
  return { kind: "value", values: { data: mean, shape: [], dtype }, clipped: 0 };
}

/** Undefined where both are asked for, or the one channel is left as it is. */
function monaiActivation(options: Options, channels: number | undefined) {
  const [sigmoid, softmax] = [flag(options, "sigmoid", false), flag(options, "softmax", false)];
  if (sigmoid === undefined || softmax === undefined || (sigmoid && softmax) || (softmax && channels === 1))
    return undefined;
  if (isGiven(options, "other_act")) return undefined;
  return sigmoid ? "sigmoid" : softmax ? "softmax" : "none";
}

function monaiDice(call: ForeignCall): Outcome {
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
function segmentationDice(call: ForeignCall): Outcome {
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
  for (const { hit, x, t } of overlaps(input, labels, true, false)) {
    if (t === 0) continue;
    if ((x + t) / 2 <= eps) return undefined;
    sum += 1 - (2 * hit) / (x + t);
  }
  return { kind: "value", values: { data: Float64Array.of(sum / classes), shape: [], dtype }, clipped: 0 };
}

function segmentationExpects(options: Options): Expectation | undefined {
  const mode = options.get("mode");
  const isLogits = flag(options, "from_logits", true);
  if (isLogits === undefined || typeof mode !== "string") return undefined;
  const takes = isLogits ? "logits" : "probabilities";
  return mode === "multiclass"
    ? { kin: isLogits ? "CrossEntropyLoss" : "NLLLoss", takes, targets: "classIndices" }
    : { kin: isLogits ? "BCEWithLogitsLoss" : "BCELoss", takes, targets: "binary" };
}

function monaiExpects(options: Options, shape?: readonly (number | undefined)[]): Expectation | undefined {
  const activation = monaiActivation(options, shape?.[1]);
  const toOneHot = flag(options, "to_onehot_y", false);
  if (activation === undefined || toOneHot === undefined) return undefined;
  const targets = toOneHot ? "classIndices" : "binary";
  if (activation === "none") return { kin: "BCELoss", takes: "probabilities", targets };
  return { kin: activation === "sigmoid" ? "BCEWithLogitsLoss" : "CrossEntropyLoss", takes: "logits", targets };
}

const korniaOptions = "alpha, gamma=2.0, reduction='none', weight=None, ignore_index=-100";

export const torchLibraryLosses: readonly FrameworkLoss[] = [
  {
    framework: "kornia",
    name: "FocalLoss",
    functions: "kornia.losses.focal_loss kornia.losses.focal.focal_loss",
    signature: `pred, target, ${korniaOptions}`,
    form: {
      names: "kornia.losses.FocalLoss kornia.losses.focal.FocalLoss",
      signature: korniaOptions,
      call: "pred, target",
    },
    prediction: "pred",
    truth: "target",
    logitsOption: undefined,
    expects: () => ({ kin: "CrossEntropyLoss", takes: "logits", targets: "classIndices" }),
    compute: korniaFocal,
    before: undefined,
  },
  {
    framework: "mmdet",
    name: "FocalLoss",
    functions: "",
    signature: "",
    form: {
      names: "mmdet.models.losses.FocalLoss mmdet.models.FocalLoss mmdet.models.losses.focal_loss.FocalLoss",
      signature: "use_sigmoid=True, gamma=2.0, alpha=0.25, reduction='mean', loss_weight=1.0, activated=False",
      call: "pred, target, weight=None, avg_factor=None, reduction_override=None",
    },
    prediction: "pred",
    truth: "target",
    logitsOption: undefined,
    expects: (options) =>
      flag(options, "activated", false) === false
        ? { kin: "BCEWithLogitsLoss", takes: "logits", targets: "classIndices" }
        : undefined,
    compute: mmdetFocal,
    before: undefined,
  },
  {
    framework: "monai",
    name: "DiceLoss",
    functions: "",
    signature: "",
    form: {
      names: "monai.losses.DiceLoss monai.losses.Dice monai.losses.dice.DiceLoss monai.losses.dice.Dice",
      signature:
        "include_background=True, to_onehot_y=False, sigmoid=False, softmax=False, other_act=None, squared_pred=False, jaccard=False, reduction='mean', smooth_nr=1e-05, smooth_dr=1e-05, batch=False, weight=None, soft_label=False, ignore_index=None",
      call: "input, target",
    },
    prediction: "input",
    truth: "target",
    logitsOption: undefined,
    expects: monaiExpects,
    compute: monaiDice,
    before: undefined,
  },
  {
    framework: "segmentation-models-pytorch",
    name: "DiceLoss",
    functions: "",
    signature: "",
    form: {
      names: "segmentation_models_pytorch.losses.DiceLoss segmentation_models_pytorch.losses.dice.DiceLoss",
      signature:
        "mode, classes=None, log_loss=False, from_logits=True, smooth=0.0, ignore_index=None, eps=1e-07, class_weights=None",
      call: "y_pred, y_true",
    },
    prediction: "y_pred",
    truth: "y_true",
    logitsOption: "from_logits",
    expects: segmentationExpects,
    compute: segmentationDice,
    before: undefined,
  },
];
