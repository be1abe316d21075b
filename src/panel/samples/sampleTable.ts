import type { ReferenceLoss } from "../../engine/pairReport";
import { binaryTargets } from "../../engine/reference";
import { elementIndex, everySample, type SampleLayout } from "../../engine/sampleLayout";
import type { SampleValues } from "../../engine/sampleValues";
import { intermediateSteps, probabilitiesOf, type Step } from "../../engine/steps";
import { tasks } from "../../engine/tasks";
import type { ClassList } from "../../protocol";
import type { Evaluation } from "../../report";
import type { Tensor } from "../../tensor/tensor";
import { classNaming, type FoundNames, foundNames } from "../reading/classNames";
import { placeAmong, type SampleAxis, type Slice, sampleAxes, sliceFilter } from "./sampleAxes";

/** `value` and `labelLoss` are of a class where one is given, else the sample's largest; `gradient` is the largest magnitude. */
export type SampleColumn =
  | "sample"
  | "expected"
  | "predicted"
  | "probability"
  | "loss"
  | "value"
  | "labelLoss"
  | "gradient";

export interface SampleSort {
  readonly column: SampleColumn;
  readonly classColumn?: number | undefined;
  readonly descending: boolean;
}

/** The samples of an evaluation with what the panel shows of each; all arrays have an entry a sample. */
export interface SampleTable extends SampleValues {
  /** Where the samples stand in the input. */
  readonly axes: readonly SampleAxis[];
  /** The place of a sample in the input without its class axis: `3`, or `0, 2, 1` where there are several axes. */
  readonly nameOf: (sample: number) => string;
  readonly className: (column: number) => string;
  /** Names of the classes that nobody typed, used or not. */
  readonly found: FoundNames | undefined;
  readonly steps: readonly Step[];
  readonly input: Tensor;
}

/** `classNames` as typed, apart by commas; `lists` are those of the code around. */
export function sampleTable(
  report: Evaluation,
  reference: ReferenceLoss,
  classNames?: string,
  lists: readonly ClassList[] = [],
): SampleTable {
  const { input, target, reading } = report;
  const { layout, loss, expected, predicted } = reference.samples;
  const steps = intermediateSteps(input, reading);
  const probabilities = probabilitiesOf(input, reading, steps);
  const single = layout.classes === 1 && !tasks[reading.task].exclusive;
  const axes = sampleAxes(input.shape, reading);
  const found = foundNames(report, lists, layout.classes);
  return {
    layout,
    axes,
    found,
    className: classNaming(classNames, found),
    nameOf: (sample) => placeAmong(axes, sample).join(", ") || "0",
    steps,
    input,
    probabilities,
    unreduced: reference.unreduced.values,
    loss,
    expected,
    predicted,
    probability: expected && probabilityOf(probabilities.data, layout, expected, single),
    marks: single ? undefined : marksOf(input, layout, expected, () => binaryTargets(input, target, reading)),
  };
}

function probabilityOf(p: Float64Array, layout: SampleLayout, expected: Int32Array, single: boolean): Float64Array {
  const probability = new Float64Array(expected.length);
  for (let sample = 0; sample < expected.length; sample++) {
    const column = expected[sample];
    if (single) probability[sample] = column === 1 ? p[sample] : 1 - p[sample];
    else probability[sample] = column < 0 ? Number.NaN : p[elementIndex(layout, sample, column)];
  }
  return probability;
}

function marksOf(
  input: Tensor,
  layout: SampleLayout,
  expected: Int32Array | undefined,
  labels: () => Float64Array,
): Uint8Array {
  if (expected === undefined) return Uint8Array.from(labels(), (label) => Number(label > 0.5));
  const marks = new Uint8Array(input.data.length);
  expected.forEach((column, sample) => {
    if (column >= 0) marks[elementIndex(layout, sample, column)] = 1;
  });
  return marks;
}

/** The sample with the largest loss, nan counting as the largest; undefined where there is none. */
export function worstSample({ loss }: Pick<SampleTable, "loss">): number | undefined {
  let worst: number | undefined;
  for (let sample = 0; sample < loss.length; sample++) {
    if (Number.isNaN(loss[sample])) return sample;
    if (worst === undefined || loss[sample] > loss[worst]) worst = sample;
  }
  return worst;
}

/** The samples of a slice in the order of the input. */
export function slicedSamples(table: SampleTable, slice: Slice): Uint32Array {
  const inSlice = sliceFilter(table.axes, slice);
  const all = everySample(table.layout);
  return inSlice === undefined ? all : all.filter(inSlice);
}

/** The samples of a slice in the order of a column; nan counts as the worst of losses, and equals keep the order of the input. */
export function sortedSamples(
  table: SampleTable,
  sort: SampleSort,
  slice: Slice = [],
  gradient?: Float64Array,
): Uint32Array {
  const order = slicedSamples(table, slice);
  const keys = sortKeys(table, sort, gradient);
  if (keys === undefined) return sort.descending ? order.reverse() : order;
  const sign = sort.descending ? -1 : 1;
  const weights = new Float64Array(keys.length);
  for (let sample = 0; sample < weights.length; sample++) {
    weights[sample] = sign * (Number.isNaN(keys[sample]) ? Number.MAX_VALUE : Math.min(keys[sample], 1e300));
  }
  return order.sort((a, b) => weights[a] - weights[b] || a - b);
}

/** An entry a sample; undefined for the order of the input. */
function sortKeys(
  table: SampleTable,
  { column, classColumn }: SampleSort,
  gradient: Float64Array | undefined,
): ArrayLike<number> | undefined {
  switch (column) {
    case "sample":
      return undefined;
    case "value":
      return classKeys(table, table.input.data, classColumn);
    case "labelLoss":
      return classKeys(table, table.unreduced.data, classColumn);
    case "gradient":
      return gradient && classKeys(table, gradient.map(Math.abs), undefined);
    default:
      return table[column];
  }
}

function classKeys({ layout }: SampleTable, data: Float64Array, classColumn: number | undefined): Float64Array {
  const { count, classes } = layout;
  return Float64Array.from({ length: count }, (_, sample) => {
    // The array in view may have fewer classes than the one that was sorted.
    if (classColumn !== undefined) return data[elementIndex(layout, sample, Math.min(classColumn, classes - 1))];
    let largest = Number.NEGATIVE_INFINITY;
    for (let column = 0; column < classes; column++) {
      const value = data[elementIndex(layout, sample, column)];
      if (!(value <= largest)) largest = value;
    }
    return largest;
  });
}
