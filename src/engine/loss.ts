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

/** The result of a loss function before its reduction. */
export interface Unreduced {
  readonly kind: "unreduced";
  /** Shape as torch gives it with `reduction="none"`. */
  readonly values: Tensor;
  readonly denominator: Denominator;
  /** What `batchmean` divides by: input.size(0). */
  readonly batchSize: number;
}

export type LossFunction = (input: Tensor, target: Tensor, options: LossOptions) => Unreduced | Refusal;
