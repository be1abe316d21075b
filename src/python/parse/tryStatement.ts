import type { Body, Handler, Statement } from "../syntax";
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
  const final: Body = p.take(Kind.Finally) ? furtherBlock(p, () => {}).body : [];
  return { kind: "try", start, end: p.endOfStatement, body, handlers, orelse, final };
}

function handler(p: Parser): Handler {
  const { start } = p;
  p.i++;
  const { lastEnd } = p;
  const { head, body } = furtherBlock(p, () => caught(p));
  const { type, name } = head ?? { type: { kind: "unparsed", start, end: lastEnd }, name: undefined };
  return { start, end: p.endOfStatement, type, name, body };
}

/** What stands between `except` and the colon. */
function caught(p: Parser): Pick<Handler, "type" | "name"> {
  p.take(Kind.Star);
  if (p.kind() === Kind.Colon) return { type: undefined, name: undefined };
  const type = expression(p);
  // Python 2: `except Error, name`.
  const isNamed = p.take(Kind.As) || (p.take(Kind.Comma) && isName(p.kind()));
  return { type, name: isNamed ? p.name() : undefined };
}
