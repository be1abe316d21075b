import type { SampleTable } from "./sampleTable";

/** Which columns a person may do without. */
export const optionalColumns = ["probability", "classes", "gradient", "values"] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

/** A number of a sample with a column of its own: a value of the input, or the loss of a label. */
export interface CellColumn {
  readonly group: "value" | "labelLoss";
  readonly column: number;
}

/** The columns of the cells that are in view, and the room of those beside, in pixels. */
export interface CellsInView {
  readonly shown: readonly CellColumn[];
  readonly before: number;
  readonly after: number;
}

/** What the values of each sample are written as. */
export type CellGroups = readonly CellColumn["group"][];

/** The values of a sample, and where it has a loss for each label, those. */
export function cellGroups({ expected }: Pick<SampleTable, "expected">): CellGroups {
  return expected === undefined ? ["value", "labelLoss"] : ["value"];
}

/** The column at a place among all cells of a row. */
export function cellColumn(groups: CellGroups, classes: number, place: number): CellColumn {
  return { group: groups[Math.floor(place / classes)], column: place % classes };
}

/** From so many cells on only those in view are in the document. */
export const WINDOWED_CELLS = 32;
