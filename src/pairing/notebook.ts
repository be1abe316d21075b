import type { TextUnit } from "../textUnit";

export type NotebookCells =
  | { readonly kind: "cells"; readonly units: readonly CellUnit[] }
  | { readonly kind: "problem"; readonly message: string };

/** A cell of a notebook, or what it has printed. */
export interface CellUnit extends TextUnit {
  /** The number of the cell, as a notebook counts them from 1. */
  readonly cell: number;
}

/** The code cells of a Jupyter notebook's JSON (nbformat 3 and 4), each followed by its outputs. The message of a problem follows the file's name. */
export function notebookCells(json: string, id = "notebook"): NotebookCells {
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
  const units = cells.flatMap((cell, index): readonly CellUnit[] => {
    if (field(cell, "cell_type") !== "code") return [];
    const common = { version: 1, cell: index + 1 };
    const own: CellUnit = { ...common, id: `${id}#${index + 1}`, languageId, text: sourceOf(cell), role: "code" };
    const outputs = (list(field(cell, "outputs")) ?? []).flatMap((output, number): readonly CellUnit[] => {
      const text = printedText(output);
      if (text === "") return [];
      return [{ ...common, id: `${own.id}>${number + 1}`, languageId: "plaintext", text, role: "output" }];
    });
    return [own, ...outputs];
  });
  return { kind: "cells", units };
}

function cellsOf(notebook: unknown): readonly unknown[] | undefined {
  const cells = field(notebook, "cells") ?? field(list(field(notebook, "worksheets"))?.[0], "cells");
  return list(cells);
}

/** nbformat keeps the source as a text or as a list of lines; nbformat 3 called it `input`. */
function sourceOf(cell: unknown): string {
  return textOf(field(cell, "source") ?? field(cell, "input"));
}

/** What an output shows as text: a stream, the plain form of a result, the traceback of an error. */
function printedText(output: unknown): string {
  const plain = field(field(output, "data"), "text/plain") ?? field(output, "text");
  const traceback = list(field(output, "traceback"))
    ?.filter((line) => typeof line === "string")
    .join("\n");
  return withoutAnsi(plain === undefined ? (traceback ?? "") : textOf(plain));
}

const ansi = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*[A-Za-z]`, "g");

/** Colours are no part of what was printed. */
export function withoutAnsi(text: string): string {
  return text.replaceAll(ansi, "");
}

function textOf(lines: unknown): string {
  if (typeof lines === "string") return lines;
  return (list(lines) ?? []).filter((line) => typeof line === "string").join("");
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
