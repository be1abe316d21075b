import type { Body, Expression, Parameter, Statement } from "./syntax";

/** What stands directly in a statement or an expression: one list of it, for whoever walks the tree. */

/** The expressions of a statement, in the order in which they are written; what stands in its blocks is not among them. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case "expression":
      return [statement.value];
    case "assign":
      return [...statement.targets, statement.value];
    case "augmented":
      return [statement.target, statement.value];
    case "annotated":
      return present(statement.target, statement.annotation, statement.value);
    case "return":
    case "raise":
      return present(statement.value);
    case "if":
    case "while":
      return [statement.test];
    case "for":
      return [statement.target, statement.iterable];
    case "with":
      return statement.items.flatMap(({ context, target }) => present(context, target));
    case "try":
      return statement.handlers.flatMap(({ type }) => present(type));
    case "match":
      return [statement.subject, ...statement.cases.flatMap(({ guard }) => present(guard))];
    case "function":
      return [...statement.decorators, ...defaultsOf(statement.parameters)];
    case "class":
      return [...statement.decorators, ...statement.bases.map(({ value }) => value)];
    case "delete":
      return statement.targets;
    case "assert":
      return present(statement.test, statement.message);
    case "import":
    case "importFrom":
    case "global":
    case "nonlocal":
    case "pass":
    case "break":
    case "continue":
    case "unparsed":
      return [];
  }
}

/** The expressions within one that are evaluated where it is: not the body of a lambda, nor what a comprehension does for each item. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "list":
    case "tuple":
    case "set":
      return expression.items;
    case "call":
      return [expression.callee, ...expression.args.map(({ value }) => value)];
    case "comprehension":
      return expression.clauses.slice(0, 1).map(({ iterable }) => iterable);
    case "lambda":
      return defaultsOf(expression.parameters);
    case "formatted":
      return expression.fields;
    case "attribute":
      return [expression.object];
    case "subscript":
      return [expression.object, expression.index];
    case "slice":
      return present(expression.lower, expression.upper, expression.step);
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "boolean":
    case "comparison":
      return expression.operands;
    case "conditional":
      return [expression.test, expression.value, expression.other];
    case "dict":
      return expression.entries.flatMap(({ key, value }) => present(key, value));
    case "named":
    case "await":
    case "starred":
      return [expression.value];
    case "yield":
      return present(expression.value);
    case "number":
    case "string":
    case "numbers":
    case "constant":
    case "name":
    case "unparsed":
      return [];
  }
}

/** The blocks of a statement that run where it runs: those of functions and classes are asked for by themselves. */
export function bodiesOf(statement: Statement): readonly Body[] {
  switch (statement.kind) {
    case "if":
    case "while":
    case "for":
      return [statement.body, statement.orelse];
    case "with":
      return [statement.body];
    case "try":
      return [statement.body, ...statement.handlers.map(({ body }) => body), statement.orelse, statement.final];
    case "match":
      return statement.cases.map(({ body }) => body);
    case "function":
    case "class":
    case "expression":
    case "assign":
    case "augmented":
    case "annotated":
    case "return":
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
      return [];
  }
}

/** The blocks that stand in a statement, those of functions and classes among them. */
export function blocksOf(statement: Statement): readonly Body[] {
  return statement.kind === "function" || statement.kind === "class" ? [statement.body] : bodiesOf(statement);
}

function present(...parts: readonly (Expression | undefined)[]): readonly Expression[] {
  return parts.filter((part) => part !== undefined);
}

function defaultsOf(parameters: readonly Parameter[]): readonly Expression[] {
  return parameters.flatMap(({ fallback }) => present(fallback));
}
