import type { Body, Expression, Handler, Statement } from "../syntax";
import { elseBlock } from "./compound";
import { expression } from "./expressions";
import { isName, Kind } from "./kind";
import type { Parser } from "./parser";
import { block, expectBlock, furtherBlock } from "./statements";

export function tryStatement(p: Parser): Statement {
  const { start } = p;
  p.i++;
  expectBlock(p);
  const body = block(p);
  const handlers: Handler[] = [];
  while (p.kind() === Kind.Except) handlers.push(handler(p));
  const orelse = elseBlock(p);
  const final: Body = p.take(Kind.Finally) ? furtherBlock(p, () => {}) : [];
  return { kind: "try", start, end: p.endOfStatement, body, handlers, orelse, final };
}

function handler(p: Parser): Handler {
  const { start } = p;
  p.i++;
  let type: Expression | undefined;
  let name: string | undefined;
  const body = furtherBlock(p, () => {
    p.take(Kind.Star);
    if (p.kind() === Kind.Colon) return;
    type = expression(p);
    // Python 2: `except Error, name`.
    if (p.take(Kind.As) || (p.take(Kind.Comma) && isName(p.kind()))) name = p.name();
  });
  return { start, end: p.endOfStatement, type, name, body };
}
