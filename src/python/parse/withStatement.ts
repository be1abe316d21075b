import type { Expression, Statement } from "../syntax";
import { targetItem } from "./displays";
import { expression, namedExpression } from "./expressions";
import { Kind } from "./kind";
import { type Parser, syntaxError } from "./parser";
import { block, expectBlock, reset } from "./statements";

interface Item {
  readonly context: Expression;
  readonly target: Expression | undefined;
}

export function withStatement(p: Parser, start: number): Statement {
  p.i++;
  const items = bracketedItems(p) ?? itemsUpTo(p, Kind.Colon, namedExpression);
  expectBlock(p);
  const body = block(p);
  return { kind: "with", start, end: p.endOfStatement, items, body };
}

/** `(a as b, c as d)` where these are all; undefined where the parentheses belong to an expression. */
function bracketedItems(p: Parser): Item[] | undefined {
  const { tokens, i: first, depth } = p;
  if (p.kind() !== Kind.OpenParenthesis || tokens.kinds[tokens.links[first] + 1] !== Kind.Colon) return undefined;
  p.i++;
  try {
    const items = itemsUpTo(p, Kind.CloseParenthesis, expression);
    p.expect(Kind.CloseParenthesis);
    return items;
  } catch (error) {
    if (error !== syntaxError) throw error;
    reset(p, first, depth);
    return undefined;
  }
}

function itemsUpTo(p: Parser, close: Kind, read: (p: Parser) => Expression): Item[] {
  const items: Item[] = [];
  do {
    if (items.length > 0 && p.kind() === close) break;
    const context = read(p);
    items.push({ context, target: p.take(Kind.As) ? targetItem(p) : undefined });
  } while (p.take(Kind.Comma));
  return items;
}
