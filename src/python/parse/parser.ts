import type { Expression } from "../syntax";
import { isLayout, isName, Kind } from "./kind";
import type { Tokenizer } from "./tokenizer";
import type { Tokens } from "./tokens";

/** Brackets, operators and lambdas within each other; CPython refuses more than 200 as well. Beyond, an expression is not parsed. */
export const maxDepth = 200;
/**
 * The longest way from an expression down to a leaf. Chains such as `a + b + c` and `x.f().g()` grow it without a nesting to see; what is
 * deeper is not parsed, so that whoever walks the tree may do so recursively.
 */
export const maxHeight = 1000;
/** Blocks within each other; CPython refuses more than 100. */
export const maxBlocks = 100;
/** f-strings in fields of f-strings. */
export const maxFormatted = 8;

/** What the functions of the parser throw where the tokens are not what the grammar wants. No Error: nobody asks for its stack. */
export const syntaxError: unique symbol = Symbol("syntax error");

/** The tokens of a text and how far they are read. */
export class Parser {
  readonly tokens: Tokens;
  readonly tokenizer: Tokenizer;
  readonly text: string;
  /** Index of the next token. */
  i = 0;
  depth = 0;
  /** Height of the expression read last. */
  height = 0;
  blocks = 0;
  formatted = 0;
  /** How many tokens the text has; those of f-strings come and go behind them. */
  readonly count: number;

  constructor(tokenizer: Tokenizer) {
    this.tokenizer = tokenizer;
    this.tokens = tokenizer.tokens;
    this.text = tokenizer.tokens.text;
    this.count = tokenizer.tokens.count;
  }

  kind(): Kind {
    return this.tokens.kinds[this.i];
  }

  /** The kind of the token after the next. */
  get kindAfter(): Kind {
    return this.kind() === Kind.End ? Kind.End : this.tokens.kinds[this.i + 1];
  }

  get start(): number {
    return this.tokens.starts[this.i];
  }

  /** The end of the last token read. */
  get lastEnd(): number {
    return this.tokens.ends[this.i - 1];
  }

  /** The end of what was read last, without the ends of lines and blocks behind it. */
  get endOfStatement(): number {
    const { kinds, ends } = this.tokens;
    let i = this.i - 1;
    while (i > 0 && isLayout(kinds[i])) i--;
    return ends[i];
  }

  /** Takes the next token if it is of this kind. */
  take(kind: Kind): boolean {
    if (this.tokens.kinds[this.i] !== kind) return false;
    this.i++;
    return true;
  }

  expect(kind: Kind): void {
    if (this.tokens.kinds[this.i] !== kind) throw syntaxError;
    this.i++;
  }

  /** Takes a name. */
  name(): string {
    if (!isName(this.kind())) throw syntaxError;
    return this.word();
  }

  /** The next token as Python compares names. */
  word(): string {
    const { tokens, i } = this;
    this.i++;
    const word = this.text.slice(tokens.starts[i], tokens.ends[i]);
    return tokens.links[i] === 1 ? word.normalize("NFKC") : word;
  }

  /** Goes behind what closes the bracket that is the next token. */
  skipBracket(): void {
    const close = this.tokens.links[this.i];
    const kind = this.tokens.kinds[close];
    this.i =
      kind === Kind.CloseParenthesis || kind === Kind.CloseBracket || kind === Kind.CloseBrace ? close + 1 : close;
  }

  /** One level up: of an expression whose parts are at most `height` high. What is too high is not kept. */
  raised(expression: Expression, height: number): Expression {
    if (height < maxHeight) {
      this.height = height + 1;
      return expression;
    }
    this.height = 0;
    return { kind: "unparsed", start: expression.start, end: expression.end };
  }

  /** Skips an expression that is nested too deeply: to what ends it in any place. */
  tooDeep(): Expression {
    const { start } = this;
    let lambdas = 0;
    loop: for (;;) {
      switch (this.kind()) {
        case Kind.OpenParenthesis:
        case Kind.OpenBracket:
        case Kind.OpenBrace:
          this.skipBracket();
          continue;
        case Kind.Lambda:
          lambdas++;
          break;
        case Kind.Colon:
          if (lambdas-- > 0) break;
          break loop;
        case Kind.Comma:
          if (lambdas > 0) break;
          break loop;
        case Kind.CloseParenthesis:
        case Kind.CloseBracket:
        case Kind.CloseBrace:
        case Kind.For:
        case Kind.Semicolon:
        case Kind.Newline:
        case Kind.End:
        case Kind.Error:
          break loop;
        case Kind.Equal:
          if (lambdas > 0) break;
          break loop;
      }
      this.i++;
    }
    this.height = 0;
    const { lastEnd } = this;
    if (lastEnd <= start) throw syntaxError;
    return { kind: "unparsed", start, end: lastEnd };
  }
}
