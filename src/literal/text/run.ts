import * as chars from "./chars";
import * as decimals from "./decimal";
import type { Elements } from "./elements";
import * as numbers from "./number";
import { ByteWindow } from "./window";

// The loop over digits has what it needs in this module.
const { closingOf } = chars;
const { longDecimal, powersOfTen, scaled } = decimals;
const { FLOAT, INT } = numbers;

/** No plain number is longer than this. */
const longest = 64;
/** So much of the window has to be left: white space, a label and a number. */
const ahead = 3 * longest;

// Behind the code of a digit's 0: a digit is what is below 10 as an unsigned number.
const POINT = -2;
const SMALL_E = 53;
const LARGE_E = 21;
const SMALL_F = 54;
const LARGE_F = 22;

/** What may stand behind a plain number: a comma or semicolon, white space, a bracket that closes. */
const ends = new Uint8Array(256);
for (const c of ",; \n\r\t)]}") ends[c.charCodeAt(0)] = 1;

/** What is between the numbers of a run. */
interface Layout {
  /** Lists within brackets, or lines of a table. */
  readonly isLists: boolean;
  /** A comma or a blank between the elements of a list, the delimiter of a table. */
  readonly separator: number;
  /** How many elements a row has; −1 where that is not known yet. */
  readonly width: number;
  /** The bracket that opens a row. */
  readonly open: number;
  /** In front of the numbers of a line stands a label. */
  readonly skips: boolean;
}

/**
 * Runs of plain numbers, which are nearly all of a large text: a sign, digits, a point, an exponent and nothing else, over bytes. Whatever is
 * not plain ends the run, and is read by those who know more. Results stay in fields: a run allocates nothing for each number.
 */
export class RunReader {
  /** Rows that ended within the last run, and elements of the row behind them. */
  rows = 0;
  columns = 0;
  /** Where the last row was opened, −1 where none was; where the last line ended. */
  open = -1;
  end = 0;
  /** What `rest` has read. */
  private magnitude = 0;
  private kind: 1 | 2 = INT;
  /** Behind it stood C's `f`. */
  private isSingle = false;
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
    return this.run(elements, from, columns, { isLists: true, separator, width, open, skips: false }, start);
  }

  /**
   * Reads lines of `width` numbers each, from the beginning of one on; with `skips` there is a label in front of them. Where the first line
   * begins that is anything else. How many there were is `rows`, where the last of them ended is `end`.
   */
  lines(elements: Elements, from: number, separator: number, width: number, skips: boolean): number {
    const { count } = elements;
    const p = this.run(elements, from, 0, { isLists: false, separator, width, open: 0, skips }, 0);
    elements.count = count + this.rows * width;
    return p;
  }

  /** Of lists the end of the last element, of lines where the next begins. */
  private run(elements: Elements, from: number, columns: number, layout: Layout, start: number): number {
    const { text, window } = this;
    const { bytes } = window;
    const { isLists, separator, width, open, skips } = layout;
    const close = closingOf(open);
    const spaces = isLists && separator === 32;
    let { data, offsets, lengths, count, kind } = elements;
    let rows = 0;
    let column = columns;
    let opened = -1;
    let p = from;
    let lineStart = from;
    let fresh = !isLists;
    run: while (window.at(p, ahead)) {
      const { base } = window;
      const stop = Math.max(1, window.length - ahead);
      let q = p - base;
      do {
        let c = bytes[q];
        let bracket = -1;
        if (fresh) {
          if (skips) {
            const label = q;
            while (c !== separator && c > 13 && c !== 34 && c !== 35 && q < label + longest) c = bytes[++q];
            if (c !== separator) break run;
            c = bytes[++q];
            if (c === 32) c = bytes[++q];
          }
        } else if (c === separator && (isLists || column < width)) {
          c = bytes[++q];
          while (c <= 32 && (c === 32 || (isLists && (c === 10 || c === 13)))) c = bytes[++q];
        } else if (spaces && c === 10) {
          do c = bytes[++q];
          while (c === 32 || c === 10 || c === 13);
        } else if (isLists && c === close && column === width) {
          c = bytes[++q];
          if (c !== 44 && !(spaces && (c === 32 || c === 10))) break run;
          c = bytes[++q];
          while (c <= 32 && (c === 32 || c === 10 || c === 13)) c = bytes[++q];
          if (c !== open) break run;
          bracket = q;
          c = bytes[++q];
          while (c <= 32 && (c === 32 || c === 10 || c === 13)) c = bytes[++q];
        } else break run;

        const first = q;
        const isNegative = c === 45;
        if (isNegative) c = bytes[++q];
        let point = -1;
        let digit = c - 48;
        if (digit === 0) {
          digit = bytes[++q] - 48;
          // `007` is no plain number.
          if (digit >>> 0 < 10) break run;
          if (digit === POINT) {
            point = ++q;
            digit = bytes[q] - 48;
            while (digit === 0) digit = bytes[++q] - 48;
          }
        } else if (digit >>> 0 >= 10) break run;
        // Nine digits fit 32-bit integers, whose arithmetic is the fastest.
        const digits = q;
        let last = q + 9;
        let head = 0;
        while (digit >>> 0 < 10 && q < last) {
          head = (Math.imul(head, 10) + digit) | 0;
          digit = bytes[++q] - 48;
        }
        if (digit === POINT && point < 0) {
          point = ++q;
          last++;
          digit = bytes[q] - 48;
          while (digit >>> 0 < 10 && q < last) {
            head = (Math.imul(head, 10) + digit) | 0;
            digit = bytes[++q] - 48;
          }
        }
        let value = head;
        let isFloat = point >= 0;
        const decimalPlaces = isFloat ? q - point : 0;
        if (ends[digit + 48] === 1 && decimalPlaces <= 22) {
          if (isFloat) value = head / powersOfTen[decimalPlaces];
        } else {
          q = this.rest(first, digits, q, point, head, isLists);
          if (q < 0) break run;
          value = this.magnitude;
          isFloat = this.kind === FLOAT;
          if (this.isSingle) elements.narrow("float32");
        }
        if (count === data.length) {
          elements.count = count;
          elements.growFor(base + first - start, text.length - base - first);
          ({ data, offsets, lengths } = elements);
        }
        // There is no integer −0.
        data[count] = isNegative && (isFloat || value !== 0) ? -value : value;
        offsets[count] = base + first;
        lengths[count] = q - first;
        count++;
        if (isFloat) kind = FLOAT;
        else if (kind < INT) kind = INT;
        if (bracket >= 0) {
          rows++;
          column = 0;
          opened = base + bracket;
        }
        column++;
        fresh = false;
        p = base + q;
        if (!isLists && column === width && (bytes[q] === 10 || bytes[q] === 13)) {
          // Behind a carriage return may stand what is not in the window.
          if (bytes[q] === 13 && bytes[q + 1] === 0) break run;
          this.end = p;
          if (bytes[q] === 13 && bytes[q + 1] === 10) q++;
          q++;
          p = lineStart = base + q;
          rows++;
          column = 0;
          fresh = true;
        }
      } while (q < stop);
    }
    elements.count = count;
    elements.kind = kind;
    this.rows = rows;
    this.columns = column;
    this.open = opened;
    return isLists ? p : lineStart;
  }

  /**
   * The rest of a number that began at `first` and whose digits so far, from `digits` to `from`, are `head`: more digits, an exponent. Its
   * end, or −1 where it is not plain.
   */
  private rest(
    first: number,
    digits: number,
    from: number,
    pointBefore: number,
    head: number,
    isLists: boolean,
  ): number {
    const { bytes, base } = this.window;
    let q = from;
    let point = pointBefore;
    let digit = bytes[q] - 48;
    let tail = 0;
    let tailDigits = 0;
    if (digit >>> 0 < 10) {
      let last = q + 9;
      while (digit >>> 0 < 10 && q < last) {
        tail = (Math.imul(tail, 10) + digit) | 0;
        digit = bytes[++q] - 48;
      }
      tailDigits = q - from;
      if (digit === POINT && point < 0) {
        point = ++q;
        last++;
        digit = bytes[q] - 48;
        while (digit >>> 0 < 10 && q < last) {
          tail = (Math.imul(tail, 10) + digit) | 0;
          digit = bytes[++q] - 48;
        }
        tailDigits = q - from - 1;
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
    this.kind = point < 0 ? INT : FLOAT;
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
      this.kind = FLOAT;
    }
    const end = q;
    this.isSingle = (digit === SMALL_F || digit === LARGE_F) && isLists;
    if (this.isSingle) {
      this.kind = FLOAT;
      digit = bytes[++q] - 48;
    }
    if (ends[digit + 48] === 0) return -1;
    let magnitude: number;
    if (isLong) magnitude = longDecimal(this.text, base + digits, base + last, power);
    else if (tailDigits === 0) magnitude = scaled(head, 0, power);
    else {
      const shifted = head * powersOfTen[tailDigits];
      const sum = shifted + tail;
      magnitude = scaled(sum, tail - (sum - shifted), power);
    }
    this.magnitude = Number.isNaN(magnitude) ? Math.abs(Number(this.text.slice(base + first, base + end))) : magnitude;
    return q;
  }
}
