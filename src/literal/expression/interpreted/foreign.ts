import * as l10n from "@vscode/l10n";
import type { BinaryOperator, Comparison, Expression } from "../../../python/syntax";
import { unsupported } from "../arrays";
import { dottedName, type Node } from "../syntax";
import type { ExpressionEvaluator } from "./evaluator";
import { expressionOf } from "./expressionOf";
import { pythonOperator } from "./operators";
import { arrayExpression, call } from "./readArrays";

/**
 * A part of a comprehension in a language that is not Python, as the interpreter evaluates it: what has a value by itself is an array
 * already, names of the comprehension are numbers. Undefined for what reads as it does in Python.
 */
export function foreignExpression(ev: ExpressionEvaluator, node: Node): Expression | undefined {
  const at = { start: node.start, end: node.end };
  const inner = (each: Node): Expression => ev.conversion((on) => expressionOf(each, on));
  switch (node.kind) {
    case "comprehension":
      // A matrix is run through element by element, in the order of its memory.
      for (const { source } of node.clauses) {
        const value = ev.numeric(source);
        if (value.kind !== "array" || value.shape.length !== 1)
          throw unsupported(source, l10n.t("“{0}” is not evaluated.", ev.excerpt(source)));
      }
      return undefined;
    case "list":
      return call("numpy.array", [{ kind: "list", items: node.items.map(inner), ...at }], at);
    case "binary": {
      if (node.op === ":") return readyMade(ev, node);
      const operator = pythonOperator(node.op, ev);
      const isOfArrays = [node.left, node.right].some(({ kind }) => kind !== "name" && kind !== "number");
      if (operator === undefined || (isOfArrays && !node.op.startsWith(".") && holdsList(node)))
        throw unsupported(node, l10n.t("The operator “{0}” is not supported here.", node.op));
      const [left, right] = [inner(node.left), inner(node.right)];
      return isComparison(operator)
        ? { kind: "comparison", operators: [operator], operands: [left, right], ...at }
        : { kind: "binary", operator, left, right, ...at };
    }
    case "call": {
      const path = ev.language.functions?.get(dottedName(node.callee) ?? "")?.path;
      const [first, ...others] = node.args;
      if (path === undefined || first === undefined || first.name !== undefined || others.length > 0)
        return readyMade(ev, node);
      return call(path, [inner(first.value)], at);
    }
    case "nested":
    case "matrix":
    case "typed":
    case "repeat":
    case "attribute":
    case "subscript":
      return readyMade(ev, node);
    default:
      return undefined;
  }
}

function readyMade(ev: ExpressionEvaluator, node: Node): Expression {
  return arrayExpression(ev.numeric(node), node);
}

function holdsList({ left, right }: Extract<Node, { kind: "binary" }>): boolean {
  return [left, right].some(({ kind }) => kind === "list" || kind === "nested" || kind === "matrix");
}

function isComparison(operator: BinaryOperator | Comparison): operator is Comparison {
  return /^(?:[<>]=?|[=!]=)$/.test(operator);
}
