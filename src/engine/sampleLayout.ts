import { numel } from "../tensor/tensor";
import type { Reading } from "./reading";

/**
 * Where the samples of a reading stand in the row-major input: element c of sample s is at
 * ⌊s / inner⌋ · classes · inner + c · inner + s mod inner, as (N, C, d1…dk) and channels-last (inner = 1) both have it.
 */
export interface SampleLayout {
  readonly count: number;
  /** Values a sample has: C, or 1 where every element is a sample of its own. */
  readonly classes: number;
  readonly inner: number;
}

export function sampleLayout(
  shape: readonly number[],
  { task, classDim }: Pick<Reading, "task" | "classDim">,
): SampleLayout {
  const elements = numel(shape);
  const rowDim = classDim ?? (task === "multilabel" && shape.length > 0 ? shape.length - 1 : undefined);
  if (rowDim === undefined) return { count: elements, classes: 1, inner: 1 };
  const classes = shape[rowDim] ?? 1;
  return { count: classes === 0 ? 0 : elements / classes, classes, inner: numel(shape.slice(rowDim + 1)) };
}

export function elementIndex({ classes, inner }: SampleLayout, sample: number, column: number): number {
  return Math.floor(sample / inner) * classes * inner + column * inner + (sample % inner);
}
