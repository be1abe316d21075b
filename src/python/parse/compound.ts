import type { Body, Expression, Statement } from "../syntax";
import { asyncStatement, classStatement, decorated, functionStatement } from "./definitions";
import { targetList } from "./displays";
import { expressionList, namedExpression } from "./expressions";
import { Kind } from "./kind";
import type { Parser } from "./parser";
import { isMatch, matchStatement } from "./patterns";
import { assignedNames } from "./recovery";
import { block, expectBlock, furtherBlock } from "./statements";
import { tryStatement } from "./tryStatement";
import { withStatement } from "./withStatement";

/** More `elif` than that are not read: each is a block within the last one's `orelse`. */
const maxBranches = 200;

/** A statement that opens a block; undefined where the next token begins none. */
export function compoundStatement(p: Parser): Statement | undefined {
  const { start } = p;
  switch (p.kind()) {
    case Kind.If:
      return ifStatement(p);
    case Kind.For:
      return forStatement(p, start);
    case Kind.While: {
      p.i++;
      const test = namedExpression(p);
      expectBlock(p);
      const body = block(p);
      const orelse = elseBlock(p);
      return { kind: "while", start, end: p.endOfStatement, test, body, orelse };
    }
    case Kind.Def:
      return functionStatement(p, start, []);
    case Kind.Class:
      return classStatement(p, start, []);
    case Kind.At:
      return decorated(p);
    case Kind.With:
      return withStatement(p, start);
    case Kind.Try:
      return tryStatement(p);
    case Kind.Async:
      return asyncStatement(p, start, []);
    case Kind.Match:
      return isMatch(p) ? matchStatement(p) : undefined;
    default:
      return undefined;
  }
}

interface Branch {
  readonly start: number;
  readonly test: Expression;
  readonly body: Body;
}

function ifStatement(p: Parser): Statement {
  const { start } = p;
  p.i++;
  const test = namedExpression(p);
  expectBlock(p);
  const body = block(p);
  const branches: Branch[] = [];
  while (p.kind() === Kind.Elif && branches.length < maxBranches) branches.push(branch(p));
  let orelse = p.kind() === Kind.Elif ? [furtherBranches(p)] : elseBlock(p);
  const end = p.endOfStatement;
  for (let i = branches.length - 1; i >= 0; i--) orelse = [{ kind: "if", ...branches[i], end, orelse }];
  return { kind: "if", start, end, test, body, orelse };
}

function branch(p: Parser): Branch {
  const { start } = p;
  p.i++;
  const { lastEnd } = p;
  const { head, body } = furtherBlock(p, () => namedExpression(p));
  return { start, test: head ?? { kind: "unparsed", start, end: lastEnd }, body };
}

/** The rest of a chain that is too long. */
function furtherBranches(p: Parser): Statement {
  const { kinds, links, starts } = p.tokens;
  const first = p.i;
  while (p.kind() === Kind.Elif || p.kind() === Kind.Else) {
    while (p.kind() !== Kind.Newline && p.kind() !== Kind.End) p.i++;
    p.take(Kind.Newline);
    if (kinds[p.i] === Kind.Indent) p.i = links[p.i] + 1;
  }
  return { kind: "unparsed", start: starts[first], end: p.endOfStatement, names: assignedNames(p, first, p.i) };
}

/** The block of an `else`, if there is one. */
export function elseBlock(p: Parser): Body {
  return p.take(Kind.Else) ? furtherBlock(p, () => {}).body : [];
}

export function forStatement(p: Parser, start: number): Statement {
  p.i++;
  const target = targetList(p);
  p.expect(Kind.In);
  const iterable = expressionList(p);
  expectBlock(p);
  const body = block(p);
  const orelse = elseBlock(p);
  return { kind: "for", start, end: p.endOfStatement, target, iterable, body, orelse };
}
