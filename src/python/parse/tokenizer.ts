import type { InParts } from "../../inParts";
import {
  BLANK,
  behindContinuation,
  behindLineEnd,
  classes,
  isForeignSpace,
  isQuote,
  lineEnd,
  WORD,
  wordEnd,
} from "./chars";
import { FormattedScanner } from "./formatted";
import { endsOperand, Kind, kindOfWord } from "./kind";
import { mayBeginStatement, Start } from "./lineStart";
import { beginsMagic, magicEnd, timedStatement } from "./magics";
import { NumberLists } from "./numberLists";
import { isGlued, NumberReader } from "./numbers";
import { operatorKind, operatorLength } from "./operators";
import { ESCAPED, FORMATTED, isTriple, prefixFlags, StringScanner, TRIPLE } from "./strings";
import { Tokens } from "./tokens";

/**
 * Turns text into tokens, once and in one pass: indents and dedents, logical lines, brackets linked with what closes them.
 *
 * A bracket that nothing closes must not swallow the file. A line within brackets that starts no deeper than its statement and looks like
 * a statement is remembered; where a word follows that only begins statements (`def`, `return`), or the text ends with brackets open, the
 * first remembered line is where the next statement begins.
 */
export class Tokenizer {
  readonly tokens: Tokens;
  readonly formatted: FormattedScanner;
  private readonly text: string;
  private readonly lists: NumberLists;
  private readonly numbers = new NumberReader();
  private readonly strings: StringScanner;
  /** Columns of the blocks that are open, and the tokens of their indents. */
  private readonly indents: number[] = [0];
  private readonly indentTokens: number[] = [];
  /** Tokens of the brackets that are open, and how many of each kind. */
  private readonly open: number[] = [];
  private readonly openOf = [0, 0, 0];
  /** Where the statement after a bracket that nothing closes begins: −1 as long as no line looks like it. */
  private restart = -1;
  private restartCount = 0;
  private restartComments = 0;
  private wasted = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = new Tokens(text);
    this.strings = new StringScanner(text);
    this.formatted = new FormattedScanner(text, this.strings);
    this.lists = new NumberLists(text, this.tokens.comments);
  }

  /** Tokens of the whole text from `start` on, with lines and blocks; a line is a part. */
  *lines(start: number): InParts<void> {
    const { tokens, text } = this;
    let p = start;
    while (p < text.length) {
      p = this.beginLine(p);
      if (p < text.length) p = this.scan(p, text.length, true);
      yield;
    }
    for (let token = this.indentTokens.pop(); token !== undefined; token = this.indentTokens.pop())
      this.dedent(token, p);
    tokens.push(Kind.End, text.length, text.length, 0);
  }

  /** Tokens of an expression from `start` to `end`, as within brackets: ends of lines are blanks. */
  expression(start: number, end: number): void {
    this.scan(start, end, false);
    this.tokens.push(Kind.End, end, end, 0);
  }

  /** Skips blank lines, then opens and closes blocks as the column of the next line says. Where that line's first token is. */
  private beginLine(start: number): number {
    const { text, tokens, indents } = this;
    let column = 0;
    let p = start;
    for (; p < text.length; ) {
      const c = text.charCodeAt(p);
      if (c === 32 || isForeignSpace(c)) column++;
      else if (c === 9) column = (column | 7) + 1;
      else if (c === 12) column = 0;
      else if (c === 10 || c === 13) column = 0;
      else if (c === 35) {
        const stop = lineEnd(text, p, text.length);
        tokens.comments.push({ start: p, end: stop });
        p = stop;
        continue;
      } else if (c === 92 && behindContinuation(text, p) > 0) {
        p = behindContinuation(text, p);
        continue;
      } else break;
      p++;
    }
    if (p === text.length) return p;
    while (indents.length > 1 && column < indents[indents.length - 1]) {
      indents.pop();
      this.dedent(this.indentTokens.pop()!, p);
    }
    if (column > indents[indents.length - 1]) {
      indents.push(column);
      this.indentTokens.push(tokens.count);
      tokens.push(Kind.Indent, p, p, 0);
    }
    return p;
  }

  private dedent(indent: number, p: number): void {
    this.tokens.links[indent] = this.tokens.count;
    this.tokens.push(Kind.Dedent, p, p, indent);
  }

  /** Tokens from `start` to the end of the logical line, or to `end`. Where the next line begins. */
  private scan(start: number, end: number, lines: boolean): number {
    const { text, tokens } = this;
    let p = start;
    while (p < end) {
      const c = text.charCodeAt(p);
      if (c === 32) {
        p++;
        continue;
      }
      const kind = c < 128 ? classes[c] : isForeignSpace(c) ? BLANK : WORD;
      if (kind === WORD) p = this.word(p, c, end);
      else if (kind === BLANK) p++;
      else if (c === 10 || c === 13) {
        if (lines && this.open.length === 0) {
          tokens.push(Kind.Newline, p, p, 0);
          return behindLineEnd(text, p);
        }
        p = behindLineEnd(text, p);
        if (lines && this.isBroken(p)) return this.restartLine(p);
      } else if (c === 35) {
        const stop = lineEnd(text, p, end);
        tokens.comments.push({ start: p, end: stop });
        p = stop;
      } else if (isQuote(c)) p = this.string(p, p, 0, end);
      else if ((c >= 48 && c <= 57) || (c === 46 && isDigit(text.charCodeAt(p + 1)))) p = this.number(p);
      else if (c === 40 || c === 91 || c === 123) p = this.opening(p, c, end);
      else if (c === 41 || c === 93 || c === 125) p = this.closing(p, c);
      else if (c === 92 && behindContinuation(text, p) > 0) p = behindContinuation(text, p);
      else p = this.operator(p, c, end, lines);
    }
    if (lines && this.open.length > 0) return this.restartLine(end);
    this.closeAll();
    if (lines) tokens.push(Kind.Newline, end, end, 0);
    return end;
  }

  private word(start: number, first: number, limit: number): number {
    const { text, tokens } = this;
    const end = wordEnd(text, start);
    if (end === start) {
      tokens.push(Kind.Error, start, start + 1, 0);
      return start + 1;
    }
    if (end - start <= 2 && isQuote(text.charCodeAt(end))) {
      const flags = prefixFlags(text, start, end);
      if (flags >= 0) return this.string(start, end, flags, limit);
    }
    let isForeign = first > 127;
    for (let p = start + 1; p < end && !isForeign; p++) isForeign = text.charCodeAt(p) > 127;
    if (isForeign) tokens.push(Kind.Name, start, end, 1);
    else tokens.push(kindOfWord(text, start, end), start, end, 0);
    return end;
  }

  private string(start: number, quote: number, prefix: number, limit: number): number {
    const { text, tokens, strings } = this;
    let flags = isTriple(text, quote) ? prefix | TRIPLE : prefix;
    let end = -1;
    if ((prefix & FORMATTED) !== 0) end = this.formatted.end(quote, prefix, limit);
    const isWhole = end > 0;
    if (!isWhole) {
      end = strings.end(quote, limit);
      if (strings.escaped) flags |= ESCAPED;
    }
    const isError = !isWhole && ((prefix & FORMATTED) !== 0 || !strings.closed);
    tokens.push(isError ? Kind.Error : Kind.String, start, end, flags);
    return end;
  }

  private number(start: number): number {
    const { text, tokens, numbers } = this;
    const end = numbers.end(text, start);
    if (end > 0) {
      tokens.push(Kind.Number, start, end, numbers.type);
      return end;
    }
    let p = start + 1;
    while (isGlued(text, p) || isDigit(text.charCodeAt(p))) p++;
    tokens.push(Kind.Error, start, p, 0);
    return p;
  }

  private opening(p: number, c: number, end: number): number {
    const { tokens } = this;
    if (c === 91 && !endsOperand(tokens.last)) {
      const nested = this.lists.read(p, end);
      if (nested !== undefined) {
        tokens.push(Kind.Numbers, p, nested.end, tokens.nested.push(nested) - 1);
        return nested.end;
      }
    }
    const bracket = c === 40 ? 0 : c === 91 ? 1 : 2;
    this.open.push(tokens.count);
    this.openOf[bracket]++;
    tokens.push(Kind.OpenParenthesis + bracket, p, p + 1, -1);
    return p + 1;
  }

  /** A bracket closes the last open one of its kind, and with it what was opened since. */
  private closing(p: number, c: number): number {
    const { tokens, open, openOf } = this;
    const bracket = c === 41 ? 0 : c === 93 ? 1 : 2;
    if (openOf[bracket] === 0) {
      tokens.push(Kind.Error, p, p + 1, 0);
      return p + 1;
    }
    for (;;) {
      const opener = open.pop()!;
      const kind = tokens.kinds[opener] - Kind.OpenParenthesis;
      openOf[kind]--;
      tokens.links[opener] = tokens.count;
      if (kind !== bracket) continue;
      tokens.push(Kind.CloseParenthesis + bracket, p, p + 1, opener);
      if (open.length === 0) this.restart = -1;
      return p + 1;
    }
  }

  private operator(p: number, c: number, end: number, lines: boolean): number {
    const { text, tokens } = this;
    if (lines && this.open.length === 0 && beginsMagic(text, p, c, tokens.last)) {
      const statement = timedStatement(text, p);
      if (statement > 0) return statement;
      const stop = magicEnd(text, p, end);
      tokens.push(Kind.Error, p, stop, 0);
      return stop;
    }
    const kind = operatorKind(text, p, c);
    const length = kind === Kind.Error ? 1 : operatorLength(kind);
    tokens.push(kind, p, p + length, 0);
    return p + length;
  }

  /** Whether the line at `p`, within brackets, shows that they will not be closed. Remembers a line that looks like a statement. */
  private isBroken(p: number): boolean {
    const { tokens } = this;
    const innermost = tokens.kinds[this.open[this.open.length - 1]];
    const start = mayBeginStatement(this.text, p, this.indents[this.indents.length - 1], innermost);
    if (start === Start.None) return false;
    if (this.restart < 0) {
      this.restart = p;
      this.restartCount = tokens.count;
      this.restartComments = tokens.comments.length;
    }
    // Of text that opens bracket after bracket, the rest is not read for each of them.
    return start === Start.Statement || this.wasted > 4 * this.text.length;
  }

  /** Ends a logical line whose brackets are open, at the first line that looks like a statement or else at `p`. */
  private restartLine(p: number): number {
    const { tokens } = this;
    let next = p;
    if (this.restart >= 0) {
      next = this.restart;
      this.wasted += p - next;
      tokens.count = this.restartCount;
      tokens.comments.length = this.restartComments;
    }
    this.closeAll();
    const stop = tokens.ends[tokens.count - 1];
    tokens.push(Kind.Newline, stop, stop, 0);
    return next;
  }

  /** Links every bracket that is open with the token to come. */
  private closeAll(): void {
    const { tokens, open } = this;
    for (const opener of open) if (opener < tokens.count) tokens.links[opener] = tokens.count;
    open.length = 0;
    this.openOf.fill(0);
    this.restart = -1;
  }
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}
