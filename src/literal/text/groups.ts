import { functionNamed } from "../expression/functions";
import { methodNamed } from "../expression/methods";
import { closingOf, isDigit, isLineEnd, isSpace, isWordPart, isWordStart } from "./chars";
import type { Lexis } from "./lexis";
import { commentEnd, stringEnd } from "./trivia";
import { constantNamed } from "./words";

/** A bracket pair of a document, the name of a call in front of it included, that holds nothing but constants: very likely an array. */
export interface Group {
  readonly start: number;
  readonly open: number;
  readonly end: number;
  /** The bracket around it (`(`, `[`, `{`), 0 at the top. */
  readonly parent: number;
}

const PLAIN = 0;
const DIGIT = 1;
const OPEN = 2;
const CLOSE = 3;
const QUOTE = 4;
const WORD = 5;
const COMMENT = 6;
const SEMICOLON = 7;
const LINE_END = 8;

function classTable(lexis: Lexis): Uint8Array {
  const table = new Uint8Array(128);
  for (let c = 48; c < 58; c++) table[c] = DIGIT;
  for (const c of "[({") table[c.charCodeAt(0)] = OPEN;
  for (const c of "])}") table[c.charCodeAt(0)] = CLOSE;
  for (const c of lexis.quotes) table[c.charCodeAt(0)] = QUOTE;
  if (lexis.backQuotes) table[96] = QUOTE;
  for (let c = 65; c < 91; c++) table[c] = table[c + 32] = WORD;
  table[95] = table[36] = WORD;
  if (lexis.hash) table[35] = COMMENT;
  if (lexis.slashes) table[47] = COMMENT;
  if (lexis.percent) table[37] = COMMENT;
  table[59] = SEMICOLON;
  table[10] = table[13] = LINE_END;
  return table;
}

const operators = new Set(["in", "if", "else", "and", "or", "not", "is", "lambda", "new", "dtype"]);
/** Calls that make numbers, not arrays: by themselves they are no array literal. */
const scalarMakers = /^(?:len|sum|range|int|float|bool|enumerate|zip|[mM]ath\..*)$/;
/**
 * Calls `found` for every outermost group, in order; a `true` from it stops the scan. One pass, a stack of brackets, and for each a mark
 * whether something stood in it that no array has. Strings and comments are skipped, subscripts and calls of unknown functions are no groups
 * themselves.
 */
export function scanGroups(
  text: string,
  lexis: Lexis,
  found: (group: Group) => boolean,
  from = 0,
  to = text.length,
): void {
  const classes = classTable(lexis);
  const opens: number[] = [];
  const starts: number[] = [];
  /** Bits of each open bracket: it holds a number, a name without a value, a comprehension; it is a subscript. */
  const marks: number[] = [];
  const NUMBER = 1;
  const NAME = 2;
  const COMPREHENSION = 4;
  const POSTFIX = 8;
  const CALL = 16;
  /** The lowest `spoiled` brackets of the stack cannot be arrays. */
  let spoiled = 0;
  /** Closed clean groups inside brackets that may yet turn out clean themselves: start, open, end, parent in turn. */
  const pending: number[] = [];
  let wordStart = -1;
  let chainStart = -1;
  let wordEndAt = -1;
  let noStringBefore = 0;
  const roles = new Map<string, number>();
  let p = from;

  /** The mark of the parenthesis of a call. */
  const roleOf = (name: string): number => {
    let role = roles.get(name);
    if (role === undefined) {
      role = functionNamed(name) ? CALL : -1;
      roles.set(name, role);
    }
    return role;
  };

  const flush = (): boolean => {
    for (let i = 0; i < pending.length; i += 4) {
      if (found({ start: pending[i], open: pending[i + 1], end: pending[i + 2], parent: pending[i + 3] })) return true;
    }
    pending.length = 0;
    return false;
  };
  const spoil = (): boolean => {
    spoiled = opens.length;
    return pending.length > 0 && flush();
  };

  while (p < to) {
    const c = text.charCodeAt(p);
    const kind = c < 128 ? classes[c] : isWordStart(c) ? WORD : PLAIN;
    if (kind === PLAIN) {
      p++;
      continue;
    }
    switch (kind) {
      case DIGIT:
        if (opens.length > spoiled) marks[opens.length - 1] |= NUMBER;
        p++;
        while (p < to) {
          const d = text.charCodeAt(p);
          if (!isDigit(d) && d !== 46 && d !== 95) break;
          p++;
        }
        if (p < to && isWordPart(text.charCodeAt(p))) {
          // An exponent, a suffix, hexadecimal digits.
          while (p < to && isWordPart(text.charCodeAt(p))) p++;
          if (/[eE]/.test(text[p - 1]) && (text[p] === "-" || text[p] === "+")) p++;
        }
        break;
      case WORD: {
        const start = p;
        p++;
        while (p < to && isWordPart(text.charCodeAt(p))) p++;
        const before = start > from ? text.charCodeAt(start - 1) : 0;
        if (before !== 46 || wordEndAt !== start - 1) chainStart = start;
        wordStart = start;
        wordEndAt = p;
        if (opens.length <= spoiled) break;
        const next = text.charCodeAt(p);
        if (next === 46 || next === 40) break;
        const top = opens.length - 1;
        if (before === 46 && (chainStart === start || methodNamed(text.slice(start, p)))) break;
        const name = text.slice(chainStart, p);
        if (constantNamed(name, lexis.family)) marks[top] |= NUMBER;
        else if (name === "for") marks[top] |= COMPREHENSION;
        else if (name === "None" || name === "null" || operators.has(name)) break;
        else if (next === 34 || next === 39) break;
        else if (
          marks[top] & CALL &&
          (isKeyword(text, p) || text[chainStart - 1] === "=" || text[chainStart - 1] === "<")
        )
          break;
        else if (marks[top] & CALL && name.includes(".")) break;
        else marks[top] |= NAME;
        break;
      }
      case OPEN: {
        const glued = p > from ? text.charCodeAt(p - 1) : 0;
        const named =
          wordEndAt === p && !/^(?:return|in|and|or|not|if|else|yield|case|of|new)$/.test(text.slice(wordStart, p));
        const postfix = c !== 123 && (glued === 93 || glued === 41 || (named && c === 91));
        let mark = 0;
        let start = p;
        if (named && c === 40) {
          const name = text.slice(chainStart, p);
          const method = text.charCodeAt(chainStart - 1) === 46;
          if (method) mark = methodNamed(text.slice(wordStart, p)) ? POSTFIX | CALL : -1;
          else if (!functionNamed(name) || (scalarMakers.test(name) && opens.length <= spoiled)) mark = -1;
          else {
            mark = CALL;
            start = chainStart;
            if (text.startsWith("new ", chainStart - 4)) start = chainStart - 4;
          }
        } else if (postfix) mark = named ? -1 : POSTFIX;
        else if (!lexis.brackets.includes(text[p])) mark = -1;
        opens.push(p);
        starts.push(start);
        marks.push(Math.max(0, mark));
        p++;
        if (mark < 0 && spoil()) return;
        break;
      }
      case CLOSE: {
        p++;
        let top = opens.length - 1;
        while (top >= 0 && opens.length - top <= 8 && closingOf(text.charCodeAt(opens[top])) !== c) top--;
        if (top < 0 || opens.length - top > 8) break;
        opens.length = top + 1;
        const open = opens.pop() as number;
        const start = starts.pop() as number;
        const mark = marks.pop() as number;
        marks.length = starts.length = top;
        const wasSpoiled = spoiled > top;
        if (wasSpoiled) spoiled = top;
        const clean = !wasSpoiled && (!(mark & NAME) || (mark & COMPREHENSION) !== 0);
        if (!wasSpoiled && top > 0 && top > spoiled) {
          marks[top - 1] |= mark & NUMBER;
          if (!clean) marks[top - 1] |= NAME;
        }
        if (clean && mark & POSTFIX) {
          while (pending.length > 0 && pending[pending.length - 4] >= start) pending.length -= 4;
        } else if (clean && mark & NUMBER) {
          while (pending.length > 0 && pending[pending.length - 4] >= start) pending.length -= 4;
          pending.push(start, open, p, top > 0 ? text.charCodeAt(opens[top - 1]) : 0);
        }
        if (top === spoiled && pending.length > 0 && flush()) return;
        break;
      }
      case QUOTE: {
        if (c === 39 && p > from && isWordPart(text.charCodeAt(p - 1)) && !/[rbfuRBFU]/.test(text[p - 1])) {
          p++;
          break;
        }
        const end = p < noStringBefore ? -1 : stringEnd(text, p, lexis);
        if (end < 0) {
          noStringBefore = p + 1;
          while (noStringBefore < to && !isLineEnd(text.charCodeAt(noStringBefore))) noStringBefore++;
          p++;
          break;
        }
        const call = opens.length > spoiled && (marks[opens.length - 1] & CALL) !== 0;
        if (call && /nan|inf/i.test(text.slice(p, Math.min(end, p + 12)))) marks[opens.length - 1] |= NUMBER;
        if (!call && opens.length > spoiled && spoil()) return;
        p = end;
        break;
      }
      case COMMENT: {
        const end = commentEnd(text, p, lexis);
        p = end > p ? end : p + 1;
        break;
      }
      case SEMICOLON:
        if (opens.length > spoiled && spoil()) return;
        p++;
        break;
      case LINE_END:
        p++;
        // An unclosed bracket somewhere above must not swallow the rest of a program that is being edited.
        if (opens.length > 0 && lexis.family === "python" && isWordStart(text.charCodeAt(p))) {
          statements.lastIndex = p;
          if (statements.test(text)) {
            if (flush()) return;
            opens.length = starts.length = marks.length = spoiled = 0;
          }
        }
        break;
    }
  }
  flush();
}

function isKeyword(text: string, end: number): boolean {
  let p = end;
  while (p < text.length && isSpace(text.charCodeAt(p))) p++;
  return text.charCodeAt(p) === 61 && text.charCodeAt(p + 1) !== 61;
}
