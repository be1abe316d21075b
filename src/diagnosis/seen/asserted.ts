import { blocksOf, expressionsOf, partsOf } from "../../python/children";
import type { Body, Expression, Range, Statement } from "../../python/syntax";

const MOST_DEPTH = 40;

/**
 * What a body asserts: its assert statements, calls such as `np.testing.assert_allclose(loss, 0.9617)`, and the number that such a one
 * knows by a name, `expected = 0.9617`.
 */
export function* assertedIn(body: Body, numbers = new Map<string, Range>(), depth = 0): Iterable<Range> {
  for (const statement of body) {
    const known = numberOf(statement);
    if (known !== undefined) numbers.set(known, statement);
    else if (isAssertion(statement)) {
      yield statement;
      for (const name of namesIn(statement)) {
        const given = numbers.get(name);
        if (given === undefined) continue;
        yield given;
        numbers.delete(name);
      }
    }
    if (depth < MOST_DEPTH) for (const inner of blocksOf(statement)) yield* assertedIn(inner, numbers, depth + 1);
  }
}

/** The name that a number is given to, alone or in a call: `torch.tensor(0.9617)`. */
function numberOf(statement: Statement): string | undefined {
  if (statement.kind !== "assign") return undefined;
  const [target] = statement.targets;
  const { value } = statement;
  const isNumber =
    value.kind === "number" ||
    (value.kind === "call" && value.args.length > 0 && value.args.every((each) => each.value.kind === "number"));
  return target.kind === "name" && isNumber ? target.name : undefined;
}

function isAssertion(statement: Statement): boolean {
  if (statement.kind === "assert") return true;
  if (statement.kind !== "expression" || statement.value.kind !== "call") return false;
  const { callee } = statement.value;
  return (callee.kind === "attribute" || callee.kind === "name") && callee.name.startsWith("assert");
}

function* namesIn(statement: Statement): Iterable<string> {
  const left: Expression[] = [...expressionsOf(statement)];
  for (let each = left.pop(); each !== undefined; each = left.pop()) {
    if (each.kind === "name") yield each.name;
    left.push(...partsOf(each));
  }
}
