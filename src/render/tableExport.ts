import * as l10n from "@vscode/l10n";
import {
  type CsvText,
  csvCell,
  type JsonText,
  joined,
  json,
  jsonText,
  type MarkdownText,
  markdown,
  markdownCell,
  type PlainText,
  type PythonSource,
  plainText,
  python,
  pythonString,
  type WrittenText,
} from "./writtenText";

/** A table to be taken away: every row of it, each number in the digits that give back the very same double. */
export interface ExportTable {
  readonly columns: readonly ExportColumn[];
  readonly rows: number;
}

export interface ExportColumn {
  readonly name: string;
  readonly at: (row: number) => number | string;
}

export type ExportFormat = "text" | "csv" | "markdown" | "json" | "python";

export const exportFormats: readonly {
  readonly format: ExportFormat;
  readonly name: () => string;
  readonly extension: string;
}[] = [
  { format: "csv", name: () => "CSV", extension: "csv" },
  { format: "json", name: () => "JSON", extension: "json" },
  { format: "markdown", name: () => "Markdown", extension: "md" },
  { format: "python", name: () => "Python", extension: "py" },
  { format: "text", name: () => l10n.t("Text"), extension: "txt" },
];

/**
 * The table in a format, complete. What is no finite number is written so that the format's own readers take it back: `nan`, `inf`
 * and `-inf` in CSV, text and Markdown (Python's `float` and pandas), `float("nan")` in Python, and in JSON, which has no such
 * numbers, the strings "NaN", "Infinity" and "-Infinity" (JavaScript's `Number` and Python's `float`).
 */
export function exportTable(table: ExportTable, format: ExportFormat): WrittenText {
  switch (format) {
    case "csv":
      return csvTable(table);
    case "text":
      return aligned(table);
    case "markdown":
      return markdownTable(table);
    case "json":
      return jsonRows(table);
    case "python":
      return pythonLists(table);
  }
}

/** The digits that give back the very same double. */
export function exactNumber(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

function cell(value: number | string): string {
  return typeof value === "string" ? value : exactNumber(value);
}

/** The head, then every row. */
function lines<Line>({ columns, rows }: ExportTable, line: (cells: readonly string[]) => Line): readonly Line[] {
  const written = [line(columns.map(({ name }) => name))];
  for (let row = 0; row < rows; row++) written.push(line(columns.map(({ at }) => cell(at(row)))));
  return written;
}

function csvTable(table: ExportTable): CsvText {
  const rows = lines(table, (cells) => joined(cells.map(csvCell), ","));
  return joined([...rows, csvCell("")], "\n");
}

function aligned(table: ExportTable): PlainText {
  const widths = table.columns.map(({ name }) => name.length);
  for (const [index, { at }] of table.columns.entries()) {
    for (let row = 0; row < table.rows; row++) widths[index] = Math.max(widths[index], cell(at(row)).length);
  }
  const rows = lines(table, (cells) => cells.map((text, index) => text.padStart(widths[index])).join("  "));
  return plainText(`${rows.join("\n")}\n`);
}

function markdownTable(table: ExportTable): MarkdownText {
  const [head, ...body] = lines(table, (cells) => markdown`| ${joined(cells.map(markdownCell), " | ")} |`);
  const rule = markdown`| ${joined(
    table.columns.map(() => markdown`---:`),
    " | ",
  )} |`;
  return markdown`${joined([head, rule, ...body], "\n")}\n`;
}

function jsonRows({ columns, rows }: ExportTable): JsonText {
  const list = Array.from({ length: rows }, (_, row) => {
    const entries = columns.map(({ name, at }) => {
      const entry = at(row);
      return json`${jsonText(name)}: ${typeof entry === "number" ? entry : jsonText(entry)}`;
    });
    return json`  {${joined(entries, ", ")}}`;
  });
  return json`[\n${joined(list, json`,\n`)}\n]\n`;
}

/** A dictionary of lists, a list a column, as `pandas.DataFrame` takes it. */
function pythonLists({ columns, rows }: ExportTable): PythonSource {
  const value = (entry: number | string): PythonSource => {
    if (typeof entry === "string") return pythonString(entry);
    return Object.is(entry, -0) ? python`-0` : python`${entry}`;
  };
  const lists = columns.map(({ name, at }) => {
    const values = Array.from({ length: rows }, (_, row) => value(at(row)));
    return python`    ${pythonString(name)}: [${joined(values, ", ")}],\n`;
  });
  return python`samples = {\n${joined(lists)}}\n`;
}
