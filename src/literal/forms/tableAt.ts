import type { TableKind } from "../expression/language";
import type { Span } from "../literal";
import { lineStart } from "../text/trivia";
import { commasAt } from "./commaInitializer";
import { seriesFoot } from "./frame";

/** The table around a cursor, where tables are made of lines: its lines and nothing else. */
export function tableAt(text: string, offset: number, tables: TableKind | undefined): Span | undefined {
  switch (tables) {
    case "file":
      return { offset: 0, length: text.length };
    case "bars":
      return linesAround(text, offset, (line) => line.includes("|"));
    case "items":
      return linesAround(text, offset, (line) => /^\s*-(?:\s|$)/.test(line));
    case "commas":
      return commasAt(text, offset);
    case "environments":
      return environmentAround(text, offset);
    case "numbers":
      return numbersAround(text, offset) ?? linesAround(text, offset, (line) => /^\s*\|.*\|\s*$/.test(line));
    case undefined:
      return undefined;
  }
}

const maxLine = 2000;

function isNumbers(line: string): boolean {
  return (
    line.length < maxLine &&
    /^\s*[-+.\d]/.test(line) &&
    line
      .trim()
      .split(/[\s,;]+/)
      .every((word) => word === "" || /^[-+]?(?:\d[\d.]*|\.\d+|nan|inf)(?:e[-+]?\d+)?$/i.test(word))
  );
}

const ellipses = /^\s*(?:\.\.\.?|…|⋮)(?:\s+(?:\.\.\.|…|⋮))*\s*$/;

/**
 * Lines of numbers, with the names of their columns above them, what stands for rows left out, and what pandas prints below a series: they
 * tell an index from a column, and a part from the whole.
 */
function numbersAround(text: string, offset: number): Span | undefined {
  const rows = linesAround(text, offset, (line) => isNumbers(line) || ellipses.test(line));
  if (rows === undefined) return undefined;
  const end = rows.offset + rows.length;
  const start = headerStart(text, rows.offset, text.slice(rows.offset, lineEnd(text, rows.offset)));
  const foot = lineEnd(text, end + 1);
  const isSeries = end < text.length && seriesFoot.test(text.slice(end + 1, foot).trim());
  return { offset: start, length: (isSeries ? foot : end) - start };
}

/** Where the line of names begins that stands above the first row, each name at the right as its column is; else where the row does. */
function headerStart(text: string, rowStart: number, row: string): number {
  const ends = wordEnds(row);
  let start = rowStart;
  // The name of an index has a line of its own between them.
  for (let above = 0; above < 2 && start > 0; above++) {
    const end = start - 1;
    start = lineStart(text, end);
    const line = text.slice(start, end).replace(/\r$/, "");
    if (end - start >= maxLine || line.trim() === "") return rowStart;
    const trimmed = line.trimEnd();
    // The columns of a wide frame go on below.
    const names = wordEnds(trimmed.endsWith(" \\") ? trimmed.slice(0, -2) : trimmed);
    const columns = ends.slice(ends.length - names.length);
    const isIndexName = names.length === ends.length && line.search(/\S/) === row.search(/\S/);
    const isAligned = names.length > 0 && names.every((each, i) => each === columns[i] || (i === 0 && isIndexName));
    if (isAligned && (names.length === ends.length - 1 || (names.length > 1 && names.length === ends.length)))
      return start;
    // Names with blanks in them still end where the last column does.
    const last = names.at(-1);
    const apart = line.trim().split(/\s{2,}/).length;
    if (last === ends.at(-1) && /^\s/.test(line) && apart === ends.length - 1) return start;
    if (!/^\s{0,40}\w[\w.-]*\s*$/.test(line)) return rowStart;
  }
  return rowStart;
}

/** Where each word of a line ends. */
function wordEnds(line: string): readonly number[] {
  return Array.from(line.matchAll(/\S+/g), ({ 0: word, index }) => index + word.length);
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** At least two neighbouring lines that pass, the cursor's among them. */
function linesAround(text: string, offset: number, passes: (line: string) => boolean): Span | undefined {
  let start = lineStart(text, offset);
  let end = lineEnd(text, start);
  if (!passes(text.slice(start, end))) return undefined;
  let count = 1;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!passes(text.slice(above, start - 1))) break;
    start = above;
    count++;
  }
  while (end < text.length) {
    const below = lineEnd(text, end + 1);
    if (!passes(text.slice(end + 1, below))) break;
    end = below;
    count++;
  }
  return count > 1 ? { offset: start, length: end - start } : undefined;
}

const begin = /\\begin\{(tabular[x*]?|array|[pbvBV]?matrix\*?|smallmatrix|longtable)\}/g;

function environmentAround(text: string, offset: number): Span | undefined {
  for (const match of text.slice(0, offset + 20).matchAll(begin)) {
    const close = `\\end{${match[1]}}`;
    const end = text.indexOf(close, match.index);
    if (end >= 0 && match.index <= offset && offset <= end + close.length) {
      return { offset: match.index, length: end + close.length - match.index };
    }
  }
  return undefined;
}
