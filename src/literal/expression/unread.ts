import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import { isLineEnd, isSpace, isWordPart } from "../text/chars";
import { commentEnd } from "../text/trivia";
import type { Language } from "./language";

/**
 * What stands behind a value and would change it, but was not read: an operator, index, call or pipe that the language's table does not
 * have. The one place where this is decided, for all languages: a value with such a thing behind it is not the value of the text.
 */

/** Glued to a value: an index, a call, another value's braces, a splat, a postfix operator. */
const glued = /[([{]|\?\.|\?\?|\.(?=[^\s\w"'`])[^\s\w"'`)\]},;]*|::?(?=[A-Za-z_]\w*\s*[({"'])|!+(?![=\w"'])|\+\+|--/y;
const operator = /`\w{1,40}`|\.?[-+*/@%<>&|^~!?=\\$\p{Sm}⋅·×÷∘][-+*/@%<>&|^~!?=\\$.:\p{Sm}]{0,10}/uy;
/** R's own operators have names. */
const percent = /%[^%\s]{0,20}%/y;
/** Methods and pipes on the next line, where it goes on with the statement. */
const continued = /[ \t]*\r?\n\s{0,200}(?:\?\.|\.|\|>)(?=[A-Za-z_ ])/y;
/** In words and data, too, these are never anything but pipes and indices. */
const pipes = /\s{0,20}(?:\|>|%>%|%<>%|->(?=[[{(]))/y;
/** Tags and arrows in text, `>` that closes what stands around. */
const noOperator = /[<>][A-Za-z/]|>\s{0,20}(?:[\])},>]|$)|=>|=(?!=)|\\\r?\n/y;
const infixes = /(?:in|is|isa|instanceof|and|or|xor|div|mod)\b/y;

/** The span of what is not read behind `end`; undefined where nothing stands there that belongs to the value. */
export function unreadBehind(
  text: string,
  end: number,
  language: Language,
  isFree = false,
): { readonly start: number; readonly end: number } | undefined {
  const at = (pattern: RegExp, p: number): { readonly start: number; readonly end: number } | undefined => {
    pattern.lastIndex = p;
    const match = pattern.exec(text);
    return match ? { start: p, end: p + match[0].length } : undefined;
  };
  if (language.isProse || language.isData) {
    const pipe = at(pipes, end);
    return pipe && { start: end + (/^\s*/.exec(text.slice(end, pipe.end))?.[0].length ?? 0), end: pipe.end };
  }
  const { dialect, arrows, infix } = { ...language, arrows: language.dialect.arrowAssigns };
  if (end >= text.length) return undefined;
  const isComment = (p: number): boolean => commentEnd(text, p, language) > p;
  // Go's loop over a slice: `range []float64{1, 2} {` begins its block.
  const isBlock = /\}[ \t]$/.test(text.slice(Math.max(0, end - 2), end)) && text[end] === "{";
  const next = isComment(end) || isBlock ? undefined : at(glued, end);
  if (next && !(text[end] === ":" && language.colonKeys && !text.startsWith("::", end) && language.indented))
    return next;
  if (!language.indented && !dialect.matrix && !arrows) {
    const line = at(continued, end);
    if (line) return line;
  }
  let p = end;
  while (isSpace(text.charCodeAt(p)) && (isFree || !isLineEnd(text.charCodeAt(p)))) p++;
  if (p >= text.length || isComment(p) || at(noOperator, p)) return undefined;
  if (dialect.matrix && p > end && text[p] === "(") return { start: p, end: p + 1 };
  // R's assignment to the right.
  if (arrows && text.startsWith("->", p)) return undefined;
  // Rust hands an error on.
  if (dialect.asCasts && p === end && /^\?\s*(?:[;,)\]}]|$)/.test(text.slice(p, p + 40))) return undefined;
  if (p === end && isWordPart(text.charCodeAt(p)) && !/\W/.test(text[p - 1])) return undefined;
  return at(infix ?? infixes, p) ?? (arrows ? at(percent, p) : undefined) ?? at(operator, p);
}

/** Why a text is not read for what stands behind its value. */
export function unread(text: string, { start, end }: { readonly start: number; readonly end: number }): Refused {
  const found = text.slice(start, Math.min(end, start + 20)).trim();
  return new Refused(
    "unsupported-expression",
    start,
    end,
    l10n.t("“{0}” behind the array changes it and cannot be evaluated here.", found),
  );
}
