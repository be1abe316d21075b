import type { Tensor } from "../tensor/tensor";
import type { losses } from "./losses/losses";
import type { Refusal } from "./refusal";

export type Reduction = "none" | "mean" | "sum" | "batchmean";

/** The names of the losses, as torch.nn has them. */
export type LossName = keyof typeof losses;

/** Options of all losses, torch's names in camelCase; what a loss does not know it ignores. An absent one has torch's default. */
export interface LossOptions {
  readonly reduction?: Reduction;
  readonly weight?: Tensor;
  readonly posWeight?: Tensor;
  readonly ignoreIndex?: number;
  readonly labelSmoothing?: number;
  readonly margin?: number;
  readonly p?: number;
  readonly alpha?: number;
  readonly gamma?: number;
  readonly logTarget?: boolean;
  readonly delta?: number;
  readonly beta?: number;
  readonly logInput?: boolean;
  readonly full?: boolean;
  readonly eps?: number;
  readonly swap?: boolean;
  readonly smooth?: number;
  /** One value for the whole batch instead of one a sample. */
  readonly batch?: boolean;
  /** The third array of the losses that take three: the variance, the second of two inputs, the negative of a triplet. */
  readonly var?: Tensor | number;
  readonly input2?: Tensor;
  readonly negative?: Tensor;
}

export type OptionName = keyof LossOptions;

/** The options as torch writes them. */
export const optionNames: Readonly<Record<OptionName, string>> = {
  reduction: "reduction",
  weight: "weight",
  posWeight: "pos_weight",
  ignoreIndex: "ignore_index",
  labelSmoothing: "label_smoothing",
  margin: "margin",
  p: "p",
  alpha: "alpha",
  gamma: "gamma",
  logTarget: "log_target",
  delta: "delta",
  beta: "beta",
  logInput: "log_input",
  full: "full",
  eps: "eps",
  swap: "swap",
  smooth: "smooth",
  batch: "batch",
  var: "var",
  input2: "input2",
  negative: "negative",
};

/** What the sum of the unreduced losses is divided by under `mean`, and how it came about. */
export interface Denominator {
  readonly value: number;
  readonly kind: "elements" | "samples" | "weights";
  /** How many elements, samples or targets count … */
  readonly counted: number;
  /** … out of how many (fewer are counted where some targets are ignored). */
  readonly total: number;
}

/** Two arrays of different shapes that were repeated to a common one, and how torch warns of it. */
export interface Broadcast {
  readonly input: readonly number[];
  readonly target: readonly number[];
  readonly result: readonly number[];
  /** The text of torch's UserWarning. */
  readonly message: string;
}

/** The result of a loss function before its reduction. */
export interface Unreduced {
  readonly kind: "unreduced";
  /** Shape as torch gives it with `reduction="none"`. The numbers are computed when they are first read. */
  readonly values: Tensor;
  /** The sum of the values, which need not be held all at once for it. */
  readonly sum: number;
  readonly denominator: Denominator;
  /** What `batchmean` divides by: input.size(0). */
  readonly batchSize: number;
  /** Where torch warns that the arguments had different shapes. */
  readonly broadcast: Broadcast | undefined;
}

export type LossFunction = (input: Tensor, target: Tensor, options: LossOptions) => Unreduced | Refusal;
