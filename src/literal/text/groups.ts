import { functionNamed } from "../expression/functions";
import { methodNamed } from "../expression/methods";
import { matching, opensComment, startsStatement } from "./brackets";
import { isSpace, isWordPart, isWordStart } from "./chars";
import type { Lexis } from "./lexis";
import { maxDepth } from "./nested";
import { StringSkipper } from "./strings";
import { commentEnd } from "./trivia";
import { constantNamed } from "./words";

/** A bracket pair of a document, the name of a call in front of it included, that holds nothing but constants: very likely an array. */
export interface Group {
  readonly start: number;
  readonly open: number;
  readonly end: number;
  /** The bracket around it (`(`, `[`, `{`), 0 at the top. */
  readonly parent: number;
}

const IDLE = 0;
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
  if (!lexis.semicolons) table[59] = SEMICOLON;
  if (lexis.family === "python") table[10] = LINE_END;
  return table;
}

/** What may stand in numbers and between them on a line, save letters. */
const filler = new Uint8Array(128);
for (const c of "0123456789.,_ -\t") filler[c.charCodeAt(0)] = 1;

// What is known of an open bracket, as bits.
const NUMBER = 1;
/** It holds a name that has no value here. */
const NAME = 2;
const COMPREHENSION = 4;
/** An index, or the arguments of a method: part of what stands in front of it. */
const POSTFIX = 8;
const CALL = 16;
/** It cannot be an array, nor can any bracket around it. */
const SPOILED = -1;

const operators = new Set(["in", "if", "else", "and", "or", "not", "is", "lambda", "new", "dtype", "None", "null"]);
const notCalled = /^(?:return|in|and|or|not|if|else|elif|while|yield|case|of|new|is)$/;
/** Calls that make numbers, not arrays: by themselves they are no array literal. */
const scalarMakers = /^(?:len|sum|range|int|float|bool|enumerate|zip|[mM]ath\..*)$/;

/**
 * Calls `found` for every outermost group from `from` on, in order; a `true` from it stops the scan. One pass with a stack of brackets and,
 * for each, what stood in it. Strings and comments are skipped; subscripts and the arguments of unknown functions are no groups themselves.
 */
export function scanGroups(text: string, lexis: Lexis, found: (group: Group) => boolean, from = 0): void {
  new GroupScanner(text, lexis, found).scan(from);
}

class GroupScanner {
  private readonly opens: number[] = [];
  private readonly starts: number[] = [];
  private readonly marks: number[] = [];
  /** So many brackets, the outer ones of the stack, cannot be arrays. */
  private spoiled = 0;
  /** Closed groups within brackets that may yet turn out to be groups themselves: start, open, end, parent in turn. */
  private readonly pending: number[] = [];
  private pendingEnd = 0;
  private readonly roles = new Map<string, number>();
  /** The last word, and where the dotted name that it ends began. */
  private wordStart = -1;
  private wordEnd = -1;
  private chainStart = -1;
  private readonly strings: StringSkipper;
  private done = false;

  constructor(
    private readonly text: string,
    private readonly lexis: Lexis,
    private readonly found: (group: Group) => boolean,
  ) {
    this.strings = new StringSkipper(text, lexis);
  }

  scan(from: number): void {
    const { text, lexis, opens } = this;
    const classes = classTable(lexis);
    const end = text.length;
    let p = from;
    while (p < end && !this.done) {
      const c = text.charCodeAt(p);
      const kind = c < 128 ? classes[c] : isWordStart(c) ? WORD : IDLE;
      if (kind === IDLE) p++;
      else if (kind === DIGIT) {
        if (opens.length > this.spoiled) this.marks[opens.length - 1] |= NUMBER;
        let d = text.charCodeAt(++p);
        while (d < 128 && filler[d] === 1) d = text.charCodeAt(++p);
      } else if (kind === WORD) {
        const start = p++;
        while (p < end && isWordPart(text.charCodeAt(p))) p++;
        p = this.word(start, p);
      } else if (kind === OPEN) this.open(p++);
      else if (kind === CLOSE) this.close(c, ++p);
      else if (kind === QUOTE) p = this.quote(p);
      else if (kind === COMMENT)
        p = opensComment(text, p, lexis, opens.length) ? Math.max(p + 1, commentEnd(text, p, lexis)) : p + 1;
      else if (kind === SEMICOLON) {
        this.spoil();
        p++;
      } else if (startsStatement(text, ++p, lexis) && opens.length > 0) {
        this.flush();
        opens.length = 0;
        this.spoiled = 0;
      }
    }
    if (!this.done) this.flush();
  }

  private word(start: number, end: number): number {
    const { text, marks } = this;
    const before = start > 0 ? text.charCodeAt(start - 1) : 0;
    if (before >= 48 && before <= 57) {
      // The end of a number: a suffix, an exponent and its sign.
      const last = text.charCodeAt(end - 1) | 32;
      const sign = text.charCodeAt(end);
      return last === 101 && (sign === 45 || sign === 43) ? end + 1 : end;
    }
    if (before !== 46 || this.wordEnd !== start - 1) this.chainStart = start;
    this.wordStart = start;
    this.wordEnd = end;
    const depth = this.opens.length;
    const next = text.charCodeAt(end);
    if (depth <= this.spoiled || next === 46 || next === 40 || next === 34 || next === 39 || next === 123) return end;
    if (next === 33 && this.lexis.family === "rust") return end;
    const { chainStart } = this;
    const name = text.slice(chainStart, end);
    if (before === 46 && (chainStart === start || methodNamed(text.slice(start, end)))) return end;
    if (constantNamed(name, this.lexis.family)) marks[depth - 1] |= NUMBER;
    else if (name === "for") marks[depth - 1] |= COMPREHENSION;
    else if (!operators.has(name) && !(marks[depth - 1] & CALL && this.isArgument(name, end))) marks[depth - 1] |= NAME;
    return end;
  }

  /** A keyword, its value, or a qualified name such as `torch.float32`: in the arguments of a constructor they do not matter. */
  private isArgument(name: string, end: number): boolean {
    const { text, chainStart } = this;
    if (name.includes(".") || text[chainStart - 1] === "=" || text[chainStart - 1] === "<") return true;
    let p = end;
    while (p < text.length && isSpace(text.charCodeAt(p))) p++;
    return text.charCodeAt(p) === 61 && text.charCodeAt(p + 1) !== 61;
  }

  private open(offset: number): void {
    const { text } = this;
    const c = text.charCodeAt(offset);
    const glued = offset > 0 ? text.charCodeAt(offset - 1) : 0;
    const named = this.wordEnd === offset && !notCalled.test(text.slice(this.wordStart, offset));
    let mark = 0;
    let start = offset;
    if (named && c === 40) {
      mark = this.role();
      if (mark === CALL) start = text.startsWith("new ", this.chainStart - 4) ? this.chainStart - 4 : this.chainStart;
    } else if (c === 91 && named) mark = this.isType() ? POSTFIX : SPOILED;
    else if (c !== 123 && (glued === 93 || glued === 41)) mark = POSTFIX;
    else if (!this.lexis.brackets.includes(text[offset])) mark = SPOILED;
    this.starts[this.opens.length] = start;
    this.marks[this.opens.length] = Math.max(0, mark);
    this.opens.push(offset);
    if (this.opens.length > maxDepth) this.done = true;
    if (mark === SPOILED) this.spoil();
  }

  /** Whether the last word is a type with brackets behind it: `new float[]`, `Float32[1, 2]`. */
  private isType(): boolean {
    const { text, chainStart, wordEnd, lexis } = this;
    if (lexis.family === "julia") return /^[A-Z]/.test(text.slice(chainStart, wordEnd));
    return text.startsWith("new ", chainStart - 4);
  }

  /** The mark of the parenthesis behind the last name. */
  private role(): number {
    const { text, chainStart, wordStart, wordEnd, roles } = this;
    const isMethod = text.charCodeAt(chainStart - 1) === 46;
    const name = text.slice(isMethod ? wordStart - 1 : chainStart, wordEnd);
    let role = roles.get(name);
    if (role === undefined) {
      if (isMethod) role = methodNamed(name.slice(1)) ? POSTFIX | CALL : SPOILED;
      else role = functionNamed(name, this.lexis.family) ? CALL : SPOILED;
      roles.set(name, role);
    }
    return role === CALL && this.opens.length <= this.spoiled && scalarMakers.test(name) ? SPOILED : role;
  }

  private close(c: number, end: number): void {
    const { text, opens, marks, pending } = this;
    const depth = matching(text, opens, c);
    if (depth < 0) return;
    const open = opens[depth];
    const start = this.starts[depth];
    const mark = marks[depth];
    opens.length = depth;
    if (this.spoiled > depth) this.spoiled = depth;
    else {
      const isClean = !(mark & NAME) || (mark & COMPREHENSION) !== 0;
      if (depth > this.spoiled) marks[depth - 1] |= (mark & NUMBER) | (isClean ? 0 : NAME);
      if (isClean && mark & (NUMBER | POSTFIX)) {
        while (this.pendingEnd > 0 && pending[this.pendingEnd - 4] >= start) this.pendingEnd -= 4;
        if (!(mark & POSTFIX)) {
          pending[this.pendingEnd] = start;
          pending[this.pendingEnd + 1] = open;
          pending[this.pendingEnd + 2] = end;
          pending[this.pendingEnd + 3] = depth > 0 ? text.charCodeAt(opens[depth - 1]) : 0;
          this.pendingEnd += 4;
        }
      }
    }
    if (depth === this.spoiled) this.flush();
  }

  private quote(offset: number): number {
    const { text, opens, marks } = this;
    const end = this.strings.end(offset);
    if (end < 0) return offset + 1;
    if (opens.length > this.spoiled) {
      if (!(marks[opens.length - 1] & CALL)) this.spoil();
      else if (/nan|inf/i.test(text.slice(offset, Math.min(end, offset + 12)))) marks[opens.length - 1] |= NUMBER;
    }
    return end;
  }

  private spoil(): void {
    this.spoiled = this.opens.length;
    this.flush();
  }

  private flush(): void {
    const { pending } = this;
    for (let i = 0; i < this.pendingEnd && !this.done; i += 4) {
      this.done = this.found({ start: pending[i], open: pending[i + 1], end: pending[i + 2], parent: pending[i + 3] });
    }
    this.pendingEnd = 0;
  }
}
