import * as chars from "./chars";
import { flatEnd } from "./flat";
import { commentStarts, type Lexis } from "./lexis";
import { maxDepth } from "./nested";
import { bracketStops, CLOSE, LINE_END, nextStop, OPEN, QUOTE } from "./stops";
import { StringSkipper } from "./strings";
import { commentEnd } from "./trivia";
import { ByteWindow } from "./window";

// As in `number.ts`: not looked up in another module for each character.
const { closingOf, isSpace, isWordStart } = chars;

/** Where an offset stands among the brackets of a text. */
export interface BracketsAround {
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
  if (!lexis.indented || !isWordStart(text.charCodeAt(offset))) return false;
  statements.lastIndex = offset;
  return statements.test(text);
}

/** In plain text `#3` and `https://…` are words; only within brackets can a comment stand, behind a blank. */
export function opensComment(text: string, offset: number, lexis: Lexis, depth: number): boolean {
  return !lexis.wordySigns || (depth > 0 && isSpace(text.charCodeAt(offset - 1)));
}

/** Whether comments begin as brackets do: OCaml's `(* … *)`. */
export function opensWithBracket({ blockComments }: Lexis): boolean {
  return blockComments.some(([open]) => "[({".includes(open[0]));
}

/** Whether a comment may begin with a sign that stands in a list of numbers: Lua's `--`, MATLAB's `...`. */
export function signsInNumbers(lexis: Lexis): boolean {
  const starts = commentStarts(lexis);
  return [..."-+.,"].some((sign) => starts.includes(sign));
}

/** Reads the text up to `offset` for its brackets alone: less than a nanosecond a character. */
export function surroundings(text: string, offset: number, lexis: Lexis): BracketsAround {
  const kinds = bracketStops(lexis);
  const strings = new StringSkipper(text, lexis);
  const window = new ByteWindow(text);
  const bracketed = opensWithBracket(lexis);
  const hasFlatLists = !signsInNumbers(lexis);
  const opens: number[] = [];
  const end = Math.min(offset, text.length);
  let closedOpen = -1;
  let closedEnd = -1;
  let p = 0;
  for (;;) {
    p = nextStop(text, p, end, kinds, window);
    if (p >= end) break;
    const c = text.charCodeAt(p++);
    const kind = kinds[c];
    if (kind === OPEN) {
      const comment = bracketed ? commentEnd(text, p - 1, lexis) : 0;
      if (comment > p) {
        p = comment;
        continue;
      }
      const flat = hasFlatLists ? flatEnd(text, p, window, closingOf(c)) : -1;
      if (flat >= 0 && flat <= end) {
        closedOpen = p - 1;
        closedEnd = flat;
        p = flat;
        continue;
      }
      if (opens.length < maxDepth) opens.push(p - 1);
      if (c === 123) closedOpen = -1;
      // The offset is among plain numbers.
      if (flat >= 0) p = end;
    } else if (kind === CLOSE) {
      const depth = matching(text, opens, c);
      if (depth >= 0) {
        closedOpen = opens[depth];
        closedEnd = p;
        truncate(opens, depth);
      }
    } else if (kind === LINE_END) {
      if (opens.length > 0 && startsStatement(text, p, lexis)) {
        opens.length = 0;
        closedOpen = -1;
      }
    } else if (kind === QUOTE) {
      p = Math.max(p, strings.end(p - 1));
    } else if (opensComment(text, p - 1, lexis, opens.length)) p = Math.max(p, commentEnd(text, p - 1, lexis));
  }
  return { opens, closed: closedOpen < 0 ? undefined : { open: closedOpen, end: closedEnd }, inCode: p <= offset };
}

/** Cuts a stack; nearly always by one, for which setting `length` would be slow. */
export function truncate(stack: number[], length: number): void {
  while (stack.length > length) stack.pop();
}

/** Index of the open bracket that `closing` closes: the innermost, or one a few levels out where some were never closed; −1 if none. */
export function matching(text: string, opens: readonly number[], closing: number): number {
  const top = opens.length - 1;
  if (top >= 0 && closingOf(text.charCodeAt(opens[top])) === closing) return top;
  for (let i = top; i >= 0 && i >= opens.length - 8; i--) {
    if (closingOf(text.charCodeAt(opens[i])) === closing) return i;
  }
  return -1;
}
