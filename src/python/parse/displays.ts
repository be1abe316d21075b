import type { Clause, Expression } from "../syntax";
import { BAR, expression, namedExpression, nested, OR, operation, starExpression, yieldOrList } from "./expressions";
import { Kind } from "./kind";
import { maxDepth, type Parser } from "./parser";

/** What begins with a bracket: tuples, lists, sets, dicts, their comprehensions, and an expression in parentheses. */
export function display(p: Parser): Expression {
  if (p.depth >= maxDepth) {
    const { start } = p;
    p.skipBracket();
    p.height = 0;
    return { kind: "unparsed", start, end: p.lastEnd };
  }
  return p.kind() === Kind.OpenParenthesis ? parentheses(p) : p.kind() === Kind.OpenBracket ? list(p) : braces(p);
}

function parentheses(p: Parser): Expression {
  const { start } = p;
  p.i++;
  p.height = 0;
  if (p.take(Kind.CloseParenthesis)) return p.raised({ kind: "tuple", start, end: p.lastEnd, items: [] }, 0);
  if (p.kind() === Kind.Yield) {
    const value = yieldOrList(p);
    p.expect(Kind.CloseParenthesis);
    return value;
  }
  const first = starExpression(p);
  if (isComprehension(p)) return comprehension(p, start, "generator", first, Kind.CloseParenthesis);
  if (first.kind !== "starred" && p.take(Kind.CloseParenthesis)) return first;
  const items = restOfItems(p, first, Kind.CloseParenthesis);
  return p.raised({ kind: "tuple", start, end: p.lastEnd, items }, p.height);
}

function list(p: Parser): Expression {
  const { start } = p;
  p.i++;
  if (p.take(Kind.CloseBracket)) return p.raised({ kind: "list", start, end: p.lastEnd, items: [] }, 0);
  const first = starExpression(p);
  if (isComprehension(p)) return comprehension(p, start, "list", first, Kind.CloseBracket);
  const items = restOfItems(p, first, Kind.CloseBracket);
  return p.raised({ kind: "list", start, end: p.lastEnd, items }, p.height);
}

function braces(p: Parser): Expression {
  const { start } = p;
  p.i++;
  if (p.take(Kind.CloseBrace)) return p.raised({ kind: "dict", start, end: p.lastEnd, entries: [] }, 0);
  if (p.kind() === Kind.DoubleStar) return dict(p, start);
  const first = starExpression(p);
  if (p.kind() === Kind.Colon) {
    let { height } = p;
    p.i++;
    const value = expression(p);
    height = Math.max(height, p.height);
    if (!isComprehension(p)) {
      p.height = height;
      return dict(p, start, { key: first, value });
    }
    const clauses = comprehensionClauses(p);
    p.expect(Kind.CloseBrace);
    const whole: Expression = {
      kind: "comprehension",
      form: "dict",
      start,
      end: p.lastEnd,
      key: first,
      element: value,
      clauses,
    };
    return p.raised(whole, Math.max(height, p.height));
  }
  if (isComprehension(p)) return comprehension(p, start, "set", first, Kind.CloseBrace);
  const items = restOfItems(p, first, Kind.CloseBrace);
  return p.raised({ kind: "set", start, end: p.lastEnd, items }, p.height);
}

interface Entry {
  readonly key: Expression | undefined;
  readonly value: Expression;
}

function dict(p: Parser, start: number, first?: Entry): Expression {
  const entries: Entry[] = first === undefined ? [] : [first];
  let height = first === undefined ? 0 : p.height;
  if (first !== undefined && p.kind() !== Kind.CloseBrace) p.expect(Kind.Comma);
  while (p.kind() !== Kind.CloseBrace) {
    let key: Expression | undefined;
    if (!p.take(Kind.DoubleStar)) {
      key = expression(p);
      height = Math.max(height, p.height);
      p.expect(Kind.Colon);
    }
    entries.push({ key, value: expression(p) });
    height = Math.max(height, p.height);
    if (p.kind() !== Kind.CloseBrace) p.expect(Kind.Comma);
  }
  p.i++;
  return p.raised({ kind: "dict", start, end: p.lastEnd, entries }, height);
}

/** The items behind the first, and what closes them. Leaves the height of the highest in the parser. */
function restOfItems(p: Parser, first: Expression, close: Kind): Expression[] {
  const items = [first];
  let { height } = p;
  while (!p.take(close)) {
    p.expect(Kind.Comma);
    if (p.take(close)) break;
    items.push(starExpression(p));
    height = Math.max(height, p.height);
  }
  p.height = height;
  return items;
}

function isComprehension(p: Parser): boolean {
  return p.kind() === Kind.For || (p.kind() === Kind.Async && p.kindAfter === Kind.For);
}

function comprehension(
  p: Parser,
  start: number,
  form: "list" | "set" | "generator",
  element: Expression,
  close: Kind,
): Expression {
  const { height } = p;
  const clauses = comprehensionClauses(p);
  p.expect(close);
  return p.raised(
    { kind: "comprehension", form, start, end: p.lastEnd, key: undefined, element, clauses },
    Math.max(height, p.height),
  );
}

/** The clauses of a comprehension, from `for` on. Leaves the height of the highest part in the parser. */
export function comprehensionClauses(p: Parser): Clause[] {
  const clauses: Clause[] = [];
  let height = 0;
  while (isComprehension(p)) {
    const { start } = p;
    p.take(Kind.Async);
    p.i++;
    const target = targetList(p);
    height = Math.max(height, p.height);
    p.expect(Kind.In);
    const iterable = operation(p, OR);
    height = Math.max(height, p.height);
    const conditions: Expression[] = [];
    while (p.take(Kind.If)) {
      conditions.push(condition(p));
      height = Math.max(height, p.height);
    }
    clauses.push({ start, end: p.lastEnd, target, iterable, conditions });
  }
  p.height = height;
  return clauses;
}

function condition(p: Parser): Expression {
  if (p.kind() === Kind.Lambda) return nested(p, expression);
  return p.kindAfter === Kind.ColonEqual ? namedExpression(p) : operation(p, OR);
}

/** What `for` assigns to, up to `in`. */
export function targetList(p: Parser): Expression {
  const { start } = p;
  const first = targetItem(p);
  if (p.kind() !== Kind.Comma) return first;
  const items = [first];
  let { height } = p;
  while (p.take(Kind.Comma) && p.kind() !== Kind.In) {
    items.push(targetItem(p));
    height = Math.max(height, p.height);
  }
  return p.raised({ kind: "tuple", start, end: p.lastEnd, items }, height);
}

export function targetItem(p: Parser): Expression {
  const { start } = p;
  if (!p.take(Kind.Star)) return operation(p, BAR);
  const value = operation(p, BAR);
  return p.raised({ kind: "starred", start, end: p.lastEnd, value }, p.height);
}
