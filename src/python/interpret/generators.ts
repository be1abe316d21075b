import { bodiesOf, expressionsOf, partsOf } from "../children";
import type { Expression, FunctionStatement, Statement } from "../syntax";

const known = new WeakMap<FunctionStatement, boolean>();

/** Whether a function is a generator: `yield` stands in it, and not in a function within it. */
export function yields(node: FunctionStatement): boolean {
  let result = known.get(node);
  if (result === undefined) {
    result = node.body.some(inStatement);
    known.set(node, result);
  }
  return result;
}

function inStatement(statement: Statement): boolean {
  return expressionsOf(statement).some(inExpression) || bodiesOf(statement).some((body) => body.some(inStatement));
}

function inExpression(expression: Expression): boolean {
  return expression.kind === "yield" || partsOf(expression).some(inExpression);
}
