import type { Family } from "../text/lexis";
import { constantNamed } from "../text/words";
import { functionNamed } from "./functions";
import { methodNamed } from "./methods";
import { dottedName, type Node } from "./syntax";

/** Whether an expression has only constants, known functions and methods in it, so that it can be evaluated where it stands. */
export function isConstant(node: Node, family: Family, bound: ReadonlySet<string> = new Set()): boolean {
  const all = (nodes: readonly Node[]): boolean => nodes.every((child) => isConstant(child, family, bound));
  switch (node.kind) {
    case "number":
    case "nested":
    case "string":
    case "null":
    case "opaque":
      return true;
    case "list":
      return all(node.items);
    case "dict":
      return false;
    case "name":
      return bound.has(node.name) || node.name === "..." || constantNamed(node.name, family) !== undefined;
    case "attribute": {
      const name = dottedName(node);
      if (name !== undefined && constantNamed(name, family)) return true;
      return methodNamed(node.name)?.property === true && isConstant(node.object, family, bound);
    }
    case "call": {
      // Keyword arguments (dtype, device) that are names do not make an array less constant.
      const args = node.args
        .filter((arg) => arg.name === undefined || dottedName(arg.value) === undefined)
        .map((arg) => arg.value);
      const name = dottedName(node.callee);
      if (name !== undefined)
        return (
          functionNamed(name, family) !== undefined &&
          args.every((arg, i) => (i > 0 && dottedName(arg) !== undefined) || all([arg]))
        );
      return (
        node.callee.kind === "attribute" &&
        methodNamed(node.callee.name) !== undefined &&
        isConstant(node.callee.object, family, bound)
      );
    }
    case "subscript":
      return isConstant(node.object, family, bound) && all(node.items);
    case "matrix":
      return node.rows.every(all);
    case "conditional":
      return all([node.condition, node.value, node.other]);
    case "repeat":
      return all([node.value, node.count]);
    case "typed":
      return isConstant(node.value, family, bound);
    case "slice":
      return all(node.parts.filter((part) => part !== undefined));
    case "unary":
    case "spread":
      return isConstant(node.operand, family, bound);
    case "binary":
      return isConstant(node.left, family, bound) && isConstant(node.right, family, bound);
    case "comprehension": {
      const names = new Set([...bound, ...node.clauses.flatMap((clause) => clause.targets)]);
      const parts = [node.body, ...node.clauses.flatMap((clause) => [clause.source, ...clause.conditions])];
      return parts.every((part) => isConstant(part, family, names));
    }
  }
}
