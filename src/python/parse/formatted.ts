import { classes, isLineEnd, isQuote, lineEnd, WORD, wordEnd } from "./chars";
import { FORMATTED, isTriple, prefixFlags, RAW, type StringScanner } from "./strings";

/** What is open within an f-string: the string itself, one of its replacement fields, or the format spec of one. */
interface Frame {
  in: "string" | "field" | "spec";
  /** The quote that closes the string, how often, and whether backslashes are plain. */
  readonly quote: number;
  readonly triple: boolean;
  readonly raw: boolean;
  /** Depth among f-strings within fields of f-strings; 0 of the outermost. */
  readonly level: number;
  /** Of a field: brackets open in its expression, and where that began; −1 once it ended at a conversion. */
  brackets: number;
  start: number;
}

/**
 * Finds the end of f-strings and the expressions of their replacement fields, nested as Python 3.12 lets them be: the quote of the string
 * may stand in its fields, fields in format specs, f-strings in fields. An explicit stack holds what is open.
 */
export class FormattedScanner {
  /** Start and end of the expression of each field of the last string, those in format specs included. */
  readonly fields: number[] = [];
  private readonly text: string;
  private readonly strings: StringScanner;
  private wasted = 0;

  constructor(text: string, strings: StringScanner) {
    this.text = text;
    this.strings = strings;
  }

  /** The end of the f-string whose first quote is at `quote`, or −1 where its fields and quotes are not closed. */
  end(quote: number, flags: number, end: number): number {
    this.fields.length = 0;
    // Text that opens fields over and over without closing them is searched in vain a few times only.
    if (this.wasted > 4 * this.text.length) return -1;
    const stop = this.scan(quote, flags, end);
    if (stop > 0) return stop;
    this.wasted -= stop;
    return -1;
  }

  /** The end, or minus the number of characters read in vain. */
  private scan(quote: number, flags: number, end: number): number {
    const { text } = this;
    const stack: Frame[] = [];
    let frame = this.string(quote, flags, 0);
    let p = quote + (frame.triple ? 3 : 1);
    while (p < end) {
      const c = text.charCodeAt(p);
      if (frame.in === "field") {
        if (isQuote(c)) {
          const next = this.strings.end(p, end);
          if (!this.strings.closed) return quote - p - 1;
          p = next;
        } else if (c < 128 && classes[c] === WORD) {
          const next = wordEnd(text, p);
          const inner = isQuote(text.charCodeAt(next)) ? prefixFlags(text, p, next) : -1;
          p = next;
          if (inner > 0 && (inner & FORMATTED) !== 0) {
            stack.push(frame);
            frame = this.string(next, inner, frame.level + 1);
            p += frame.triple ? 3 : 1;
          }
        } else if (c === 40 || c === 91 || c === 123) {
          frame.brackets++;
          p++;
        } else if (c === 125 && frame.brackets === 0) {
          this.close(frame, p);
          frame = stack.pop()!;
          p++;
        } else if (c === 41 || c === 93 || c === 125) {
          frame.brackets--;
          p++;
        } else if (c === 33 && frame.brackets === 0 && text.charCodeAt(p + 1) !== 61) {
          this.close(frame, p);
          p++;
        } else if (c === 58 && frame.brackets === 0) {
          this.close(frame, p);
          frame.in = "spec";
          p++;
        } else if (c === 35) {
          p = lineEnd(text, p, end);
        } else if (isLineEnd(c) && !frame.triple && this.wasted > text.length) {
          return quote - p - 1;
        } else {
          p++;
        }
      } else if (c === 92) {
        const next = text.charCodeAt(p + 1);
        if (next === 123 || next === 125) p++;
        else if (next === 78 && !frame.raw && text.charCodeAt(p + 2) === 123) {
          const close = text.indexOf("}", p);
          p = close < 0 || close > lineEnd(text, p, end) ? p + 2 : close + 1;
        } else p = next === 13 && text.charCodeAt(p + 2) === 10 ? p + 3 : p + 2;
      } else if (c === 123) {
        if (frame.in === "string" && text.charCodeAt(p + 1) === 123) p += 2;
        else {
          stack.push(frame);
          frame = { ...frame, in: "field", brackets: 0, start: p + 1 };
          p++;
        }
      } else if (c === 125) {
        p++;
        if (frame.in === "spec") frame = stack.pop()!;
      } else if (c === frame.quote && (!frame.triple || isTriple(text, p))) {
        if (frame.in === "spec") return quote - p - 1;
        p += frame.triple ? 3 : 1;
        const outer = stack.pop();
        if (outer === undefined) return p <= end ? p : quote - p - 1;
        frame = outer;
      } else if (isLineEnd(c) && !frame.triple) {
        return quote - p - 1;
      } else {
        p++;
      }
    }
    return quote - end - 1;
  }

  private string(quote: number, flags: number, level: number): Frame {
    const triple = isTriple(this.text, quote);
    const code = this.text.charCodeAt(quote);
    return { in: "string", quote: code, triple, raw: (flags & RAW) !== 0, level, brackets: 0, start: 0 };
  }

  /** Notes the expression of a field. */
  private close(frame: Frame, end: number): void {
    if (frame.level === 0 && frame.start >= 0) this.fields.push(frame.start, end);
    frame.start = -1;
  }
}
