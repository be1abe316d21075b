import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import { isClosing, isDigit, isSpace, isWordPart, isWordStart } from "../text/chars";
import { elided, toolOf } from "../text/errors";
import { NestedReader } from "../text/nested";
import { NumberScanner } from "../text/number";
import { commentEnd } from "../text/trivia";
import { parseArguments, parseSubscript } from "./calls";
import { Cursor } from "./cursor";
import type { Dialect } from "./dialect";
import type { Language } from "./language";
import { parseAngle, parseBraces, parseEllipsis, parseList, parseString } from "./lists";
import { parseMatrix } from "./matrixLists";
import { dottedName, type Node } from "./syntax";
import { castPrefix, sizedMatrix, typedPrefix } from "./typed";
import { typeInfo } from "./types";
import { parseWord } from "./wordExpressions";

/** Brackets, calls and operators nested deeper than this are refused; plain lists may nest without limit. */
const maxDepth = 200;
/** What is read and evaluated well within a second; plain numbers, however many, are no parts. */
const maxNodes = 1_500_000;

/** A recursive-descent parser for constant expressions: Python's grammar, and those of other languages where a dialect says so. */
export class ExpressionParser extends Cursor {
  readonly dialect: Dialect;
  readonly nested: NestedReader;
  private readonly numbers: NumberScanner;
  private depth = 0;
  private nodes = 0;

  constructor(text: string, language: Language) {
    super(text, language);
    this.dialect = language.dialect;
    this.nested = new NestedReader(text, language);
    this.numbers = new NumberScanner(language.octal);
  }

  /** The expression at the position. `power` is the binding power that operators must exceed. */
  expression(power = 0): Node {
    if (++this.depth > maxDepth) {
      this.depth = 0;
      throw new Refused(
        "unsupported-expression",
        this.pos,
        this.pos + 1,
        l10n.t("The expression is nested more than {0} deep.", maxDepth),
      );
    }
    this.count();
    const depth = this.depth;
    let left = this.prefix();
    for (;;) {
      left = this.postfix(left);
      const resume = this.pos;
      this.skip();
      const op = this.operator(this.pos > resume);
      const binding = op === undefined ? 0 : (this.dialect.operators.get(op) ?? 0);
      if (op === undefined || binding <= power) {
        this.pos = resume;
        break;
      }
      this.pos += op.length;
      if (this.layout === "matrix") this.skipBlanks();
      else this.skipLines();
      const isPower = op === "**" || op === "^" || op === ".^";
      const right =
        isPower && this.dialect.leftPowers ? this.signed(binding) : this.expression(isPower ? binding - 1 : binding);
      left = { kind: "binary", op, left, right, start: left.start, end: right.end };
    }
    if (power === 0 && this.dialect.listArithmetic) left = this.conditional(left);
    this.depth = depth - 1;
    return left;
  }

  /** An exponent in whose sign the next power has no part: MATLAB's `2^-1^2` is (2^-1)^2. */
  private signed(binding: number): Node {
    const { text, pos: start } = this;
    if (text[start] !== "-" && text[start] !== "+") return this.expression(binding);
    this.pos++;
    const operand = this.expression(binding);
    return { kind: "unary", op: text[start], operand, start, end: operand.end };
  }

  /** Python's `value if condition else other`. */
  private conditional(value: Node): Node {
    const resume = this.pos;
    this.skip();
    if (!this.atWord("if")) {
      this.pos = resume;
      return value;
    }
    this.pos += 2;
    const condition = this.expression(1);
    this.skip();
    if (!this.atWord("else")) throw this.unexpected();
    this.pos += 4;
    const other = this.expression();
    return { kind: "conditional", condition, value, other, start: value.start, end: other.end };
  }

  /** Tries `read`; where it refuses an expression, goes back and answers undefined. */
  attempt<T>(read: () => T): T | undefined {
    const { pos, depth, layout } = this;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refused) || error.diagnostic.code !== "unsupported-expression") throw error;
    }
    this.pos = pos;
    this.depth = depth;
    this.layout = layout;
    return undefined;
  }

  /** Takes note of more parts, of which an expression may have only so many. */
  count(parts = 1): void {
    this.nodes += parts;
    if (this.nodes > maxNodes) {
      throw new Refused(
        "too-large",
        this.pos,
        this.pos + 1,
        l10n.t("The expression has more than {0} parts.", maxNodes),
      );
    }
  }

  /** The operator at the position. In a matrix a sign behind a blank and glued to what follows begins an element. */
  private operator(afterBlank: boolean): string | undefined {
    const { text, pos, dialect } = this;
    const c = text.charCodeAt(pos);
    if (c === 44 || isClosing(c) || pos >= text.length || commentEnd(text, pos, this.language) > pos) return undefined;
    for (let length = 3; length > 0; length--) {
      const op = text.slice(pos, pos + length);
      if (op.length < length || !dialect.operators.has(op)) continue;
      const next = text.charCodeAt(pos + length);
      if (isWordStart(op.charCodeAt(0)) && isWordPart(next)) continue;
      if (this.layout === "matrix" && afterBlank && (op === "+" || op === "-") && !isSpace(next)) return undefined;
      // `=>`, `==` of another meaning and augmented assignments are no operators of a value.
      if ((op === "-" && next === 62) || (op === "<" && next === 45 && dialect.arrowAssigns)) return undefined;
      return op;
    }
    return undefined;
  }

  private prefix(): Node {
    this.skip();
    const { text, pos: start, dialect } = this;
    const c = text.charCodeAt(start);
    if (isDigit(c) || c === 46 || c > 0x2000) {
      if (c === 46 && text.startsWith("...", start)) return parseEllipsis(this);
      if (c === 0x2026 || (c >= 0x22ee && c <= 0x22f1))
        throw elided(start, start + 1, toolOf(text, start, this.language, false));
      const number = this.number();
      if (number) return number;
    }
    if (c === 45 || c === 43 || c === 126 || c === 0x2212 || c === 33) {
      this.pos++;
      const operand = this.expression(dialect.unary);
      return { kind: "unary", op: c === 0x2212 ? "-" : text[start], operand, start, end: operand.end };
    }
    if (dialect.types) {
      const typed = typedPrefix(this) ?? castPrefix(this);
      if (typed) return typed;
    }
    if (c === 91) return dialect.matrix ? parseMatrix(this) : parseList(this);
    if (c === 40) return sizedMatrix(this) ?? parseList(this);
    if (c === 123) return parseBraces(this);
    if (c === 58 && dialect.symbols && isWordStart(text.charCodeAt(start + 1))) {
      // A symbol, which names a column.
      this.pos++;
      return { kind: "string", value: this.identifier(), start, end: this.pos };
    }
    if (c === 34 || c === 39 || c === 96) return parseString(this);
    if (c === 42) {
      this.pos++;
      const operand = this.expression(dialect.unary);
      return { kind: "spread", operand, start, end: operand.end };
    }
    if (c === 38) {
      // Rust, C and Go: a reference to a value is the value.
      this.pos++;
      this.take(/mut\b/y);
      return { ...this.expression(dialect.unary), start };
    }
    if (c === 60) return parseAngle(this);
    if (isWordStart(c)) return parseWord(this);
    throw this.unexpected();
  }

  private number(): Node | undefined {
    const end = this.numbers.scan(this.text, this.pos);
    if (end < 0) return undefined;
    const start = this.pos;
    this.pos = end;
    const { value, kind, dtype } = this.numbers;
    return { kind: "number", value, written: kind, dtype, start, end };
  }

  /** Ruby's `Matrix[…]`: a function whose arguments stand in square brackets. */
  private isBracketCall(node: Node): boolean {
    const name = dottedName(node);
    return name !== undefined && this.language.isFunction(`${name}[]`);
  }

  /** `sqrt ([4, 9])`: but in matrices, where blanks separate elements. Skips the blanks. */
  private callsBehindBlank({ kind }: Node): boolean {
    if ((kind !== "name" && kind !== "attribute") || this.layout !== "statement") return false;
    return this.language.callsBehindBlank && this.take(/[ \t]{1,9}(?=\()/y) !== undefined;
  }

  private postfix(node: Node): Node {
    const { text, dialect } = this;
    let result = node;
    for (;;) {
      const resume = this.pos;
      const glued = text[this.pos];
      if (this.layout === "free") this.skip();
      const c = text[this.pos];
      const start = result.start;
      if (c === "." && isWordStart(text.charCodeAt(this.pos + 1))) {
        this.pos++;
        const name = this.identifier();
        result = { kind: "attribute", object: result, name, start, end: this.pos };
      } else if (c === ":" && glued === c && this.take(/::(?:<[^<>()]*>::)?(?=[A-Za-z_])/y)) {
        const name = this.identifier();
        result = { kind: "attribute", object: result, name, start, end: this.pos };
      } else if (c === "." && dialect.matrix && text[this.pos + 1] === "(" && callable(result)) {
        this.pos++;
        const args = parseArguments(this);
        result = { kind: "call", callee: result, args, start, end: this.pos };
      } else if (
        c === "(" &&
        (glued === c || ((result.kind === "name" || result.kind === "attribute") && this.layout === "free")) &&
        callable(result)
      ) {
        const args = parseArguments(this);
        result = { kind: "call", callee: result, args, start, end: this.pos };
      } else if (this.callsBehindBlank(result)) {
        const args = parseArguments(this);
        result = { kind: "call", callee: result, args, start, end: this.pos };
      } else if (c === "[" && glued === c && this.isBracketCall(result)) {
        const items = parseSubscript(this);
        const callee: Node = { kind: "name", name: `${dottedName(result)}[]`, start, end: result.end };
        const args = items.map((value) => ({ name: undefined, value, start: value.start, end: value.end }));
        result = { kind: "call", callee, args, start, end: this.pos };
      } else if (c === "[" && glued === c) {
        const items = parseSubscript(this);
        result = { kind: "subscript", object: result, items, start, end: this.pos };
      } else if (dialect.transpose && glued === "'") {
        this.pos++;
        result = { kind: "attribute", object: result, name: "T", start, end: this.pos };
      } else if (dialect.transpose && glued === "." && text[this.pos + 1] === "'") {
        this.pos += 2;
        result = { kind: "attribute", object: result, name: "T", start, end: this.pos };
      } else if (c === "a" && dialect.asCasts && this.atWord("as")) {
        this.pos += 2;
        const type = this.take(/\s*([\w]+)/y);
        if (!type) throw this.unexpected();
        result = {
          kind: "typed",
          type: { ...typeInfo(type[1], this.language), dims: [] },
          value: result,
          start,
          end: this.pos,
        };
      } else {
        this.pos = resume;
        return result;
      }
      this.count();
    }
  }
}

function callable(node: Node): boolean {
  return node.kind === "name" || node.kind === "attribute" || node.kind === "call";
}
