import * as l10n from "@vscode/l10n";

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
export function exportTable(table: ExportTable, format: ExportFormat): string {
  switch (format) {
    case "csv":
      return lines(table, (cells) => cells.map(csvCell).join(","));
    case "text":
      return aligned(table);
    case "markdown":
      return markdown(table);
    case "json":
      return json(table);
    case "python":
      return python(table);
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

function lines({ columns, rows }: ExportTable, line: (cells: readonly string[]) => string): string {
  const written = [line(columns.map(({ name }) => name))];
  for (let row = 0; row < rows; row++) written.push(line(columns.map(({ at }) => cell(at(row)))));
  return `${written.join("\n")}\n`;
}

/**
 * Quoted as RFC 4180 has it. A text that a spreadsheet would take for a formula (a class called `=cmd|…`) gets an apostrophe in front,
 * which spreadsheets do not show; numbers stay as they are.
 */
function csvCell(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) && !isNumber(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

function isNumber(text: string): boolean {
  return text === "-inf" || !Number.isNaN(Number(text));
}

function aligned(table: ExportTable): string {
  const widths = table.columns.map(({ name }) => name.length);
  for (const [index, { at }] of table.columns.entries()) {
    for (let row = 0; row < table.rows; row++) widths[index] = Math.max(widths[index], cell(at(row)).length);
  }
  return lines(table, (cells) => cells.map((text, index) => text.padStart(widths[index])).join("  "));
}

function markdown(table: ExportTable): string {
  const row = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(" | ")} |`;
  const [head, ...body] = lines(table, row).trimEnd().split("\n");
  return `${[head, `| ${table.columns.map(() => "---:").join(" | ")} |`, ...body].join("\n")}\n`;
}

function markdownCell(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|&$~#]/g, "\\$&");
}

function json({ columns, rows }: ExportTable): string {
  const value = (entry: number | string) => JSON.stringify(entry, (_, it) => (Number.isFinite(it) ? it : String(it)));
  const list = Array.from({ length: rows }, (_, row) => {
    const entries = columns.map(({ name, at }) => `${JSON.stringify(name)}: ${value(at(row))}`);
    return `  {${entries.join(", ")}}`;
  });
  return `[\n${list.join(",\n")}\n]\n`;
}

/** A dictionary of lists, a list a column, as `pandas.DataFrame` takes it. */
function python({ columns, rows }: ExportTable): string {
  const value = (entry: number | string): string => {
    if (typeof entry === "string") return JSON.stringify(entry);
    return Number.isFinite(entry) ? exactNumber(entry) : `float("${exactNumber(entry)}")`;
  };
  const lists = columns.map(({ name, at }) => {
    const values = Array.from({ length: rows }, (_, row) => value(at(row)));
    return `    ${JSON.stringify(name)}: [${values.join(", ")}],\n`;
  });
  return `samples = {\n${lists.join("")}}\n`;
}
