import type { Literal } from "../literal/literal";
import { type FoundArray, foundArray } from "../pairing/foundArray";
import { fileArrays } from "../pairing/guessPair";
import type { Sheet } from "../pairing/sheet";
import { columnArray, labelArray, namesClasses, type Table } from "../pairing/tables";
import { isNumericTable, raggedRow } from "../pairing/tableText";
import type { Place } from "../textUnit";
import type { FileUnit } from "./textFile";

/** An array of a file. */
export interface ListedArray {
  readonly name: string | undefined;
  /** What to type to mean this one: `logits`, `logits:12` where there are several of that name, `:12` where it has none. */
  readonly selector: string;
  /** `line 12`, `cell 3, line 2`, `column 4`. */
  readonly place: string;
  readonly line: number;
  readonly cell: number | undefined;
  readonly literal: Literal;
  readonly array: FoundArray;
}

/** What looks like an array but cannot be read. */
export interface UnreadArray {
  readonly name: string | undefined;
  readonly place: string;
  readonly message: string;
}

export interface ArraysOfFile {
  readonly sheet: Sheet;
  readonly arrays: readonly ListedArray[];
  /** The columns of a table that is all there is, as arrays of their own. */
  readonly columns: readonly ListedArray[];
  readonly table: Table | undefined;
  readonly unread: readonly UnreadArray[];
  /** Those of them that are records which are missing. */
  readonly broken: readonly UnreadArray[];
  /** The file may hold more arrays than were looked for. */
  readonly isCut: boolean;
  /** A place of the file in words. */
  readonly label: (place: Place) => FilePlace;
}

export interface FilePlace {
  readonly place: string;
  readonly line: number;
  readonly cell: number | undefined;
}

/** All arrays of a file. */
export function findArrays(sheet: Sheet, units: readonly FileUnit[]): ArraysOfFile {
  const label = labels(units);
  const written = fileArrays(sheet).flatMap((array) => listed(array, label) ?? []);
  const own = written.length > 0 || sheet.tables.length > 0 ? written : bareRows(units, label);
  const [table] =
    sheet.tables.length === 1 && own.every(({ array }) => isTable(array, sheet.tables[0])) ? sheet.tables : [];
  const columns = table === undefined ? [] : columnsOf(table, label);
  const broken = brokenLines(units);
  const unread = [...broken, ...(own.length > 0 || columns.length > 0 ? [] : unreadOf(sheet, label))];
  const isCut = sheet.units.some((_, unit) => sheet.unitArrays(unit).isCut);
  return { sheet, arrays: withSelectors(own), columns, table, unread, broken, isCut, label };
}

/** A file that is nothing but rows of numbers, as np.savetxt writes them. */
function bareRows(units: readonly FileUnit[], label: ArraysOfFile["label"]): readonly Unselected[] {
  const [only, ...others] = units;
  if (only === undefined || others.length > 0 || !isNumericTable(only.text.trimEnd())) return [];
  const start = only.languageId === "csv" ? headOf(only.text) : 0;
  const source = { kind: "text", text: only.text.slice(start), languageId: "plaintext", name: undefined } as const;
  const array = listed(foundArray(source, { unit: 0, start, end: only.text.length }), label);
  return array === undefined ? [] : [array];
}

/** pandas calls the column of a frame 0 where it has no name; fractions below it are written with a point, as 0.0. */
function headOf(text: string): number {
  const head = /^0\r?\n/.exec(text)?.[0].length ?? 0;
  const rest = text.slice(head).trim().split("\n");
  return rest.every((line) => /^-?(?:\d+\.\d+|\d+(?:\.\d+)?e[-+]?\d+|inf|)\s*$/.test(line)) ? head : 0;
}

/** The lines of a file of records, one JSON a line, that are none: what they held is missing. */
function brokenLines(units: readonly FileUnit[]): readonly UnreadArray[] {
  return units.flatMap(({ id, text }) => {
    if (!/\.(?:jsonl|ndjson)$/i.test(id)) return [];
    return text.split("\n").flatMap((line, index) => {
      if (line.trim() === "" || isJson(line)) return [];
      return [{ name: undefined, place: `line ${index + 1}`, message: "this line is not JSON" }];
    });
  });
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function isTable({ place }: FoundArray, { place: table }: Table): boolean {
  return place !== undefined && place.unit === table.unit && place.start >= table.start && place.end <= table.end;
}

type Unselected = Omit<ListedArray, "selector">;

function listed(array: FoundArray, label: ArraysOfFile["label"]): Unselected | undefined {
  const literal = array.read();
  const at = array.named ?? array.place;
  if (literal.kind !== "literal" || at === undefined) return undefined;
  return { name: array.name ?? literal.name, ...label(at), literal, array };
}

/** A column that is no number, as its words' class indices. */
function columnsOf(table: Table, label: ArraysOfFile["label"]): readonly ListedArray[] {
  return table.columns.flatMap((column, index) => {
    if (!column.numeric && !namesClasses(column)) return [];
    const array = column.numeric ? columnArray(table, [column]) : labelArray(table, column);
    const literal = array.read();
    if (literal.kind !== "literal") return [];
    const { line, cell } = label(table.place);
    return [{ name: column.name, selector: column.name, place: `column ${index + 1}`, line, cell, literal, array }];
  });
}

function unreadOf(sheet: Sheet, label: ArraysOfFile["label"]): readonly UnreadArray[] {
  const rows = sheet.units.flatMap(({ languageId, text }, unit) => {
    const row = languageId === "csv" || languageId === "tsv" ? raggedRow(text) : undefined;
    if (row === undefined) return [];
    const { place } = label({ unit, start: row.offset, end: row.offset + row.length });
    return [{ name: undefined, place, message: `this row has ${row.cells} cells, and the header has ${row.names}` }];
  });
  if (rows.length > 0) return rows;
  return sheet.units.flatMap((_, unit) => {
    return sheet.unitArrays(unit).all.flatMap((array) => {
      const read = array.read();
      if (read.kind === "literal" || array.place === undefined) return [];
      return [{ name: array.name, place: label(array.place).place, message: read.diagnostics[0].message }];
    });
  });
}

function withSelectors(arrays: readonly Unselected[]): readonly ListedArray[] {
  const names = new Map<string | undefined, number>();
  for (const { name } of arrays) names.set(name, (names.get(name) ?? 0) + 1);
  return arrays.map((array) => {
    const { name, cell, line } = array;
    const unique = name !== undefined && names.get(name) === 1;
    const at = cell === undefined ? `:${line}` : `:${cell}:${line}`;
    return { ...array, selector: unique ? name : `${name ?? ""}${at}` };
  });
}

function labels(units: readonly FileUnit[]): ArraysOfFile["label"] {
  const starts = units.map(({ text }) => lineStarts(text));
  return ({ unit, start }) => {
    const { cell, role } = units[unit];
    const line = lineOf(starts[unit], start);
    const where = cell === undefined ? `line ${line}` : `cell ${cell}, line ${line}`;
    return { place: role === "output" ? `output of ${where}` : where, line, cell };
  };
}

function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}

/** From 1. */
function lineOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
