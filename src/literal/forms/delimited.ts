import * as l10n from "@vscode/l10n";
import type { Diagnostic, Literal } from "../literal";
import { Refused } from "../refused";
import { CellReader } from "../text/cells";
import { isLineEnd } from "../text/chars";
import type { Family } from "../text/lexis";
import { isBlank, type Line, lines, trimmed } from "../text/lines";
import { raggedLine } from "./printedPages";
import { tableLiteral } from "./result";

/** The delimiter of a table, by what the first lines all have; undefined where blanks alone separate. */
export function delimiterOf(text: string): "\t" | ";" | "," | "|" | undefined {
  const head: string[] = [];
  for (const line of lines(text)) {
    const content = text.slice(line.start, Math.min(line.end, line.start + 5000));
    if (content.trim() === "" || content.trimStart().startsWith("#")) continue;
    head.push(content);
    if (head.length === 5) break;
  }
  // A row or two may be broken; the first line may be a title.
  const everywhere = (c: string): boolean =>
    head.filter((line) => line.trim().includes(c)).length > head.length / 2 ||
    (head.length > 1 && head[0].includes(c) && head.length < 3);
  if (everywhere("\t")) return "\t";
  if (everywhere(";")) return ";";
  if (everywhere(",")) return ",";
  if (everywhere("|")) return "|";
  return undefined;
}

/** CSV, TSV and their like. A header gives the columns their names; an unnamed first column is an index, one of words labels: both are left out, with a warning. */
export function readDelimited(text: string, delimiter: "\t" | ";" | "," | "|", family: Family): Literal {
  return new DelimitedReader(text, delimiter, family).read();
}

class DelimitedReader {
  private readonly cells: CellReader;
  private columnNames: string[] | undefined;
  /** Whether the first column is left out. */
  private skipFirst = false;
  private readonly warnings: Diagnostic[] = [];
  private width = -1;
  private rows = 0;
  private first = -1;
  private last = -1;

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
    family: Family,
  ) {
    this.cells = new CellReader(text, family);
  }

  read(): Literal {
    const { text, cells } = this;
    let p = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    while (p < text.length) {
      const fast = this.width > 0 ? this.fastRow(p) : -1;
      if (fast >= 0) {
        p = fast;
        continue;
      }
      let end = p;
      while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
      this.row({ start: p, end });
      p = text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
    }
    if (this.rows === 0)
      throw new Refused("not-an-array", 0, text.length, l10n.t("There are no rows of numbers here."));
    const { elements, warnings } = cells;
    const isVector = this.width === 1 || (this.rows === 1 && this.columnNames === undefined);
    return tableLiteral({
      elements,
      shape: isVector ? [elements.count] : [this.rows, this.width],
      span: { offset: this.first, length: this.last - this.first },
      columnNames: this.columnNames,
      diagnostics: [...this.warnings, ...warnings],
    });
  }

  /** A row of plain numbers: its end, or −1 where it is anything else, which `row` then reads. */
  private fastRow(start: number): number {
    if (this.skipFirst) return -1;
    const { text, cells, width } = this;
    const { elements } = cells;
    const separator = this.delimiter.charCodeAt(0);
    const { count } = elements;
    let p = start;
    for (let column = 1; ; column++) {
      p = cells.number(p);
      if (p < 0) break;
      const c = text.charCodeAt(p);
      if (c === separator && column < width) {
        p++;
        if (text.charCodeAt(p) === 32) p++;
      } else if ((c === 10 || c === 13 || p >= text.length) && column === width) {
        this.rows++;
        this.last = p;
        return c === 13 && text.charCodeAt(p + 1) === 10 ? p + 2 : p + 1;
      } else break;
    }
    elements.count = count;
    return -1;
  }

  private row(line: Line): void {
    const { text, cells } = this;
    if (isBlank(text, line)) return;
    const content = trimmed(text, line);
    if (text[content.start] === "#") return;
    const parts = this.split(line);
    if (this.width < 0 && this.rows === 0 && this.columnNames === undefined && this.isHeader(parts)) {
      this.columnNames = parts.map((part) => nameOf(text, part));
      if (this.columnNames[0] === "") {
        this.skipFirst = true;
        this.warn(parts[0], l10n.t("The first column has no name: it is taken for an index and left out."));
        this.columnNames.shift();
      }
      return;
    }
    if (this.columnNames && this.rows === 0 && !this.skipFirst && parts.length > 1) this.dropLabels(parts);
    // A delimiter behind the last cell of every row.
    if (parts.length > 1 && isBlank(text, parts[parts.length - 1]) && this.isTrailing(parts.length)) parts.pop();
    const kept = this.skipFirst ? parts.slice(1) : parts;
    if (this.first < 0) this.first = trimmed(text, kept[0]).start;
    for (const part of kept) cells.cell(part);
    if (this.width < 0) {
      this.width = kept.length;
      if (this.columnNames && this.columnNames.length !== kept.length)
        throw raggedLine(content, kept.length, this.columnNames.length);
    } else if (kept.length !== this.width) throw raggedLine(content, kept.length, this.width);
    this.rows++;
    this.last = content.end;
  }

  private isTrailing(count: number): boolean {
    const expected = this.columnNames ? this.columnNames.length + (this.skipFirst ? 1 : 0) : this.width;
    if (this.columnNames && this.columnNames[this.columnNames.length - 1] === "" && count === expected) {
      this.columnNames.pop();
      return true;
    }
    return expected < 0 || count === expected + 1;
  }

  /** The first row names columns if no cell of it is a number, save an index in front. */
  private isHeader(parts: readonly Line[]): boolean {
    const { text, cells } = this;
    const { count } = cells.elements;
    const { kind } = cells.elements;
    const numeric = parts.filter((part) => cells.tryCell(part)).length;
    cells.elements.count = count;
    cells.elements.kind = kind;
    // pandas numbers columns that have no names: ,0,1,2.
    const isNumbered =
      parts.length > 1 &&
      isBlank(text, parts[0]) &&
      parts.every((part, i) => i === 0 || nameOf(text, part) === String(i - 1));
    if (isNumbered) return true;
    return numeric === 0 && parts.some((part) => /[^\s.…"']/.test(text.slice(part.start, part.end)));
  }

  /** Words in the first column, numbers in the others: labels of the rows. */
  private dropLabels(parts: readonly Line[]): void {
    const { cells } = this;
    const { count, kind } = cells.elements;
    const isLabel = !isBlank(this.text, parts[0]) && !cells.tryCell(parts[0]) && cells.tryCell(parts[1]);
    cells.elements.count = count;
    cells.elements.kind = kind;
    if (!isLabel) return;
    this.skipFirst = true;
    this.warn(parts[0], l10n.t("The first column holds words: it is taken for labels and left out."));
    this.columnNames?.shift();
  }

  private warn({ start, end }: Line, message: string): void {
    this.warnings.push({ code: "non-numeric", severity: "warning", offset: start, length: end - start, message });
  }

  /** The cells of a line; delimiters within double quotes are none. */
  private split({ start, end }: Line): Line[] {
    const { text, delimiter } = this;
    const separator = delimiter.charCodeAt(0);
    const parts: Line[] = [];
    let from = start;
    let quoted = false;
    for (let p = start; p < end; p++) {
      const c = text.charCodeAt(p);
      if (c === 34) quoted = !quoted;
      else if (c === separator && !quoted) {
        parts.push({ start: from, end: p });
        from = p + 1;
      }
    }
    parts.push({ start: from, end });
    return parts;
  }
}

function nameOf(text: string, part: Line): string {
  const { start, end } = trimmed(text, part);
  return text.slice(start, end).replace(/^"|"$/g, "").trim();
}
