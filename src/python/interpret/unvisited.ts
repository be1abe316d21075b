import { bodiesOf } from "../children";
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
