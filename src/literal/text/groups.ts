import * as brackets from "./brackets";
import * as chars from "./chars";
import { flatEnd } from "./flat";
import { beforeTuple, notCalled, operators, scalarMakers, severalValues, typeName } from "./groupWords";
import type { Lexis } from "./lexis";
import { maxDepth } from "./nested";
import * as stops from "./stops";
import { StringSkipper } from "./strings";
import { commentEnd } from "./trivia";
import { ByteWindow } from "./window";
import { constantNamed } from "./words";

// As in `number.ts`: not looked up in another module for each character.
const { matching, opensComment, opensWithBracket, signsInNumbers, startsStatement, truncate } = brackets;
const { nextStop, wordStops } = stops;
const { closingOf, isClosing, isDigit, isOpening, isSpace, isWordPart, isWordStart } = chars;

/** A bracket pair of a document, the name of a call in front of it included, that holds nothing but constants: very likely an array. */
export interface Group {
  readonly start: number;
  readonly open: number;
  readonly end: number;
  /** The bracket around it (`(`, `[`, `{`), 0 at the top. */
  readonly parent: number;
}

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
  private pending = new Int32Array(64);
  private pendingEnd = 0;
  private readonly roles = new Map<string, number>();
  /** The last word, and where the dotted name that it ends began. */
  private wordStart = -1;
  private wordEnd = -1;
  private chainStart = -1;
  private readonly strings: StringSkipper;
  private readonly bracketed: boolean;
  private readonly hasFlatLists: boolean;
  private readonly window: ByteWindow;
  private done = false;

  constructor(
    private readonly text: string,
    private readonly lexis: Lexis,
    private readonly found: (group: Group) => boolean,
  ) {
    this.strings = new StringSkipper(text, lexis);
    this.window = new ByteWindow(text);
    this.bracketed = opensWithBracket(lexis);
    this.hasFlatLists = !signsInNumbers(lexis);
  }

  scan(from: number): void {
    const { text, lexis, window } = this;
    const kinds = wordStops(lexis);
    let p = from;
    while (!this.done) {
      const at = nextStop(text, p, text.length, kinds, window);
      this.digits(p, at);
      if (at >= text.length) break;
      p = this.token(text.charCodeAt(at), at);
    }
    if (!this.done) this.flush();
  }

  /** Takes note of digits between two offsets. */
  private digits(from: number, to: number): void {
    const { text, marks } = this;
    const top = this.opens.length - 1;
    if (top < this.spoiled || marks[top] & NUMBER) return;
    for (let p = from; p < to; p++) {
      if (isDigit(text.charCodeAt(p))) {
        marks[top] |= NUMBER;
        return;
      }
    }
  }

  /** What stands at `p`, and where to go on. */
  private token(c: number, p: number): number {
    const { text, lexis, opens } = this;
    if (isOpening(c)) {
      const comment = this.bracketed ? commentEnd(text, p, lexis) : p;
      if (comment > p) return comment;
      const isFlat =
        this.hasFlatLists && opens.length > this.spoiled && (c === 91 || (c === 123 && lexis.brackets.includes("{")));
      const end = isFlat ? this.flatList(p, closingOf(c)) : -1;
      if (end >= 0) return end;
      this.open(p);
      return p + 1;
    }
    if (isClosing(c)) {
      this.close(c, p + 1);
      return p + 1;
    }
    if (isWordStart(c)) {
      let end = p + 1;
      while (end < text.length && isWordPart(text.charCodeAt(end))) end++;
      return this.word(p, end);
    }
    if (c === 34 || c === 39 || c === 96) return this.quote(p);
    if (c === 59) {
      if (!lexis.semicolons) this.spoil();
    } else if (c === 10) {
      if (opens.length > 0 && startsStatement(text, p + 1, lexis)) {
        this.flush();
        opens.length = 0;
        this.spoiled = 0;
      }
    } else if (opensComment(text, p, lexis, opens.length)) return Math.max(p + 1, commentEnd(text, p, lexis));
    return p + 1;
  }

  /** End of a list of plain numbers in another bracket, passed over as a whole; −1 where the bracket at `p` opens something else. */
  private flatList(p: number, close: number): number {
    const { text, opens, marks } = this;
    const glued = text.charCodeAt(p - 1);
    if (glued === 93 || glued === 41 || isWordPart(glued)) return -1;
    const end = flatEnd(text, p + 1, this.window, close);
    if (end < 0) return -1;
    const top = opens.length - 1;
    marks[top] |= NUMBER;
    this.keep(p, p, end, text.charCodeAt(opens[top]));
    return end;
  }

  private keep(start: number, open: number, end: number, parent: number): void {
    const { pendingEnd } = this;
    if (pendingEnd === this.pending.length) {
      const more = new Int32Array(2 * pendingEnd);
      more.set(this.pending);
      this.pending = more;
    }
    const { pending } = this;
    pending[pendingEnd] = start;
    pending[pendingEnd + 1] = open;
    pending[pendingEnd + 2] = end;
    pending[pendingEnd + 3] = parent;
    this.pendingEnd += 4;
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
    const isPath = before === 58 && this.wordEnd === start - 2 && text.charCodeAt(start - 2) === 58;
    if (!isPath && (before !== 46 || this.wordEnd !== start - 1)) this.chainStart = start;
    this.wordStart = start;
    this.wordEnd = end;
    const depth = this.opens.length;
    const next = text.charCodeAt(end);
    if (depth <= this.spoiled || next === 46 || next === 40 || next === 34 || next === 39 || next === 123) return end;
    if (next === 58 && text.charCodeAt(end + 1) === 58) return end;
    if (next === 33 && this.lexis.macros.length > 0) return end;
    const { chainStart } = this;
    const name = text.slice(chainStart, end);
    if (next === 91 && this.isBracketCall(name)) return end;
    if (before === 46 && (chainStart === start || this.lexis.methodNamed(text.slice(start, end)))) return end;
    if (constantNamed(name, this.lexis)) marks[depth - 1] |= NUMBER;
    else if (name === "for") marks[depth - 1] |= COMPREHENSION;
    else if (
      !operators.has(name) &&
      !(marks[depth - 1] & CALL && this.isArgument(name, end)) &&
      !(next === 32 && this.isCalledBehindBlank(end))
    )
      marks[depth - 1] |= NAME;
    return end;
  }

  /** A keyword, its value, or a qualified name such as `torch.float32`: in the arguments of a constructor they do not matter. */
  private isArgument(name: string, end: number): boolean {
    const { text, chainStart } = this;
    if (name.includes(".") || typeName.test(name) || text[chainStart - 1] === "=" || text[chainStart - 1] === "<")
      return true;
    let p = end;
    while (p < text.length && isSpace(text.charCodeAt(p))) p++;
    return text.charCodeAt(p) === 61 && text.charCodeAt(p + 1) !== 61;
  }

  private open(offset: number): void {
    const { text } = this;
    const c = text.charCodeAt(offset);
    const glued = offset > 0 ? text.charCodeAt(offset - 1) : 0;
    const isPath = this.chainStart < this.wordStart;
    const named = this.callEnd(c, offset) === this.wordEnd && (isPath || this.isCallable(offset));
    let mark = 0;
    let start = offset;
    if (named && c === 40) {
      mark = this.role();
      if (mark === CALL) start = text.startsWith("new ", this.chainStart - 4) ? this.chainStart - 4 : this.chainStart;
    } else if (c === 91 && named) {
      if (this.isBracketCall(text.slice(this.chainStart, this.wordEnd))) start = this.chainStart;
      else if (!this.isType()) mark = SPOILED;
      else if (this.lexis.typedBrackets) start = this.chainStart;
      else mark = POSTFIX;
    } else if (c !== 123 && (glued === 93 || glued === 41)) mark = POSTFIX;
    else if (!this.lexis.brackets.includes(text[offset])) mark = SPOILED;
    this.starts[this.opens.length] = start;
    this.marks[this.opens.length] = Math.max(0, mark);
    this.opens.push(offset);
    if (this.opens.length > maxDepth) this.done = true;
    if (mark === SPOILED) this.spoil();
  }

  /** Whether the last word, none of the language's own, is what the bracket at `offset` calls. */
  private isCallable(offset: number): boolean {
    const word = this.text.slice(this.wordStart, this.wordEnd);
    return !notCalled.test(word) && (this.wordEnd === offset || !beforeTuple.test(word));
  }

  /** Where the name of a call whose bracket stands at `offset` would end. */
  private callEnd(c: number, offset: number): number {
    const { text } = this;
    if (c !== 40 || !this.joinsBlanks()) return offset;
    let p = offset;
    while (p > 0 && (text.charCodeAt(p - 1) === 32 || text.charCodeAt(p - 1) === 9)) p--;
    return p;
  }

  private isCalledBehindBlank(end: number): boolean {
    let p = end;
    while (this.text.charCodeAt(p) === 32) p++;
    return this.text.charCodeAt(p) === 40 && this.joinsBlanks();
  }

  /** Whether a name and the parenthesis behind a blank are a call: in a matrix they are two elements. */
  private joinsBlanks(): boolean {
    const { text, lexis, opens } = this;
    return lexis.callsBehindBlank && (lexis.vectors === "plain" || text.charCodeAt(opens[opens.length - 1]) !== 91);
  }

  /** Ruby's `Matrix[…]`, multik's `mk[…]`. */
  private isBracketCall(name: string): boolean {
    return this.lexis.isFunction(`${name.replaceAll("::", ".")}[]`);
  }

  /** Whether the last word is a type with brackets behind it: `new float[]`, `Float32[1, 2]`. */
  private isType(): boolean {
    const { text, chainStart, wordEnd, lexis } = this;
    if (lexis.typedBrackets) return /^[A-Z]/.test(text.slice(chainStart, wordEnd));
    return text.startsWith("new ", chainStart - 4);
  }

  /** The mark of the parenthesis behind the last name. */
  private role(): number {
    const { text, chainStart, wordStart, wordEnd, roles } = this;
    const isMethod = text.charCodeAt(chainStart - 1) === 46;
    const name = text.slice(isMethod ? wordStart - 1 : chainStart, wordEnd);
    let role = roles.get(name);
    if (role === undefined) {
      if (isMethod) role = this.lexis.methodNamed(name.slice(1)) ? POSTFIX | CALL : SPOILED;
      else role = this.lexis.isFunction(name.replaceAll("::", ".")) ? CALL : SPOILED;
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
    truncate(opens, depth);
    if (this.spoiled > depth) this.spoiled = depth;
    else {
      const isClean = !(mark & NAME) || (mark & COMPREHENSION) !== 0;
      if (depth > this.spoiled) marks[depth - 1] |= (mark & NUMBER) | (isClean ? 0 : NAME);
      if (isClean && mark & (NUMBER | POSTFIX)) {
        while (this.pendingEnd > 0 && pending[this.pendingEnd - 4] >= start) this.pendingEnd -= 4;
        const isPlain =
          c !== 41 || start !== open || this.lexis.tuples || !severalValues.test(text.slice(open, open + 400));
        if (!(mark & POSTFIX) && isPlain)
          this.keep(start, open, end, depth > 0 ? text.charCodeAt(opens[depth - 1]) : 0);
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
