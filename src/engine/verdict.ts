import type { Tensor } from "../tensor/tensor";
import type { LossName } from "./loss";
import type { TensorOp } from "./ops/tensorOp";
import type { Fix, Refusal } from "./refusal";

/** Activations and a loss, applied to the raw arrays in this order. */
export interface Pipeline {
  readonly ops: readonly TensorOp[];
  readonly loss: LossName;
  /** What is applied to the target, where that is no target as it stands. */
  readonly targetOps?: readonly TensorOp[];
  /** What the loss is multiplied by: the square of a temperature. */
  readonly times?: number;
}

/** Why a pipeline that runs does not compute the reading's loss, as data; `render` has the words. */
export type Mistake =
  /** Probabilities are squashed once more; `floor` is what no sample's loss (no "yes" of BCE) can then fall below, where there is one. */
  | { readonly kind: "softmaxOfProbabilities" | "sigmoidOfProbabilities"; readonly floor: number | undefined }
  | { readonly kind: "logOfLogits" | "logOfLogProbabilities" | "expOfLogits" | "expOfProbabilities" }
  /** The loss takes log-probabilities, but no logarithm is ever taken. */
  | { readonly kind: "noLogarithm"; readonly of: "probabilities" | "logits" }
  /** The loss takes probabilities and gets something else that happens to lie in [0, 1]. */
  | { readonly kind: "notProbabilities"; readonly of: "logits" | "logProbabilities" }
  /** A sigmoid of log-probabilities, which are no logits of independent labels. */
  | { readonly kind: "sigmoidOfLogProbabilities" }
  /** The values are normalised by the other function than the task's. */
  | { readonly kind: "softmaxForIndependent" | "sigmoidForExclusive" }
  /** Every class is scored as a yes or no of its own, and the mean is over all elements. */
  | { readonly kind: "elementwiseForExclusive" }
  /** The classes are taken along another axis than the reading's; `meant` is undefined where there is none. */
  | { readonly kind: "classDim"; readonly used: number; readonly meant: number | undefined }
  /** One class: its softmax is 1, so the loss is always 0. */
  | { readonly kind: "oneClass" }
  | { readonly kind: "signsAsLabels" | "labelsAsSigns" }
  /** Unreduced and summed losses are means over each sample's labels. */
  | { readonly kind: "meanOverLabels" }
  /** Cross-entropy less the target's own entropy, and `mean` divides by the number of elements. */
  | { readonly kind: "divergence" }
  /** Of a divergence from a teacher: divided by the classes too, one value a class, or with the teacher's own entropy in it. */
  | { readonly kind: "meanOverElements"; readonly classes: number }
  | { readonly kind: "termsOfDivergence" | "entropyIncluded" }
  /** The teacher's logits are taken for its probabilities; or the loss is not multiplied by the square of the temperature. */
  | { readonly kind: "teacherLogits" }
  | { readonly kind: "withoutSquare"; readonly temperature: number }
  /** The shapes differ and broadcast: each prediction is compared with each value. */
  | { readonly kind: "broadcasts"; readonly elements: number }
  /** `otherError` measures the same error, but not by its square. */
  | { readonly kind: "otherLoss" | "otherError"; readonly loss: LossName }
  /** A softmax of log-probabilities whose exponentials do not quite add up to 1. */
  | { readonly kind: "normalisedAgain" }
  /** The formula is the reading's, but computed in this way it loses some of these values. */
  | { readonly kind: "clamped" | "zeroTimesInfinity" | "precision" };

/** A pipeline's standing on these numbers: `matches` is equal in general, `coincides` only here. */
export type PipelineVerdict =
  | { readonly kind: "matches" }
  | { readonly kind: "coincides"; readonly mistake: Mistake }
  | { readonly kind: "differs"; readonly mistake: Mistake };

export interface Ran {
  readonly kind: "ran";
  readonly pipeline: Pipeline;
  /** Under the chosen reduction; a scalar except for `none`. */
  readonly value: Tensor;
  /** Undefined where there is no reference loss to compare with. */
  readonly verdict: PipelineVerdict | undefined;
}

export interface Raised {
  readonly kind: "raised";
  readonly pipeline: Pipeline;
  readonly refusal: Refusal;
  /** The first of the refusal's fixes after which the pipeline runs, and what it gives then. */
  readonly repaired: Repaired | undefined;
}

export interface Repaired {
  readonly fix: Fix;
  /** The pipeline with its dims where the fix has moved them. */
  readonly pipeline: Pipeline;
  readonly value: Tensor;
  readonly verdict: PipelineVerdict | undefined;
}

export type PipelineResult = Ran | Raised;

/** The first pipeline that gives the loss, as the arrays stand or else once they are converted. */
export function firstGiving(results: readonly PipelineResult[]): PipelineResult | undefined {
  return (
    results.find((each) => each.kind === "ran" && each.verdict?.kind === "matches") ??
    results.find((each) => each.kind === "raised" && each.repaired?.verdict?.kind === "matches")
  );
}
