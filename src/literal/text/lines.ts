import { isLineEnd, isSpace } from "./chars";

/** A line of a text, its line end not included. */
export interface TextLine {
  readonly start: number;
  readonly end: number;
}

/** The lines from `from` on, one at a time. */
export function* lines(text: string, from = 0): Generator<TextLine> {
  let start = from;
  while (start < text.length) {
    let end = start;
    while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
    yield { start, end };
    start = text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
  }
}

export function isBlank(text: string, { start, end }: TextLine): boolean {
  for (let p = start; p < end; p++) if (!isSpace(text.charCodeAt(p))) return false;
  return true;
}

/** The line without the white space around it. */
export function trimmed(text: string, { start, end }: TextLine): TextLine {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

/** The words of a line between blanks. */
export function tokens(text: string, { start, end }: TextLine): TextLine[] {
  const found: TextLine[] = [];
  let p = start;
  while (p < end) {
    while (p < end && isSpace(text.charCodeAt(p))) p++;
    const from = p;
    while (p < end && !isSpace(text.charCodeAt(p))) p++;
    if (p > from) found.push({ start: from, end: p });
  }
  return found;
}
