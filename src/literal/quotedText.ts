import { isLineEnd } from "./text/chars";
import { commentStarts, type Lexis } from "./text/lexis";
import { StringSkipper } from "./text/strings";
import { commentEnd, lineStart } from "./text/trivia";

/** A text within a text: what a docstring or comment says. */
export interface QuotedText {
  readonly start: number;
  readonly end: number;
}

/**
 * The docstring or the comment, over all its lines, that an offset stands in: a text of its own, in which people keep what was printed.
 * Strings of one line are values of the program and none of these.
 */
export function quotedTextAt(text: string, offset: number, lexis: Lexis): QuotedText | undefined {
  const strings = new StringSkipper(text, lexis);
  const starts = commentStarts(lexis);
  let p = 0;
  while (p < offset) {
    const c = text.charCodeAt(p);
    if (c === 34 || c === 39 || c === 96) {
      const end = (c === 96 ? lexis.backQuotes : lexis.quotes.includes(text[p])) ? strings.end(p) : -1;
      if (end > offset) {
        const isTriple = lexis.tripleQuotes && text.startsWith(text[p].repeat(3), p);
        return isTriple && offset >= p + 3 && offset <= end - 3 ? { start: p + 3, end: end - 3 } : undefined;
      }
      p = end > 0 ? end : p + 1;
    } else if (starts.includes(text[p])) {
      const end = commentEnd(text, p, lexis);
      if (end >= offset) return commentAround(text, p, end, lexis);
      p = Math.max(p + 1, end);
    } else p++;
  }
  return undefined;
}

/** A comment with the lines above and below that are comments of the same sign. */
function commentAround(text: string, from: number, to: number, { blockComments, lineComments }: Lexis): QuotedText {
  const block = blockComments.find(([open]) => text.startsWith(open, from));
  if (block) return { start: from + block[0].length, end: to };
  const sign = lineComments.find((each) => text.startsWith(each, from)) ?? text[from];
  let start = from;
  let end = to;
  for (;;) {
    const own = lineStart(text, start);
    if (own === 0 || text.slice(own, start).trim() !== "") break;
    const above = lineStart(text, own - 1);
    const line = text.slice(above, own - 1);
    if (!line.trimStart().startsWith(sign)) break;
    start = above + line.length - line.trimStart().length;
  }
  while (end < text.length && isLineEnd(text.charCodeAt(end))) {
    const next = text.indexOf("\n", end) + 1;
    const stop = text.indexOf("\n", next);
    const line = text.slice(next, stop < 0 ? text.length : stop);
    if (next === 0 || !line.trimStart().startsWith(sign)) break;
    end = next + line.length;
  }
  return { start, end };
}

/** Octave's tests are code behind `%!`, the message that one expects in angle brackets in front of it. */
const prompts =
  /^[ \t]*(?:%!(?:(?:error|warning|test)\b(?:[ \t]{0,8}<[^>\n]{0,300}>)?)?|(?:>>>|\.\.\.|>>|julia>|In \[\d+\]:|#+[':!|]?|\/\/+!?|--+[ \t]\||--+|%+|\*+)(?:[ \t]+(?:>>>|\.\.\.))?(?=[ \t]|$))/gm;

/** The text with its prompts and comment signs as blanks, so that every offset stays. */
export function withoutMarks(text: string): string {
  return text.replace(prompts, (mark) => " ".repeat(mark.length));
}

const fence = /^[ \t]*(`{3,}|~{3,})[ \t]*\{?\.?([\w+-]*)[^\n`]*$/gm;

/** The fenced text of Markdown around an offset, with the first word of its head. */
export function fencedTextAt(text: string, offset: number): (QuotedText & { readonly info: string }) | undefined {
  let open: { readonly sign: string; readonly start: number; readonly info: string } | undefined;
  for (const match of text.matchAll(fence)) {
    const [line, sign, info] = match;
    if (open === undefined) {
      if (match.index > offset) return undefined;
      open = { sign, start: match.index + line.length + 1, info };
    } else if (sign.startsWith(open.sign) && info === "") {
      if (offset >= open.start && offset < match.index) return { start: open.start, end: match.index, info: open.info };
      open = undefined;
    }
  }
  // While it is typed a fence may still be open.
  return open && offset >= open.start ? { start: open.start, end: text.length, info: open.info } : undefined;
}
