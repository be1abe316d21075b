import type { TextUnit } from "./textFile";

export type Cells =
  | { readonly kind: "cells"; readonly units: readonly TextUnit[] }
  | { readonly kind: "problem"; readonly message: string };

/** The code cells of a Jupyter notebook's JSON (nbformat 3 and 4). The message of a problem follows the file's name. */
export function notebookCells(json: string): Cells {
  let notebook: unknown;
  try {
    notebook = JSON.parse(json);
  } catch (error) {
    const detail = error instanceof Error ? error.message.replaceAll(/\s+/g, " ").slice(0, 120) : "";
    return { kind: "problem", message: `is damaged: a notebook is JSON, and this is not (${detail})` };
  }
  const cells = cellsOf(notebook);
  if (cells === undefined) return { kind: "problem", message: "is no Jupyter notebook: it has no list of cells" };
  const languageId = languageOf(notebook);
  const units = cells.flatMap((cell, index): readonly TextUnit[] => {
    if (field(cell, "cell_type") !== "code") return [];
    return [{ text: sourceOf(cell), languageId, cell: index + 1 }];
  });
  return { kind: "cells", units };
}

function cellsOf(notebook: unknown): readonly unknown[] | undefined {
  const cells = field(notebook, "cells") ?? field(list(field(notebook, "worksheets"))?.[0], "cells");
  return list(cells);
}

/** nbformat keeps the source as a text or as a list of lines; nbformat 3 called it `input`. */
function sourceOf(cell: unknown): string {
  const source = field(cell, "source") ?? field(cell, "input");
  if (typeof source === "string") return source;
  return (list(source) ?? []).filter((line) => typeof line === "string").join("");
}

function languageOf(notebook: unknown): string {
  const metadata = field(notebook, "metadata");
  const name = field(field(metadata, "language_info"), "name") ?? field(field(metadata, "kernelspec"), "language");
  return typeof name === "string" ? name.toLowerCase() : "python";
}

function list(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
