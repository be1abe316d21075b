import type { ByteWindow } from "./window";

/** What stands in a list of plain numbers: digits, and signs around them. */
const DIGIT = 1;
const flat = new Uint8Array(256);
for (const c of "-+.,\t\n\v\f\r ") flat[c.charCodeAt(0)] = 2;
for (const c of "0123456789") flat[c.charCodeAt(0)] = DIGIT;

/** What may stand behind a digit: an exponent, the suffix of a type. */
const suffixes = new Uint8Array(256);
for (const c of "eEfFdDlLuU") suffixes[c.charCodeAt(0)] = 1;

/** Behind the bracket that closes a list whose inside begins at `from`, −1 where there is more in it than plain numbers, or none. */
export function flatEnd(text: string, from: number, window: ByteWindow, close: number): number {
  let seen = 0;
  let p = from;
  while (window.at(p, 1)) {
    const { bytes, base, length } = window;
    let q = p - base;
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
