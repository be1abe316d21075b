/** Character classes on UTF-16 code units. Everything a scanner's inner loop asks is answered by comparison, the rest by a regular expression. */

/**
 * The code unit at an offset, 0 beyond the end: `charCodeAt` gives NaN there, after which the loops of a whole process are compiled for
 * fractions, too.
 */
export function codeAt(text: string, offset: number): number {
  return offset < text.length ? text.charCodeAt(offset) : 0;
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** White space and line ends, the no-break and typographic spaces and the byte order mark included. */
export function isSpace(c: number): boolean {
  if (c <= 32) return c === 32 || (c >= 9 && c <= 13);
  if (c < 0xa0) return c === 0x85;
  return (
    c === 0xa0 ||
    (c >= 0x2000 && c <= 0x200b) ||
    c === 0x2028 ||
    c === 0x2029 ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x3000 ||
    c === 0xfeff
  );
}

export function isLineEnd(c: number): boolean {
  return c === 10 || c === 13 || c === 0x2028 || c === 0x2029;
}

/** Minus signs people paste besides the hyphen: U+2212, the small and full-width hyphens, the en dash. */
export function isTypographicMinus(c: number): boolean {
  return c === 0x2212 || c === 0xfe63 || c === 0xff0d || c === 0x2013;
}

/** Full-width forms of `+ , - . 0…9`, which read as their ASCII twins 0xFEE0 below. */
export function isFullWidth(c: number): boolean {
  return c === 0xff0b || (c >= 0xff0d && c <= 0xff0e) || (c >= 0xff10 && c <= 0xff19);
}

export function isWordStart(c: number): boolean {
  return (
    (c >= 97 && c <= 122) ||
    (c >= 65 && c <= 90) ||
    c === 95 ||
    c === 36 ||
    (c > 0xa0 && !isFullWidth(c) && !(c >= 0xd800 && c <= 0xdfff) && /\p{ID_Start}/u.test(String.fromCharCode(c)))
  );
}

export function isWordPart(c: number): boolean {
  return (
    (c >= 97 && c <= 122) ||
    (c >= 48 && c <= 57) ||
    (c >= 65 && c <= 90) ||
    c === 95 ||
    c === 36 ||
    (c > 0xa0 && !isFullWidth(c) && !(c >= 0xd800 && c <= 0xdfff) && /\p{ID_Continue}/u.test(String.fromCharCode(c)))
  );
}

/** End of the word that starts at `offset`. */
export function wordEnd(text: string, offset: number): number {
  let p = offset;
  while (p < text.length && isWordPart(text.charCodeAt(p))) p++;
  return p;
}

export function isOpening(c: number): boolean {
  return c === 91 || c === 40 || c === 123;
}

export function isClosing(c: number): boolean {
  return c === 93 || c === 41 || c === 125;
}

/** The bracket that closes `[`, `(` or `{`. */
export function closingOf(c: number): number {
  return c === 40 ? 41 : c + 2;
}
