import type { ComprehensionExpression } from "../syntax";
import { type DictObject, Names, type Scope } from "../things";
import type { Value } from "../value";
import { assign } from "./assign";
import { distinct, evaluate } from "./expressions";
import { LateReads } from "./lateReads";
import { keyOf, literalAt, none } from "./make";
import { newScope } from "./names";
import { lazily, maybe } from "./paths";
import { rootsOf } from "./roots";
import type { Run } from "./run";
import { someItem } from "./subscript";

interface Gathered {
  /** Undefined once it is not known what is gathered. */
  items: Value[] | undefined;
  entries: NonNullable<DictObject["entries"]> | undefined;
}

/** More passes than this are not made one by one. */
const maxItems = 10_000;

export function comprehension(run: Run, expression: ComprehensionExpression): Value {
  const outer = run.scope;
  const scope = newScope("comprehension", new Names(run.region), outer);
  const gathered: Gathered = { items: [], entries: new Map() };
  const walked: Value[] = [];
  const origin = literalAt(run.placeOf(expression));
  const walk = (): Value => {
    try {
      gather(run, expression, 0, scope, outer, gathered, walked);
    } finally {
      run.scope = outer;
    }
    return none(origin);
  };
  if (expression.form === "generator") {
    const late = new LateReads();
    const isDone = lazily(run, walk, late).kind === "none";
    const result = run.list(isDone ? gathered.items : undefined, origin, "iterator");
    for (const value of walked) for (const root of rootsOf(run.state, value)) run.state.iterates(result.list, root);
    late.watch(run.state, result.list);
    return result;
  }
  walk();
  switch (expression.form) {
    case "list":
      return run.list(gathered.items, origin);
    case "set":
      return run.list(gathered.items && distinct(gathered.items), origin, "set");
    case "dict":
      return run.dict(gathered.entries, origin);
  }
}

function gather(
  run: Run,
  expression: ComprehensionExpression,
  index: number,
  scope: Scope,
  outer: Scope,
  gathered: Gathered,
  walked: Value[],
): void {
  const clause = expression.clauses[index];
  if (clause === undefined) {
    const value = evaluate(run, expression.element);
    gathered.items?.push(value);
    if (expression.key === undefined) return;
    const key = evaluate(run, expression.key);
    const name = keyOf(key);
    if (name === undefined) gathered.entries = undefined;
    else gathered.entries?.set(name, { key, value });
    return;
  }
  // The first iterable is evaluated outside.
  run.scope = index === 0 ? outer : scope;
  const iterable = evaluate(run, clause.iterable);
  run.scope = scope;
  walked.push(iterable);
  const items = run.iterate(iterable);
  if (items === undefined || items.length > maxItems) {
    unknownPass(run, gathered, () => {
      assign(run, clause.target, someItem(run, iterable, run.unread("loop", clause.target)));
      for (const condition of clause.conditions) evaluate(run, condition);
      gather(run, expression, index + 1, scope, outer, gathered, walked);
    });
    return;
  }
  for (const item of items) {
    run.step();
    run.scope = scope;
    assign(run, clause.target, item);
    let kept: boolean | undefined = true;
    for (const condition of clause.conditions) {
      kept = run.truth(evaluate(run, condition));
      if (kept !== true) break;
    }
    if (kept === undefined)
      unknownPass(run, gathered, () => gather(run, expression, index + 1, scope, outer, gathered, walked));
    else if (kept) gather(run, expression, index + 1, scope, outer, gathered, walked);
  }
}

function unknownPass(run: Run, gathered: Gathered, pass: () => void): void {
  maybe(run, pass);
  gathered.items = undefined;
  gathered.entries = undefined;
}
