import { classOf } from "../library/classes";
import { operationOf } from "../library/operations";
import { itemsOf, plainNumbers } from "../lists";
import type { Comparison, Expression, Range } from "../syntax";
import type { ObjectValue, StringValue, Value } from "../value";
import { memberName } from "./enums";
import { evaluate } from "./expressions";
import { findInClass } from "./lookup";
import { bool, computed, keyOf } from "./make";
import { compareNumbers } from "./numbers";
import { mayBeArray, overloaded, viaRow } from "./operators";
import { either } from "./paths";
import type { Run } from "./run";
import { sameData, sameMember } from "./same";

const rows: Readonly<Record<Exclude<Comparison, "in" | "not in" | "is" | "is not">, string>> = {
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  "==": "eq",
  "!=": "ne",
};

export function comparison(run: Run, expression: Expression & { readonly kind: "comparison" }): Value {
  return chain(run, expression, 0, evaluate(run, expression.operands[0]));
}

/** `a < b < c`: each operand is evaluated once, and none after a comparison that is false. */
function chain(run: Run, expression: Expression & { readonly kind: "comparison" }, index: number, left: Value): Value {
  const { operators, operands } = expression;
  const right = evaluate(run, operands[index + 1]);
  const isWhole = operators.length === 1;
  const result = compare(
    run,
    operators[index],
    left,
    right,
    expression,
    isWhole ? [operands[0], operands[1]] : undefined,
  );
  if (index === operators.length - 1) return result;
  const test = run.truth(result);
  if (test === false) return result;
  if (test === true) return chain(run, expression, index + 1, right);
  run.uncertain++;
  const value = either(
    run,
    () => result,
    () => chain(run, expression, index + 1, right),
  );
  run.uncertain--;
  return value;
}

function compare(
  run: Run,
  operator: Comparison,
  left: Value,
  right: Value,
  at: Range,
  parts: readonly Range[] | undefined,
): Value {
  const place = run.placeOf(at);
  const known = (value: boolean | undefined): Value =>
    value === undefined ? run.unread("expression", at) : bool(value, computed(operator, place, [left, right]));
  switch (operator) {
    case "is":
      return known(identical(left, right));
    case "is not": {
      const same = identical(left, right);
      return known(same === undefined ? undefined : !same);
    }
    case "in":
      return known(contains(run, right, left));
    case "not in": {
      const has = contains(run, right, left);
      return known(has === undefined ? undefined : !has);
    }
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const viaObject = overloaded(run, rows[operator], left, right);
      if (viaObject !== undefined) return viaObject;
      if (mayBeArray(left) || mayBeArray(right)) {
        return viaRow(run, rows[operator], [left, right], at, parts);
      }
      if (operator === "==" || operator === "!=") {
        const same = equal(run, left, right, 0);
        return known(same === undefined ? undefined : same === (operator === "=="));
      }
      const order = ordered(run, left, right, 0);
      if (order === undefined) return known(undefined);
      if (operator === "<") return known(order < 0);
      if (operator === "<=") return known(order <= 0);
      return known(operator === ">" ? order > 0 : order >= 0);
    }
  }
}

/** `a is b`; undefined where it is not known, as of numbers and strings, which may or may not be the same object. */
export function identical(a: Value, b: Value): boolean | undefined {
  if (a.kind === "unknown" || b.kind === "unknown") return undefined;
  if (a.kind === "none" || a.kind === "ellipsis" || a.kind === "notImplemented") {
    if (b.kind === "library") return isPart(b.path) ? false : undefined;
    return a.kind === b.kind;
  }
  if (b.kind === "none" || b.kind === "ellipsis" || b.kind === "notImplemented") return identical(b, a);
  if (a.kind === "number" && b.kind === "number" && a.type === "bool" && b.type === "bool") return a.value === b.value;
  if (a.kind === "library" || b.kind === "library") return undefined;
  if (a.kind !== b.kind) return false;
  if ((a.kind === "string" || a.kind === "number") && (b.kind === "string" || b.kind === "number")) {
    if (a.member !== undefined && b.member !== undefined) return sameMember(a.member, b.member);
    return a === b || undefined;
  }
  if (a.kind === "dtype" && b.kind === "dtype") return a.dtype === b.dtype && a.library === b.library;
  // The same thing is the same object; two things may have become one in a join.
  if (a.kind === "list" && b.kind === "list") return a.list === b.list || undefined;
  if (a.kind === "dict" && b.kind === "dict") return a.dict === b.dict || undefined;
  if (a.kind === "object" && b.kind === "object")
    return a.object === b.object || (areMembers(a, b) ? false : undefined);
  if (a.kind === "class") return a === b;
  return a === b || undefined;
}

/** Whether a path of a library is a function, class or module, and so no None. */
function isPart(path: string): boolean {
  return (
    operationOf(path) !== undefined ||
    classOf(path) !== undefined ||
    !path.includes(".") ||
    path.startsWith("builtins.")
  );
}

/** `a == b` of Python's own values; undefined where it is not known. */
export function equal(run: Run, a: Value, b: Value, depth: number): boolean | undefined {
  run.step();
  if (depth > 30) return undefined;
  if (a.kind === "unknown" || b.kind === "unknown" || a.kind === "tensor" || b.kind === "tensor") return undefined;
  if (a.kind === "number" && b.kind === "number") {
    const order = compareNumbers(a, b);
    return order === undefined ? undefined : order === 0;
  }
  if (a.kind === "string" && b.kind === "string") return a.value === b.value;
  if (a.kind === "tuple" && b.kind === "tuple") return equalItems(run, a.items, b.items, depth);
  if (a.kind === "list" && b.kind === "list") {
    if (a.form !== "list" || b.form !== "list") return undefined;
    const x = plainNumbers(a.list);
    const y = plainNumbers(b.list);
    if (x !== undefined && y !== undefined && sameData(x.data, y.data) && sameData(x.shape, y.shape)) return true;
    return equalItems(run, itemsOf(a.list), itemsOf(b.list), depth);
  }
  if (a.kind === "dict" && b.kind === "dict") {
    const x = a.dict.entries;
    const y = b.dict.entries;
    if (x === undefined || y === undefined) return undefined;
    if (x.size !== y.size) return false;
    let result: boolean | undefined = true;
    for (const [key, { value }] of x) {
      const other = y.get(key);
      const same = other === undefined ? false : equal(run, value, other.value, depth + 1);
      if (same === false) return false;
      result &&= same;
    }
    return result;
  }
  if (a.kind === "dtype" && b.kind === "dtype") {
    return a.library === b.library ? a.dtype === b.dtype : a.dtype !== b.dtype ? false : undefined;
  }
  if (a.kind === "object" || b.kind === "object") {
    // Members of an enumeration are equal to themselves alone.
    if (a.kind === "object" && b.kind === "object" && areMembers(a, b) && hasNoEquals(a) && hasNoEquals(b)) {
      return a.object === b.object;
    }
    const [member, other] = a.kind === "object" ? [a, b] : [b, a];
    if (member.kind === "object" && memberName(member) !== undefined && hasNoEquals(member) && plain.has(other.kind)) {
      return false;
    }
    if (a.kind !== "object" || b.kind !== "object")
      return a.kind === "none" || b.kind === "none"
        ? hasNoEquals(a) && hasNoEquals(b)
          ? false
          : undefined
        : undefined;
    return a.object === b.object && hasNoEquals(a) ? true : undefined;
  }
  if (plain.has(a.kind) && plain.has(b.kind)) return a.kind === b.kind;
  return a === b ? true : undefined;
}

const plain: ReadonlySet<Value["kind"]> = new Set(["number", "string", "none", "tuple", "list", "dict", "ellipsis"]);

function areMembers(a: ObjectValue, b: ObjectValue): boolean {
  return memberName(a) !== undefined && memberName(b) !== undefined;
}

function hasNoEquals(value: Value): boolean {
  return value.kind !== "object" || value.type.kind === "library" || findInClass(value.type, "__eq__") === undefined;
}

function equalItems(
  run: Run,
  a: readonly Value[] | undefined,
  b: readonly Value[] | undefined,
  depth: number,
): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.length !== b.length) return false;
  let result: boolean | undefined = true;
  for (let i = 0; i < a.length; i++) {
    const same = equal(run, a[i], b[i], depth + 1);
    if (same === false) return false;
    if (same === undefined) result = undefined;
  }
  return result;
}

/** Below, equal or above; NaN where neither; undefined where it is not known or would raise. */
export function ordered(run: Run, a: Value, b: Value, depth: number): number | undefined {
  run.step();
  if (depth > 30) return undefined;
  if (a.kind === "number" && b.kind === "number") return compareNumbers(a, b);
  if (a.kind === "string" && b.kind === "string") return compareStrings(a, b);
  const [x, y] =
    a.kind === "tuple" && b.kind === "tuple"
      ? [a.items, b.items]
      : a.kind === "list" && b.kind === "list" && a.form === "list" && b.form === "list"
        ? [itemsOf(a.list), itemsOf(b.list)]
        : [undefined, undefined];
  if (x === undefined || y === undefined) return undefined;
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const same = equal(run, x[i], y[i], depth + 1);
    if (same === undefined) return undefined;
    if (!same) return ordered(run, x[i], y[i], depth + 1);
  }
  return Math.sign(x.length - y.length);
}

/** By code points, as Python does; JavaScript's own order is by UTF-16 units. */
function compareStrings({ value: a }: StringValue, { value: b }: StringValue): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; ) {
    const x = a.codePointAt(i) ?? 0;
    const y = b.codePointAt(i) ?? 0;
    if (x !== y) return x < y ? -1 : 1;
    i += x > 0xffff ? 2 : 1;
  }
  return Math.sign(a.length - b.length);
}

function contains(run: Run, container: Value, item: Value): boolean | undefined {
  if (container.kind === "string") return item.kind === "string" ? container.value.includes(item.value) : undefined;
  if (container.kind === "dict") {
    const key = keyOf(item);
    return key === undefined ? undefined : container.dict.entries?.has(key);
  }
  if (container.kind === "object") {
    const viaObject = overloaded(run, "contains", container, item);
    if (viaObject === undefined) run.escape(container);
    return viaObject && run.truth(viaObject);
  }
  if (container.kind !== "tuple" && container.kind !== "list") return undefined;
  const items = run.iterate(container, true);
  if (items === undefined) return undefined;
  let result: boolean | undefined = false;
  for (const each of items) {
    const same = equal(run, each, item, 0);
    if (same === true) return true;
    if (same === undefined) result = undefined;
  }
  return result;
}
