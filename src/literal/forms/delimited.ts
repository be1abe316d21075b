import type { Literal } from "../literal";
import { CellReader } from "../text/cells";
import * as chars from "../text/chars";
import type { Lexis } from "../text/lexis";
import { isBlank, type Line, lines, trimmed } from "../text/lines";
import { RowReader } from "./rowReader";

// As in `number.ts`: not looked up in another module for each cell.
const { codeAt } = chars;

export type Delimiter = "\t" | ";" | "," | "|";

/** The delimiter of a table, by what most of the first lines have; undefined where blanks alone separate. */
export function delimiterOf(text: string): Delimiter | undefined {
  const head: string[] = [];
  for (const line of lines(text)) {
    const content = text.slice(line.start, Math.min(line.end, line.start + 5000)).trim();
    if (content === "" || content.startsWith("#")) continue;
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
  let p = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (p < text.length) {
    const fast = table.rows > 0 && !table.skipsFirst ? fastRow(cells, table, delimiter, p) : -1;
    if (fast >= 0) {
      p = fast;
      continue;
    }
    const line = records.at(p);
    const content = trimmed(text, line);
    if (!isBlank(text, line) && text[content.start] !== "#")
      table.row(withoutTrailing(text, split(text, line, delimiter), table), line);
    p = line.end + (text.charCodeAt(line.end) === 13 && text.charCodeAt(line.end + 1) === 10 ? 2 : 1);
  }
  return table.literal();
}

/** The records of a table: lines, of which a quoted cell may hold several (RFC 4180). A quote that never closes is a sign like others. */
class Records {
  private openFrom = Number.POSITIVE_INFINITY;

  constructor(private readonly text: string) {}

  /** The record that begins at `start`. */
  at(start: number): Line {
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

/** A row of plain numbers: where the next line begins, or −1 where it is anything else, which is then read cell by cell. */
function fastRow(cells: CellReader, table: RowReader, delimiter: Delimiter, start: number): number {
  const { text, elements } = cells;
  const separator = delimiter.charCodeAt(0);
  const { count } = elements;
  let p = start;
  for (let column = 1; ; column++) {
    p = cells.number(p);
    if (p < 0) break;
    const c = codeAt(text, p);
    if (c === separator && column < table.width) {
      p++;
      if (codeAt(text, p) === 32) p++;
    } else if ((c === 10 || c === 13 || p >= text.length) && column === table.width) {
      table.countRow(p);
      return c === 13 && codeAt(text, p + 1) === 10 ? p + 2 : p + 1;
    } else break;
  }
  elements.count = count;
  return -1;
}

/** The cells of a line; delimiters within double quotes are none. */
function split(text: string, { start, end }: Line, delimiter: Delimiter): Line[] {
  const separator = delimiter.charCodeAt(0);
  const parts: Line[] = [];
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
function withoutTrailing(text: string, parts: Line[], table: RowReader): readonly Line[] {
  const width = table.width < 0 ? table.columnNames?.length : table.width;
  const expected = width === undefined ? undefined : width + (table.skipsFirst ? 1 : 0);
  const isTrailing = parts.length > 1 && isBlank(text, parts[parts.length - 1]) && parts.length !== expected;
  // In `1,,` both cells may be meant.
  return isTrailing && (expected !== undefined || !isBlank(text, parts[parts.length - 2])) ? parts.slice(0, -1) : parts;
}

function nameOf(text: string, part: Line): string {
  const { start, end } = trimmed(text, part);
  return text.slice(start, end).replace(/^"|"$/g, "").replaceAll('""', '"').replace(/\s+/g, " ").trim();
}
