import * as l10n from "@vscode/l10n";
import type { Diagnostic, Literal } from "../literal";
import { Refused } from "../refused";
import type { CellReader } from "../text/cells";
import { isBlank, type Line, trimmed } from "../text/lines";
import { raggedLine } from "./printedPages";
import { tableLiteral } from "./result";

/**
 * Rows of cells, in whatever a table draws between them. A first row of words names the columns; a first column without a name is an index
 * and one of words labels the rows: both are left out, with a warning.
 */
export class RowReader {
  columnNames: string[] | undefined;
  width = -1;
  rows = 0;
  /** Whether the first column is left out. */
  skipsFirst = false;
  private readonly warnings: Diagnostic[] = [];
  private first = -1;
  private last = -1;

  constructor(
    private readonly cells: CellReader,
    /** Reads one cell, or refuses it. */
    private readonly readCell: (part: Line) => void,
    private readonly nameOf: (part: Line) => string,
  ) {}

  /** Takes the cells of a row that stands on `line`. */
  row(parts: readonly Line[], line: Line): void {
    const { text } = this.cells;
    if (parts.length > 1 && parts.every((part) => isBlank(text, part))) return;
    if (this.rows === 0 && !this.columnNames && this.isHeader(parts)) {
      this.columnNames = parts.map(this.nameOf);
      if (parts.length > 1 && this.columnNames[0] === "") {
        this.leaveOut(parts[0], l10n.t("The first column has no name: it is taken for an index and left out."));
      }
      return;
    }
    const isLabelled = this.rows === 0 && this.columnNames && !this.skipsFirst && parts.length > 1;
    if (isLabelled && !isBlank(text, parts[0]) && !this.isNumeric(parts[0]) && this.isNumeric(parts[1])) {
      this.leaveOut(parts[0], l10n.t("The first column holds words: it is taken for labels and left out."));
    }
    const kept = this.skipsFirst ? parts.slice(1) : parts;
    if (this.width < 0) this.width = this.columnNames?.length ?? kept.length;
    if (kept.length !== this.width) throw raggedLine(trimmed(text, line), kept.length, this.width);
    if (this.first < 0) this.first = trimmed(text, kept[0]).start;
    for (const part of kept) this.readCell(part);
    this.countRow(trimmed(text, line).end);
  }

  /** Notes a row whose cells have been added already. */
  countRow(end: number): void {
    this.rows++;
    this.last = end;
  }

  literal(): Literal {
    const { elements, text, warnings } = this.cells;
    if (this.rows === 0) {
      throw new Refused("not-an-array", 0, text.length, l10n.t("There are no rows of numbers here."));
    }
    const isVector = this.width === 1 || (this.rows === 1 && this.columnNames === undefined);
    return tableLiteral({
      elements,
      shape: isVector ? [elements.count] : [this.rows, this.width],
      span: { offset: this.first, length: this.last - this.first },
      columnNames: this.columnNames,
      diagnostics: [...this.warnings, ...warnings],
    });
  }

  private leaveOut({ start, end }: Line, message: string): void {
    this.skipsFirst = true;
    this.columnNames?.shift();
    this.warnings.push({ code: "non-numeric", severity: "warning", offset: start, length: end - start, message });
  }

  /** No cell is a number, or the columns are numbered behind an empty cell, as pandas does. */
  private isHeader(parts: readonly Line[]): boolean {
    const { text } = this.cells;
    // The first cells tell, however wide the row is.
    const head = parts.slice(0, 200);
    const names = head.map(this.nameOf);
    if (parts.length > 1 && names[0] === "" && names.every((name, i) => i === 0 || name === String(i - 1))) return true;
    const hasWords = head.some(({ start, end }) => /[^\s.…⋯"']/.test(text.slice(start, Math.min(end, start + 200))));
    return hasWords && !head.some((part) => this.isNumeric(part));
  }

  private isNumeric(part: Line): boolean {
    const { elements } = this.cells;
    const { count, kind, dtype } = elements;
    if (this.nameOf(part) === "") return false;
    try {
      this.readCell(part);
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return error.diagnostic.code === "elided";
    } finally {
      elements.count = count;
      elements.kind = kind;
      elements.dtype = dtype;
    }
  }
}
