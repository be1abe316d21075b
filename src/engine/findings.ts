import type { Tensor } from "../tensor/tensor";
import type { LossOptions } from "./loss";
import { ignoreIndexOf } from "./losses/shared/classIndices";
import type { Reading } from "./reading";
import { rowSums } from "./rowSums";
import { sampleLayout } from "./sampleLayout";
import type { ShiftedByOne } from "./shiftedByOne";
import { tasks } from "./tasks";
import { valueFacts } from "./valueFacts";

/** Something about the pair itself that a person should know, whatever the pipeline; as data, `render` has the words. */
export type PairFinding =
  /** No target is 0 and the largest is C: class indices that start at 1. */
  | { readonly kind: "oneBasedLabels"; readonly classes: number }
  | { readonly kind: "allIgnored"; readonly ignoreIndex: number }
  /** Targets that look like class probabilities, but whose rows add up to something else. */
  | { readonly kind: "targetsDoNotSumToOne"; readonly rows: number; readonly of: number; readonly sum: number }
  /** Every column of the probabilities adds up to 1, the rows do not: a softmax along the other axis. */
  | { readonly kind: "otherAxisSumsToOne"; readonly dim: number; readonly classDim: number }
  /** With class probabilities `mean` divides by N, not by Σ w as with class indices. */
  | { readonly kind: "weightedMeanOverSamples" }
  | { readonly kind: "notNumbers"; readonly count: number }
  /** Read as probabilities, but outside [0, 1]. */
  | { readonly kind: "noProbabilities"; readonly count: number }
  | ShiftedByOne;

/** What is remarkable about a pair under a reading, the most likely cause of trouble first. */
export function findFindings(
  input: Tensor,
  target: Tensor,
  reading: Reading,
  options: LossOptions,
): readonly PairFinding[] {
  const facts = valueFacts(input);
  const findings: PairFinding[] = [];
  if (reading.targetKind === "classIndices") findings.push(...indexFindings(input, target, reading, options));
  if (tasks[reading.task].exclusive && reading.targetKind === "classProbabilities" && options.weight !== undefined) {
    findings.push({ kind: "weightedMeanOverSamples" });
  }
  const sums = targetSums(target, reading);
  if (sums !== undefined) findings.push(sums);
  if (reading.inputKind === "probabilities" && facts.outsideUnit > 0) {
    findings.push({ kind: "noProbabilities", count: facts.outsideUnit });
  }
  const axis = otherAxis(input, reading);
  if (axis !== undefined) findings.push(axis);
  if (facts.nans > 0) findings.push({ kind: "notNumbers", count: facts.nans });
  return findings;
}

function* indexFindings(input: Tensor, target: Tensor, reading: Reading, options: LossOptions): Iterable<PairFinding> {
  const ignoreIndex = ignoreIndexOf(options);
  const counted = target.data.filter((value) => value !== ignoreIndex);
  const classes = input.shape[reading.classDim ?? 0];
  if (counted.length === 0 && target.data.length > 0) yield { kind: "allIgnored", ignoreIndex };
  else if (
    !counted.includes(0) &&
    counted.includes(classes) &&
    counted.every((value) => value >= 1 && value <= classes)
  ) {
    yield { kind: "oneBasedLabels", classes };
  }
}

/** Soft values in [0, 1] over several columns, most rows of which add up to 1: the others are mistakes. */
function targetSums(target: Tensor, reading: Reading): PairFinding | undefined {
  const rank = target.shape.length;
  if (rank < 2 || reading.targetKind === "classIndices") return undefined;
  const facts = valueFacts(target);
  if (facts.integers || facts.outsideUnit > 0 || facts.nans > 0) return undefined;
  const layout = sampleLayout(target.shape, { task: "multiclass", classDim: reading.classDim ?? rank - 1 });
  if (layout.classes < 2) return undefined;
  const sums = rowSums(target, layout);
  const missing = sums.rows - sums.sumToOne;
  if (missing === 0 || missing * 2 >= sums.rows) return undefined;
  const sum = Math.abs(sums.min - 1) > Math.abs(sums.max - 1) ? sums.min : sums.max;
  return { kind: "targetsDoNotSumToOne", rows: missing, of: sums.rows, sum };
}

function otherAxis(input: Tensor, { inputKind, task, classDim }: Reading): PairFinding | undefined {
  if (!tasks[task].exclusive || classDim === undefined || valueFacts(input).outsideUnit > 0) return undefined;
  const sumsAlong = (dim: number): boolean => {
    const layout = sampleLayout(input.shape, { task, classDim: dim });
    const sums = rowSums(input, layout);
    return layout.classes > 1 && sums.rows > 1 && sums.sumToOne === sums.rows;
  };
  if (inputKind === "logProbabilities" || sumsAlong(classDim)) return undefined;
  const dim = input.shape.findIndex((_, axis) => axis !== classDim && sumsAlong(axis));
  return dim === -1 ? undefined : { kind: "otherAxisSumsToOne", dim, classDim };
}
