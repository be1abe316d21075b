import type { LossName } from "../../../../engine/loss";
import type { Framework } from "../../../../frameworks/framework";
import type { Check } from "./check";

/** The engine's losses that a library has: the others are definitions. */
export type EngineLoss = Exclude<
  LossName,
  "SoftmaxFocalLoss" | "RetinaNetFocalLoss" | "MMDetFocalLoss" | "DiceLoss" | "TverskyLoss"
>;

/** Losses that are recorded where they are called; of those that the engine does not know the value stays unknown. */
export type CalledLoss = EngineLoss | "CTCLoss" | "LinearCrossEntropyLoss";

/** A loss as torch declares it: the names, the order of all parameters with their defaults, and what is checked before it computes. */
export interface LossRow {
  /** The arrays, by torch's parameter names. */
  readonly arguments: readonly string[];
  /** The function's parameters behind the arrays. */
  readonly functionOptions: string;
  /** Parameters of the module's constructor; undefined where there is no module. */
  readonly moduleOptions: string | undefined;
  /** Paths of the function. */
  readonly functionNames: string;
  /** The class whose `__init__` the module has; its own where there is none. */
  readonly initialiser?: "_Loss" | "_WeightedLoss";
  /** Further names of the module in torch.nn. */
  readonly otherModules?: string;
  readonly checks: readonly Check[];
  /** Which of the options are buffers of the module, in the order in which they are registered. */
  readonly buffers: readonly string[];
}

const legacy = "size_average=None, reduce=None, reduction='mean'";
const reduction: Check = { kind: "reduction" };
/** What is weighted goes by the reduction's name, after all else. */
const unweighted: Check = { kind: "reduction", unless: "weight" };
const sizes: readonly Check[] = [
  { kind: "method", method: "size", of: "target" },
  { kind: "method", method: "size", of: "input" },
];
const weightSize: Check = { kind: "method", method: "size", of: "weight", optional: true };
const arrays = [
  ["input", 1, "Tensor"],
  ["target", 2, "Tensor"],
] as const;

/** A function of another library that computes one of these losses, with defaults and checks of its own. */
export type BorrowedLoss = Pick<LossRow, "functionNames" | "functionOptions" | "checks"> & {
  readonly loss: CalledLoss;
  readonly framework: Framework;
};

export const borrowed: readonly BorrowedLoss[] = [
  {
    loss: "SigmoidFocalLoss",
    framework: "fvcore",
    functionNames:
      "fvcore.nn.sigmoid_focal_loss fvcore.nn.sigmoid_focal_loss_jit fvcore.nn.focal_loss.sigmoid_focal_loss fvcore.nn.focal_loss.sigmoid_focal_loss_jit",
    functionOptions: "alpha=-1, gamma=2, reduction='none'",
    checks: [
      { kind: "needs", type: "number", of: ["alpha", "gamma"] },
      // Later versions make float32 of all else; a reduction that they do not know is none to them.
      { kind: "needs", type: "single", of: ["inputs", "targets"] },
      { kind: "needs", type: "reduction", of: ["reduction"] },
    ],
  },
];

export const lossTable: Readonly<Record<CalledLoss, LossRow>> = {
  CrossEntropyLoss: {
    arguments: ["input", "target"],
    functionNames: "torch.nn.functional.cross_entropy",
    functionOptions:
      "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0",
    moduleOptions:
      "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0",
    buffers: ["weight"],
    checks: [
      reduction,
      {
        kind: "native",
        function: "cross_entropy_loss",
        parameters: [...arrays, ["weight", 3, "Tensor?"], ["ignore_index", 5, "int"], ["label_smoothing", 6, "float"]],
      },
    ],
  },
  NLLLoss: {
    arguments: ["input", "target"],
    functionNames: "torch.nn.functional.nll_loss",
    functionOptions: "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'",
    moduleOptions: "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'",
    otherModules: "NLLLoss2d",
    buffers: ["weight"],
    checks: [
      reduction,
      {
        kind: "native",
        function: "nll_loss_nd",
        parameters: [...arrays, ["weight", 3, "Tensor?"], ["ignore_index", 5, "int"]],
      },
    ],
  },
  BCELoss: {
    arguments: ["input", "target"],
    initialiser: "_WeightedLoss",
    functionNames: "torch.nn.functional.binary_cross_entropy",
    functionOptions: `weight=None, ${legacy}`,
    moduleOptions: `weight=None, ${legacy}`,
    buffers: ["weight"],
    checks: [reduction, ...sizes, { kind: "sameSize" }, weightSize],
  },
  BCEWithLogitsLoss: {
    arguments: ["input", "target"],
    functionNames: "torch.nn.functional.binary_cross_entropy_with_logits",
    functionOptions: `weight=None, ${legacy}, pos_weight=None`,
    moduleOptions: `weight=None, ${legacy}, pos_weight=None`,
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
  },
  KLDivLoss: {
    arguments: ["input", "target"],
    functionNames: "torch.nn.functional.kl_div",
    functionOptions: `${legacy}, log_target=False`,
    moduleOptions: `${legacy}, log_target=False`,
    buffers: [],
    checks: [
      { kind: "reduction", batchmean: true },
      { kind: "native", function: "kl_div", parameters: [...arrays, ["log_target", undefined, "bool"]] },
    ],
  },
  MultiLabelSoftMarginLoss: {
    arguments: ["input", "target"],
    initialiser: "_WeightedLoss",
    functionNames: "torch.nn.functional.multilabel_soft_margin_loss",
    functionOptions: `weight=None, ${legacy}`,
    moduleOptions: `weight=None, ${legacy}`,
    buffers: ["weight"],
    checks: [
      { kind: "native", function: "log_sigmoid", parameters: [["input", 1, "Tensor"]] },
      { kind: "product" },
      { kind: "needs", type: "tensor", of: ["weight"] },
      { kind: "needs", type: "string", of: ["reduction"] },
    ],
  },
  MultiLabelMarginLoss: {
    arguments: ["input", "target"],
    initialiser: "_Loss",
    functionNames: "torch.nn.functional.multilabel_margin_loss",
    functionOptions: legacy,
    moduleOptions: legacy,
    buffers: [],
    checks: [reduction, { kind: "native", function: "multilabel_margin_loss", parameters: arrays }],
  },
  MultiMarginLoss: {
    arguments: ["input", "target"],
    functionNames: "torch.nn.functional.multi_margin_loss",
    functionOptions: `p=1, margin=1.0, weight=None, ${legacy}`,
    moduleOptions: `p=1, margin=1.0, weight=None, ${legacy}`,
    buffers: ["weight"],
    checks: [
      reduction,
      { kind: "p" },
      { kind: "method", method: "dim", of: "weight", optional: true },
      { kind: "vector", of: "weight" },
      { kind: "native", function: "multi_margin_loss", parameters: [...arrays, ["margin", 4, "Number"]] },
    ],
  },
  SoftMarginLoss: {
    arguments: ["input", "target"],
    initialiser: "_Loss",
    functionNames: "torch.nn.functional.soft_margin_loss",
    functionOptions: legacy,
    moduleOptions: legacy,
    buffers: [],
    checks: [reduction, { kind: "native", function: "soft_margin_loss", parameters: arrays }],
  },
  HingeEmbeddingLoss: {
    arguments: ["input", "target"],
    functionNames: "torch.nn.functional.hinge_embedding_loss",
    functionOptions: `margin=1.0, ${legacy}`,
    moduleOptions: `margin=1.0, ${legacy}`,
    buffers: [],
    checks: [
      reduction,
      { kind: "native", function: "hinge_embedding_loss", parameters: [...arrays, ["margin", 3, "float"]] },
    ],
  },
  SigmoidFocalLoss: {
    arguments: ["inputs", "targets"],
    functionNames: "torchvision.ops.sigmoid_focal_loss torchvision.ops.focal_loss.sigmoid_focal_loss",
    functionOptions: "alpha=0.25, gamma=2, reduction='none'",
    moduleOptions: undefined,
    buffers: [],
    checks: [
      { kind: "needs", type: "number", of: ["alpha", "gamma"] },
      { kind: "needs", type: "tensor", of: ["inputs", "targets"] },
      { kind: "needs", type: "string", of: ["reduction"] },
    ],
  },
  MSELoss: {
    arguments: ["input", "target"],
    initialiser: "_Loss",
    functionNames: "torch.nn.functional.mse_loss",
    functionOptions: `${legacy}, weight=None`,
    moduleOptions: legacy,
    buffers: [],
    checks: [...sizes, { kind: "broadcast" }, weightSize, unweighted],
  },
  L1Loss: {
    arguments: ["input", "target"],
    initialiser: "_Loss",
    functionNames: "torch.nn.functional.l1_loss",
    functionOptions: `${legacy}, weight=None`,
    moduleOptions: legacy,
    buffers: [],
    checks: [...sizes, { kind: "broadcast" }, weightSize, unweighted],
  },
  SmoothL1Loss: {
    arguments: ["input", "target"],
    functionNames: "torch.nn.functional.smooth_l1_loss",
    functionOptions: `${legacy}, beta=1.0`,
    moduleOptions: `${legacy}, beta=1.0`,
    buffers: [],
    checks: [...sizes, { kind: "broadcast" }, reduction],
  },
  HuberLoss: {
    arguments: ["input", "target"],
    functionNames: "torch.nn.functional.huber_loss",
    functionOptions: "reduction='mean', delta=1.0, weight=None",
    moduleOptions: "reduction='mean', delta=1.0",
    buffers: [],
    checks: [{ kind: "needs", type: "number", of: ["delta"] }, ...sizes, { kind: "broadcast" }, weightSize, unweighted],
  },
  PoissonNLLLoss: {
    arguments: ["input", "target"],
    functionNames: "torch.nn.functional.poisson_nll_loss",
    functionOptions: "log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean'",
    moduleOptions: "log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean'",
    buffers: [],
    checks: [
      { kind: "needs", type: "string", of: ["reduction"] },
      { kind: "reduction", strict: true },
      {
        kind: "native",
        function: "poisson_nll_loss",
        parameters: [...arrays, ["log_input", 3, "bool"], ["full", 4, "bool"], ["eps", 5, "float"]],
      },
    ],
  },
  GaussianNLLLoss: {
    arguments: ["input", "target", "var"],
    functionNames: "torch.nn.functional.gaussian_nll_loss",
    functionOptions: "full=False, eps=1e-6, reduction='mean'",
    moduleOptions: "*, full=False, eps=1e-6, reduction='mean'",
    buffers: [],
    checks: [
      { kind: "needs", type: "tensor", of: ["input"] },
      { kind: "needs", type: "operand", of: ["target"] },
    ],
  },
  CosineEmbeddingLoss: {
    arguments: ["input1", "input2", "target"],
    functionNames: "torch.nn.functional.cosine_embedding_loss",
    functionOptions: `margin=0.0, ${legacy}`,
    moduleOptions: `margin=0.0, ${legacy}`,
    buffers: [],
    checks: [
      reduction,
      {
        kind: "native",
        function: "cosine_embedding_loss",
        parameters: [
          ["input1", 1, "Tensor"],
          ["input2", 2, "Tensor"],
          ["target", 3, "Tensor"],
          ["margin", 4, "float"],
        ],
      },
    ],
  },
  MarginRankingLoss: {
    arguments: ["input1", "input2", "target"],
    functionNames: "torch.nn.functional.margin_ranking_loss",
    functionOptions: `margin=0.0, ${legacy}`,
    moduleOptions: `margin=0.0, ${legacy}`,
    buffers: [],
    checks: [
      reduction,
      { kind: "method", method: "dim", of: "input1" },
      { kind: "method", method: "dim", of: "input2" },
      { kind: "dimOf", of: "target", after: ["input1", "input2"] },
    ],
  },
  TripletMarginLoss: {
    arguments: ["anchor", "positive", "negative"],
    functionNames: "torch.nn.functional.triplet_margin_loss",
    functionOptions: `margin=1.0, p=2.0, eps=1e-6, swap=False, ${legacy}`,
    moduleOptions: `margin=1.0, p=2.0, eps=1e-6, swap=False, ${legacy}`,
    buffers: [],
    checks: [
      reduction,
      { kind: "positive", of: "margin" },
      {
        kind: "native",
        function: "triplet_margin_loss",
        parameters: [
          ["anchor", 1, "Tensor"],
          ["positive", 2, "Tensor"],
          ["negative", 3, "Tensor"],
          ["margin", 4, "float"],
          ["p", 5, "float"],
          ["eps", 6, "float"],
          ["swap", 7, "bool"],
        ],
      },
    ],
  },
  CTCLoss: {
    arguments: ["log_probs", "targets", "input_lengths", "target_lengths"],
    functionNames: "torch.nn.functional.ctc_loss",
    functionOptions: "blank=0, reduction='mean', zero_infinity=False",
    moduleOptions: "blank=0, reduction='mean', zero_infinity=False",
    buffers: [],
    checks: [reduction],
  },
  LinearCrossEntropyLoss: {
    arguments: ["input", "linear_weight", "target"],
    functionNames: "torch.nn.functional.linear_cross_entropy",
    functionOptions:
      "*, linear_bias=None, weight=None, reduction='mean', ignore_index=None, label_smoothing=0.0, options=None",
    moduleOptions:
      "in_features=..., num_classes=..., *, out_features=(), bias=False, device=None, dtype=None, reduction='mean', weight=None, ignore_index=None, label_smoothing=0.0, options=None",
    buffers: ["weight"],
    checks: [],
  },
};
