import { classes, DIGIT, WORD } from "./chars";

export const INT = 0;
export const FLOAT = 1;
export const COMPLEX = 2;

/** Reads a number as Python writes it, without a sign. */
export class NumberReader {
  type: typeof INT | typeof FLOAT | typeof COMPLEX = INT;
  /** The end of the number at `p`, a digit or a point before one; −1 for what only other languages read, as `0777`. */
  end(text: string, start: number): number {
    let p = start;
    this.type = INT;
    if (text.charCodeAt(p) === 48) {
      const radix = text.charCodeAt(p + 1) | 32;
      if (radix === 120 || radix === 111 || radix === 98) return radixEnd(text, p + 2, radix);
    }
    p = digitsEnd(text, p);
    const integerEnd = p;
    if (text.charCodeAt(p) === 46) {
      this.type = FLOAT;
      p = digitsEnd(text, p + 1);
    }
    let c = text.charCodeAt(p);
    if ((c | 32) === 101) {
      const sign = text.charCodeAt(p + 1);
      const first = sign === 43 || sign === 45 ? p + 2 : p + 1;
      if (isDigit(text.charCodeAt(first))) {
        this.type = FLOAT;
        p = digitsEnd(text, first);
        c = text.charCodeAt(p);
      }
    }
    if ((c | 32) === 106) {
      this.type = COMPLEX;
      p++;
    } else if (this.type === INT && text.charCodeAt(start) === 48) {
      for (let q = start; q < integerEnd; q++) {
        const digit = text.charCodeAt(q);
        if (digit !== 48 && digit !== 95) return -1;
      }
    }
    return p;
  }
}

/** The value of the number from `start` to `end`; of a complex one the imaginary part. */
export function numberValue(text: string, start: number, end: number): number {
  if (end - start <= 9) {
    let value = 0;
    let p = start;
    for (; p < end; p++) {
      const c = text.charCodeAt(p);
      if (c < 48 || c > 57) break;
      value = value * 10 + c - 48;
    }
    if (p === end) return value;
  }
  let digits = text.slice(start, end);
  if (digits.includes("_")) digits = digits.replaceAll("_", "");
  return Number(/[jJ]$/.test(digits) ? digits.slice(0, -1) : digits);
}

function digitsEnd(text: string, start: number): number {
  let p = start;
  for (;;) {
    const c = text.charCodeAt(p);
    if (c >= 48 && c <= 57) p++;
    else if (c === 95 && p > start && isDigit(text.charCodeAt(p + 1))) p += 2;
    else return p;
  }
}

function radixEnd(text: string, start: number, radix: number): number {
  let p = start;
  let digits = 0;
  for (;;) {
    const c = text.charCodeAt(p);
    if (c === 95) {
      p++;
      continue;
    }
    const lower = c | 32;
    const isOne =
      radix === 120 ? isDigit(c) || (lower >= 97 && lower <= 102) : c >= 48 && c <= (radix === 111 ? 55 : 49);
    if (!isOne) break;
    digits++;
    p++;
  }
  return digits === 0 || text.charCodeAt(p - 1) === 95 || classes[text.charCodeAt(p)] === DIGIT ? -1 : p;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** Whether something of a word is glued to a number. */
export function isGlued(text: string, p: number): boolean {
  return classes[text.charCodeAt(p)] === WORD;
}
