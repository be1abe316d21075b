import type { BinaryOperator } from "../syntax";
import type { Value } from "../value";
import { keyOf } from "./make";

/** What an operator makes of two sets; undefined where it is not known. */
export function join(
  operator: BinaryOperator,
  left: readonly Value[] | undefined,
  right: readonly Value[] | undefined,
): Value[] | undefined {
  if (left === undefined || right === undefined) return undefined;
  const keys = (items: readonly Value[]) => new Set(items.map(keyOf));
  const a = keys(left);
  const b = keys(right);
  if (a.has(undefined) || b.has(undefined)) return undefined;
  switch (operator) {
    case "|":
      return [...left, ...right.filter((item) => !a.has(keyOf(item)))];
    case "&":
      return left.filter((item) => b.has(keyOf(item)));
    case "-":
      return left.filter((item) => !b.has(keyOf(item)));
    case "^":
      return [...left.filter((item) => !b.has(keyOf(item))), ...right.filter((item) => !a.has(keyOf(item)))];
    case "+":
    case "*":
    case "/":
    case "//":
    case "%":
    case "**":
    case "@":
    case "<<":
    case ">>":
      return undefined;
  }
}
