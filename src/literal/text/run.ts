import * as chars from "./chars";
import * as decimals from "./decimal";
import type { Elements } from "./elements";
import { FLOAT, INT } from "./number";
import { ByteWindow } from "./window";

// The loop over digits has what it needs in this module.
const { closingOf } = chars;
const { longDecimal, powersOfTen, scaled } = decimals;

/** No plain number is longer than this. */
const longest = 64;

// Behind the code of a digit's 0: a digit is what is below 10 as an unsigned number.
const POINT = -2;
const SMALL_E = 53;
const LARGE_E = 21;

/**
 * Runs of plain numbers, which are nearly all of a large text: a sign, digits, a point, an exponent and nothing else, over bytes. Whatever is
 * not plain ends the run, and is read by those who know more. Results stay in fields, so that a run allocates nothing.
 */
export class RunReader {
  /** Lists that ended within the last run, elements behind the last opening bracket, and where that stands; −1 for none. */
  rows = 0;
  columns = 0;
  open = -1;
  /** Where the last line of a run ended. */
  end = 0;
  private readonly window: ByteWindow;

  constructor(private readonly text: string) {
    this.window = new ByteWindow(text);
  }

  /**
   * Reads on behind an element of a list that has `columns` elements so far and `separator`, a comma or a blank, between them; through the
   * lists beside it that `open` opens, as long as all have `width` elements. Ends behind an element; the text of the array began at `start`.
   */
  lists(
    elements: Elements,
    from: number,
    columns: number,
    separator: number,
    width: number,
    open: number,
    start: number,
  ): number {
    const { window } = this;
    const { bytes } = window;
    const close = closingOf(open);
    const spaces = separator === 32;
    this.rows = 0;
    this.columns = columns;
    this.open = -1;
    let p = from;
    for (;;) {
      if (!window.at(p, 2 * longest)) return p;
      const { base } = window;
      let q = p - base;
      let c = bytes[q];
      let opened = -1;
      if (c === close && this.columns === width) {
        c = bytes[++q];
        const isSeparated = c === 44 || (spaces && (c === 32 || c === 10));
        if (!isSeparated) return p;
        do c = bytes[++q];
        while (c === 32 || c === 10 || c === 13);
        if (c !== open) return p;
        opened = base + q;
        c = bytes[++q];
        while (c === 32 || c === 10 || c === 13) c = bytes[++q];
      } else if (c === separator || (spaces && c === 10)) {
        do c = bytes[++q];
        while (c === 32 || c === 10 || c === 13);
      } else return p;
      const next = this.number(elements, q, start);
      if (next < 0) return p;
      if (opened >= 0) {
        this.rows++;
        this.columns = 1;
        this.open = opened;
      } else this.columns++;
      p = base + next;
    }
  }

  /**
   * Reads lines of `width` numbers each, from the beginning of one on; with `skips` there is a label in front of them. Where the first line
   * begins that is anything else. How many there were is `rows`, where the last of them ended is `end`.
   */
  lines(elements: Elements, from: number, separator: number, width: number, skips: boolean): number {
    this.rows = 0;
    let p = from;
    for (;;) {
      const { count } = elements;
      const next = this.line(elements, skips ? this.label(p, separator) : p, separator, width);
      if (next < 0) {
        elements.count = count;
        return p;
      }
      this.rows++;
      p = next;
    }
  }

  private line(elements: Elements, from: number, separator: number, width: number): number {
    const { window } = this;
    const { bytes } = window;
    let p = from;
    for (let column = 1; ; column++) {
      if (p < 0 || !window.at(p, 2 * longest)) return -1;
      const q = this.number(elements, p - window.base, 0);
      if (q < 0) return -1;
      const c = bytes[q];
      p = window.base + q;
      if (column < width) {
        if (c !== separator) return -1;
        p += bytes[q + 1] === 32 ? 2 : 1;
        continue;
      }
      // Behind a carriage return may stand what is not in the window.
      if (c !== 10 && (c !== 13 || bytes[q + 1] === 0)) return -1;
      this.end = p;
      return p + (c === 13 && bytes[q + 1] === 10 ? 2 : 1);
    }
  }

  /** Behind a short label without quotes and the separator behind it, −1 where none is at `p`. */
  private label(p: number, separator: number): number {
    const { window } = this;
    if (!window.at(p, 2 * longest)) return -1;
    const { bytes } = window;
    let q = p - window.base;
    const stop = q + longest;
    for (; q < stop; q++) {
      const c = bytes[q];
      if (c === separator) return window.base + q + (bytes[q + 1] === 32 ? 2 : 1);
      if (c === 34 || c === 10 || c === 13 || c === 0 || c === 35) return -1;
    }
    return -1;
  }

  /** Adds the plain number at a byte; its end, or −1 where there is none. */
  private number(elements: Elements, first: number, start: number): number {
    const { window } = this;
    const { bytes, base } = window;
    let q = first;
    const isNegative = bytes[q] === 45;
    if (isNegative) q++;
    let point = -1;
    let digit = bytes[q] - 48;
    if (digit === 0) {
      digit = bytes[++q] - 48;
      // `007` is no plain number.
      if (digit >>> 0 < 10) return -1;
      if (digit === POINT) {
        point = ++q;
        digit = bytes[q] - 48;
        while (digit === 0) digit = bytes[++q] - 48;
      }
    } else if (digit >>> 0 >= 10) return -1;
    // Nine digits fit 32-bit integers, whose arithmetic is the fastest: the first nine, and the next nine.
    const digits = q;
    let head = 0;
    let stop = q + 9;
    while (digit >>> 0 < 10 && q < stop) {
      head = (Math.imul(head, 10) + digit) | 0;
      digit = bytes[++q] - 48;
    }
    if (digit === POINT && point < 0) {
      point = ++q;
      stop++;
      digit = bytes[q] - 48;
      while (digit >>> 0 < 10 && q < stop) {
        head = (Math.imul(head, 10) + digit) | 0;
        digit = bytes[++q] - 48;
      }
    }
    const tailStart = q;
    let tail = 0;
    let tailDigits = 0;
    if (digit >>> 0 < 10) {
      stop = q + 9;
      while (digit >>> 0 < 10 && q < stop) {
        tail = (Math.imul(tail, 10) + digit) | 0;
        digit = bytes[++q] - 48;
      }
      tailDigits = q - tailStart;
      if (digit === POINT && point < 0) {
        point = ++q;
        stop++;
        digit = bytes[q] - 48;
        while (digit >>> 0 < 10 && q < stop) {
          tail = (Math.imul(tail, 10) + digit) | 0;
          digit = bytes[++q] - 48;
        }
        tailDigits = q - tailStart - 1;
      }
    }
    const isLong = digit >>> 0 < 10;
    if (isLong) {
      while (digit >>> 0 < 10 && q < first + longest) digit = bytes[++q] - 48;
      // Longer than anything plain, or the window ends within it.
      if (digit >>> 0 < 10 || digit === POINT) return -1;
    }
    const last = q;
    let power = point < 0 ? 0 : point - q;
    let kind: 1 | 2 = point < 0 ? INT : FLOAT;
    if (digit === SMALL_E || digit === LARGE_E) {
      let c = bytes[++q];
      const isInverse = c === 45;
      if (isInverse || c === 43) c = bytes[++q];
      digit = c - 48;
      if (digit >>> 0 >= 10) return -1;
      let written = 0;
      while (digit >>> 0 < 10 && written < 1000) {
        written = written * 10 + digit;
        digit = bytes[++q] - 48;
      }
      power += isInverse ? -written : written;
      kind = FLOAT;
    }
    if (!endsNumber(digit + 48)) return -1;
    let magnitude: number;
    if (isLong) magnitude = longDecimal(this.text, base + digits, base + last, power);
    else if (tailDigits === 0 && power >= -22 && power <= 22)
      magnitude = power === 0 ? head : power < 0 ? head / powersOfTen[-power] : head * powersOfTen[power];
    else {
      const shifted = head * powersOfTen[tailDigits];
      const sum = shifted + tail;
      if (tailDigits <= 6 && power >= -22 && power <= 0) magnitude = sum / powersOfTen[-power];
      else {
        magnitude = scaled(sum, tail - (sum - shifted), power);
      }
    }
    if (Number.isNaN(magnitude)) magnitude = Math.abs(Number(this.text.slice(base + first, base + q)));
    const i = elements.count;
    if (i === elements.data.length) elements.growFor(base + first - start, this.text.length - base - first);
    elements.count = i + 1;
    // There is no integer −0.
    elements.data[i] = isNegative && (kind === FLOAT || magnitude !== 0) ? -magnitude : magnitude;
    elements.offsets[i] = base + first;
    elements.lengths[i] = q - first;
    if (kind > elements.kind) elements.kind = kind;
    return q;
  }
}

/** What may stand behind a plain number: a comma or semicolon, white space, a bracket that closes. */
function endsNumber(c: number): boolean {
  return c === 44 || c === 32 || c === 93 || c === 10 || c === 13 || c === 41 || c === 125 || c === 59 || c === 9;
}
