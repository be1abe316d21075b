import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import { isWordStart } from "../text/chars";
import { elided, toolOf, unbalanced } from "../text/errors";
import { stringEnd } from "../text/trivia";
import type { ExpressionParser } from "./parser";
import type { ComprehensionNode, Node } from "./syntax";

/** The binding power that keeps the `if` of a comprehension from being read as that of a conditional expression. */
const aboveConditional = 1;

/** A list among expressions costs as much as so many of their parts. */
const listParts = 8;

/** `...` left out of a printed array, or JavaScript's spread. */
export function parseEllipsis(parser: ExpressionParser): Node {
  const start = parser.pos;
  const next = parser.text.charCodeAt(start + 3);
  if (!parser.dialect.spreads || !(isWordStart(next) || next === 91)) {
    throw elided(start, start + 3, toolOf(parser.text, start, parser.language, false));
  }
  parser.pos += 3;
  const operand = parser.expression(parser.dialect.unary);
  return { kind: "spread", operand, start, end: operand.end };
}

/** A list or tuple, plain or of expressions; a comprehension; a value in parentheses; Rust's `[value; count]`. */
export function parseList(parser: ExpressionParser): Node {
  const start = parser.pos;
  const nested = parser.nested.read(start);
  if (nested) {
    parser.count(listParts);
    parser.pos = nested.end;
    return { kind: "nested", nested, start, end: nested.end };
  }
  return parser.within("free", () => {
    parser.pos++;
    parser.skip();
    return listBehind(parser, start, undefined);
  });
}

/** The items of the list that opens at `start`, of which the first may have been read. */
function listBehind(parser: ExpressionParser, start: number, first: Node | undefined): Node {
  const bracket = parser.text[start];
  const close = bracket === "[" ? "]" : bracket === "(" ? ")" : "}";
  const items: Node[] = [];
  let commas = false;
  let read = first;
  while (read || parser.peek() !== close) {
    if (!read && (parser.peek() === "" || parser.peek() === ",")) throw parser.unexpected(start);
    const index = bracket === "{" && !read ? designator(parser) : undefined;
    if (!read) countingKey(parser, items.length);
    const item: Node = read ?? parser.expression();
    read = undefined;
    if (index !== undefined) place(parser, items, index, item, start);
    parser.skip();
    if (items.length === 0 && parser.atWord("for")) return parseComprehension(parser, start, item, close);
    if (items.length === 0 && parser.peek() === ";" && parser.dialect.repeats)
      return parseRepeat(parser, start, item, close);
    if (index === undefined) items.push(item);
    if (parser.peek() === ",") {
      commas = true;
      parser.pos++;
      parser.skip();
      // Printed lists of arrays may stand without commas.
    } else if (parser.peek() !== close && (parser.peek() !== "[" || close === "}")) {
      // Words one below the other, as some tools print them.
      if (item.kind === "string") throw notNumber(parser, item);
      throw parser.unexpected(start);
    }
  }
  parser.pos++;
  const [only] = items;
  if (bracket === "(" && items.length === 1 && !commas && only.kind !== "spread")
    return { ...only, start, end: parser.pos };
  return { kind: "list", items, start, end: parser.pos };
}

function notNumber({ text }: ExpressionParser, { start, end }: Node): Refused {
  return new Refused(
    "non-numeric",
    start,
    end,
    l10n.t("“{0}” is not a number.", text.slice(start, Math.min(end, start + 60))),
  );
}

/** C's `[2] =` and Go's `2:` in front of an element: the index that it is for. */
function designator(parser: ExpressionParser): number | undefined {
  const { designator: pattern } = parser.dialect;
  const match = pattern && parser.take(pattern);
  return match && Number(match[1]);
}

/** PHP's `0 =>` in front of an element, which says what its place says, too; refuses any other key. */
export function countingKey(parser: ExpressionParser, place: number): void {
  if (!parser.dialect.countingKeys) return;
  const start = parser.pos;
  const key = designator(parser);
  if (key === undefined) return;
  if (key !== place)
    throw new Refused(
      "unsupported-expression",
      start,
      parser.pos,
      l10n.t("The keys of this array do not count its elements from 0."),
    );
  parser.skip();
}

/** Puts an element at its index; what is left out before them is zero, and has the place of the list. */
function place(parser: ExpressionParser, items: Node[], index: number, item: Node, start: number): void {
  parser.count(Math.max(0, index + 1 - items.length));
  const isRow = item.kind === "nested" || item.kind === "list" || item.kind === "typed";
  const span = { start, end: start + 1 };
  const gap: Node = isRow
    ? { kind: "list", items: [], ...span }
    : { kind: "number", value: 0, written: 1, dtype: undefined, ...span };
  while (items.length < index) items.push(gap);
  items[index] = item;
}

function parseRepeat(parser: ExpressionParser, start: number, value: Node, close: string): Node {
  parser.pos++;
  const count = parser.expression();
  parser.skip();
  if (parser.peek() !== close) throw parser.unexpected(start);
  parser.pos++;
  return { kind: "repeat", value, count, start, end: parser.pos };
}

/** The clauses behind the body of a comprehension, up to and including the bracket that closes it. */
export function parseComprehension(
  parser: ExpressionParser,
  start: number,
  body: Node,
  close: string,
): ComprehensionNode {
  const clauses: ComprehensionNode["clauses"][number][] = [];
  while (parser.atWord("for")) {
    parser.pos += 3;
    const targets: string[] = [];
    for (;;) {
      parser.skip();
      if (parser.peek() === "(" || parser.peek() === ")" || parser.peek() === ",") parser.pos++;
      else if (parser.atWord("in") || !isWordStart(parser.text.charCodeAt(parser.pos))) break;
      else targets.push(parser.identifier());
    }
    if (parser.atWord("in")) parser.pos += 2;
    else if (parser.peek() === "=" && parser.dialect.matrix) parser.pos++;
    else throw parser.unexpected();
    const source = parser.expression(aboveConditional);
    const conditions: Node[] = [];
    parser.skip();
    while (parser.atWord("if")) {
      parser.pos += 2;
      conditions.push(parser.expression(aboveConditional));
      parser.skip();
    }
    clauses.push({ targets, source, conditions });
  }
  if (parser.peek() !== close) throw parser.unexpected(start);
  parser.pos++;
  return { kind: "comprehension", body, clauses, start, end: parser.pos };
}

/** `{ … }`: elements where the language initialises arrays so, else keys and values. */
export function parseBraces(parser: ExpressionParser): Node {
  const { text, pos: start } = parser;
  if (parser.dialect.braces === "list") return parseList(parser);
  if (parser.language.brackets.includes("{")) {
    const nested = parser.nested.read(start);
    if (nested) {
      parser.pos = nested.end;
      return { kind: "nested", nested, start, end: nested.end };
    }
  }
  return parser.within("free", () => {
    parser.pos++;
    const entries: { key: string; value: Node }[] = [];
    parser.skip();
    while (parser.peek() !== "}") {
      if (parser.peek() === "") throw unbalanced(text, start);
      const key = parser.expression();
      parser.skip();
      if ((parser.peek() === "," || parser.peek() === "}") && parser.language.brackets.includes("{"))
        return listBehind(parser, start, key);
      if (parser.peek() === "," || parser.peek() === "}") {
        throw new Refused(
          "not-an-array",
          start,
          parser.pos,
          l10n.t("A set has no order; a list such as [0.1, 0.2] is expected."),
        );
      }
      if (parser.peek() !== ":") throw parser.unexpected(start);
      parser.pos++;
      const value = parser.expression();
      entries.push({ key: text.slice(key.start, key.end).replace(/^["'`]|["'`]$/g, ""), value });
      parser.skip();
      if (parser.peek() === ",") {
        parser.pos++;
        parser.skip();
      } else if (parser.peek() !== "}") throw parser.unexpected(start);
    }
    parser.pos++;
    return { kind: "dict", entries, start, end: parser.pos };
  });
}

export function parseString(parser: ExpressionParser): Node {
  const { text, pos: start, language } = parser;
  const end = stringEnd(text, start, language);
  if (end < 0) throw new Refused("unbalanced", start, start + 1, l10n.t("This “{0}” is never closed.", text[start]));
  parser.pos = end;
  const triple = language.tripleQuotes && end - start >= 6 && text.startsWith(text[start].repeat(3), start);
  const width = triple ? 3 : 1;
  return { kind: "string", value: text.slice(start + width, end - width), start, end };
}

/** `<tf.Tensor: shape=(2,), dtype=float32, numpy=array([…])>` is what stands behind `numpy=`; any other `<…>` has no value. */
export function parseAngle(parser: ExpressionParser): Node {
  const { text, pos: start } = parser;
  const head = text.slice(start, start + 400);
  const values = /^<[^<>[\]]*?(?:numpy|value)\s*=/.exec(head);
  if (!values) {
    const opaque = /^<[^<>\n]*(?:<[^<>\n]*>[^<>\n]*)*>/.exec(head);
    if (!opaque) throw parser.unexpected();
    parser.pos = start + opaque[0].length;
    return { kind: "opaque", start, end: parser.pos };
  }
  const value = parser.within("free", () => {
    parser.pos = start + values[0].length;
    const inner = parser.expression(parser.dialect.operators.get(">"));
    parser.skipLines();
    return inner;
  });
  if (parser.peek() !== ">") throw parser.unexpected(start);
  parser.pos++;
  const end = parser.pos;
  const callee: Node = { kind: "name", name: "EagerTensor", start, end: start + 1 };
  return { kind: "call", callee, args: [{ name: undefined, value, start, end }], start, end };
}
