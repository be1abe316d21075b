import type { Argument, Expression, Parameter, Statement } from "../syntax";
import { forStatement } from "./compound";
import { expression, namedExpression } from "./expressions";
import { isName, Kind } from "./kind";
import { functionParameters } from "./parameters";
import { type Parser, syntaxError } from "./parser";
import { callArguments } from "./primary";
import { lineEndFrom, unparsed } from "./recovery";
import { block, expectBlock, reset } from "./statements";
import { withStatement } from "./withStatement";

export function asyncStatement(p: Parser, start: number, decorators: readonly Expression[]): Statement {
  p.i++;
  if (p.kind() === Kind.Def) {
    const statement = functionStatement(p, start, decorators);
    return statement.kind === "function" ? { ...statement, isAsync: true } : statement;
  }
  if (p.kind() === Kind.For) return forStatement(p, start);
  if (p.kind() === Kind.With) return withStatement(p, start);
  throw syntaxError;
}

/** A function. Of a broken header with a block below, every name is a parameter: none of them is what stands outside. */
export function functionStatement(p: Parser, start: number, decorators: readonly Expression[]): Statement {
  p.i++;
  const name = p.name();
  const first = p.i;
  const read = (): Parameter[] => {
    if (p.kind() === Kind.OpenBracket) p.skipBracket();
    p.expect(Kind.OpenParenthesis);
    const found = functionParameters(p);
    p.i++;
    if (p.take(Kind.Arrow)) expression(p);
    return found;
  };
  const parameters = tolerantly(p, read) ?? namesAsParameters(p, first);
  const body = block(p);
  return { kind: "function", start, end: p.endOfStatement, name, parameters, decorators, body };
}

/** A class. Of a broken header with a block below, the bases are unknown. */
export function classStatement(p: Parser, start: number, decorators: readonly Expression[]): Statement {
  p.i++;
  const name = p.name();
  const { lastEnd } = p;
  const read = (): Argument[] => {
    if (p.kind() === Kind.OpenBracket) p.skipBracket();
    return p.kind() === Kind.OpenParenthesis ? callArguments(p) : [];
  };
  const bases = tolerantly(p, read) ?? [unknownBase(lastEnd, p.start)];
  const body = block(p);
  return { kind: "class", start, end: p.endOfStatement, name, bases, decorators, body };
}

/** Decorators and what they decorate. One that is no Python stands unparsed among them: the definition is not what it seems. */
export function decorated(p: Parser): Statement {
  const { start } = p;
  const first = p.i;
  const decorators: Expression[] = [];
  while (p.kind() === Kind.At) {
    decorators.push(decorator(p));
    if (!p.take(Kind.Newline)) break;
  }
  if (p.kind() === Kind.Def) return functionStatement(p, start, decorators);
  if (p.kind() === Kind.Class) return classStatement(p, start, decorators);
  if (p.kind() === Kind.Async && p.kindAfter === Kind.Def) return asyncStatement(p, start, decorators);
  return unparsed(p, first, p.i);
}

function decorator(p: Parser): Expression {
  const first = p.i;
  const { start, depth } = p;
  p.i++;
  try {
    const found = namedExpression(p);
    if (p.kind() !== Kind.Newline) throw syntaxError;
    return found;
  } catch (error) {
    if (error !== syntaxError) throw error;
    reset(p, first, depth);
    p.i = lineEndFrom(p, first, false);
    return { kind: "unparsed", start, end: p.lastEnd };
  }
}

/** Reads a header. Undefined, at the end of its line, where it is broken but has a block below. */
function tolerantly<T>(p: Parser, read: () => T): T | undefined {
  const first = p.i;
  const { depth } = p;
  try {
    const found = read();
    expectBlock(p);
    return found;
  } catch (error) {
    if (error !== syntaxError) throw error;
    const end = lineEndFrom(p, first, false);
    reset(p, end, depth);
    if (p.kindAfter !== Kind.Indent) throw error;
    return undefined;
  }
}

function namesAsParameters(p: Parser, first: number): Parameter[] {
  const end = p.i;
  const found: Parameter[] = [];
  for (p.i = first; p.i < end; ) {
    const { start } = p;
    if (!isName(p.kind())) p.i++;
    else {
      const name = p.name();
      found.push({ start, end: p.lastEnd, name, kind: "positional", annotation: undefined, fallback: undefined });
    }
  }
  return found;
}

function unknownBase(start: number, end: number): Argument {
  return { start, end, spread: undefined, name: undefined, value: { kind: "unparsed", start, end } };
}
