import { crossPath } from "../../../render/chartShapes";

interface CrossesProps {
  readonly rows: number;
  readonly columns: number;
  readonly cell: number;
  readonly isCrossed: (row: number, column: number) => boolean;
}

/** Smaller ones could not be told from dots. */
const LEAST = 3;

/** A cross on each pixel that is wrong, so that colour is not the only sign of it. */
export function Crosses({ rows, columns, cell, isCrossed }: CrossesProps) {
  if (cell < LEAST) return null;
  const inset = cell * 0.25;
  let path = "";
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!isCrossed(row, column)) continue;
      path += crossPath(column * cell + inset, row * cell + inset, cell - 2 * inset);
    }
  }
  return <path class="pixel-cross" d={path} />;
}
