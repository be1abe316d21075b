import { type Lanes, laneStart, lanesAlong } from "../tensor/layout";
import { numel } from "../tensor/tensor";
import type { Reading } from "./reading";
import { tasks } from "./tasks";

/** Where the samples of a reading stand in the row-major input, each a lane: (N, C, d1…dk) and channels last alike. */
export interface SampleLayout extends Lanes {
  /** Values a sample has: C, or 1 where every element is a sample of its own. */
  readonly classes: number;
}

export function sampleLayout(
  shape: readonly number[],
  { task, classDim }: Pick<Reading, "task" | "classDim">,
): SampleLayout {
  const axis = tasks[task].samplesAlong(shape.length, classDim);
  if (axis === undefined) return { count: numel(shape), size: 1, inner: 1, span: 1, classes: 1 };
  const lanes = lanesAlong(shape, axis);
  return { ...lanes, count: lanes.size === 0 ? 0 : lanes.count, classes: lanes.size };
}

export function elementIndex(layout: SampleLayout, sample: number, column: number): number {
  return laneStart(layout, sample) + column * layout.inner;
}

export function everySample({ count }: SampleLayout): Uint32Array {
  const all = new Uint32Array(count);
  for (let sample = 0; sample < count; sample++) all[sample] = sample;
  return all;
}
