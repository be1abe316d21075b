import { type LossRow, reduction, type UnmodelledLoss } from "../row";

const ctc: LossRow = {
  arguments: ["log_probs", "targets", "input_lengths", "target_lengths"],
  functionNames: "torch.nn.functional.ctc_loss",
  functionOptions: "blank=0, reduction='mean', zero_infinity=False",
  moduleOptions: "blank=0, reduction='mean', zero_infinity=False",
  readsReduction: "byName",
  isGuarded: false,
  buffers: [],
  checks: [reduction],
};

const linearCrossEntropy: LossRow = {
  arguments: ["input", "linear_weight", "target"],
  // The module has the matrix within itself.
  forward: { input: "input", target: "target" },
  functionNames: "torch.nn.functional.linear_cross_entropy",
  functionOptions:
    "*, linear_bias=None, weight=None, reduction='mean', ignore_index=None, label_smoothing=0.0, options=None",
  moduleOptions:
    "in_features=..., num_classes=..., *, out_features=(), bias=False, device=None, dtype=None, reduction='mean', weight=None, ignore_index=None, label_smoothing=0.0, options=None",
  readsReduction: "byName",
  isGuarded: false,
  buffers: ["weight"],
  checks: [],
};

const tripletMarginWithDistance: LossRow = {
  arguments: ["anchor", "positive", "negative"],
  functionNames: "torch.nn.functional.triplet_margin_with_distance_loss",
  functionOptions: "*, distance_function=None, margin=1.0, swap=False, reduction='mean'",
  moduleOptions: "*, distance_function=None, margin=1.0, swap=False, reduction='mean'",
  readsReduction: "byName",
  isGuarded: false,
  buffers: [],
  checks: [],
};

const adaptiveLogSoftmaxWithLoss: LossRow = {
  arguments: ["input", "target"],
  forward: { input_: "input", target_: "target" },
  functionNames: "",
  functionOptions: "",
  moduleOptions: "in_features=..., n_classes=..., cutoffs=..., div_value=4.0, head_bias=False, device=None, dtype=None",
  readsReduction: "byName",
  isGuarded: false,
  buffers: [],
  checks: [],
};

/** Losses that the engine does not have, as torch declares them: their values stay unknown. */
export const unmodelled: Readonly<Record<UnmodelledLoss, LossRow>> = {
  CTCLoss: ctc,
  LinearCrossEntropyLoss: linearCrossEntropy,
  TripletMarginWithDistanceLoss: tripletMarginWithDistance,
  AdaptiveLogSoftmaxWithLoss: adaptiveLogSoftmaxWithLoss,
};

export function isUnmodelled(loss: string): loss is UnmodelledLoss {
  return Object.hasOwn(unmodelled, loss);
}
