import { isLineEnd, isSpace } from "./chars";
import type { Lexis } from "./lexis";

/** Start of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  // A search from below 0 would look at the first character all the same, and find the start of the second line.
  return offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** End of the line that holds `offset`, its line end not included. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  const to = end < 0 ? text.length : end;
  return to > offset && text.charCodeAt(to - 1) === 13 ? to - 1 : to;
}

/** End of the comment that starts at `offset`, or `offset` where none starts. */
export function commentEnd(text: string, offset: number, lexis: Lexis): number {
  const c = text.charCodeAt(offset);
  if (c >= 48 && c <= 57) return offset;
  const { continuation } = lexis;
  if (continuation !== undefined && text.startsWith(continuation, offset))
    return Math.min(text.length, lineEnd(text, offset) + 1);
  for (const [open, close] of lexis.blockComments) {
    if (!text.startsWith(open, offset)) continue;
    const end = text.indexOf(close, offset + open.length);
    return end < 0 ? text.length : end + close.length;
  }
  for (const sign of lexis.lineComments) if (text.startsWith(sign, offset)) return lineEnd(text, offset);
  return offset;
}

/** First offset at or after `offset` that is neither white space, comment nor a joined line (`\` at its end). */
export function skipTrivia(text: string, offset: number, lexis: Lexis): number {
  let p = offset;
  while (p < text.length) {
    const c = text.charCodeAt(p);
    if (isSpace(c)) p++;
    else if (c === 92 && isLineEnd(text.charCodeAt(p + 1))) p += 2;
    else {
      const end = commentEnd(text, p, lexis);
      if (end === p) return p;
      p = end;
    }
  }
  return p;
}

/**
 * End of the string that a quote at `offset` opens, or −1 where it does not close: on its line for plain quotes, anywhere for `"""`
 * and back quotes.
 */
export function stringEnd(text: string, offset: number, lexis: Lexis): number {
  const quote = text.charCodeAt(offset);
  if (quote === 96) {
    for (let p = offset + 1; p < text.length; p++) {
      const c = text.charCodeAt(p);
      if (c === 92) p++;
      else if (c === 96) return p + 1;
    }
    return -1;
  }
  if (lexis.tripleQuotes && text.charCodeAt(offset + 1) === quote && text.charCodeAt(offset + 2) === quote) {
    const triple = text.slice(offset, offset + 3);
    let end = text.indexOf(triple, offset + 3);
    while (end > 0 && text.charCodeAt(end - 1) === 92) end = text.indexOf(triple, end + 1);
    return end < 0 ? -1 : end + 3;
  }
  for (let p = offset + 1; p < text.length; p++) {
    const c = text.charCodeAt(p);
    if (c === 92) p++;
    else if (c === quote) return p + 1;
    else if (isLineEnd(c)) return -1;
  }
  return -1;
}
