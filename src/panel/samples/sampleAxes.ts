import type { Reading } from "../../engine/reading";
import type { SampleLayout } from "../../engine/sampleLayout";
import { tasks } from "../../engine/tasks";

/** An axis of the input along which samples stand. */
export interface SampleAxis {
  /** Its number in the input. */
  readonly dim: number;
  readonly size: number;
}

/** The input's axes but the one that holds a sample's values. */
export function sampleAxes(shape: readonly number[], { task, classDim }: Reading): readonly SampleAxis[] {
  const within = tasks[task].samplesAlong(shape.length, classDim);
  return shape.map((size, dim) => ({ dim, size })).filter(({ dim }) => dim !== within);
}

/** The index of a sample along each of the axes. */
export function placeAmong(axes: readonly SampleAxis[], sample: number): readonly number[] {
  let rest = sample;
  const place = axes.toReversed().map(({ size }) => {
    const index = rest % size;
    rest = (rest - index) / size;
    return index;
  });
  return place.reverse();
}

/** An index held fast along some of the axes, by their place in the list; the others are shown whole. */
export type Slice = readonly (number | undefined)[];

/** Undefined where nothing is held fast, so that every sample is in. */
export function sliceFilter(axes: readonly SampleAxis[], slice: Slice): ((sample: number) => boolean) | undefined {
  const held = axes.flatMap(({ size }, axis) => {
    const index = slice[axis];
    const stride = axes.slice(axis + 1).reduce((product, { size: inner }) => product * inner, 1);
    return index === undefined ? [] : [{ index, size, stride }];
  });
  if (held.length === 0) return undefined;
  return (sample) => held.every(({ index, size, stride }) => Math.floor(sample / stride) % size === index);
}

/** The sample that an element of the input belongs to. */
export function sampleOfElement({ classes, inner }: SampleLayout, element: number): number {
  return Math.floor(element / (classes * inner)) * inner + (element % inner);
}
