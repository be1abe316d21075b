import { arrays, type LossRow, legacy, reduction, sizes, weightSize } from "../row";

/** Losses of classes and distributions, as torch and torchvision declare them. */

export const crossEntropy: LossRow = {
  arguments: ["input", "target"],
  functionNames: "torch.nn.functional.cross_entropy",
  functionOptions:
    "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0",
  moduleOptions:
    "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0",
  readsReduction: "byName",
  isGuarded: false,
  buffers: ["weight"],
  checks: [
    reduction,
    {
      kind: "native",
      function: "cross_entropy_loss",
      parameters: [...arrays, ["weight", 3, "Tensor?"], ["ignore_index", 5, "int"], ["label_smoothing", 6, "float"]],
    },
  ],
};

export const nll: LossRow = {
  arguments: ["input", "target"],
  functionNames: "torch.nn.functional.nll_loss",
  functionOptions: "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'",
  moduleOptions: "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'",
  otherModules: "NLLLoss2d",
  readsReduction: "byName",
  isGuarded: false,
  buffers: ["weight"],
  checks: [
    reduction,
    {
      kind: "native",
      function: "nll_loss_nd",
      parameters: [...arrays, ["weight", 3, "Tensor?"], ["ignore_index", 5, "int"]],
    },
  ],
};

export const bce: LossRow = {
  arguments: ["input", "target"],
  initialiser: "_WeightedLoss",
  functionNames: "torch.nn.functional.binary_cross_entropy",
  functionOptions: `weight=None, ${legacy}`,
  moduleOptions: `weight=None, ${legacy}`,
  readsReduction: "byName",
  isGuarded: false,
  buffers: ["weight"],
  checks: [reduction, ...sizes, { kind: "sameSize" }, weightSize],
};

export const bceWithLogits: LossRow = {
  arguments: ["input", "target"],
  functionNames: "torch.nn.functional.binary_cross_entropy_with_logits",
  functionOptions: `weight=None, ${legacy}, pos_weight=None`,
  moduleOptions: `weight=None, ${legacy}, pos_weight=None`,
  readsReduction: "byName",
  isGuarded: false,
  buffers: ["weight", "pos_weight"],
  checks: [
    reduction,
    ...sizes,
    { kind: "sameSize" },
    {
      kind: "native",
      function: "binary_cross_entropy_with_logits",
      parameters: [
        ["weight", 3, "Tensor?"],
        ["pos_weight", 4, "Tensor?"],
      ],
    },
  ],
};

export const klDiv: LossRow = {
  arguments: ["input", "target"],
  functionNames: "torch.nn.functional.kl_div",
  functionOptions: `${legacy}, log_target=False`,
  moduleOptions: `${legacy}, log_target=False`,
  readsReduction: "byName",
  isGuarded: false,
  buffers: [],
  checks: [
    { kind: "reduction", batchmean: true },
    { kind: "native", function: "kl_div", parameters: [...arrays, ["log_target", undefined, "bool"]] },
  ],
};

export const sigmoidFocal: LossRow = {
  arguments: ["inputs", "targets"],
  functionNames: "torchvision.ops.sigmoid_focal_loss torchvision.ops.focal_loss.sigmoid_focal_loss",
  functionOptions: "alpha=0.25, gamma=2, reduction='none'",
  moduleOptions: undefined,
  readsReduction: "itself",
  isGuarded: false,
  buffers: [],
  checks: [
    { kind: "needs", type: "number", of: ["alpha", "gamma"] },
    { kind: "needs", type: "tensor", of: ["inputs", "targets"] },
    { kind: "needs", type: "string", of: ["reduction"] },
    { kind: "alpha" },
  ],
};
