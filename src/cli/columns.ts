import type { Literal } from "../literal/literal";
import { numel } from "../tensor/tensor";
import type { FoundArray } from "./foundArrays";

/** The columns of a table with a header, each as an array of its own; none of other arrays. */
export function columnArrays({ literal, ...table }: FoundArray): readonly FoundArray[] {
  const { columnNames, tensor } = literal;
  if (columnNames === undefined || tensor.shape.length !== 2 || tensor.shape[1] !== columnNames.length) return [];
  return columnNames.map((name, index) => ({
    ...table,
    name,
    selector: name,
    place: `column ${index + 1}`,
    literal: pickColumns(literal, [index]),
  }));
}

/** Some columns of an (N, C) table: (N) of a single one, else (N, number of columns). */
export function pickColumns(table: Literal, columns: readonly number[]): Literal {
  const [rows, width] = table.tensor.shape;
  const shape = columns.length === 1 ? [rows] : [rows, columns.length];
  const elements = Uint32Array.from({ length: numel(shape) }, (_, element) => {
    return Math.floor(element / columns.length) * width + columns[element % columns.length];
  });
  return {
    ...table,
    tensor: {
      data: Float64Array.from(elements, (element) => table.tensor.data[element]),
      shape,
      dtype: table.tensor.dtype,
    },
    elementOffsets: elements.map((element) => table.elementOffsets[element]),
    elementLengths: elements.map((element) => table.elementLengths[element]),
    columnNames: columns.flatMap((column) => table.columnNames?.[column] ?? []),
  };
}
