import type { TextUnit } from "../textUnit";
import { notebookCells } from "./notebook";

/** What the text of a file is made of. */
export interface FileUnits {
  readonly kind: "file";
  readonly units: readonly TextUnit[];
  /** The number of the cell of each unit; undefined in what is no notebook. */
  readonly cells: readonly (number | undefined)[];
}

/** The text itself, or a notebook's cells and outputs; or why there are none, a clause to follow the file's name. */
export function fileUnits(
  path: string,
  text: string,
): FileUnits | { readonly kind: "problem"; readonly message: string } {
  if (!/\.ipynb$/i.test(path)) {
    const languageId = /\.(?:log|txt|md|rst)$/i.test(path) ? "plaintext" : "python";
    return { kind: "file", units: [{ id: path, version: 1, languageId, text, role: "code" }], cells: [undefined] };
  }
  const cells = notebookCells(text, path);
  if (cells.kind === "problem") return cells;
  return { kind: "file", units: cells.units, cells: cells.units.map(({ cell }) => cell) };
}
