import type { Shape } from "../../../tensor/shape";
import type { DType, Tensor } from "../../../tensor/tensor";
import type { ClassScores } from "../../classScores";
import type { Box } from "../../interval/box";
import type { Denominator, LossOptions, OptionName, Reduction } from "../../loss";
import type { MeaningContext } from "../../meaning";
import type { Rounding } from "../../precision/rounding";
import type { InputKind, TargetKind } from "../../reading";
import type { Refusal } from "../../refusal";
import type { Mistake } from "../../verdict";

export type LossArguments = readonly [input: Tensor, target: Tensor, options: LossOptions];

/**
 * All there is to know of one loss. Every field is asked for: what a loss does not have it says. The functions take only what
 * `refuse` lets pass.
 */
export interface LossDefinition {
  readonly signature: LossSignature;
  /** torch's defaults of the options that have one; tensors are absent by default. */
  readonly defaults: LossOptions & { readonly reduction: Reduction };
  /** What the loss takes the input's numbers for. */
  readonly takes: InputKind | "values";
  /** What it takes the target's numbers for. */
  readonly targets: readonly TargetKind[];
  /** What an unreduced loss lies between, for any input of what the loss takes, a target of its domain and weights of at least 0. */
  readonly bounds: (options: LossOptions) => Bounds;
  /** torch's checks in torch's order. The fixes of the refusal are candidates, not yet tried. */
  readonly refuse: (...args: LossArguments) => Refusal | undefined;
  /** Shape and type of the unreduced loss. */
  readonly result: (...args: LossArguments) => { readonly shape: Shape; readonly dtype: DType };
  /** The unreduced loss; written into `room`, where there is one: as many numbers, whatever they were. */
  readonly values: (...args: [...LossArguments, room?: Float64Array]) => Float64Array;
  /** Whether each of them comes of one element of every array, where none broadcasts. */
  readonly elementwise: boolean;
  /** What `mean` divides by; `count` is the number of unreduced values. */
  readonly denominator: (count: number, ...args: LossArguments) => Denominator;
  /** ∂L/∂input, given `upstream`, the ∂L/∂l of each unreduced value l, as autograd computes it. */
  readonly gradient: (upstream: Float64Array, ...args: LossArguments) => Float64Array;
  /** What torch refuses only when it goes backward. */
  readonly refuseGradient: ((...args: LossArguments) => Refusal | undefined) | undefined;
  /** The loss of arguments that are rounded to a type, as torch's CPU kernels of that type compute it. */
  readonly inType: (round: Rounding, reduction: Reduction, ...args: LossArguments) => LossIn;
  /** The ranges of the unreduced values, when each element of the input lies within its bounds. */
  readonly ranges: (box: Box, target: Tensor, options: LossOptions) => Ranges;
  /** Why the loss of numbers that mean `meaning` is not the reading's own; undefined where it is, whatever the numbers. */
  readonly mistake: (meaning: InputKind, context: MeaningContext) => Mistake | undefined;
  /** Whether torch warns where the target has another shape than the input. */
  readonly warnsOfBroadcast: boolean;
  /** Where each logarithm is clamped, which keeps an element below what the definition gives. */
  readonly clampsAt: number | undefined;
  /** Where it reads what all losses of class indices find in one pass: by the names of the operations before it. */
  readonly fromScores: ScoreReaders | undefined;
}

/** The order in which torch takes its arguments and options. */
export interface LossSignature {
  /** The arguments of a call, by torch's name and what they are to the engine. */
  readonly arguments: readonly (readonly [name: string, role: "input" | "target" | OptionName])[];
  /** The parameters of the module's constructor, which has the loss's own name; undefined where torch.nn has none. */
  readonly module: readonly LossParameter[] | undefined;
  /** The function, and its parameters after the arguments; undefined where there is none. */
  readonly functional:
    | {
        readonly from: "torch.nn.functional" | "torchvision.ops";
        readonly name: string;
        readonly parameters: readonly LossParameter[];
      }
    | undefined;
}

/** An option, one of torch's deprecated names for the reduction, or the mark after which all go by name. */
export type LossParameter = OptionName | "size_average" | "reduce" | "*";

/** The arguments of most losses. */
export const INPUT_AND_TARGET: LossSignature["arguments"] = [
  ["input", "input"],
  ["target", "target"],
];

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** A loss in a floating type: its unreduced values and their reduction. */
export interface LossIn {
  readonly values: Float64Array;
  readonly reduced: number;
}

/** Bounds of a number, and whether it reaches them. */
export interface OptionRange {
  readonly low: number;
  readonly high: number;
  readonly exact: boolean;
}

export interface Ranges {
  readonly ranges: readonly OptionRange[];
  /** Whether the ends of all of them can be reached at once. */
  readonly together: boolean;
}

export interface ScoreReaders {
  /** Whether the call reads class indices, and nothing but the target's own class. */
  readonly apply: (...args: LossArguments) => boolean;
  /** The score of each sample's target, of which the loss is the negative. */
  readonly by: Readonly<Record<string, (scores: ClassScores) => Float64Array>>;
}

/** The denominator of a loss that counts all its elements. */
export function allElements(count: number): Denominator {
  return { value: count, kind: "elements", counted: count, total: count };
}

/** The denominator of a loss that has one value per sample and counts them all. */
export function allSamples(count: number): Denominator {
  return { value: count, kind: "samples", counted: count, total: count };
}

/** input.size(0); 1 for a scalar, which `batchmean` does not divide. */
export function batchSizeOf(input: Tensor): number {
  return input.shape[0] ?? 1;
}
