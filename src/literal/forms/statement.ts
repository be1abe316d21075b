import type { Language } from "../expression/language";
import { ExpressionParser } from "../expression/parser";
import { dottedName, type Node } from "../expression/syntax";
import { unread, unreadBehind } from "../expression/unread";
import { Refused } from "../refused";
import type { Lexis } from "../text/lexis";
import { skipTrivia } from "../text/trivia";
import { readDeclaration } from "./declaration";

/** A text read as one statement: the expression on the right, the name on the left, and whether something follows. */
export interface StatementForm {
  readonly name: string | undefined;
  readonly value: Node;
  /** Where the text goes on after the statement; undefined where it ends. */
  readonly rest: number | undefined;
  /** What stands behind the value and changes it, but cannot be read. */
  readonly unread?: Refused | undefined;
}

const modifiers =
  /(?:(?:export|const|let|local|var|val|return|static|readonly|final|public|private|protected|yield|await|default|mut|auto|print)\s+)+/y;

const operatorFirst = /[ \t]*\r?\n[ \t]*(?:[-+*/@%&|^]|\*\*|\/\/)[ \t]+[A-Za-z([\d]/y;

/** `a = b = …`: more targets than this are no assignment. */
const maxTargets = 100;

/** The statement at an offset. Throws `Refused` where no expression can be read. */
export function readStatement(text: string, language: Language, from = 0): StatementForm {
  const parser = new ExpressionParser(text, language);
  parser.pos = from;
  parser.skipLines();
  const declared = parser.dialect.declarations ? readDeclaration(parser) : undefined;
  if (declared) {
    parser.skipLines();
    return ended(parser, declared.name, declared.wrap(parser.expression()));
  }
  parser.take(modifiers);
  let value = tuple(parser);
  let name: string | undefined;
  for (let targets = 0; targets < maxTargets; targets++) {
    parser.skip();
    const sign = assignmentSign(text, parser.pos, value, language);
    if (sign === 0) break;
    const target = value;
    parser.pos += sign;
    parser.skipLines();
    value = tuple(parser);
    if (target.kind !== "list" || target.items.length < 2) name = targetName(target, text) ?? name;
    else if (value.kind === "list" && value.items.length === target.items.length) {
      // `logits, y = […], […]`: the first of them.
      const [first, second] = value.items;
      return { name: targetName(target.items[0], text), value: first, rest: second.start };
    } else if (value.kind === "nested") {
      const nested = parser.nested.read(value.start);
      if (nested && nested.end < value.end) {
        const first: Node = { kind: "nested", nested, start: value.start, end: nested.end };
        return {
          name: targetName(target.items[0], text),
          value: first,
          rest: afterStatement(text, nested.end, language),
        };
      }
    }
  }
  return ended(parser, name, value);
}

function ended(parser: ExpressionParser, name: string | undefined, value: Node): StatementForm {
  const { text, language } = parser;
  const rest = afterStatement(text, parser.pos, language);
  const behind = unreadBehind(text, parser.pos, language);
  return { name, value, rest: rest < text.length ? rest : undefined, unread: behind && unread(text, behind) };
}

/** An expression whose next line begins with an operator is part of what stood in brackets, where line ends mean nothing. */
function firstExpression(parser: ExpressionParser): Node {
  const { pos: start, text } = parser;
  const first = parser.expression();
  if (!parser.language.indented || parser.layout === "free" || !/[\])]/.test(text[parser.pos - 1])) return first;
  operatorFirst.lastIndex = parser.pos;
  if (!operatorFirst.test(text)) return first;
  parser.layout = "free";
  parser.pos = start;
  return parser.expression();
}

/** `torch.tensor(1.), torch.tensor(2.)` up to the end of the text and for one name: single values, which are one array together. */
export function tupleOfCalls(text: string, language: Language, { name, value }: StatementForm): Node | undefined {
  if (name === undefined && text.slice(0, value.start).trim() !== "") return undefined;
  const parser = new ExpressionParser(text, language);
  parser.pos = value.start;
  const whole = parser.attempt(() => tuple(parser, true));
  return whole?.kind === "list" && ended(parser, name, whole).rest === undefined ? whole : undefined;
}

/** `1, 2` and `[1], [2]` without brackets are tuples; one trailing comma is not worth a dimension. */
function tuple(parser: ExpressionParser, ofCalls = false): Node {
  const { pos: start } = parser;
  const first = firstExpression(parser);
  // `array([1, 2]), array([0, 1])`: arrays of their own, of which this is the first.
  if (first.kind === "call" && !ofCalls) return first;
  const rows = first.kind === "nested" && first.start === start ? plainRows(parser, first) : undefined;
  if (rows) return rows;
  const items: Node[] = [first];
  for (;;) {
    const resume = parser.pos;
    parser.skip();
    if (parser.text[parser.pos] !== ",") {
      parser.pos = resume;
      break;
    }
    parser.pos++;
    parser.skipLines();
    if (
      parser.pos >= parser.text.length ||
      "])};".includes(parser.text[parser.pos]) ||
      (!isTarget(first) && isKeyword(parser))
    ) {
      parser.pos = resume;
      break;
    }
    items.push(parser.expression());
  }
  return items.length === 1 ? first : { kind: "list", items, start: first.start, end: items[items.length - 1].end };
}

/** `[1, 2], [3, 4]` up to the end of the text, in one pass; undefined where anything else stands there. */
function plainRows(parser: ExpressionParser, first: Node): Node | undefined {
  const { text, pos } = parser;
  if (!/^\s{0,100},\s{0,100}[[({]/.test(text.slice(pos, pos + 250)) || text[pos - 1] === text[first.start])
    return undefined;
  try {
    const nested = parser.nested.readRows(first.start);
    if (!nested || nested.end < text.length || nested.shape.length < 2) return undefined;
    parser.pos = nested.end;
    return { kind: "nested", nested, start: first.start, end: nested.end };
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** `dtype=float32` behind an array: a remnant of the call around it. */
function isKeyword(parser: ExpressionParser): boolean {
  const resume = parser.pos;
  const found = parser.take(/[A-Za-z_]\w*\s*=(?!=)/y) !== undefined;
  parser.pos = resume;
  return found;
}

/** Length of `=`, `:=` or, behind what can be a name or key, `:`; 0 where no assignment stands. */
function assignmentSign(text: string, offset: number, target: Node, { dialect }: Language): number {
  const c = text[offset];
  if (!isTarget(target)) return 0;
  if (c === "=" && text[offset + 1] !== "=" && text[offset + 1] !== ">") return 1;
  if (c === "<" && text[offset + 1] === "-" && dialect.arrowAssigns) return 2;
  if (c !== ":") return 0;
  if (text[offset + 1] === "=") return 2;
  return target.kind === "name" ||
    target.kind === "attribute" ||
    target.kind === "string" ||
    target.kind === "subscript"
    ? 1
    : 0;
}

/** What can stand to the left of an assignment: names, attributes, items, keys, several of them. */
function isTarget(node: Node): boolean {
  if (node.kind === "list") return node.items.every(isTarget);
  return /^(?:name|attribute|subscript|string|call|typed|spread)$/.test(node.kind);
}

/** The name of an assignment's left side; undefined for an annotation's type, which is no name. */
function targetName(target: Node, text: string): string | undefined {
  if (target.kind === "string") return target.value;
  if (target.kind === "subscript") {
    const [key] = target.items;
    return target.items.length === 1 && key.kind === "string" ? key.value : undefined;
  }
  const name = dottedName(target);
  // In `y: Tensor = …` the name has been seen already.
  return /:\s*$/.test(text.slice(Math.max(0, target.start - 8), target.start)) ? undefined : name;
}

function afterStatement(text: string, offset: number, lexis: Lexis): number {
  let p = offset;
  for (;;) {
    p = skipTrivia(text, p, lexis);
    if (text[p] === ";" || text[p] === ",") p++;
    else return p;
  }
}
