import type { Language } from "./expression/language";
import { effortFor, extend } from "./extend";
import { tableAt } from "./forms/tableAt";
import { languageIdNamed, languageOf } from "./languages/languages";
import type { Span } from "./literal";
import { parseLiteral } from "./parseLiteral";
import { fencedTextAt, quotedTextAt, withoutMarks } from "./quotedText";
import { type BracketsAround, surroundings } from "./text/brackets";
import { isClosing, isOpening, isWordPart } from "./text/chars";
import { scanGroups } from "./text/groups";
import type { Lexis } from "./text/lexis";
import { lineStart } from "./text/trivia";

/** How far a cursor may stand from the brackets: on the constructor's name, on a cast behind them. */
const reach = 400;

/**
 * The outermost array literal around `offset`: its constructor call, casts and constant arithmetic included. Brackets in strings and
 * comments, subscripts and the arguments of other calls are none. One pass over the text up to the literal's end.
 */
export function literalAt(text: string, offset: number, languageId: string): Span | undefined {
  return literalWithin(text, offset, languageId, 0);
}

/** Texts within texts: a fence of Markdown with a docstring in it. */
const deepest = 2;

function literalWithin(text: string, offset: number, languageId: string, depth: number): Span | undefined {
  const language = languageOf(languageId, text);
  if (language.tables === "file") return tableAt(text, offset, "file");
  const fence = language.tables === "bars" && depth < deepest ? fencedTextAt(text, offset) : undefined;
  if (fence) {
    const { start, end, info } = fence;
    const own = info === "" ? "plaintext" : languageIdNamed(info);
    return within(text.slice(start, end), offset, start, own, depth);
  }
  const around = surroundings(text, offset, language);
  const from = startWithin(text, offset, language, around);
  if (from === undefined) {
    if (depth >= deepest) return undefined;
    const quoted = literalInQuoted(text, offset, languageId, language, depth);
    return quoted ?? literalAroundQuoted(text, offset, around.opens, languageId);
  }
  const effort = effortFor(text);
  let result: Span | undefined;
  scanGroups(
    text,
    language,
    (group) => {
      if (group.end + reach < offset) return false;
      if (group.start > offset + reach) return true;
      const { start, end } = extend(text, group, language, effort);
      if (start <= offset && offset <= end) result = { offset: start, length: end - start };
      return result !== undefined && end > offset;
    },
    from,
  );
  if (result === undefined) {
    const value = depth < deepest ? valueBehindName(text, offset) : undefined;
    if (value !== undefined) return literalWithin(text, value, languageId, deepest);
    return tableAt(text, offset, language.tables);
  }
  return (
    unclosedAround(text, result, around.opens, language) ??
    (language.isData || language.isProse ? result : readablePart(text, result, offset, languageId))
  );
}

const keyword = /[A-Za-z_]\w{0,80}\s{0,4}=(?!=)\s{0,40}/y;

/** Where the value of a keyword argument begins whose name is at an offset: `f(logits=[…], target=[…])`. */
function valueBehindName(text: string, offset: number): number | undefined {
  let start = offset;
  while (start > 0 && offset - start < 80 && isWordPart(text.charCodeAt(start - 1))) start--;
  keyword.lastIndex = start;
  const name = keyword.exec(text);
  return name && /[(,]\s{0,80}$/.test(text.slice(Math.max(0, start - 81), start)) ? start + name[0].length : undefined;
}

const ROWS = /^[\s\d.,eE+\-[\]]*$/;
const MORE_ROWS = /[\s\d.,+\-[\]]*/y;

/** A row of a list that is never closed is no array of its own: the list is meant, and what is wrong with it is said. */
function unclosedAround(text: string, row: Span, opens: readonly number[], language: Language): Span | undefined {
  if (text[row.offset] !== "[") return undefined;
  const outer = opens.findLast((open) => open < row.offset);
  if (outer === undefined || text[outer] !== "[" || row.offset - outer > maxTried) return undefined;
  if (!ROWS.test(text.slice(outer + 1, row.offset)) || !isUnclosed(text, outer, language)) return undefined;
  MORE_ROWS.lastIndex = row.offset + row.length;
  const end = MORE_ROWS.lastIndex + (MORE_ROWS.exec(text)?.[0].trimEnd().length ?? 0);
  return { offset: outer, length: end - outer };
}

/** Whether the bracket at `open` is still open where the next statement of Python begins, or else at the text's end. */
function isUnclosed(text: string, open: number, language: Language): boolean {
  const rest = text.slice(open, open + maxTried);
  const statement = language.indented ? rest.search(/\n(?=[A-Za-z_@])/) : -1;
  if (statement === -1 && rest.length === maxTried) return false;
  const part = statement === -1 ? rest : rest.slice(0, statement);
  const { opens, inCode } = surroundings(part, part.length, language);
  return inCode && opens[0] === 0;
}

/** What stands in a docstring or comment, as a text of its own: code of the same language, or words and what was printed. */
function literalInQuoted(
  text: string,
  offset: number,
  languageId: string,
  language: Language,
  depth: number,
): Span | undefined {
  const quoted = quotedTextAt(text, offset, language);
  if (quoted === undefined) return undefined;
  const { start, end } = quoted;
  const inner = withoutMarks(text.slice(start, end));
  // Documentation is Markdown in many languages; a fence that names none (```jldoctest) is of the one around it.
  const fence = fencedTextAt(inner, offset - start);
  if (fence) {
    const named = fence.info === "" ? "plaintext" : languageIdNamed(fence.info);
    const id = named === "plaintext" && !/^te?xt/.test(fence.info) ? languageId : named;
    return within(inner.slice(fence.start, fence.end), offset, start + fence.start, id, depth);
  }
  const own = language.isProse ? undefined : within(inner, offset, start, languageId, depth);
  const reading = (span: Span, id: string): boolean =>
    span.length > maxTried || reads(inner.slice(span.offset - start, span.offset - start + span.length), id);
  if (own && reading(own, languageId)) return own;
  const words = within(inner, offset, start, "plaintext", depth);
  // What is neither is said as what it would be in code.
  if (own) return words && reading(words, "plaintext") ? words : own;
  return words && !language.tuples && text[words.offset] === "(" ? undefined : words;
}

/** The literal around a comment or string in which none stands: `[[0.1, 0.9],  # group 0`, `float("nan")`. */
function literalAroundQuoted(
  text: string,
  offset: number,
  opens: readonly number[],
  languageId: string,
): Span | undefined {
  if (opens.length === 0) return undefined;
  const found = literalWithin(text, opens[opens.length - 1], languageId, deepest);
  return found && found.offset <= offset && offset <= found.offset + found.length ? found : undefined;
}

/** The literal in a text that begins at `start` of the one around. */
function within(inner: string, offset: number, start: number, languageId: string, depth: number): Span | undefined {
  const found = literalWithin(inner, offset - start, languageId, depth + 1);
  return found && { offset: found.offset + start, length: found.length };
}

/** A larger text than this is not read only to see whether it can be. */
const maxTried = 100_000;

/** Calls, None, tuples that begin with a list, a number beside a list: not one array, but several things. */
const holdsOthers =
  /\w\(|\bNone\b|\([ \n]?\[|[\]}],\s{0,80}[-.\d]|[.\d],\s{0,80}(?:\[\]\w+)?[[{]|\d[\]}],\s?(?:\[\[|\{\{)|(?:\]\]|\}\}),\s?[[{][^[{\s]/;

/** Whether the list is the cases that pytest runs a test with. */
function isTableOfCases(text: string, offset: number): boolean {
  return /\bparametrize\([^()]*$/.test(text.slice(Math.max(0, offset - 200), offset));
}

/**
 * A list of calls that is no array (cases of a test, tensors of several shapes) means the largest part around the cursor that is one. Lists
 * of plain numbers stay whole: what is wrong with them is said.
 */
function readablePart(text: string, whole: Span, offset: number, languageId: string): Span {
  const { length } = whole;
  const part = text.slice(whole.offset, whole.offset + length);
  const language = languageOf(languageId, text);
  const isBare = /^(?:\w+!)?[[({]/.test(part);
  // In typed languages the declaration belongs to it.
  const isList = isBare || (language.brackets.includes("{") && /^[^(\n{]{0,200}\{/.test(part));
  if (length > maxTried || !isList) return whole;
  const read = parseLiteral(part, languageId);
  if (read.kind === "literal") return whole;
  const isCode = isBare && read.diagnostics[0].code === "unsupported-expression";
  if (!isCode && !holdsOthers.test(part) && !isTableOfCases(text, whole.offset)) return whole;
  const { opens } = surroundings(text, offset, language);
  for (const open of opens) {
    if (open <= whole.offset) continue;
    const end = closingEnd(text, open, whole.offset + length);
    if (end === undefined) return whole;
    const start = open - (/[A-Za-z_][\w.:]*!?$/.exec(text.slice(Math.max(0, open - 80), open))?.[0].length ?? 0);
    // A tuple is a row of a table of cases.
    if (text[open] === "(" && start === open) continue;
    if (reads(text.slice(start, end), languageId)) return { offset: start, length: end - start };
  }
  return whole;
}

function reads(text: string, languageId: string): boolean {
  return parseLiteral(text, languageId).kind === "literal";
}

/** Behind the bracket that closes the one at `open`. */
function closingEnd(text: string, open: number, limit: number): number | undefined {
  let depth = 0;
  for (let p = open; p < limit; p++) {
    const c = text.charCodeAt(p);
    if (isOpening(c)) depth++;
    else if (isClosing(c) && --depth === 0) return p + 1;
  }
  return undefined;
}

/**
 * Where the search for the literals around an offset may begin: no literal reaches across the braces of a block or object, so that nothing
 * in front of the innermost one matters. Undefined inside strings and comments.
 */
export function scanStart(text: string, offset: number, lexis: Lexis): number | undefined {
  return startWithin(text, offset, lexis, surroundings(text, offset, lexis));
}

function startWithin(
  text: string,
  offset: number,
  lexis: Lexis,
  { opens, closed, inCode }: BracketsAround,
): number | undefined {
  if (!inCode) return undefined;
  const braces = lexis.brackets.includes("{") ? -1 : opens.findLastIndex((open) => text[open] === "{");
  const outermost = opens[braces + 1] ?? offset;
  const before = closed && closed.end + reach > outermost ? Math.min(closed.open, outermost) : outermost;
  return Math.max(lineStart(text, before), before - reach, braces < 0 ? 0 : opens[braces] + 1);
}
