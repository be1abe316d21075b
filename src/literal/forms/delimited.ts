import type { Literal } from "../literal";
import { CellReader, errorValue } from "../text/cells";
import type { Lexis } from "../text/lexis";
import { isBlank, lines, type TextLine, trimmed } from "../text/lines";
import { RunReader } from "../text/run";
import { RowReader } from "./rowReader";

export type Delimiter = "\t" | ";" | "," | "|";

/** The delimiter of a table, by what most of the first lines have; undefined where blanks alone separate. */
export function delimiterOf(text: string): Delimiter | undefined {
  const head: string[] = [];
  for (const line of lines(text)) {
    const content = text.slice(line.start, Math.min(line.end, line.start + 5000)).trim();
    if (content === "" || isComment(content)) continue;
    head.push(content);
    if (head.length === 5) break;
  }
  // A row may be broken, and the first line a title.
  const isUsual = (c: string): boolean => {
    const having = head.filter((line) => line.includes(c)).length;
    return having > head.length / 2 || (head.length === 2 && head[0].includes(c));
  };
  return (["\t", ";", ",", "|"] as const).find(isUsual);
}

/** CSV, TSV and their like. */
export function readDelimited(text: string, delimiter: Delimiter, lexis: Lexis): Literal {
  const cells = new CellReader(text, lexis);
  const table = new RowReader(
    cells,
    (part) => cells.cell(part),
    (part) => nameOf(text, part),
  );
  const records = new Records(text);
  const runs = new RunReader(text);
  const separator = delimiter.charCodeAt(0);
  let p = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (p < text.length) {
    if (table.rows > 0) {
      p = runs.lines(cells.elements, p, separator, table.width, table.skipsFirst);
      table.countRows(runs.rows, runs.end);
    }
    const line = records.at(p);
    const content = trimmed(text, line);
    if (!isBlank(text, line) && !isComment(text.slice(content.start, Math.min(content.end, content.start + 20))))
      table.row(withoutTrailing(text, split(text, line, delimiter), table), line);
    p = line.end + (text.charCodeAt(line.end) === 13 && text.charCodeAt(line.end + 1) === 10 ? 2 : 1);
  }
  return table.literal();
}

/** A line behind a #, unless its first cell is what spreadsheets show for an error. */
function isComment(line: string): boolean {
  return line.startsWith("#") && !errorValue.test(line);
}

/** The records of a table: lines, of which a quoted cell may hold several (RFC 4180). A quote that never closes is a sign like others. */
class Records {
  private openFrom = Number.POSITIVE_INFINITY;

  constructor(private readonly text: string) {}

  /** The record that begins at `start`. */
  at(start: number): TextLine {
    const { text } = this;
    let quoted = false;
    let firstEnd = -1;
    let p = start;
    for (; p < text.length; p++) {
      const c = text.charCodeAt(p);
      if (c === 34) quoted = !quoted && opensCell(text, p, start);
      else if (c === 10 || c === 13) {
        if (firstEnd < 0) firstEnd = p;
        if (!quoted || start >= this.openFrom) return { start, end: p };
      }
    }
    if (quoted && firstEnd >= 0) {
      this.openFrom = start;
      return { start, end: firstEnd };
    }
    return { start, end: p };
  }
}

/** Whether a quote stands where a cell begins: within one, as in 5'11", it opens nothing; doubled within a quoted one it is a quote. */
function opensCell(text: string, p: number, start: number): boolean {
  return p === start || /[\s,;|"]/.test(text[p - 1]);
}

/** The cells of a line; delimiters within double quotes are none. */
function split(text: string, { start, end }: TextLine, delimiter: Delimiter): TextLine[] {
  const separator = delimiter.charCodeAt(0);
  const parts: TextLine[] = [];
  let from = start;
  let quoted = false;
  for (let p = start; p < end; p++) {
    const c = text.charCodeAt(p);
    if (c === 34) quoted = !quoted && opensCell(text, p, start);
    else if (c === separator && !quoted) {
      parts.push({ start: from, end: p });
      from = p + 1;
    }
  }
  parts.push({ start: from, end });
  return parts;
}

/** A delimiter behind the last cell of a row opens no cell, unless there is a column for it. */
function withoutTrailing(text: string, parts: TextLine[], table: RowReader): readonly TextLine[] {
  const width = table.width < 0 ? table.columnNames?.length : table.width;
  const expected = width === undefined ? undefined : width + (table.skipsFirst ? 1 : 0);
  const isTrailing = parts.length > 1 && isBlank(text, parts[parts.length - 1]) && parts.length !== expected;
  // In `1,,` both cells may be meant.
  return isTrailing && (expected !== undefined || !isBlank(text, parts[parts.length - 2])) ? parts.slice(0, -1) : parts;
}

function nameOf(text: string, part: TextLine): string {
  const { start, end } = trimmed(text, part);
  return text.slice(start, end).replace(/^"|"$/g, "").replaceAll('""', '"').replace(/\s+/g, " ").trim();
}
