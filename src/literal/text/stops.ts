import { commentStarts, type Lexis } from "./lexis";
import type { ByteWindow } from "./window";

/**
 * The characters of a text that may change what follows, and how to get from one to the next: over bytes, less than a nanosecond for each
 * character between them.
 */

/** What a character is to who walks over code. */
export const OPEN = 1;
export const CLOSE = 2;
export const QUOTE = 3;
/** Where a line of Python may begin at the margin. */
export const LINE_END = 4;
export const COMMENT = 5;
const WORD = 6;
const SEMICOLON = 7;

/** As wide as a code unit, so that the loop over a document asks nothing else. */
export type Stops = Uint8Array;

const bracketsOf = new WeakMap<Lexis, Stops>();
const wordsOf = new WeakMap<Lexis, Stops>();

/** Brackets, strings, comments. */
export function bracketStops(lexis: Lexis): Stops {
  const known = bracketsOf.get(lexis);
  if (known) return known;
  const kinds = new Uint8Array(0x10000);
  const mark = (characters: string, kind: number): void => {
    for (const c of characters) kinds[c.charCodeAt(0)] = kind;
  };
  mark(commentStarts(lexis), COMMENT);
  mark("[({", OPEN);
  mark("])}", CLOSE);
  mark(`${lexis.quotes}${lexis.backQuotes ? "`" : ""}`, QUOTE);
  if (lexis.indented) mark("\n", LINE_END);
  bracketsOf.set(lexis, kinds);
  return kinds;
}

/** The same, and words and semicolons; whatever is beyond ASCII may begin a word. */
export function wordStops(lexis: Lexis): Stops {
  const known = wordsOf.get(lexis);
  if (known) return known;
  const kinds = bracketStops(lexis).slice();
  for (const c of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$") kinds[c.charCodeAt(0)] ||= WORD;
  kinds[59] ||= SEMICOLON;
  for (let c = 128; c < kinds.length; c++) kinds[c] ||= WORD;
  wordsOf.set(lexis, kinds);
  return kinds;
}

/** Beyond ASCII so many characters are looked at one by one. */
const stretch = 64;

/** The next stop from an offset on, `end` where there is none before it. A line that begins with a blank or bracket is no stop. */
export function nextStop(text: string, from: number, end: number, kinds: Stops, window: ByteWindow): number {
  let p = from;
  while (p < end) {
    if (!window.at(p, 1)) {
      const limit = Math.min(end, p + stretch);
      while (p < limit && kinds[text.charCodeAt(p)] === 0) p++;
      if (p < limit) return p;
      continue;
    }
    const { bytes, base, length } = window;
    const limit = Math.min(length, end - base);
    let q = p - base;
    for (; q < limit; q++) {
      const kind = kinds[bytes[q]];
      // The 0 behind the window is no sign of anything.
      if (kind !== 0 && (kind !== LINE_END || bytes[q + 1] >= 64 || q + 1 === length)) break;
    }
    p = base + q;
    if (q < limit) return p;
  }
  return p;
}
