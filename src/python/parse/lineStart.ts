import { isForeignSpace, isLineEnd, isQuote, lineEnd, wordEnd } from "./chars";
import { isName, Kind, kindOfWord, startsStatement } from "./kind";

/** What a line within brackets looks like. */
export enum Start {
  /** More of what the brackets hold. */
  None,
  /** A statement, if the brackets turn out to be open to the end. */
  Likely,
  /** What is a statement for certain. */
  Statement,
}

/**
 * Judges the line at `p` within brackets, of which `innermost` opened last, by its first tokens. A line deeper than the statement's column
 * belongs to the brackets.
 */
export function mayBeginStatement(text: string, p: number, column: number, innermost: Kind): Start {
  const start = firstWithin(text, p, column);
  if (start < 0) return Start.None;
  const end = wordEnd(text, start);
  const c = text.charCodeAt(start);
  if (end === start) return c === 64 && wordEnd(text, start + 1) > start + 1 ? Start.Likely : Start.None;
  const kind = kindOfWord(text, start, end);
  if (startsStatement(kind)) return text.charCodeAt(afterBlanks(text, end)) === 61 ? Start.None : Start.Statement;
  if (kind === Kind.If || kind === Kind.For || kind === Kind.Else || kind === Kind.Async || kind === Kind.From)
    return opensBlock(text, start) || kind === Kind.From ? Start.Likely : Start.None;
  if (!isName(kind)) return Start.None;
  return judgeName(text, end, innermost);
}

/** The first character of the line at `p` that is no blank, where it stands no deeper than `column`; −1 else. */
function firstWithin(text: string, p: number, column: number): number {
  let at = 0;
  for (let q = p; q < text.length; q++) {
    const c = text.charCodeAt(q);
    if (c === 32 || isForeignSpace(c)) at++;
    else if (c === 9) at = (at | 7) + 1;
    else if (c === 12) at = 0;
    else return isLineEnd(c) || c === 35 ? -1 : q;
    if (at > column) return -1;
  }
  return -1;
}

/** A line that starts with a name: `x = …`, `x += …`, `x.y[0] = …`, `x(…`, `print "…"`. */
function judgeName(text: string, from: number, innermost: Kind): Start {
  let p = from;
  while (text.charCodeAt(p) === 46 && wordEnd(text, p + 1) > p + 1) p = wordEnd(text, p + 1);
  p = afterBlanks(text, p);
  const c = text.charCodeAt(p);
  const next = text.charCodeAt(p + 1);
  const stop = lineEnd(text, p, text.length);
  if (c === 61 && next !== 61) {
    // Only in a call may a name be followed by `=`; there the line mostly ends with a comma.
    if (innermost !== Kind.OpenParenthesis) return Start.Statement;
    return endsWithComma(text, p, stop) ? Start.None : Start.Likely;
  }
  if (c === 58 && next !== 61 && innermost === Kind.OpenParenthesis) {
    // An annotation, as long as a value follows.
    return text.slice(p, stop).includes("=") && !endsWithComma(text, p, stop) ? Start.Likely : Start.None;
  }
  if (isAugmented(text, p)) return Start.Statement;
  if (c === 40 || c === 91) return endsWithComma(text, p, stop) ? Start.None : Start.Likely;
  return isQuote(c) && p > from ? Start.Likely : Start.None;
}

/** `+=`, `//=` and their like, which stand in no brackets. Comparisons do. */
function isAugmented(text: string, p: number): boolean {
  const c = text[p];
  if (c === undefined || !"+-*/%@&|^<>".includes(c)) return false;
  const isDouble = text[p + 1] === c && "*/<>".includes(c);
  if (!isDouble && (c === "<" || c === ">")) return false;
  return text.charCodeAt(p + (isDouble ? 2 : 1)) === 61;
}

function afterBlanks(text: string, from: number): number {
  let p = from;
  while (text.charCodeAt(p) === 32 || text.charCodeAt(p) === 9) p++;
  return p;
}

function endsWithComma(text: string, start: number, stop: number): boolean {
  let p = stop - 1;
  while (p > start && text.charCodeAt(p) <= 32) p--;
  return text.charCodeAt(p) === 44;
}

/** Whether the line ends with the colon that opens a block. */
function opensBlock(text: string, start: number): boolean {
  const line = text.slice(start, lineEnd(text, start, text.length));
  const comment = line.indexOf("#");
  return (comment < 0 ? line : line.slice(0, comment)).trimEnd().endsWith(":");
}
