import type { ExpressionEvaluator } from "../interpreted/evaluator";
import { dottedName, type Node } from "../syntax";

const integers = new Set(
  "integer as.integer seq_len seq_along logical as.logical length which nchar is.na is.nan".split(" "),
);
const doubles = new Set("numeric double as.numeric as.double diag mean sqrt exp log sign outer".split(" "));
/** Their other arguments are sizes. */
const ofTheFirst = new Set("matrix array structure rep rep.int".split(" "));

/** Whether R holds whole numbers as doubles, as its `typeof` says: those written without L are, `1:3`, counts and lengths are integers. */
export function areDoubles(ev: ExpressionEvaluator, node: Node): boolean {
  switch (node.kind) {
    case "number":
      return node.written !== 0 && !ev.excerpt(node).endsWith("L");
    case "unary":
      return node.op !== "!" && areDoubles(ev, node.operand);
    case "binary":
      if (/^(?:[/^]|\*\*|%\*%)$/.test(node.op)) return true;
      return !/^(?:[:&|]|[=!<>]=?)$/.test(node.op) && (areDoubles(ev, node.left) || areDoubles(ev, node.right));
    case "call": {
      const name = dottedName(node.callee) ?? "";
      const given = node.args.map(({ value }) => value);
      if (integers.has(name) || (/^seq(?:\.int)?$/.test(name) && given.length < 3)) return false;
      return (
        doubles.has(name) || (ofTheFirst.has(name) ? given.slice(0, 1) : given).some((each) => areDoubles(ev, each))
      );
    }
    default:
      return false;
  }
}
