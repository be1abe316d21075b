import { elementIndex } from "../../../engine/sampleLayout";
import { type Slice, sliceFilter } from "../../samples/sampleAxes";
import type { SampleTable } from "../../samples/sampleTable";

/** The values of the input as a field of rows and columns: a row a sample, or the last axis where every value is a sample. */
export interface HeatField {
  readonly rows: number;
  readonly columns: number;
  readonly element: (row: number, column: number) => number;
  readonly rowName: (row: number) => string;
  readonly columnName: (column: number) => string;
  /** What stands in the columns: the classes of a sample, or samples. */
  readonly across: "classes" | "samples";
  /** What the target names. */
  readonly marked: (element: number) => boolean;
  readonly sampleOf: (row: number, column: number) => number;
}

/** Only the samples of a slice where one is chosen. */
export function heatField(table: SampleTable, slice: Slice = []): HeatField {
  const { layout, marks, expected, input, axes } = table;
  const inSlice = sliceFilter(axes, slice);
  const samples = inSlice && Uint32Array.from({ length: layout.count }, (_, sample) => sample).filter(inSlice);
  if (layout.classes > 1 || marks !== undefined) {
    const sampleOf = (row: number) => samples?.[row] ?? row;
    return {
      rows: samples?.length ?? layout.count,
      columns: layout.classes,
      element: (row, column) => elementIndex(layout, sampleOf(row), column),
      rowName: (row) => table.nameOf(sampleOf(row)),
      columnName: table.className,
      across: "classes",
      marked: (element) => marks?.[element] === 1,
      sampleOf,
    };
  }
  if (samples !== undefined) {
    return {
      rows: 1,
      columns: samples.length,
      element: (_, column) => samples[column],
      rowName: () => "",
      columnName: (column) => table.nameOf(samples[column]),
      across: "samples",
      marked: (at) => expected?.[at] === 1,
      sampleOf: (_, column) => samples[column],
    };
  }
  const columns = axes.at(-1)?.size ?? 1;
  const element = (row: number, column: number) => row * columns + column;
  return {
    rows: columns === 0 ? 0 : input.data.length / columns,
    columns,
    element,
    rowName: (row) => (axes.length < 2 ? "" : table.nameOf(element(row, 0)).replace(/, 0$/, "")),
    columnName: String,
    across: "samples",
    marked: (at) => expected?.[at] === 1,
    sampleOf: element,
  };
}

/** How strong a value is among all: 0 for the least, 1 for the largest; of values of both signs, by how far it is from 0. */
export function heatScale(data: Float64Array) {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  // Where there are both, the sign is what is looked at first: the shades begin at 0.
  const isDiverging = least < 0 && most > 0;
  const farthest = Math.max(-least, most);
  const heat = (value: number): number => {
    if (Number.isNaN(value)) return 0;
    if (isDiverging) return Math.min(Math.abs(value) / farthest, 1);
    return most === least ? Number(value >= most) : Math.min(Math.max((value - least) / (most - least), 0), 1);
  };
  return { least, most, isDiverging, heat };
}

/** How opaque the colour of a value is: a number on it stays readable. */
export function shade(share: number): string {
  return (share * 0.47 + 0.03).toFixed(3);
}
