import type { Expression } from "../syntax";
import { unread, type Value } from "../value";
import { BudgetExceeded } from "./budget";
import { evaluate } from "./expressions";
import { runOf } from "./interpret";

/**
 * Evaluates expressions of one text by themselves: no statement has run; names are what `names` says (paths of libraries), and what
 * everybody means by them. All expressions together take no more steps and elements than one budget has; what is beyond it is unknown.
 * Never throws.
 */
export function expressionEvaluator(
  text: string,
  names: ReadonlyMap<string, string>,
): (expression: Expression) => Value {
  const run = runOf([text]);
  run.records.on = false;
  for (const [name, path] of names) run.module.names.set(name, run.library(path));
  return (expression) => {
    try {
      return evaluate(run, expression);
    } catch (error) {
      // The engine's own stack: no text is known that uses it up, but none may stop the editor.
      if (!(error instanceof BudgetExceeded) && !(error instanceof RangeError)) throw error;
      while (run.state.depth > 0) run.state.rollback();
      run.frames.length = 1;
      Object.assign(run, { scope: run.module, deep: 0, uncertain: 0 });
      return unread("budget", run.placeOf(expression));
    }
  };
}
