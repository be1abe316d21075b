import { arrays, type LossRow, legacy, reduction } from "../row";

/** Losses of margins and distances, as torch declares them. */

export const multiLabelSoftMargin: LossRow = {
  arguments: ["input", "target"],
  initialiser: "_WeightedLoss",
  functionNames: "torch.nn.functional.multilabel_soft_margin_loss",
  functionOptions: `weight=None, ${legacy}`,
  moduleOptions: `weight=None, ${legacy}`,
  readsReduction: "itself",
  isGuarded: false,
  buffers: ["weight"],
  checks: [
    { kind: "native", function: "log_sigmoid", parameters: [["input", 1, "Tensor"]] },
    { kind: "product" },
    { kind: "needs", type: "tensor", of: ["weight"] },
    { kind: "needs", type: "string", of: ["reduction"] },
  ],
};

export const multiLabelMargin: LossRow = {
  arguments: ["input", "target"],
  initialiser: "_Loss",
  functionNames: "torch.nn.functional.multilabel_margin_loss",
  functionOptions: legacy,
  moduleOptions: legacy,
  readsReduction: "byName",
  isGuarded: false,
  buffers: [],
  checks: [reduction, { kind: "native", function: "multilabel_margin_loss", parameters: arrays }],
};

export const multiMargin: LossRow = {
  arguments: ["input", "target"],
  functionNames: "torch.nn.functional.multi_margin_loss",
  functionOptions: `p=1, margin=1.0, weight=None, ${legacy}`,
  moduleOptions: `p=1, margin=1.0, weight=None, ${legacy}`,
  readsReduction: "byName",
  isGuarded: false,
  buffers: ["weight"],
  checks: [
    reduction,
    { kind: "p" },
    { kind: "method", method: "dim", of: "weight", optional: true },
    { kind: "vector", of: "weight" },
    { kind: "native", function: "multi_margin_loss", parameters: [...arrays, ["margin", 4, "Number"]] },
  ],
};

export const softMargin: LossRow = {
  arguments: ["input", "target"],
  initialiser: "_Loss",
  functionNames: "torch.nn.functional.soft_margin_loss",
  functionOptions: legacy,
  moduleOptions: legacy,
  readsReduction: "byName",
  isGuarded: false,
  buffers: [],
  checks: [reduction, { kind: "native", function: "soft_margin_loss", parameters: arrays }],
};

export const hingeEmbedding: LossRow = {
  arguments: ["input", "target"],
  functionNames: "torch.nn.functional.hinge_embedding_loss",
  functionOptions: `margin=1.0, ${legacy}`,
  moduleOptions: `margin=1.0, ${legacy}`,
  readsReduction: "byName",
  isGuarded: false,
  buffers: [],
  checks: [
    reduction,
    { kind: "native", function: "hinge_embedding_loss", parameters: [...arrays, ["margin", 3, "float"]] },
  ],
};

export const marginRanking: LossRow = {
  arguments: ["input1", "input2", "target"],
  functionNames: "torch.nn.functional.margin_ranking_loss",
  functionOptions: `margin=0.0, ${legacy}`,
  moduleOptions: `margin=0.0, ${legacy}`,
  readsReduction: "byName",
  isGuarded: false,
  buffers: [],
  checks: [
    reduction,
    { kind: "method", method: "dim", of: "input1" },
    { kind: "method", method: "dim", of: "input2" },
    { kind: "dimOf", of: "target", after: ["input1", "input2"] },
  ],
};

export const cosineEmbedding: LossRow = {
  arguments: ["input1", "input2", "target"],
  functionNames: "torch.nn.functional.cosine_embedding_loss",
  functionOptions: `margin=0.0, ${legacy}`,
  moduleOptions: `margin=0.0, ${legacy}`,
  readsReduction: "byName",
  isGuarded: true,
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
};

export const tripletMargin: LossRow = {
  arguments: ["anchor", "positive", "negative"],
  functionNames: "torch.nn.functional.triplet_margin_loss",
  functionOptions: `margin=1.0, p=2.0, eps=1e-6, swap=False, ${legacy}`,
  moduleOptions: `margin=1.0, p=2.0, eps=1e-6, swap=False, ${legacy}`,
  readsReduction: "byName",
  isGuarded: true,
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
};
