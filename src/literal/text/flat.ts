import type { ByteWindow } from "./window";

/** What stands in a list of plain numbers: digits, and signs around them. */
const DIGIT = 1;
const flat = new Uint8Array(256);
for (const c of "-+.,\t\n\v\f\r ") flat[c.charCodeAt(0)] = 2;
for (const c of "0123456789") flat[c.charCodeAt(0)] = DIGIT;

/** What may stand behind a digit: an exponent, the suffix of a type. */
const suffixes = new Uint8Array(256);
for (const c of "eEfFdDlLuU") suffixes[c.charCodeAt(0)] = 1;

const HIGH = 0x80808080 | 0;

/**
 * The first of four bytes at a time that holds anything but digits, `+ , - .` and blanks. Added to a byte, 128 less a bound sets its highest
 * bit where the byte reaches the bound: stops are those from 58 on, from 33 to 42, and 47; control characters are none.
 */
function wordsEnd(words: Int32Array, from: number, to: number): number {
  let i = from;
  for (; i < to; i++) {
    const w = words[i];
    const slash = w ^ 0x2f2f2f2f;
    const isStop = w | (w + 0x46464646) | ((w + 0x5f5f5f5f) & ~(w + 0x55555555)) | ((slash - 0x01010101) & ~slash);
    if ((isStop & HIGH) !== 0) break;
  }
  return i;
}

function digitsIn(bytes: Uint8Array, from: number, to: number): number {
  for (let q = from; q < to; q++) if (flat[bytes[q]] === DIGIT) return DIGIT;
  return 0;
}

/** Behind the bracket that closes a list whose inside begins at `from`, −1 where there is more in it than plain numbers, or none. */
export function flatEnd(text: string, from: number, window: ByteWindow, close: number): number {
  let seen = 0;
  let p = from;
  while (window.at(p, 1)) {
    const { bytes, words, base, length } = window;
    let q = p - base;
    while ((q & 3) !== 0 && flat[bytes[q]] !== 0) seen |= flat[bytes[q++]];
    if ((q & 3) === 0) {
      const end = wordsEnd(words, q >> 2, length >> 2) << 2;
      if (end > q && (seen & DIGIT) === 0) seen |= digitsIn(bytes, q, end);
      q = end;
    }
    // The 0 behind the window ends the loop.
    for (let kind = flat[bytes[q]]; kind !== 0; kind = flat[bytes[++q]]) seen |= kind;
    p = base + q;
    if (q === length) continue;
    const c = bytes[q];
    if (c === close) return seen & DIGIT ? p + 1 : -1;
    const before = text.charCodeAt(p - 1);
    const isBehindDigit = (before >= 48 && before <= 57) || (before === 46 && flat[text.charCodeAt(p - 2)] === DIGIT);
    if (suffixes[c] === 0 || !isBehindDigit) return -1;
    p++;
  }
  return -1;
}
