import type { Span } from "../literal/literal";
import { parseLiteral } from "../literal/parseLiteral";
import { isErrorValue } from "../literal/text/cells";

/** A cell of a table, without the white space and quotes around it. */
export interface TableCell extends Span {
  readonly text: string;
}

/** A table with a header, as text. */
export interface TextTable {
  readonly span: Span;
  readonly header: readonly string[];
  /** Rows of as many cells as the header has names. */
  readonly rows: readonly (readonly TableCell[])[];
}

const MOST_ROWS = 100_000;

/** The table that a text is: separated by commas, semicolons, tabs or bars, or by blanks as data frames are printed. */
export function readTextTable(text: string): TextTable | undefined {
  const lines = withoutTitle(
    linesOf(text).filter(({ text: line }) => line.trim() !== "" && !isRule(line) && !isFoot(line)),
  );
  if (lines.length < 2 || lines.length > MOST_ROWS) return undefined;
  const [head] = lines;
  const split = splitter(head.text, lines[1].text);
  if (split === undefined) return undefined;
  const header = split(head).map((cell) => cell.text);
  const rows = lines.slice(1).map(split);
  const [{ length }] = rows;
  if (rows.some((row) => row.length !== length)) return undefined;
  // A frame's index has no name.
  const indexed = length === header.length + 1 && !/[,;|\t]/.test(head.text);
  if (!indexed && length !== header.length) return undefined;
  if (header.length < 2 || header.every((name) => name === "" || isNumber(name))) return undefined;
  const columns = indexed ? rows.map((row) => row.slice(1)) : rows;
  if (!isHeader(header, columns)) return undefined;
  return { span: { offset: 0, length: text.length }, header, rows: columns };
}

/** The first row with more or fewer cells than the header above it. */
export function raggedRow(text: string): (TableCell & { readonly cells: number; readonly names: number }) | undefined {
  const lines = withoutTitle(linesOf(text).filter(({ text: line }) => line.trim() !== "" && !isRule(line)));
  const split = lines.length < 2 || lines.length > MOST_ROWS ? undefined : splitter(lines[0].text, lines[1].text);
  if (split === undefined || !/[,;\t]/.test(lines[0].text)) return undefined;
  const names = split(lines[0]).length;
  for (const line of lines.slice(1)) {
    const cells = split(line).length;
    if (cells !== names) return { ...line, cells, names };
  }
  return undefined;
}

/** Without the comments above the header: lines behind a # that have other cells than the two lines below them. */
function withoutTitle(lines: readonly TableCell[]): readonly TableCell[] {
  const first = lines.findIndex(({ text }) => !/^\s*#(?:\s|$)/.test(text));
  if (first < 1 || first + 1 >= lines.length) return lines;
  const split = splitter(lines[first].text, lines[first + 1].text);
  const width = split?.(lines[first]).length;
  return lines.slice(0, first).every((line) => split?.(line).length !== width) ? lines.slice(first) : lines;
}

/**
 * Numbers are names of columns where they count up, as a data frame's own do; a single one where no row begins with a word. Else the
 * line is a row like the others: `price 12.5` above `price 13.5`.
 */
function isHeader(header: readonly string[], rows: TextTable["rows"]): boolean {
  const numbers = header.filter(isNumber);
  if (numbers.length === 0) return true;
  const first = Number(numbers[0]);
  const counts = numbers.every((name, index) => /^\d+$/.test(name) && Number(name) === first + index);
  if (!counts) return false;
  return header.every((name, column) => {
    if (isNumber(name)) return true;
    return rows.every((row) => (numbers.length === 1 ? isNumber(row[column].text) : row[column].text !== name));
  });
}

type Split = (line: TableCell) => readonly TableCell[];

function splitter(head: string, row: string): Split | undefined {
  if (/^\s*\|/.test(head) && /^\s*\|/.test(row)) return (line) => between(line, "|", true);
  const delimiter = ["\t", ";", ",", "|"].find((each) => head.includes(each) && row.includes(each));
  if (delimiter === ";") return (line) => between(line, delimiter, false).map(withPoint);
  if (delimiter !== undefined) return (line) => between(line, delimiter, false);
  return /\S\s+\S/.test(head) && /\S\s+\S/.test(row) ? words : undefined;
}

/** The cells between delimiters; those within double quotes are none. */
function between({ text, offset }: TableCell, delimiter: string, framed: boolean): readonly TableCell[] {
  const cells: TableCell[] = [];
  let start = 0;
  let quoted = false;
  const close = (end: number) => cells.push(trimmed(text.slice(start, end), offset + start));
  for (let p = 0; p < text.length; p++) {
    if (text[p] === '"') quoted = !quoted;
    else if (text[p] === delimiter && !quoted) {
      close(p);
      start = p + 1;
    }
  }
  close(text.length);
  if (framed) return cells.slice(1, cells.at(-1)?.text === "" ? -1 : undefined);
  return cells;
}

/** Where semicolons separate, commas are those of decimals. */
function withPoint(cell: TableCell): TableCell {
  return /^[-+]?\d+,\d+(?:e[-+]?\d+)?$/i.test(cell.text) ? { ...cell, text: cell.text.replace(",", ".") } : cell;
}

function words({ text, offset }: TableCell): readonly TableCell[] {
  return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => trimmed(word, offset + index));
}

function trimmed(text: string, offset: number): TableCell {
  const inner = text.trim();
  const at = offset + text.length - text.trimStart().length;
  const quoted = /^(["'`])(.*)\1$/s.exec(inner);
  return quoted === null
    ? { text: inner, offset: at, length: inner.length }
    : { text: quoted[2], offset: at + 1, length: quoted[2].length };
}

/** What pandas reads as nan, an empty cell among them, and what spreadsheets show for an error. */
export function isMissing(text: string): boolean {
  return text === "" || isErrorValue(text) || /^(?:n\/?a|<na>|null|none|nat|-nan|[-+]?1\.#(?:ind|qnan))$/i.test(text);
}

/** What a person reads as a number though it is not written as one: `$1.5`, `1_000`, `0x10`, `(1.5)`, `12 %`. */
export function looksNumeric(text: string): boolean {
  const isWritten =
    /^[-+\u2212\u2013($€£¥]{0,3}[\d.,_'\uff0e\uff10-\uff19]+(?:e[-+]?\d{1,9})?[ )%€$£¥]{0,3}$|^[-+]?0x[\da-f]+$/i.test(
      text,
    );
  return isWritten && /[\d\uff10-\uff19]/.test(text);
}

export function isNumber(text: string): boolean {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$|^[-+]?(?:nan|inf(?:inity)?)$/i.test(text);
}

/** nan of a missing one. */
export function numberOf(text: string): number {
  if (isMissing(text)) return Number.NaN;
  const word = /^([-+]?)(nan|inf(?:inity)?)$/i.exec(text);
  if (word === null) return isNumber(text) ? Number(text) : Number.NaN;
  return /^n/i.test(word[2]) ? Number.NaN : word[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

export interface Block {
  readonly span: Span;
  readonly text: string;
}

/** Neighbouring lines that are not empty. */
export function blocksOf(text: string): readonly Block[] {
  return Array.from(text.matchAll(/(?:^[^\n]*\S[^\n]*(?:\n|$))+/gm), ({ 0: block, index }) => {
    return { span: { offset: index, length: block.trimEnd().length }, text: block.trimEnd() };
  });
}

/** The blocks that may be tables: without the fences around them, with what pandas prints below a frame, and frames between sentences. */
export function tableBlocks(text: string): readonly Block[] {
  return blocksOf(text).map((block) => {
    const own = withFoot(text, unfenced(block));
    return readTextTable(own.text) === undefined ? (frameAmong(own) ?? own) : own;
  });
}

function unfenced({ span, text }: Block): Block {
  const isFence = (line: string) => /^\s*(?:```|~~~)/.test(line);
  const lines = linesOf(text);
  const [first, last] = [lines[0], lines[lines.length - 1]];
  const start = isFence(first.text) ? (lines[1]?.offset ?? text.length) : 0;
  const end = lines.length > 1 && isFence(last.text) ? last.offset - 1 : text.length;
  return start < end ? part(text, span.offset, start, end) : { span, text };
}

/** `[3 rows x 4 columns]` stands below an empty line. */
function withFoot(text: string, { span, text: own }: Block): Block {
  const end = span.offset + span.length;
  const below = text
    .slice(end, end + 100)
    .split("\n")
    .slice(0, 3);
  const [rest, empty, foot] = below;
  if (foot === undefined || !isFoot(foot) || `${rest}${empty}`.trim() !== "") return { span, text: own };
  return part(text, 0, span.offset, end + below.join("\n").trimEnd().length);
}

/** Rows that are counted from 0, below a line of one name less; rows that pandas has left out leave no frame. */
function frameAmong({ span, text }: Block): Block | undefined {
  const lines = linesOf(text).map((line) => ({ line, cells: words(line).map((cell) => cell.text) }));
  const first = lines.findIndex(({ cells }, at) => {
    // Numbers that are counted from 0, one a line, have no header.
    const header = lines[at - 1]?.cells;
    return header !== undefined && cells[0] === "0" && cells.length === header.length + 1 && !header.some(isNumber);
  });
  if (first === -1) return undefined;
  const width = lines[first].cells.length;
  const rest = lines.slice(first);
  const past = rest.findIndex(({ cells }, row) => cells[0] !== String(row) || cells.length !== width);
  const rows = past === -1 ? rest : rest.slice(0, past);
  if (rows.length < 2 || /^\.\.+$/.test(rest[rows.length]?.cells[0] ?? "")) return undefined;
  const last = rows[rows.length - 1].line;
  return part(text, span.offset, lines[first - 1].line.offset, last.offset + last.text.length);
}

function part(text: string, offset: number, start: number, end: number): Block {
  return { span: { offset: offset + start, length: end - start }, text: text.slice(start, end) };
}

/** Rows of numbers alone, which `parseLiteral` reads. */
export function isNumericTable(block: string): boolean {
  const lines = block.split("\n");
  if (lines.length < 2 || !lines.slice(1).every((line) => /\d/.test(line))) return false;
  const literal = parseLiteral(block, "plaintext");
  return literal.kind === "literal" && literal.tensor.data.length > 1;
}

function linesOf(text: string): readonly TableCell[] {
  // Excel for the Mac ended its lines with a carriage return alone.
  const line = text.includes("\n") ? /[^\n]+/g : /[^\r]+/g;
  return Array.from(text.matchAll(line), ({ 0: each, index }) => {
    return { text: each.replace(/\r$/, ""), offset: index, length: each.length };
  });
}

function isRule(line: string): boolean {
  return /^[\s|+:\-=]+$/.test(line);
}

function isFoot(line: string): boolean {
  return /^\s*\[\d+ rows x \d+ columns\]\s*$/.test(line);
}
