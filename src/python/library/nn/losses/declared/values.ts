import { arrays, type LossRow, legacy, reduction, sizes, unweighted, weightSize } from "../row";

/** Losses of values, as torch declares them. */

export const mse: LossRow = {
  arguments: ["input", "target"],
  initialiser: "_Loss",
  functionNames: "torch.nn.functional.mse_loss",
  functionOptions: `${legacy}, weight=None`,
  moduleOptions: legacy,
  readsReduction: "itselfIfWeighted",
  isGuarded: false,
  buffers: [],
  checks: [...sizes, { kind: "broadcast" }, weightSize, unweighted],
};

export const l1: LossRow = {
  arguments: ["input", "target"],
  initialiser: "_Loss",
  functionNames: "torch.nn.functional.l1_loss",
  functionOptions: `${legacy}, weight=None`,
  moduleOptions: legacy,
  readsReduction: "itselfIfWeighted",
  isGuarded: false,
  buffers: [],
  checks: [...sizes, { kind: "broadcast" }, weightSize, unweighted],
};

export const smoothL1: LossRow = {
  arguments: ["input", "target"],
  functionNames: "torch.nn.functional.smooth_l1_loss",
  functionOptions: `${legacy}, beta=1.0`,
  moduleOptions: `${legacy}, beta=1.0`,
  readsReduction: "byName",
  isGuarded: false,
  buffers: [],
  checks: [...sizes, { kind: "broadcast" }, reduction],
};

export const huber: LossRow = {
  arguments: ["input", "target"],
  functionNames: "torch.nn.functional.huber_loss",
  functionOptions: "reduction='mean', delta=1.0, weight=None",
  moduleOptions: "reduction='mean', delta=1.0",
  readsReduction: "itselfIfWeighted",
  isGuarded: false,
  buffers: [],
  checks: [{ kind: "needs", type: "number", of: ["delta"] }, ...sizes, { kind: "broadcast" }, weightSize, unweighted],
};

export const poissonNLL: LossRow = {
  arguments: ["input", "target"],
  forward: { log_input: "input", target: "target" },
  functionNames: "torch.nn.functional.poisson_nll_loss",
  functionOptions: "log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean'",
  moduleOptions: "log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean'",
  readsReduction: "itself",
  isGuarded: true,
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
};

export const gaussianNLL: LossRow = {
  arguments: ["input", "target", "var"],
  functionNames: "torch.nn.functional.gaussian_nll_loss",
  functionOptions: "full=False, eps=1e-6, reduction='mean'",
  moduleOptions: "*, full=False, eps=1e-6, reduction='mean'",
  readsReduction: "itself",
  isGuarded: true,
  buffers: [],
  checks: [
    { kind: "needs", type: "tensor", of: ["input"] },
    { kind: "needs", type: "operand", of: ["target"] },
  ],
};
