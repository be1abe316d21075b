import * as l10n from "@vscode/l10n";
import type { Diagnostic, Literal } from "../literal";
import { Refused } from "../refused";
import type { CellReader } from "../text/cells";
import { isBlank, type TextLine, trimmed } from "../text/lines";
import { raggedLine } from "./printedPages";
import { tableLiteral } from "./result";

/** Names that people and pandas give to a column that only counts the rows. */
const indexNames = /^(?:id|idx|index|row|row_?id|sample_?id|#|Unnamed: 0)$/i;

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
  private waiting: { readonly parts: readonly TextLine[]; readonly line: TextLine } | undefined;
  private first = -1;
  private last = -1;

  constructor(
    private readonly cells: CellReader,
    /** Reads one cell, or refuses it. */
    private readonly readCell: (part: TextLine) => void,
    private readonly nameOf: (part: TextLine) => string,
    /** Whether the first row may name the columns, or the first column the rows. */
    private readonly mayHaveNames = true,
  ) {}

  /** Takes the cells of a row that stands on `line`. The first one waits for the second, which tells whether it is a header. */
  row(parts: readonly TextLine[], line: TextLine): void {
    const { text } = this.cells;
    if (parts.length > 1 && parts.every((part) => isBlank(text, part))) return;
    const { waiting } = this;
    if (this.rows > 0 || this.columnNames) this.data(parts, line);
    else if (!waiting) this.waiting = { parts, line };
    else {
      this.waiting = undefined;
      this.begin(waiting.parts, waiting.line, parts);
      this.data(parts, line);
    }
  }

  /** Takes the cells of a row for the names of the columns. */
  header(parts: readonly TextLine[]): void {
    this.columnNames = parts.map(this.nameOf);
    if (parts.length > 1 && /^(?:\(index\))?$/.test(this.columnNames[0])) {
      this.leaveOut(parts[0], l10n.t("The first column has no name: it is taken for an index and left out."));
    }
  }

  /** The first row, with the one below it. */
  private begin(parts: readonly TextLine[], line: TextLine, below: readonly TextLine[]): void {
    if (this.mayHaveNames && this.isHeader(parts, below)) this.header(parts);
    else this.data(parts, line);
  }

  private data(parts: readonly TextLine[], line: TextLine): void {
    const { text } = this.cells;
    if (this.rows === 0 && this.columnNames && !this.skipsFirst && parts.length > 1) {
      const isWord = !isBlank(text, parts[0]) && !this.isNumeric(parts[0]);
      if (isWord && this.isNumeric(parts[1])) {
        this.leaveOut(parts[0], l10n.t("The first column holds words: it is taken for labels and left out."));
      } else if (indexNames.test(this.columnNames[0]) && /^\d+$/.test(this.nameOf(parts[0]))) {
        const message = l10n.t(
          "The first column is named “{0}”: it is taken for an index and left out.",
          this.columnNames[0],
        );
        this.leaveOut(parts[0], message);
      }
    }
    const kept = this.skipsFirst ? parts.slice(1) : parts;
    if (this.width < 0) this.width = this.columnNames?.length ?? kept.length;
    if (kept.length !== this.width) throw raggedLine(trimmed(text, line), kept.length, this.width);
    if (this.first < 0) this.first = trimmed(text, kept[0]).start;
    for (const part of kept) this.readCell(part);
    this.countRows(1, trimmed(text, line).end);
  }

  /** Notes rows whose cells have been added already, of which the last ended at `end`. */
  countRows(count: number, end: number): void {
    this.rows += count;
    if (count > 0) this.last = end;
  }

  literal(): Literal {
    if (this.waiting) this.begin(this.waiting.parts, this.waiting.line, []);
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

  private leaveOut({ start, end }: TextLine, message: string): void {
    this.skipsFirst = true;
    this.columnNames?.shift();
    this.warn(start, end, message);
  }

  private warn(start: number, end: number, message: string): void {
    this.warnings.push({ code: "non-numeric", severity: "warning", offset: start, length: end - start, message });
  }

  /** No cell is a number, or the columns are numbered: behind an empty cell, or as pandas does above decimals. */
  private isHeader(parts: readonly TextLine[], below: readonly TextLine[]): boolean {
    const { text } = this.cells;
    // The first cells tell, however wide the row is.
    const head = parts.slice(0, 200);
    const names = head.map(this.nameOf);
    const belowNames = below.slice(0, 200).map(this.nameOf);
    if (parts.length > 1 && names[0] === "(index)") return true;
    if (parts.length > 1 && names[0] === "" && names.every((name, i) => i === 0 || name === String(i - 1))) return true;
    if (names[0] === "" && parts.length > 2 && belowNames.length === names.length && belowNames[0] === "0") return true;
    if (below.length > 0 && names.every((name, i) => name === String(i))) {
      // pandas writes decimals with a point, 0 among them; whole numbers in less than three columns may be a row of their own.
      const isDecimal = belowNames.every((name) => /^[-+]?\d*\.\d*(?:e[-+]?\d+)?$/i.test(name));
      const goesOn = belowNames.every((name, i) => name === String(names.length + i));
      const isCertain = !goesOn && (isDecimal || names.length > 2);
      if (!isCertain && !belowNames.some((name) => name.includes("."))) return false;
      this.warn(
        parts[0].start,
        parts[parts.length - 1].end,
        isCertain
          ? l10n.t("The first row counts the columns: it is taken for a header and left out.")
          : l10n.t("The first row is read as data; if it counts the columns, leave it out of the selection."),
      );
      return isCertain;
    }
    const hasWords = head.some(({ start, end }) => /[^\s.…⋯"']/.test(text.slice(start, Math.min(end, start + 200))));
    return hasWords && !head.some((part) => this.isNumeric(part));
  }

  private isNumeric(part: TextLine): boolean {
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
