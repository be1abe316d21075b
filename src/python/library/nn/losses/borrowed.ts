import type { Framework } from "../../../../frameworks/framework";
import type { LossArgument } from "../../../lossCall";
import type { Value } from "../../../value";
import type { Check } from "./check";
import type { CalledLoss } from "./row";

/** A function or module of another library that computes one of these losses, with names, defaults and checks of its own. */
export interface BorrowedLoss {
  readonly loss: CalledLoss;
  readonly framework: Framework;
  /** Its names of the arrays, in the order that the loss has them. */
  readonly arguments: readonly string[];
  readonly function?: Declaration;
  readonly module?: Declaration;
  /** Options that the loss does not have, and the values with which the result is the same: a call with any other is not followed. */
  readonly fixed: Readonly<Record<string, readonly Plain[] | "any">>;
  /** Whether an α of None weights nothing, as one below 0 does in torchvision, where it is a weight here. */
  readonly unweightedByNone: boolean;
  /** What makes it the same loss, by the loss's own names of the arrays. */
  readonly checks: readonly Check[];
}

interface Declaration {
  readonly names: string;
  /** As Python has them; an ellipsis stands where there is no default. */
  readonly options: string;
}

type Plain = null | boolean | number | string;

/** Of labels between 0 and 1 they take other powers than torchvision. */
const hardLabels: Check = { kind: "hardLabels", of: "targets", beside: "inputs" };
const focalNumbers: Check = { kind: "needs", type: "number", of: ["alpha", "gamma"] };

export const borrowed: readonly BorrowedLoss[] = [
  {
    loss: "SigmoidFocalLoss",
    framework: "fvcore",
    arguments: ["inputs", "targets"],
    function: {
      names:
        "fvcore.nn.sigmoid_focal_loss fvcore.nn.sigmoid_focal_loss_jit fvcore.nn.focal_loss.sigmoid_focal_loss fvcore.nn.focal_loss.sigmoid_focal_loss_jit",
      options: "alpha=-1, gamma=2, reduction='none'",
    },
    fixed: {},
    unweightedByNone: false,
    checks: [
      focalNumbers,
      // It computes with any, where torchvision raises.
      { kind: "needs", type: "share", of: ["alpha"] },
      // Later versions make float32 of all else; a reduction that they do not know is none to them.
      { kind: "needs", type: "single", of: ["inputs", "targets"] },
      { kind: "needs", type: "reduction", of: ["reduction"] },
    ],
  },
  {
    loss: "SigmoidFocalLoss",
    framework: "kornia",
    arguments: ["pred", "target"],
    function: {
      names: "kornia.losses.binary_focal_loss_with_logits kornia.losses.focal.binary_focal_loss_with_logits",
      options: "alpha=0.25, gamma=2.0, reduction='none', pos_weight=None, weight=None, ignore_index=-100",
    },
    module: {
      names: "kornia.losses.BinaryFocalLossWithLogits kornia.losses.focal.BinaryFocalLossWithLogits",
      options: "alpha=..., gamma=2.0, reduction='none', pos_weight=None, weight=None, ignore_index=-100",
    },
    fixed: { pos_weight: [null], weight: [null], ignore_index: [null, -100] },
    unweightedByNone: true,
    checks: [focalNumbers, hardLabels, { kind: "needs", type: "reduction", of: ["reduction"] }],
  },
  {
    loss: "SigmoidFocalLoss",
    framework: "monai",
    arguments: ["input", "target"],
    module: {
      names: "monai.losses.FocalLoss monai.losses.focal_loss.FocalLoss",
      options:
        "include_background=True, to_onehot_y=False, gamma=2.0, alpha=None, weight=None, reduction='mean', use_softmax=False, ignore_index=None",
    },
    fixed: {
      include_background: [true],
      to_onehot_y: [false],
      weight: [null],
      use_softmax: [false],
      ignore_index: [null],
      // Its sum is one of means over the axes behind the second.
      reduction: ["mean", "none"],
    },
    unweightedByNone: true,
    checks: [focalNumbers, { kind: "needs", type: "single", of: ["inputs", "targets"] }, hardLabels],
  },
  {
    loss: "SigmoidFocalLoss",
    framework: "segmentation-models-pytorch",
    arguments: ["y_pred", "y_true"],
    module: {
      names: "segmentation_models_pytorch.losses.FocalLoss segmentation_models_pytorch.losses.focal.FocalLoss",
      options:
        "mode=..., alpha=None, gamma=2.0, ignore_index=None, from_logits=True, eps=1e-7, reduction='mean', normalized=False, reduced_threshold=None, class_weights=None",
    },
    fixed: {
      // Of classes each one's mean is made first, which is the mean of all.
      mode: ["binary", "multilabel"],
      ignore_index: [null],
      from_logits: [true],
      eps: "any",
      reduction: ["mean"],
      normalized: [false],
      reduced_threshold: [null],
      class_weights: [null],
    },
    unweightedByNone: true,
    checks: [focalNumbers, hardLabels],
  },
];

/** Whether a call with these options is the loss's own; undefined options are not known. */
export function isFollowed(
  { fixed, unweightedByNone }: BorrowedLoss,
  option: (name: string) => Value | undefined,
): boolean {
  const alpha = option("alpha");
  if (unweightedByNone && alpha?.kind === "number" && !(alpha.value >= 0 && alpha.value <= 1)) return false;
  return Object.entries(fixed).every(([name, allowed]) => {
    const value = option(name);
    return allowed === "any" || (value !== undefined && allowed.some((plain) => isPlain(value, plain)));
  });
}

function isPlain(value: Value, plain: Plain): boolean {
  if (plain === null) return value.kind === "none";
  if (typeof plain === "string") return value.kind === "string" && value.value === plain;
  return value.kind === "number" && value.error === undefined && value.value === Number(plain);
}

/** An option as the loss itself has it. */
export function ownOption({ unweightedByNone }: BorrowedLoss, name: string, value: Value): Value {
  const isUnweighted = unweightedByNone && name === "alpha" && value.kind === "none";
  return isUnweighted ? { kind: "number", type: "int", value: -1, origin: value.origin } : value;
}

/** The arrays by the loss's own names. */
export function ownArguments(
  names: readonly string[],
  given: readonly LossArgument[],
  own: readonly string[],
): readonly LossArgument[] {
  return given.map((argument) => ({ ...argument, name: own[names.indexOf(argument.name)] ?? argument.name }));
}
