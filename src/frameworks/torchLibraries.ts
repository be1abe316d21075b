import { sameShape } from "../tensor/shape";
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
import { monaiDice, monaiExpects, segmentationDice, segmentationExpects, segmentationJaccard } from "./dice";
import type { Expectation, ForeignCall, FrameworkLoss, Outcome } from "./framework";
import { areHard, areIndices, areSupported, reduced, reductionOf, rowsOfLabels } from "./labels";
import { korniaDice, monaiDiceCe, monaiDiceCeExpects, softBinary, softCrossEntropy } from "./segmentation";

/**
 * Losses of libraries on torch that torch does not have: focal losses of class indices, Dice and Jaccard losses, smoothed cross-entropies. Only 0/1 labels, which all
 * versions of a library take alike. Formulas: kornia/losses/focal.py, mmdet/models/losses/focal_loss.py.
 */

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

const always = (kin: Expectation["kin"], targets: Expectation["targets"]) => (): Expectation => ({
  kin,
  takes: "logits",
  targets,
});

const monaiOptions =
  "include_background=True, to_onehot_y=False, sigmoid=False, softmax=False, other_act=None, squared_pred=False, jaccard=False, reduction='mean', smooth_nr=1e-05, smooth_dr=1e-05, batch=False, weight=None";

/** A class of Segmentation Models, by its name and file. */
function segmentationLoss(
  name: string,
  file: string,
  signature: string,
  expects: FrameworkLoss["expects"],
  compute: FrameworkLoss["compute"],
): FrameworkLoss {
  return {
    framework: "segmentation-models-pytorch",
    name,
    functions: "",
    signature: "",
    form: {
      names: `segmentation_models_pytorch.losses.${name} segmentation_models_pytorch.losses.${file}.${name}`,
      signature,
      call: "y_pred, y_true",
    },
    prediction: "y_pred",
    truth: "y_true",
    logitsOption: signature.includes("from_logits") ? "from_logits" : undefined,
    expects,
    compute,
    before: undefined,
  };
}

const korniaDiceOptions = "average='micro', eps=1e-8, weight=None, ignore_index=-100";
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
    expects: always("CrossEntropyLoss", "classIndices"),
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
      signature: `${monaiOptions}, soft_label=False, ignore_index=None`,
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
    framework: "monai",
    name: "DiceCELoss",
    functions: "",
    signature: "",
    form: {
      names: "monai.losses.DiceCELoss monai.losses.dice.DiceCELoss",
      signature: `${monaiOptions}, lambda_dice=1.0, lambda_ce=1.0, label_smoothing=0.0`,
      call: "input, target",
    },
    prediction: "input",
    truth: "target",
    logitsOption: undefined,
    expects: monaiDiceCeExpects,
    compute: monaiDiceCe,
    before: undefined,
  },
  {
    framework: "kornia",
    name: "DiceLoss",
    functions: "kornia.losses.dice_loss kornia.losses.dice.dice_loss",
    signature: `pred, target, ${korniaDiceOptions}`,
    form: {
      names: "kornia.losses.DiceLoss kornia.losses.dice.DiceLoss",
      signature: korniaDiceOptions,
      call: "pred, target",
    },
    prediction: "pred",
    truth: "target",
    logitsOption: undefined,
    expects: always("CrossEntropyLoss", "classIndices"),
    compute: korniaDice,
    before: undefined,
  },
  segmentationLoss(
    "DiceLoss",
    "dice",
    "mode, classes=None, log_loss=False, from_logits=True, smooth=0.0, ignore_index=None, eps=1e-07, class_weights=None",
    segmentationExpects,
    segmentationDice,
  ),
  segmentationLoss(
    "JaccardLoss",
    "jaccard",
    "mode, classes=None, log_loss=False, from_logits=True, smooth=0.0, ignore_index=None, eps=1e-07, class_weights=None",
    segmentationExpects,
    segmentationJaccard,
  ),
  segmentationLoss(
    "SoftCrossEntropyLoss",
    "soft_ce",
    "reduction='mean', smooth_factor=None, ignore_index=-100, dim=1",
    always("CrossEntropyLoss", "classIndices"),
    softCrossEntropy,
  ),
  segmentationLoss(
    "SoftBCEWithLogitsLoss",
    "soft_bce",
    "weight=None, ignore_index=-100, reduction='mean', smooth_factor=None, pos_weight=None",
    always("BCEWithLogitsLoss", "binary"),
    softBinary,
  ),
];
