import { dtypeNamed } from "../dtypes";
import { constantNamed } from "../text/words";
import type { Language } from "./language";
import { dottedName, type Node } from "./syntax";

/**
 * Whether an expression has only constants, known functions and methods in it, so that it can be evaluated where it stands. Where a list is
 * given for them, names are let pass and added to it.
 */
export function isConstant(
  node: Node,
  language: Language,
  bound: ReadonlySet<string> = new Set(),
  names?: Node[],
): boolean {
  const all = (nodes: readonly Node[]): boolean => nodes.every((child) => isConstant(child, language, bound, names));
  const isName = (): boolean => names !== undefined && names.push(node) > 0;
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
      return (
        bound.has(node.name) || node.name === "..." || constantNamed(node.name, language) !== undefined || isName()
      );
    case "attribute": {
      const name = dottedName(node);
      if (name !== undefined && constantNamed(name, language)) return true;
      if (language.methodNamed(node.name)?.property === true) return all([node.object]);
      return name !== undefined && isName();
    }
    case "call": {
      // Keyword arguments (dtype, device) that are names do not make an array less constant.
      const args = node.args
        .filter((arg) => arg.name === undefined || dottedName(arg.value) === undefined)
        .map((arg) => arg.value);
      const name = dottedName(node.callee);
      const isKnown = name !== undefined && language.isFunction(name);
      const isMethod = node.callee.kind === "attribute" && language.methodNamed(node.callee.name) !== undefined;
      const isType = (arg: Node): boolean => {
        const type = dottedName(arg);
        return type !== undefined && (names === undefined || dtypeNamed(type, undefined) !== undefined);
      };
      if (isKnown) return args.every((arg, i) => (i > 0 && isType(arg)) || all([arg]));
      return isMethod && (name === undefined || names !== undefined) && all([node.callee.object]);
    }
    case "subscript":
      return isConstant(node.object, language, bound, names) && all(node.items);
    case "matrix":
      return node.rows.every(all);
    case "conditional":
      return all([node.condition, node.value, node.other]);
    case "repeat":
      return all([node.value, node.count]);
    case "typed":
      return isConstant(node.value, language, bound, names);
    case "slice":
      return all(node.parts.filter((part) => part !== undefined));
    case "unary":
    case "spread":
      return isConstant(node.operand, language, bound, names);
    case "binary":
      return isConstant(node.left, language, bound, names) && isConstant(node.right, language, bound, names);
    case "comprehension": {
      const inner = new Set([...bound, ...node.clauses.flatMap((clause) => clause.targets)]);
      const parts = [node.body, ...node.clauses.flatMap((clause) => [clause.source, ...clause.conditions])];
      return parts.every((part) => isConstant(part, language, inner, names));
    }
  }
}
