import { closingOf, isSpace, isWordStart } from "./chars";
import type { Lexis } from "./lexis";
import { maxDepth } from "./nested";
import { StringSkipper } from "./strings";
import { commentEnd } from "./trivia";

/** Where an offset stands among the brackets of a text. */
export interface Surroundings {
  /** Offsets of the brackets open there, outermost first. */
  readonly opens: readonly number[];
  /** The bracket pair that closed last beside `offset`, inside the innermost `{` or at the top. */
  readonly closed: { readonly open: number; readonly end: number } | undefined;
  /** Whether the offset is in code, outside strings and comments. */
  readonly inCode: boolean;
}

const statements =
  /(?:def|class|import|from|return|if|for|while|with|try|else|elif|except|print|assert|raise|del|global|async|await|@)\b|[A-Za-z_][\w.]* (?:=|:) /y;

/**
 * Whether the line at `offset` begins a statement of Python at the margin: then no bracket above is open, or it was never closed and must
 * not swallow the rest of a program that is being edited.
 */
export function startsStatement(text: string, offset: number, lexis: Lexis): boolean {
  if (lexis.family !== "python" || !isWordStart(text.charCodeAt(offset))) return false;
  statements.lastIndex = offset;
  return statements.test(text);
}

/** In plain text `#3` and `https://…` are words; only within brackets can a comment stand, behind a blank. */
export function opensComment(text: string, offset: number, lexis: Lexis, depth: number): boolean {
  return lexis.family !== "text" || (depth > 0 && isSpace(text.charCodeAt(offset - 1)));
}

const IDLE = 0;
const OPEN = 1;
const CLOSE = 2;
const QUOTE = 3;
const COMMENT = 4;
const LINE_END = 5;

function classTable(lexis: Lexis): Uint8Array {
  const table = new Uint8Array(128);
  for (const c of "[({") table[c.charCodeAt(0)] = OPEN;
  for (const c of "])}") table[c.charCodeAt(0)] = CLOSE;
  for (const c of lexis.quotes) table[c.charCodeAt(0)] = QUOTE;
  if (lexis.backQuotes) table[96] = QUOTE;
  if (lexis.hash) table[35] = COMMENT;
  if (lexis.slashes) table[47] = COMMENT;
  if (lexis.percent) table[37] = COMMENT;
  if (lexis.family === "python") table[10] = LINE_END;
  return table;
}

/** Reads the text up to `offset` for its brackets alone: a few nanoseconds a character. */
export function surroundings(text: string, offset: number, lexis: Lexis): Surroundings {
  const classes = classTable(lexis);
  const opens: number[] = [];
  let closedOpen = -1;
  let closedEnd = -1;
  const strings = new StringSkipper(text, lexis);
  let p = 0;
  while (p < offset) {
    const c = text.charCodeAt(p);
    const kind = c < 128 ? classes[c] : IDLE;
    p++;
    if (kind === IDLE) continue;
    if (kind === OPEN) {
      if (opens.length < maxDepth) opens.push(p - 1);
      if (c === 123) closedOpen = -1;
    } else if (kind === CLOSE) {
      const depth = matching(text, opens, c);
      if (depth >= 0) {
        closedOpen = opens[depth];
        closedEnd = p;
        opens.length = depth;
      }
    } else if (kind === QUOTE) {
      p = Math.max(p, strings.end(p - 1));
    } else if (kind === COMMENT) {
      if (opensComment(text, p - 1, lexis, opens.length)) p = Math.max(p, commentEnd(text, p - 1, lexis));
    } else if (opens.length > 0 && startsStatement(text, p, lexis)) {
      opens.length = 0;
      closedOpen = -1;
    }
  }
  return { opens, closed: closedOpen < 0 ? undefined : { open: closedOpen, end: closedEnd }, inCode: p <= offset };
}

/** Index of the open bracket that `closing` closes: the innermost, or one a few levels out where some were never closed; −1 if none. */
export function matching(text: string, opens: readonly number[], closing: number): number {
  for (let i = opens.length - 1; i >= 0 && i >= opens.length - 8; i--) {
    if (closingOf(text.charCodeAt(opens[i])) === closing) return i;
  }
  return -1;
}
