import { elementIndex } from "../engine/sampleLayout";
import type { SampleTable } from "./sampleTable";

/** The values of the input as a field of rows and columns: a row a sample, or the last axis where every value is a sample. */
export interface HeatField {
  readonly rows: number;
  readonly columns: number;
  readonly element: (row: number, column: number) => number;
  readonly rowName: (row: number) => string;
  readonly columnName: (column: number) => string;
  /** What the target names. */
  readonly marked: (element: number) => boolean;
  readonly sampleOf: (row: number, column: number) => number;
}

export function heatField(table: SampleTable): HeatField {
  const { layout, marks, expected, input, axes } = table;
  if (layout.classes > 1 || marks !== undefined) {
    return {
      rows: layout.count,
      columns: layout.classes,
      element: (row, column) => elementIndex(layout, row, column),
      rowName: table.nameOf,
      columnName: table.className,
      marked: (element) => marks?.[element] === 1,
      sampleOf: (row) => row,
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
    marked: (at) => expected?.[at] === 1,
    sampleOf: element,
  };
}

/** How strong a value is among all: 0 for the least, 1 for the largest. */
export function heatScale(data: Float64Array) {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const heat = (value: number): number => {
    if (Number.isNaN(value)) return 0;
    return most === least ? Number(value >= most) : Math.min(Math.max((value - least) / (most - least), 0), 1);
  };
  return { least, most, heat };
}
