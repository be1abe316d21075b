import type { Expression, Statement } from "../syntax";
import { beginsExpression, binaryOperators, expression, starExpression, yieldOrList } from "./expressions";
import { importFrom, importNames } from "./imports";
import { isName, Kind } from "./kind";
import { type Parser, syntaxError } from "./parser";
import { pythonTwoCall } from "./pythonTwo";

/** One statement that fits on a line. */
export function simpleStatement(p: Parser): Statement {
  const { start } = p;
  switch (p.kind()) {
    case Kind.Pass:
      p.i++;
      return { kind: "pass", start, end: p.lastEnd };
    case Kind.Break:
      p.i++;
      return { kind: "break", start, end: p.lastEnd };
    case Kind.Continue:
      p.i++;
      return { kind: "continue", start, end: p.lastEnd };
    case Kind.Return: {
      p.i++;
      const value = beginsExpression(p.kind()) ? yieldOrList(p) : undefined;
      return { kind: "return", start, end: p.lastEnd, value };
    }
    case Kind.Raise:
      return raise(p);
    case Kind.Assert: {
      p.i++;
      const test = expression(p);
      const message = p.take(Kind.Comma) ? expression(p) : undefined;
      return { kind: "assert", start, end: p.lastEnd, test, message };
    }
    case Kind.Del: {
      p.i++;
      const targets = [starExpression(p)];
      while (p.take(Kind.Comma) && beginsExpression(p.kind())) targets.push(starExpression(p));
      return { kind: "delete", start, end: p.lastEnd, targets };
    }
    case Kind.Global:
    case Kind.Nonlocal: {
      const kind = p.kind() === Kind.Global ? "global" : "nonlocal";
      p.i++;
      const names = [p.name()];
      while (p.take(Kind.Comma)) names.push(p.name());
      return { kind, start, end: p.lastEnd, names };
    }
    case Kind.Import:
      return importNames(p);
    case Kind.From:
      return importFrom(p);
    case Kind.Type:
      if (isName(p.kindAfter)) return typeAlias(p);
      return expressionStatement(p);
    case Kind.Print:
    case Kind.Exec: {
      const call = pythonTwoCall(p);
      if (call !== undefined) return { kind: "expression", start, end: p.lastEnd, value: call };
      return expressionStatement(p);
    }
    default:
      return expressionStatement(p);
  }
}

function raise(p: Parser): Statement {
  const { start } = p;
  p.i++;
  const value = beginsExpression(p.kind()) ? expression(p) : undefined;
  if (p.take(Kind.From)) expression(p);
  // Python 2: `raise ValueError, "message"`.
  while (p.take(Kind.Comma)) expression(p);
  return { kind: "raise", start, end: p.lastEnd, value };
}

/** `type Vector[T] = list[T]`: the name is bound to what is evaluated only when somebody asks for it. */
function typeAlias(p: Parser): Statement {
  const { start } = p;
  p.i++;
  const target: Expression = { kind: "name", start: p.start, end: p.tokens.ends[p.i], name: p.name() };
  if (p.kind() === Kind.OpenBracket) p.skipBracket();
  p.expect(Kind.Equal);
  const value = expression(p);
  const unknown: Expression = { kind: "unparsed", start: value.start, end: value.end };
  return { kind: "assign", start, end: p.lastEnd, targets: [target], value: unknown };
}

/** An expression, or an assignment of one of the three kinds to it. */
function expressionStatement(p: Parser): Statement {
  const { start } = p;
  const first = yieldOrList(p);
  const kind = p.kind();
  if (kind === Kind.Equal) return assignment(p, start, first);
  if (kind === Kind.Colon) {
    const isTarget = first.kind === "name" || first.kind === "attribute" || first.kind === "subscript";
    if (!isTarget) throw syntaxError;
    p.i++;
    const annotation = expression(p);
    const value = p.take(Kind.Equal) ? yieldOrList(p) : undefined;
    return { kind: "annotated", start, end: p.lastEnd, target: first, annotation, value };
  }
  if (kind >= Kind.PlusEqual && kind <= Kind.ShiftRightEqual) {
    if (first.kind !== "name" && first.kind !== "attribute" && first.kind !== "subscript") throw syntaxError;
    p.i++;
    const value = yieldOrList(p);
    const operator = binaryOperators[kind - Kind.PlusEqual];
    return { kind: "augmented", start, end: p.lastEnd, target: first, operator, value };
  }
  return { kind: "expression", start, end: p.lastEnd, value: first };
}

function assignment(p: Parser, start: number, first: Expression): Statement {
  const targets: Expression[] = [];
  let value = first;
  while (p.take(Kind.Equal)) {
    if (!isTarget(value)) throw syntaxError;
    targets.push(value);
    value = yieldOrList(p);
  }
  return { kind: "assign", start, end: p.lastEnd, targets, value };
}

function isTarget(value: Expression): boolean {
  switch (value.kind) {
    case "name":
    case "attribute":
    case "subscript":
      return true;
    case "starred":
      return isTarget(value.value);
    case "tuple":
    case "list":
      return value.items.every(isTarget);
    default:
      return false;
  }
}
