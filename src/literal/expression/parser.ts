import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import { isDigit, isSpace, isWordPart, isWordStart } from "../text/chars";
import type { Lexis } from "../text/lexis";
import { elided, NestedReader, unbalanced } from "../text/nested";
import { NumberScanner } from "../text/number";
import { skipTrivia, stringEnd } from "../text/trivia";
import type { Argument, ComprehensionNode, Node } from "./syntax";

/** Brackets, calls and operators nested deeper than this are refused; plain lists may nest without limit. */
const maxDepth = 200;
const maxNodes = 4_000_000;

/** Binding powers of Python's binary operators; `**` binds to the right. */
const powers: { readonly [op: string]: number } = {
  or: 2,
  and: 3,
  "==": 5,
  "!=": 5,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  "|": 6,
  "^": 7,
  "&": 8,
  "+": 10,
  "-": 10,
  "*": 11,
  "/": 11,
  "//": 11,
  "%": 11,
  "@": 11,
  "**": 14,
};
const unaryPower = 12;
const notPower = 4;

/** A recursive-descent parser for constant expressions: Python's grammar, and JavaScript's and the printed forms' where they agree with it. */
export class Parser {
  readonly text: string;
  pos = 0;
  private readonly lexis: Lexis;
  private readonly nested: NestedReader;
  private readonly numbers: NumberScanner;
  private depth = 0;
  private brackets = 0;
  private nodes = 0;

  constructor(text: string, lexis: Lexis) {
    this.text = text;
    this.lexis = lexis;
    this.nested = new NestedReader(text, lexis);
    this.numbers = new NumberScanner(lexis.octal);
  }

  /** The expression at `pos`. `power` is the binding power that operators must exceed. */
  expression(power = 0): Node {
    if (++this.depth > maxDepth) {
      throw new Refused(
        "unsupported-expression",
        this.pos,
        this.pos + 1,
        l10n.t("The expression is nested more than {0} deep.", maxDepth),
      );
    }
    if (++this.nodes > maxNodes) {
      throw new Refused(
        "too-large",
        this.pos,
        this.pos + 1,
        l10n.t("The expression has more than {0} parts.", maxNodes),
      );
    }
    let left = this.prefix();
    for (;;) {
      left = this.postfix(left);
      const resume = this.pos;
      this.skip();
      const op = this.operator();
      const binding = op === undefined ? 0 : powers[op];
      if (op === undefined || binding <= power) {
        this.pos = resume;
        break;
      }
      this.pos += op.length;
      this.skipLines();
      const right = this.expression(op === "**" ? binding - 1 : binding);
      left = { kind: "binary", op, left, right, start: left.start, end: right.end };
    }
    this.depth--;
    return left;
  }

  /** Skips blanks; line ends and comments too inside brackets, where they mean nothing. */
  skip(): void {
    if (this.brackets > 0) {
      this.skipLines();
      return;
    }
    while (this.pos < this.text.length) {
      const c = this.text.charCodeAt(this.pos);
      if (c === 92 && (this.text.charCodeAt(this.pos + 1) === 10 || this.text.charCodeAt(this.pos + 1) === 13))
        this.pos += 2;
      else if (isSpace(c) && c !== 10 && c !== 13) this.pos++;
      else return;
    }
  }

  skipLines(): void {
    this.pos = skipTrivia(this.text, this.pos, this.lexis);
  }

  private operator(): string | undefined {
    const { text, pos } = this;
    const two = text.slice(pos, pos + 2);
    if (two === "**" || two === "==" || two === "!=" || two === "<=" || two === ">=") return two;
    if (two === "//" && !this.lexis.slashes) return two;
    if (two === "or" && !isWordPart(text.charCodeAt(pos + 2))) return two;
    if (two === "an" && text[pos + 2] === "d" && !isWordPart(text.charCodeAt(pos + 3))) return "and";
    const one = two[0];
    return one !== undefined && "<>|^&+-*/%@".includes(one) ? one : undefined;
  }

  private prefix(): Node {
    this.skip();
    const { text, pos: start } = this;
    const c = text.charCodeAt(start);
    if (isDigit(c) || c === 46 || c > 0x2000) {
      if (c === 46 && text.startsWith("...", start)) return this.ellipsis();
      const number = this.number();
      if (number) return number;
    }
    if (c === 45 || c === 43 || c === 126 || c === 0x2212 || c === 33) {
      this.pos++;
      const operand = this.expression(unaryPower);
      return { kind: "unary", op: c === 0x2212 ? "-" : text[start], operand, start, end: operand.end };
    }
    if (c === 91 || c === 40) return this.list();
    if (c === 123) return this.dict();
    if (c === 34 || c === 39 || c === 96) return this.string();
    if (c === 42) {
      this.pos++;
      const operand = this.expression(unaryPower);
      return { kind: "spread", operand, start, end: operand.end };
    }
    if (c === 60) return this.angle();
    if (isWordStart(c)) return this.word();
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

  /** `...` left out of a printed array, or JavaScript's spread. */
  private ellipsis(): Node {
    const start = this.pos;
    const next = this.text.charCodeAt(start + 3);
    if (this.lexis.family !== "javascript" || !(isWordStart(next) || next === 91)) throw elided(start, start + 3);
    this.pos += 3;
    const operand = this.expression(unaryPower);
    return { kind: "spread", operand, start, end: operand.end };
  }

  private list(): Node {
    const { text, pos: start } = this;
    const nested = this.nested.read(start);
    const bracket = text[start] as "[" | "(";
    if (nested) {
      this.pos = nested.end;
      return { kind: "nested", nested, bracket, start, end: nested.end };
    }
    const close = bracket === "[" ? "]" : ")";
    this.brackets++;
    this.pos++;
    const items: Node[] = [];
    let commas = false;
    this.skip();
    while (text[this.pos] !== close) {
      if (this.pos >= text.length) throw unbalanced(text, start);
      if (text[this.pos] === ",") throw this.unexpected();
      const item = this.expression();
      this.skip();
      if (items.length === 0 && this.atWord("for")) {
        const comprehension = this.comprehension(start, item, close);
        this.brackets--;
        return comprehension;
      }
      items.push(item);
      if (text[this.pos] === ",") {
        commas = true;
        this.pos++;
        this.skip();
      } else if (text[this.pos] !== close) {
        // Printed lists of arrays may stand without commas.
        if (this.pos >= text.length) throw unbalanced(text, start);
        if (text[this.pos] !== "[") throw this.unexpected(start);
      }
    }
    this.pos++;
    this.brackets--;
    if (bracket === "(" && items.length === 1 && !commas && items[0].kind !== "spread")
      return { ...items[0], start, end: this.pos };
    return { kind: "list", bracket, items, start, end: this.pos };
  }

  private comprehension(start: number, body: Node, close: string): ComprehensionNode {
    const clauses: ComprehensionNode["clauses"][number][] = [];
    while (this.atWord("for")) {
      this.pos += 3;
      const targets: string[] = [];
      for (;;) {
        this.skip();
        if (this.text[this.pos] === "(" || this.text[this.pos] === ")" || this.text[this.pos] === ",") this.pos++;
        else if (this.atWord("in") || !isWordStart(this.text.charCodeAt(this.pos))) break;
        else targets.push(this.identifier());
      }
      if (!this.atWord("in")) throw this.unexpected();
      this.pos += 2;
      const source = this.expression();
      const conditions: Node[] = [];
      this.skip();
      while (this.atWord("if")) {
        this.pos += 2;
        conditions.push(this.expression());
        this.skip();
      }
      clauses.push({ targets, source, conditions });
    }
    if (this.text[this.pos] !== close) throw this.unexpected(start);
    this.pos++;
    return { kind: "comprehension", body, clauses, start, end: this.pos };
  }

  private dict(): Node {
    const { text, pos: start } = this;
    this.brackets++;
    this.pos++;
    const entries: { key: string; value: Node }[] = [];
    this.skip();
    while (text[this.pos] !== "}") {
      if (this.pos >= text.length) throw unbalanced(text, start);
      const key = this.expression();
      this.skip();
      if (text[this.pos] !== ":") throw this.unexpected(start);
      this.pos++;
      const value = this.expression();
      entries.push({ key: text.slice(key.start, key.end).replace(/^["'`]|["'`]$/g, ""), value });
      this.skip();
      if (text[this.pos] === ",") {
        this.pos++;
        this.skip();
      } else if (text[this.pos] !== "}") throw this.unexpected(start);
    }
    this.pos++;
    this.brackets--;
    return { kind: "dict", entries, start, end: this.pos };
  }

  private string(): Node {
    const { text, pos: start } = this;
    const end = stringEnd(text, start, this.lexis);
    if (end < 0) throw new Refused("unbalanced", start, start + 1, l10n.t("This “{0}” is never closed.", text[start]));
    this.pos = end;
    const width = end - start >= 6 && this.lexis.tripleQuotes && text.startsWith(text[start].repeat(3), start) ? 3 : 1;
    return { kind: "string", value: text.slice(start + width, end - width), start, end };
  }

  /** `<tf.Tensor: shape=(2,), dtype=float32, numpy=array([…])>` is what stands behind `numpy=`; any other `<…>` has no value. */
  private angle(): Node {
    const { text, pos: start } = this;
    const head = text.slice(start, start + 400);
    const values = /^<[^<>[\]]*?numpy\s*=/.exec(head);
    if (values) {
      this.brackets++;
      this.pos = start + values[0].length;
      const value = this.expression(powers[">"]);
      this.brackets--;
      this.skipLines();
      if (text[this.pos] !== ">") throw this.unexpected(start);
      this.pos++;
      return {
        kind: "call",
        callee: { kind: "name", name: "tf.Tensor", start, end: start + 1 },
        args: [{ name: undefined, value, start, end: this.pos }],
        start,
        end: this.pos,
      };
    }
    const opaque = /^<[^<>\n]*(?:<[^<>\n]*>[^<>\n]*)*>/.exec(head);
    if (!opaque) throw this.unexpected();
    this.pos = start + opaque[0].length;
    return { kind: "opaque", start, end: this.pos };
  }

  private word(): Node {
    const start = this.pos;
    const name = this.identifier();
    const next = this.text[this.pos];
    if (name === "None" || name === "null" || name === "undefined") return { kind: "null", start, end: this.pos };
    if (name === "new" && next === " ") return { ...this.expression(unaryPower), start };
    if (name === "not") {
      const operand = this.expression(notPower);
      return { kind: "unary", op: "not", operand, start, end: operand.end };
    }
    // Prefixed strings: r'…', f"…" (whose braces no one reads), b'…'.
    if ((next === '"' || next === "'") && /^[rbfu]{1,2}$/i.test(name)) return { ...this.string(), start };
    return { kind: "name", name, start, end: this.pos };
  }

  private postfix(node: Node): Node {
    const { text } = this;
    let result = node;
    for (;;) {
      const resume = this.pos;
      const glued = text[this.pos];
      if (this.brackets > 0) this.skip();
      const c = text[this.pos];
      if (c === "." && isWordStart(text.charCodeAt(this.pos + 1))) {
        this.pos++;
        const name = this.identifier();
        result = { kind: "attribute", object: result, name, start: result.start, end: this.pos };
      } else if (
        c === "(" &&
        (glued === c || result.kind === "name" || result.kind === "attribute") &&
        callable(result)
      ) {
        const args = this.arguments();
        result = { kind: "call", callee: result, args, start: result.start, end: this.pos };
      } else if (c === "[" && glued === c) {
        const items = this.subscript();
        result = { kind: "subscript", object: result, items, start: result.start, end: this.pos };
      } else {
        this.pos = resume;
        return result;
      }
      if (++this.nodes > maxNodes) throw this.unexpected();
    }
  }

  private arguments(): Argument[] {
    const { text, pos: open } = this;
    this.brackets++;
    this.pos++;
    const args: Argument[] = [];
    this.skip();
    while (text[this.pos] !== ")") {
      if (this.pos >= text.length) throw unbalanced(text, open);
      const start = this.pos;
      const keyword = /[\p{ID_Start}_][\p{ID_Continue}]*\s*=(?!=)/uy;
      keyword.lastIndex = start;
      const match = keyword.exec(text);
      let value: Node;
      if (match) {
        this.pos += match[0].length;
        value = this.keywordValue();
      } else {
        value = this.expression();
        this.skip();
        if (args.length === 0 && this.atWord("for")) {
          value = this.comprehension(start, value, ")");
          this.pos--;
        }
      }
      args.push({ name: match ? match[0].slice(0, -1).trim() : undefined, value, start, end: value.end });
      this.skip();
      if (text[this.pos] === ",") {
        this.pos++;
        this.skip();
      } else if (this.pos >= text.length) throw unbalanced(text, open);
      else if (text[this.pos] !== ")") throw this.unexpected(open);
    }
    this.pos++;
    this.brackets--;
    return args;
  }

  /** The value of a keyword argument; printed ones (`place=Place(gpu:0)`, `grad_fn=<…>`) need not be expressions. */
  private keywordValue(): Node {
    const { pos, depth, brackets } = this;
    try {
      const value = this.expression();
      this.skip();
      if (this.pos >= this.text.length || ",)".includes(this.text[this.pos])) return value;
    } catch (error) {
      if (!(error instanceof Refused) || error.diagnostic.code !== "unsupported-expression") throw error;
    }
    this.depth = depth;
    this.brackets = brackets;
    const opaque = /[^()[\],]*(?:[([][^()[\]]*[)\]])?[^()[\],]*/y;
    opaque.lastIndex = pos;
    opaque.exec(this.text);
    this.pos = Math.max(pos, opaque.lastIndex);
    return { kind: "opaque", start: pos, end: this.pos };
  }

  private subscript(): Node[] {
    const { text, pos: open } = this;
    this.brackets++;
    this.pos++;
    const items: Node[] = [];
    this.skip();
    while (text[this.pos] !== "]") {
      if (this.pos >= text.length) throw unbalanced(text, open);
      items.push(this.sliceOrExpression());
      this.skip();
      if (text[this.pos] === ",") {
        this.pos++;
        this.skip();
      } else if (this.pos >= text.length) throw unbalanced(text, open);
      else if (text[this.pos] !== "]") throw this.unexpected(open);
    }
    this.pos++;
    this.brackets--;
    return items;
  }

  private sliceOrExpression(): Node {
    const start = this.pos;
    if (this.text.startsWith("...", start)) {
      this.pos += 3;
      return { kind: "name", name: "...", start, end: this.pos };
    }
    const parts: (Node | undefined)[] = [];
    let colons = 0;
    let part: Node | undefined;
    for (;;) {
      this.skip();
      const c = this.text[this.pos];
      if (c === ":") {
        this.pos++;
        colons++;
        parts.push(part);
        part = undefined;
      } else if (c === "," || c === "]" || c === undefined || part) break;
      else part = this.expression();
    }
    if (colons === 0 && part) return part;
    if (colons === 0) throw this.unexpected();
    return { kind: "slice", parts: [...parts, part], start, end: this.pos };
  }

  identifier(): string {
    const start = this.pos;
    while (this.pos < this.text.length && isWordPart(this.text.charCodeAt(this.pos))) this.pos++;
    return this.text.slice(start, this.pos);
  }

  atWord(word: string): boolean {
    return this.text.startsWith(word, this.pos) && !isWordPart(this.text.charCodeAt(this.pos + word.length));
  }

  /** What stands at `pos` does not belong there; `open` is the bracket it is in. */
  private unexpected(open?: number): Refused {
    const { text, pos } = this;
    if (pos >= text.length) {
      if (open !== undefined) return unbalanced(text, open);
      return new Refused("not-an-array", pos, pos, l10n.t("The text ends where a value should follow."));
    }
    const c = text.charCodeAt(pos);
    if (open !== undefined && (c === 93 || c === 41 || c === 125)) return unbalanced(text, open);
    let end = pos + 1;
    while (
      isWordPart(c) &&
      end < text.length &&
      end - pos < 80 &&
      (isWordPart(text.charCodeAt(end)) || text[end] === ".")
    )
      end++;
    if (c >= 0xd800 && c < 0xdc00) end++;
    const found = text.slice(pos, end);
    if (c === 44) return new Refused("non-numeric", pos, end, l10n.t("An element is missing before this comma."));
    if (isDigit(c))
      return new Refused(
        "non-numeric",
        pos,
        end,
        l10n.t("“{0}” is not a number, or a comma is missing before it.", found),
      );
    return new Refused("unsupported-expression", pos, end, l10n.t("“{0}” was not expected here.", found));
  }
}

function callable(node: Node): boolean {
  return node.kind === "name" || node.kind === "attribute" || node.kind === "call";
}
