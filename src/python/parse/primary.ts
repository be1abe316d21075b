import type { Argument, Expression } from "../syntax";
import { atom } from "./atoms";
import { comprehensionClauses } from "./displays";
import { beginsExpression, expression, namedExpression } from "./expressions";
import { isName, Kind } from "./kind";
import { maxDepth, type Parser, syntaxError } from "./parser";

/** An atom and the attributes, indices and calls behind it. */
export function primary(p: Parser): Expression {
  const { start } = p;
  let value = atom(p);
  for (;;) {
    const { height } = p;
    switch (p.kind()) {
      case Kind.Dot: {
        p.i++;
        // `async` was a name in Python 2, and of a parameter of old PyTorch.
        const name = p.kind() === Kind.Async ? p.word() : p.name();
        value = p.raised({ kind: "attribute", start, end: p.lastEnd, object: value, name }, height);
        break;
      }
      case Kind.OpenParenthesis: {
        const args = p.depth >= maxDepth ? skipped(p) : callArguments(p);
        value =
          args === undefined
            ? { kind: "unparsed", start, end: p.lastEnd }
            : p.raised({ kind: "call", start, end: p.lastEnd, callee: value, args }, Math.max(height, p.height));
        break;
      }
      case Kind.OpenBracket: {
        if (p.depth >= maxDepth) {
          skipped(p);
          value = { kind: "unparsed", start, end: p.lastEnd };
          break;
        }
        p.i++;
        const index = indices(p);
        p.expect(Kind.CloseBracket);
        value = p.raised(
          { kind: "subscript", start, end: p.lastEnd, object: value, index },
          Math.max(height, p.height),
        );
        break;
      }
      default:
        return value;
    }
  }
}

function skipped(p: Parser): undefined {
  p.skipBracket();
  p.height = 0;
  return undefined;
}

/** The arguments of a call from its parenthesis to the closing one; of a class its bases. */
export function callArguments(p: Parser): Argument[] {
  const found: Argument[] = [];
  const open = p.start;
  let highest = 0;
  p.i++;
  while (p.kind() !== Kind.CloseParenthesis) {
    const { start } = p;
    let spread: Argument["spread"];
    let name: string | undefined;
    let value: Expression;
    if (p.take(Kind.Star)) {
      spread = "*";
      value = expression(p);
    } else if (p.take(Kind.DoubleStar)) {
      spread = "**";
      value = expression(p);
    } else if ((isName(p.kind()) || p.kind() === Kind.Async) && p.kindAfter === Kind.Equal) {
      name = p.word();
      p.i++;
      value = expression(p);
    } else {
      value = namedExpression(p);
      if (p.kind() === Kind.For || p.kind() === Kind.Async) {
        let { height } = p;
        const clauses = comprehensionClauses(p);
        height = Math.max(height, p.height);
        // As a sole argument a generator shares the call's parentheses.
        const isSole = found.length === 0 && p.kind() === Kind.CloseParenthesis;
        const range = isSole ? { start: open, end: p.start + 1 } : { start, end: p.lastEnd };
        value = p.raised(
          { kind: "comprehension", form: "generator", ...range, key: undefined, element: value, clauses },
          height,
        );
      }
    }
    highest = Math.max(highest, p.height);
    found.push({ start, end: p.lastEnd, spread, name, value });
    if (!p.take(Kind.Comma) && p.kind() !== Kind.CloseParenthesis) throw syntaxError;
  }
  p.i++;
  p.height = highest;
  return found;
}

/** What stands in the brackets of a subscript: a tuple where there is a comma. */
function indices(p: Parser): Expression {
  const { start } = p;
  const isStarred = p.kind() === Kind.Star;
  const first = index(p);
  if (p.kind() !== Kind.Comma && !isStarred) return first;
  const items = [first];
  let { height } = p;
  while (p.take(Kind.Comma) && p.kind() !== Kind.CloseBracket) {
    items.push(index(p));
    height = Math.max(height, p.height);
  }
  return p.raised({ kind: "tuple", start, end: p.lastEnd, items }, height);
}

function index(p: Parser): Expression {
  const { start } = p;
  if (p.take(Kind.Star)) {
    const value = expression(p);
    return p.raised({ kind: "starred", start, end: p.lastEnd, value }, p.height);
  }
  let height = 0;
  let lower: Expression | undefined;
  let upper: Expression | undefined;
  let step: Expression | undefined;
  if (p.kind() !== Kind.Colon) {
    lower = namedExpression(p);
    if (p.kind() !== Kind.Colon) return lower;
    height = p.height;
  }
  p.i++;
  if (beginsExpression(p.kind())) {
    upper = expression(p);
    height = Math.max(height, p.height);
  }
  if (p.take(Kind.Colon) && beginsExpression(p.kind())) {
    step = expression(p);
    height = Math.max(height, p.height);
  }
  return p.raised({ kind: "slice", start, end: p.lastEnd, lower, upper, step }, height);
}
