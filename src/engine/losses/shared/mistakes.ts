import type { MeaningContext } from "../../meaning";
import type { InputKind, Reading } from "../../reading";
import { tasks } from "../../tasks";
import type { Mistake } from "../../verdict";
import { torchClassDim } from "./classLanes";

/** What goes wrong on the way from numbers of one meaning to a loss, as several losses and activations share it. */

/** A softmax takes logits, and leaves log-probabilities what they are: exp(log p) already adds up to 1. */
export function softmaxMistake(
  meaning: InputKind,
  dim: number,
  { reading, shape }: MeaningContext,
): Mistake | undefined {
  if (!tasks[reading.task].exclusive) {
    return shape.length < 2 ? { kind: "classDim", used: dim, meant: undefined } : { kind: "softmaxForIndependent" };
  }
  if (reading.classDim !== dim) return { kind: "classDim", used: dim, meant: reading.classDim };
  const classes = shape[dim];
  if (classes === 1) return { kind: "oneClass" };
  return meaning === "probabilities" ? { kind: "softmaxOfProbabilities", floor: softmaxFloor(classes) } : undefined;
}

/** The least cross-entropy of a softmax of probabilities: the best row is one-hot, which gives the right class e / (e + C − 1). */
export function softmaxFloor(classes: number): number {
  return Math.log(Math.E + classes - 1) - 1;
}

export function sigmoidMistake(meaning: InputKind, { task }: Reading): Mistake | undefined {
  // A probability of 1 becomes σ(1), so a "yes" costs at least −log σ(1).
  if (meaning === "probabilities") return { kind: "sigmoidOfProbabilities", floor: Math.log1p(Math.exp(-1)) };
  if (tasks[task].exclusive) return { kind: "sigmoidForExclusive" };
  return meaning === "logProbabilities" ? { kind: "sigmoidOfLogProbabilities" } : undefined;
}

/** What a loss of one class of C takes as its classes, where that is not the reading's axis. */
export function classDimMistake({ reading, shape }: MeaningContext): Mistake | undefined {
  const used = torchClassDim(shape.length);
  const fits = tasks[reading.task].exclusive && reading.classDim === used;
  return fits ? undefined : { kind: "classDim", used, meant: reading.classDim };
}

/** Targets of another kind where a loss takes one yes or no an element. */
export function labelMistake({ targetKind }: Reading): Mistake | undefined {
  return targetKind === "signs" || targetKind === "labelLists" ? { kind: "signsAsLabels" } : undefined;
}
