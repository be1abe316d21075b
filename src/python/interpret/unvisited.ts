import type { Body, Statement } from "../syntax";

/** Whether a function has a statement that was never met, and that does more than to leave: a branch that its callers do not take. */
export function hasUnvisited(body: Body, visited: ReadonlySet<object>): boolean {
  return body.some((statement) => {
    if (!visited.has(statement)) return !leaves(statement);
    return bodiesOf(statement).some((each) => hasUnvisited(each, visited));
  });
}

function leaves({ kind }: Statement): boolean {
  return kind === "raise" || kind === "pass" || kind === "break" || kind === "continue";
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
