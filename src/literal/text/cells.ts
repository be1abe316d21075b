import * as l10n from "@vscode/l10n";
import type { Diagnostic } from "../literal";
import { Refused } from "../refused";
import { Elements } from "./elements";
import { elided } from "./errors";
import type { Lexis } from "./lexis";
import { type TextLine, trimmed } from "./lines";
import { NumberScanner } from "./number";
import { WordScanner } from "./words";

/** As spreadsheets show a fraction: `12.5 %`. */
const percentage = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))[ \u00a0\u202f]?%$/;

/** What spreadsheets show where a formula has no value: at the beginning of a text. */
export const errorValue = /^#(?:N\/A N\/A|N\/?A|DIV\/0!|NUM!|VALUE!|REF!|NAME\?|NULL!)(?![\w/])/i;

/** Whether a cell is one of them and nothing else. */
export function isErrorValue(cell: string): boolean {
  return errorValue.exec(cell)?.[0] === cell;
}

/** Reads the cells of tables: each a number, a word for one, a percentage, or nothing. */
export class CellReader {
  readonly elements = new Elements();
  readonly warnings: Diagnostic[] = [];
  private hasPercentages = false;
  private readonly numbers = new NumberScanner();
  private readonly words: WordScanner;

  constructor(
    readonly text: string,
    lexis: Lexis,
  ) {
    this.words = new WordScanner(lexis);
  }

  /** Reads a number that begins at `offset` and adds it; where it ends, or −1 where none begins there. */
  number(offset: number): number {
    const { elements, numbers, text } = this;
    if (elements.count === elements.data.length) elements.growFor(offset, text.length - offset);
    return numbers.scanInto(elements, text, offset);
  }

  /** Whether a cell, all of it, is a number; adds it. */
  tryCell(cell: TextLine): boolean {
    const { start, end } = unquoted(this.text, trimmed(this.text, cell));
    if (start === end) return false;
    const { count } = this.elements;
    if (this.number(start) === end) return true;
    this.elements.count = count;
    if (this.words.scan(this.text, start) !== end) return false;
    this.elements.push(this.words.value, this.words.kind, this.words.dtype, start, end - start);
    return true;
  }

  /** Adds a cell; an empty one is nan, with a warning. Refuses one that is no number. */
  cell(cell: TextLine): void {
    if (this.tryCell(cell)) return;
    const { start, end } = unquoted(this.text, trimmed(this.text, cell));
    const found = this.text.slice(start, Math.min(end, start + 60));
    const percent = percentage.exec(found);
    if (percent) {
      const value = Number(`${percent[1]}e-2`);
      if (!this.hasPercentages)
        this.warn(start, end, l10n.t("Percentages are read as fractions: “{0}” is {1}.", found, value));
      this.hasPercentages = true;
      this.elements.push(value, 2, undefined, start, end - start);
      return;
    }
    if (/^(?:\.\.\.?|…|⋮|⋱|⋯)$/.test(found)) throw elided(start, end, "any");
    if (found === "" || isErrorValue(found) || /^(?:null|none|n\/a|<na>|-nan|nat|\.)$/i.test(found)) {
      this.warn(
        start,
        end,
        found === "" ? l10n.t("An empty cell is read as nan.") : l10n.t("“{0}” is read as nan.", found),
      );
      this.elements.push(Number.NaN, 2, undefined, start, end - start);
      return;
    }
    throw new Refused("non-numeric", start, Math.max(end, start), l10n.t("“{0}” is not a number.", found));
  }

  warn(start: number, end: number, message: string): void {
    if (this.warnings.length < 100) {
      this.warnings.push({ code: "non-numeric", severity: "warning", offset: start, length: end - start, message });
    }
  }
}

function unquoted(text: string, { start, end }: TextLine): TextLine {
  const quote = text[start];
  if (end - start < 2 || (quote !== '"' && quote !== "'") || text[end - 1] !== quote) return { start, end };
  return trimmed(text, { start: start + 1, end: end - 1 });
}
