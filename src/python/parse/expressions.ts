import type { BinaryOperator, Comparison, Expression, UnaryOperator } from "../syntax";
import { isName, Kind } from "./kind";
import { lambdaParameters } from "./parameters";
import { maxDepth, type Parser, syntaxError } from "./parser";
import { primary } from "./primary";

export const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARISON = 4;
export const BAR = 5;
const CARET = 6;
const AMPERSAND = 7;
const SHIFT = 8;
export const SUM = 9;
const TERM = 10;
const SIGN = 11;
const POWER = 12;

/** How tightly an operator binds what is left of it; 0 of all that is no operator. */
const precedence = new Uint8Array(Kind.End + 1);
function bind(level: number, ...kinds: readonly Kind[]): void {
  for (const kind of kinds) precedence[kind] = level;
}
bind(OR, Kind.Or);
bind(AND, Kind.And);
bind(COMPARISON, Kind.Less, Kind.LessEqual, Kind.Greater, Kind.GreaterEqual, Kind.EqualEqual, Kind.NotEqual);
bind(COMPARISON, Kind.In, Kind.Is, Kind.Not);
bind(BAR, Kind.Bar);
bind(CARET, Kind.Caret);
bind(AMPERSAND, Kind.Ampersand);
bind(SHIFT, Kind.ShiftLeft, Kind.ShiftRight);
bind(SUM, Kind.Plus, Kind.Minus);
bind(TERM, Kind.Star, Kind.Slash, Kind.DoubleSlash, Kind.Percent, Kind.At);
bind(POWER, Kind.DoubleStar);

/** From `Kind.Plus` and from `Kind.PlusEqual` on. */
export const binaryOperators: readonly BinaryOperator[] = [
  "+",
  "-",
  "*",
  "/",
  "//",
  "%",
  "**",
  "@",
  "&",
  "|",
  "^",
  "<<",
  ">>",
];
const comparisons: readonly Comparison[] = ["<", "<=", ">", ">=", "==", "!=", "in", "is"];

/** An expression with neither comma nor star around it: what an argument or an element is. */
export function expression(p: Parser): Expression {
  if (p.depth >= maxDepth) return p.tooDeep();
  if (p.kind() === Kind.Lambda) return lambda(p);
  const { start } = p;
  const value = operation(p, OR);
  return p.kind() === Kind.If ? conditional(p, start, value) : value;
}

/** As `expression`, and `name := value`. */
export function namedExpression(p: Parser): Expression {
  if (!isName(p.kind()) || p.kindAfter !== Kind.ColonEqual) return expression(p);
  const { start } = p;
  const name = p.name();
  p.i++;
  const value = nested(p, expression);
  return p.raised({ kind: "named", start, end: p.lastEnd, name, value }, p.height);
}

/** One of several expressions between commas, `*rest` included. */
export function starExpression(p: Parser): Expression {
  if (p.kind() !== Kind.Star) return namedExpression(p);
  const { start } = p;
  p.i++;
  const value = operation(p, BAR);
  return p.raised({ kind: "starred", start, end: p.lastEnd, value }, p.height);
}

/** `a, *b, c`: a tuple without parentheses where there is a comma. */
export function expressionList(p: Parser): Expression {
  const { start } = p;
  const first = starExpression(p);
  if (p.kind() !== Kind.Comma) return first;
  const items = [first];
  let { height } = p;
  while (p.take(Kind.Comma) && beginsExpression(p.kind())) {
    items.push(starExpression(p));
    height = Math.max(height, p.height);
  }
  return p.raised({ kind: "tuple", start, end: p.lastEnd, items }, height);
}

/** `yield`, `yield x` or `yield from x`, which stands where an expression list may. */
export function yieldOrList(p: Parser): Expression {
  if (p.kind() !== Kind.Yield) return expressionList(p);
  const { start } = p;
  p.i++;
  p.height = 0;
  const from = p.take(Kind.From);
  const value = from ? expression(p) : beginsExpression(p.kind()) ? expressionList(p) : undefined;
  return p.raised({ kind: "yield", start, end: p.lastEnd, value, from }, p.height);
}

/** Whether an expression may begin with a token of this kind. */
export function beginsExpression(kind: Kind): boolean {
  switch (kind) {
    case Kind.OpenParenthesis:
    case Kind.OpenBracket:
    case Kind.OpenBrace:
    case Kind.Plus:
    case Kind.Minus:
    case Kind.Star:
    case Kind.Tilde:
    case Kind.Not:
    case Kind.Lambda:
    case Kind.Await:
    case Kind.Yield:
      return true;
    default:
      return kind <= Kind.Ellipsis;
  }
}

/** Reads what is one level deeper. */
export function nested(p: Parser, read: (p: Parser) => Expression): Expression {
  if (p.depth >= maxDepth) return p.tooDeep();
  p.depth++;
  const found = read(p);
  p.depth--;
  return found;
}

/** An operation whose operators bind at least as tightly as `least`. */
export function operation(p: Parser, least: number): Expression {
  if (p.depth >= maxDepth) return p.tooDeep();
  p.depth++;
  const { start } = p;
  let left = operand(p, least);
  for (;;) {
    const kind = p.kind();
    const level = precedence[kind];
    if (level < least || level === 0) break;
    if (level === COMPARISON) {
      if (kind === Kind.Not && p.kindAfter !== Kind.In) break;
      left = comparison(p, start, left);
    } else if (level <= AND) left = boolean(p, start, left, kind, level);
    else {
      p.i++;
      const { height } = p;
      // Powers group from the right, and take a sign on that side.
      const right = operation(p, level === POWER ? SIGN : level + 1);
      const operator = binaryOperators[kind - Kind.Plus];
      const whole: Expression = { kind: "binary", start, end: p.lastEnd, operator, left, right };
      left = p.raised(whole, Math.max(height, p.height));
    }
  }
  p.depth--;
  return left;
}

function operand(p: Parser, least: number): Expression {
  switch (p.kind()) {
    case Kind.Not:
      if (least > NOT) throw syntaxError;
      return prefixed(p, COMPARISON);
    case Kind.Minus:
    case Kind.Plus:
    case Kind.Tilde:
      return prefixed(p, POWER);
    case Kind.Await: {
      const { start } = p;
      p.i++;
      const value = primary(p);
      return p.raised({ kind: "await", start, end: p.lastEnd, value }, p.height);
    }
    default:
      return primary(p);
  }
}

/** Prefix operators, however many, and their operand, whose operators bind at least as tightly as `least`. */
function prefixed(p: Parser, least: number): Expression {
  const first = p.i;
  const isNot = p.kind() === Kind.Not;
  for (;;) {
    const kind = p.kind();
    if (isNot ? kind !== Kind.Not : kind !== Kind.Minus && kind !== Kind.Plus && kind !== Kind.Tilde) break;
    p.i++;
  }
  const last = p.i - 1;
  let value = operation(p, least);
  const { starts, kinds } = p.tokens;
  for (let i = last; i >= first; i--) {
    const kind = kinds[i];
    const operator: UnaryOperator =
      kind === Kind.Not ? "not" : kind === Kind.Minus ? "-" : kind === Kind.Plus ? "+" : "~";
    value = p.raised({ kind: "unary", start: starts[i], end: p.lastEnd, operator, operand: value }, p.height);
  }
  return value;
}

function comparison(p: Parser, start: number, first: Expression): Expression {
  const operators: Comparison[] = [];
  const operands = [first];
  let { height } = p;
  for (;;) {
    const kind = p.kind();
    if (precedence[kind] !== COMPARISON) break;
    if (kind === Kind.Not) {
      if (p.kindAfter !== Kind.In) break;
      p.i += 2;
      operators.push("not in");
    } else {
      p.i++;
      operators.push(kind === Kind.Is && p.take(Kind.Not) ? "is not" : comparisons[kind - Kind.Less]);
    }
    operands.push(operation(p, BAR));
    height = Math.max(height, p.height);
  }
  return p.raised({ kind: "comparison", start, end: p.lastEnd, operators, operands }, height);
}

function boolean(p: Parser, start: number, first: Expression, kind: Kind, level: number): Expression {
  const operands = [first];
  let { height } = p;
  while (p.take(kind)) {
    operands.push(operation(p, level + 1));
    height = Math.max(height, p.height);
  }
  const operator = kind === Kind.And ? "and" : "or";
  return p.raised({ kind: "boolean", start, end: p.lastEnd, operator, operands }, height);
}

function conditional(p: Parser, start: number, value: Expression): Expression {
  p.i++;
  let { height } = p;
  const test = operation(p, OR);
  height = Math.max(height, p.height);
  p.expect(Kind.Else);
  const other = nested(p, expression);
  return p.raised({ kind: "conditional", start, end: p.lastEnd, test, value, other }, Math.max(height, p.height));
}

function lambda(p: Parser): Expression {
  const { start } = p;
  p.i++;
  const parameters = lambdaParameters(p);
  p.expect(Kind.Colon);
  const { height } = p;
  const body = nested(p, expression);
  return p.raised({ kind: "lambda", start, end: p.lastEnd, parameters, body }, Math.max(height, p.height));
}
