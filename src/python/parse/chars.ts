/** What begins at a character of ASCII. */
export const WORD = 1;
export const DIGIT = 2;
export const BLANK = 3;

export const classes = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  if ((c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95) classes[c] = WORD;
  else if (c >= 48 && c <= 57) classes[c] = DIGIT;
  else if (c === 32 || c === 9 || c === 12) classes[c] = BLANK;
}

export function isQuote(c: number): boolean {
  return c === 34 || c === 39;
}

export function isLineEnd(c: number): boolean {
  return c === 10 || c === 13;
}

/** Spaces beyond ASCII, which come along when code is pasted from a page: Python refuses them, readers do not see them. */
export function isForeignSpace(c: number): boolean {
  return c === 0xa0 || c === 0x3000 || c === 0xfeff || (c >= 0x2000 && c <= 0x200b) || c === 0x202f;
}

/** Behind the line end at `p`. */
export function behindLineEnd(text: string, p: number): number {
  return text.charCodeAt(p) === 13 && text.charCodeAt(p + 1) === 10 ? p + 2 : p + 1;
}

/** The end of the line that `p` is in. */
export function lineEnd(text: string, p: number, end: number): number {
  let q = p;
  while (q < end && !isLineEnd(text.charCodeAt(q))) q++;
  return q;
}

/** Behind a `\` at the end of a line, or −1 where the `\` at `p` is none such. */
export function behindContinuation(text: string, p: number): number {
  return isLineEnd(text.charCodeAt(p + 1)) ? behindLineEnd(text, p + 1) : -1;
}

/** The end of the word at `p`, which is a letter of ASCII or may be one beyond it; `p` where no word is. */
export function wordEnd(text: string, p: number): number {
  let q = p;
  for (;;) {
    const c = text.charCodeAt(q);
    if (c < 128) {
      const kind = classes[c];
      if (kind !== WORD && kind !== DIGIT) return q;
      q++;
    } else {
      const point = text.codePointAt(q);
      if (point === undefined) return q;
      const letter = String.fromCodePoint(point);
      if (!(q === p ? /^\p{XID_Start}/u : /^\p{XID_Continue}/u).test(letter)) return q;
      q += letter.length;
    }
  }
}
