import * as l10n from "@vscode/l10n";
import type { Diagnostic } from "../literal/literal";
import type { ArraySource } from "../source";
import type { Place } from "../textUnit";
import { type FoundArray, foundArray } from "./foundArray";
import { frameOf } from "./frameJson";
import { indicesOf, sortedClasses } from "./labels";
import { namesTargets } from "./names";
import { recordsOf } from "./records";
import { counts, isIdentifier, isScore, scoreColumns } from "./scoreColumns";
import {
  isMissing,
  isNumber,
  looksNumeric,
  numberOf,
  readTextTable,
  type TableCell,
  type TextTable,
} from "./tableText";

/** A column of a table, as text. */
export interface Column {
  readonly name: string;
  readonly cells: readonly TableCell[];
  /** Its cells are numbers, or missing; not all of them are. */
  readonly numeric: boolean;
}

/** A table with a header whose columns may be inputs and targets. */
export interface Table {
  readonly place: Place;
  readonly text: string;
  readonly languageId: string;
  readonly columns: readonly Column[];
}

/** The tables of a text: the table that it is, where it is one, else dictionaries of plain values; only such with a column of numbers. */
export function readTables(text: string, languageId: string, unit: number, start: number): readonly Table[] {
  const table = /^\s*[[{]/.test(text) ? undefined : readTextTable(text);
  const frame = table === undefined ? frameOf(text) : undefined;
  const found = table !== undefined ? [table] : frame !== undefined ? [frame] : recordsOf(text);
  return found.flatMap(({ span: { offset, length }, header, rows }) => {
    const columns = columnsOf(header, rows, offset);
    if (!columns.some(({ numeric }) => numeric)) return [];
    const place = { unit, start: start + offset, end: start + offset + length };
    return [{ place, text: text.slice(offset, offset + length), languageId, columns }];
  });
}

/** Cells as parts of the table's own text. */
function columnsOf(header: TextTable["header"], rows: TextTable["rows"], offset: number): readonly Column[] {
  return header.map((name, column) => {
    const cells = rows.map((row) => ({ ...row[column], offset: row[column].offset - offset }));
    const some = cells.some(({ text }) => isNumber(text) && !isMissing(text));
    return { name, cells, numeric: some && cells.every(({ text }) => isNumber(text) || isMissing(text)) };
  });
}

/** Words that may be names of classes: none is missing, and they are no numbers with a few words among them. */
export function namesClasses(column: Column): boolean {
  return !column.numeric && oddCell(column) === undefined && column.cells.every(({ text }) => !isMissing(text));
}

/** The first cell that is none among numbers, as `1_000` and `$1.5`: such a column holds neither scores nor names of classes. */
export function oddCell({ cells, numeric }: Column): TableCell | undefined {
  if (numeric) return undefined;
  const numbers = cells.filter(({ text }) => isNumber(text) || looksNumeric(text)).length;
  return numbers > 0 && numbers * 2 >= cells.length
    ? cells.find(({ text }) => !isNumber(text) && !isMissing(text))
    : undefined;
}

/** A column that keeps a table from being read, and its cell: without it the others are another input. */
export function oddColumn(
  table: Table,
  chosen: ChosenColumns,
): { readonly column: Column; readonly cell: TableCell } | undefined {
  const label = chosen.label ?? labelColumn(table, chosen.scores ?? []);
  const own = chosen.scores ?? table.columns.filter(({ name }) => !isIdentifier(name));
  for (const column of label === undefined || own.includes(label) ? own : [...own, label]) {
    const unlabelled =
      column === label && !column.numeric ? column.cells.find(({ text }) => isMissing(text)) : undefined;
    const cell = oddCell(column) ?? unlabelled;
    if (cell !== undefined) return { column, cell };
  }
  return undefined;
}

/** Columns of numbers side by side as one array: (N) of a single one, else (N, number of columns). */
export function columnArray(table: Table, columns: readonly Column[]): FoundArray {
  const cells = table.columns[0].cells.flatMap((_, row) => columns.map((column) => column.cells[row]));
  const integers = cells.every(({ text }) => /^[-+]?\d+$/.test(text));
  const source: ArraySource = {
    ...common(table, columns.map(({ name }) => name).join(",")),
    tensor: {
      data: Float64Array.from(cells, ({ text }) => numberOf(text)),
      shape: columns.length === 1 ? [cells.length] : [cells.length / columns.length, columns.length],
      dtype: integers ? "int64" : "float64",
    },
    cells: cellsOf(cells),
    columnNames: columns.length === 1 ? undefined : columns.map(({ name }) => name),
    diagnostics: cells
      .filter(({ text }) => isMissing(text))
      .slice(0, MOST_WARNINGS)
      .map(missing),
  };
  return foundArray(source, table.place);
}

const MOST_WARNINGS = 100;

/** As the reader of arrays says it. */
function missing({ text, offset, length }: TableCell): Diagnostic {
  const message = text === "" ? l10n.t("An empty cell is read as nan.") : l10n.t("“{0}” is read as nan.", text);
  return { code: "non-numeric", severity: "warning", offset, length, message };
}

/** A column of words as class indices: of the classes given, else sorted as scikit-learn sorts them. */
export function labelArray(table: Table, { name, cells }: Column, classes?: readonly string[]): FoundArray {
  const words = cells.map(wordOf);
  const tensor = indicesOf(words, classes ?? sortedClasses(words));
  return foundArray({ ...common(table, name), tensor, cells: cellsOf(cells), columnNames: undefined }, table.place);
}

/** Yes and no are the same words however they are written. */
function wordOf({ text }: TableCell): string {
  return /^true$/i.test(text) ? "True" : /^false$/i.test(text) ? "False" : text;
}

function common({ text, languageId }: Table, name: string) {
  return { kind: "array", text, languageId, name } as const;
}

function cellsOf(cells: readonly TableCell[]) {
  return {
    offsets: Uint32Array.from(cells, ({ offset }) => offset),
    lengths: Uint32Array.from(cells, ({ length }) => length),
  };
}

/** The input and the target that a table's header speaks of. */
export interface TablePair {
  readonly input: FoundArray;
  readonly target: FoundArray;
}

/** What a person has chosen of it. */
export interface ChosenColumns {
  readonly scores: readonly Column[] | undefined;
  readonly label: Column | undefined;
}

/**
 * The pair of a table whose header, or whose only column of words, says which column holds the labels. Columns that count the rows are
 * left out; where the labels are names of columns, those are the classes.
 */
export function tablePair(
  table: Table,
  chosen: ChosenColumns = { scores: undefined, label: undefined },
): TablePair | undefined {
  const label = chosen.label ?? labelColumn(table, chosen.scores ?? []);
  if (label === undefined) {
    return oddColumn(table, chosen) === undefined ? severalLabels(table, chosen.scores) : undefined;
  }
  const scores = chosen.scores ?? scoreColumns(table.columns, label);
  if (scores.length === 0 || scores.some((column) => !column.numeric)) return undefined;
  if (oddColumn(table, chosen) !== undefined) return undefined;
  if (label.numeric) return { input: columnArray(table, scores), target: columnArray(table, [label]) };
  if (!namesClasses(label)) return undefined;
  const words = new Set(label.cells.map(wordOf));
  const named = classColumns(words, scores);
  if (named !== undefined) {
    return { input: columnArray(table, named.columns), target: labelArray(table, label, named.classes) };
  }
  // One column may be the probability of the second class.
  const classes = scores.length === 1 ? 2 : scores.length;
  return words.size === classes ? { input: columnArray(table, scores), target: labelArray(table, label) } : undefined;
}

/** The columns that a table's header speaks of, as far as it does; with a label of a person's choice the scores beside it. */
export function usualColumns(
  table: Table,
  label = labelColumn(table, []),
): { readonly label: Column | undefined; readonly scores: readonly Column[] } {
  return { label, scores: label === undefined ? [] : scoreColumns(table.columns, label) };
}

/** Whether there are labels, and columns of which it cannot be told whether they are scores. */
export function hasUnclearScores({ columns }: Table, chosen: Column | undefined): boolean {
  const label = chosen ?? labelColumn({ columns }, []);
  return (
    label !== undefined &&
    columns.some((column, index) => column !== label && isScore(column, index)) &&
    scoreColumns(columns, label).length === 0
  );
}

/** As many columns of labels as of scores: a yes or no for each class. */
function severalLabels(table: Table, chosen: readonly Column[] | undefined): TablePair | undefined {
  const numeric = table.columns.filter((column) => column.numeric && !chosen?.includes(column));
  const labels = numeric.filter(({ name }) => namesTargets(name));
  const scores = chosen ?? numeric.filter((column, index) => isScore(column, index) && !labels.includes(column));
  if (labels.length < 2 || labels.length !== scores.length) return undefined;
  return { input: columnArray(table, scores), target: columnArray(table, labels) };
}

function labelColumn(table: Pick<Table, "columns">, scores: readonly Column[]): Column | undefined {
  const columns = table.columns.filter((column) => !scores.includes(column));
  const named = columns.filter(({ name, numeric }) => namesTargets(name) && (numeric || !isIdentifier(name)));
  if (named.length === 1) return named[0];
  const wordy = columns.filter(({ name, numeric }) => !numeric && !isIdentifier(name));
  const [only] = wordy;
  if (named.length === 0) return wordy.length === 1 ? only : undefined;
  return named.find(({ name }) => /^(?:y_?true|labels?|targets?|y)$/i.test(name));
}

/** Whether any column can be what the samples are: words or whole numbers that neither name nor count the rows. */
export function hasPossibleLabels({ columns }: Table): boolean {
  return columns.some(
    (column, index) =>
      !isIdentifier(column.name) &&
      !counts(column, index) &&
      (!column.numeric || column.cells.every(({ text }) => Number.isInteger(Number(text)))),
  );
}

/** The columns that are named after the labels: as they are, or as `prob_cat`, `cat_score`. */
function classColumns(words: ReadonlySet<string>, scores: readonly Column[]) {
  const classes = scores.map(({ name }) => {
    if (words.has(name)) return name;
    const parts = name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return [...words].find((word) => parts.includes(word.toLowerCase())) ?? name;
  });
  if (new Set(classes).size < classes.length || [...words].some((word) => !classes.includes(word))) return undefined;
  return { columns: scores, classes };
}
