import { behindLineEnd, isLineEnd } from "./chars";

/** Flags of a string literal. */
export const RAW = 1;
export const BYTES = 2;
export const FORMATTED = 4;
export const TRIPLE = 8;
/** It holds a backslash or a carriage return, so that its value is not its source. */
export const ESCAPED = 16;

/** The flags of the prefix from `start` to `end`, or −1 where these letters are none. */
export function prefixFlags(text: string, start: number, end: number): number {
  if (end - start > 2) return -1;
  let flags = 0;
  let unicode = false;
  for (let p = start; p < end; p++) {
    const c = text.charCodeAt(p) | 32;
    const flag = c === 114 ? RAW : c === 98 ? BYTES : c === 102 ? FORMATTED : 0;
    if (flag === 0 && c !== 117) return -1;
    if (flag !== 0 && (flags & flag) !== 0) return -1;
    if (flag === 0) unicode = true;
    flags |= flag;
  }
  if (unicode && end - start === 2) return -1;
  return (flags & BYTES) !== 0 && (flags & FORMATTED) !== 0 ? -1 : flags;
}

export function isTriple(text: string, quote: number): boolean {
  const c = text.charCodeAt(quote);
  return text.charCodeAt(quote + 1) === c && text.charCodeAt(quote + 2) === c;
}

/** Finds the ends of string literals. */
export class StringScanner {
  /** Whether the last string was closed. */
  closed = false;
  /** Whether it holds a backslash or a carriage return. */
  escaped = false;
  private readonly text: string;
  /** Where a search for closing triple quotes, ' and ", once began in vain: none from there on finds any. */
  private readonly vain = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];

  constructor(text: string) {
    this.text = text;
  }

  /**
   * The end of the string whose first quote is at `quote`. One that is not closed ends with its line: what follows is more likely code than
   * the rest of the string.
   */
  end(quote: number, end: number): number {
    return isTriple(this.text, quote) ? this.tripleEnd(quote, end) : this.lineStringEnd(quote, quote + 1, end);
  }

  private lineStringEnd(quote: number, from: number, end: number): number {
    const { text } = this;
    const closing = text.charCodeAt(quote);
    this.escaped = false;
    let p = from;
    while (p < end) {
      const c = text.charCodeAt(p);
      if (c === closing) {
        this.closed = true;
        return p + 1;
      }
      if (c === 92) {
        this.escaped = true;
        p = isLineEnd(text.charCodeAt(p + 1)) ? behindLineEnd(text, p + 1) : p + 2;
      } else if (c === 10 || c === 13) break;
      else p++;
    }
    this.closed = false;
    return Math.min(p, end);
  }

  private tripleEnd(quote: number, end: number): number {
    const { text, vain } = this;
    const closing = text.charCodeAt(quote);
    const kind = closing === 34 ? 1 : 0;
    this.escaped = false;
    if (quote < vain[kind]) {
      let p = quote + 3;
      while (p < end) {
        const c = text.charCodeAt(p);
        if (c === closing && isTriple(text, p) && p + 3 <= end) {
          this.closed = true;
          return p + 3;
        }
        if (c === 92) p++;
        if (c === 92 || c === 13) this.escaped = true;
        p++;
      }
      if (end === text.length) vain[kind] = quote;
    }
    this.closed = false;
    let p = quote + 3;
    while (p < end && !isLineEnd(text.charCodeAt(p))) p++;
    return p;
  }
}

/** The value of the literal from `start` to `end`. */
export function stringValue(text: string, start: number, end: number, flags: number): string {
  let quote = start;
  while (text.charCodeAt(quote) !== 34 && text.charCodeAt(quote) !== 39) quote++;
  const marks = (flags & TRIPLE) !== 0 ? 3 : 1;
  const body = text.slice(quote + marks, end - marks);
  if ((flags & ESCAPED) === 0) return body;
  const lines = body.includes("\r") ? body.replace(/\r\n?/g, "\n") : body;
  return (flags & RAW) !== 0 ? lines : unescaped(lines, (flags & BYTES) !== 0);
}

const escapes = /\\(?:\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|["'\\abfnrtv])/g;
const controls: Readonly<Record<string, string>> = {
  "\n": "",
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function unescaped(body: string, bytes: boolean): string {
  return body.replace(escapes, (found) => {
    const mark = found[1];
    const control = controls[mark];
    if (control !== undefined) return control;
    if (mark >= "0" && mark <= "7") {
      const code = Number.parseInt(found.slice(1), 8);
      return String.fromCharCode(bytes ? code & 255 : code);
    }
    if (mark === "x") return String.fromCharCode(Number.parseInt(found.slice(2), 16));
    if (mark === "u" || mark === "U" || mark === "N") {
      if (bytes) return found;
      // Names of characters are a table of a megabyte; no loss depends on one.
      const code = mark === "N" ? 0xfffd : Number.parseInt(found.slice(2), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    }
    return mark;
  });
}
