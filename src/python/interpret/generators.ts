import type { Body, Expression, FunctionStatement, Statement } from "../syntax";

const known = new WeakMap<FunctionStatement, boolean>();

/** Whether a function is a generator: `yield` stands in it, and not in a function within it. */
export function yields(node: FunctionStatement): boolean {
  let result = known.get(node);
  if (result === undefined) {
    result = inBody(node.body);
    known.set(node, result);
  }
  return result;
}

function inBody(body: Body): boolean {
  return body.some(inStatement);
}

function inStatement(statement: Statement): boolean {
  switch (statement.kind) {
    case "expression":
      return inExpression(statement.value);
    case "assign":
    case "augmented":
      return inExpression(statement.value);
    case "annotated":
    case "return":
      return statement.value !== undefined && inExpression(statement.value);
    case "if":
    case "while":
      return inExpression(statement.test) || inBody(statement.body) || inBody(statement.orelse);
    case "for":
      return inBody(statement.body) || inBody(statement.orelse);
    case "with":
      return inBody(statement.body);
    case "try":
      return (
        inBody(statement.body) ||
        statement.handlers.some(({ body }) => inBody(body)) ||
        inBody(statement.orelse) ||
        inBody(statement.final)
      );
    case "match":
      return statement.cases.some(({ body }) => inBody(body));
    case "function":
    case "class":
    case "import":
    case "importFrom":
    case "global":
    case "nonlocal":
    case "delete":
    case "assert":
    case "raise":
    case "pass":
    case "break":
    case "continue":
    case "unparsed":
      return false;
  }
}

/** `yield` stands by itself, on the right of an assignment, or in parentheses of a call or an operator. */
function inExpression(expression: Expression, depth = 0): boolean {
  if (depth > 3) return false;
  switch (expression.kind) {
    case "yield":
      return true;
    case "await":
    case "starred":
    case "named":
      return inExpression(expression.value, depth + 1);
    case "call":
      return expression.args.some(({ value }) => inExpression(value, depth + 1));
    case "binary":
      return inExpression(expression.left, depth + 1) || inExpression(expression.right, depth + 1);
    case "tuple":
    case "list":
      return expression.items.some((item) => inExpression(item, depth + 1));
    default:
      return false;
  }
}
