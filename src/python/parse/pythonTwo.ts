import type { Argument, Expression } from "../syntax";
import { beginsExpression, expression } from "./expressions";
import { isName, Kind } from "./kind";
import type { Parser } from "./parser";

/**
 * `print x, y`, `print >>file, x` and `exec code in scope` of Python 2, as calls of the functions that they became. Undefined where the
 * line is one of Python 3.
 */
export function pythonTwoCall(p: Parser): Expression | undefined {
  const after = p.kindAfter;
  const isRedirected = p.kind() === Kind.Print && after === Kind.ShiftRight;
  if (!isRedirected && !beginsOnlyOperand(after)) return undefined;
  const { start } = p;
  const end = p.tokens.ends[p.i];
  const callee: Expression = { kind: "name", start, end, name: p.name() };
  const args: Argument[] = [];
  let height = 0;
  if (isRedirected) {
    p.i++;
    const value = expression(p);
    args.push({ start: value.start, end: value.end, spread: undefined, name: "file", value });
    height = p.height;
    if (!p.take(Kind.Comma)) return p.raised({ kind: "call", start, end: p.lastEnd, callee, args }, height);
  }
  while (beginsExpression(p.kind())) {
    const value = expression(p);
    args.push({ start: value.start, end: value.end, spread: undefined, name: undefined, value });
    height = Math.max(height, p.height);
    if (!p.take(Kind.Comma)) break;
  }
  return p.raised({ kind: "call", start, end: p.lastEnd, callee, args }, height);
}

/** Whether a token can only begin an operand: behind a name Python 3 has no place for it. */
function beginsOnlyOperand(kind: Kind): boolean {
  if (isName(kind)) return true;
  switch (kind) {
    case Kind.Number:
    case Kind.String:
    case Kind.Numbers:
    case Kind.True:
    case Kind.False:
    case Kind.None:
    case Kind.OpenBrace:
    case Kind.Lambda:
    case Kind.Tilde:
      return true;
    default:
      return false;
  }
}
