import type { BinaryOperator } from "../syntax";
import type { NumberValue, Origin, Value } from "../value";
import { int } from "./make";

/** Half a unit in the last place, relative: what one operation of the processor may be off. */
const unit = 2 ** -53;

/** Python's arithmetic on its own numbers; undefined where it is not known or would raise. */
export function arithmetic(
  operator: BinaryOperator,
  a: NumberValue,
  b: NumberValue,
  origin: Origin,
): Value | undefined {
  const isFloat = a.type === "float" || b.type === "float";
  if (operator === "/") return b.value === 0 ? undefined : float(operator, a, b, a.value / b.value, origin);
  if (!isFloat) return integer(operator, a, b, origin);
  switch (operator) {
    case "+":
      return float(operator, a, b, a.value + b.value, origin);
    case "-":
      return float(operator, a, b, a.value - b.value, origin);
    case "*":
      return float(operator, a, b, a.value * b.value, origin);
    case "**": {
      if (a.error !== undefined || b.error !== undefined) return undefined;
      if ((a.value < 0 && !Number.isInteger(b.value)) || (a.value === 0 && b.value < 0)) return undefined;
      // C's pow and JavaScript's are both within a unit of the last place, but not always the same.
      const value = a.value ** b.value;
      if (Number.isNaN(value) || !Number.isFinite(value)) return undefined;
      const exact = b.value === 1 || b.value === 0 || (Number.isInteger(value) && Math.abs(value) <= 2 ** 53);
      return { kind: "number", type: "float", value, error: exact ? undefined : Math.abs(value) * 4 * unit, origin };
    }
    case "%":
    case "//": {
      if (b.value === 0 || a.error !== undefined || b.error !== undefined) return undefined;
      let rest = a.value % b.value;
      if (rest !== 0 && b.value < 0 !== rest < 0) rest += b.value;
      if (operator === "%") return float(operator, a, b, rest, origin);
      const quotient = (a.value - rest) / b.value;
      const floor = Math.floor(quotient);
      return float(operator, a, b, quotient - floor > 0.5 ? floor + 1 : floor, origin);
    }
    case "@":
    case "&":
    case "|":
    case "^":
    case "<<":
    case ">>":
      return undefined;
  }
}

function integer(operator: BinaryOperator, a: NumberValue, b: NumberValue, origin: Origin): Value | undefined {
  const x = a.value;
  const y = b.value;
  const bools = a.type === "bool" && b.type === "bool";
  const truth = (value: boolean): Value => ({ kind: "number", type: "bool", value: value ? 1 : 0, origin });
  switch (operator) {
    case "+":
      return int(x + y, origin);
    case "-":
      return int(x - y, origin);
    case "*":
      return int(x * y, origin);
    case "//":
      return y === 0 ? undefined : int(exactFloor(x, y), origin);
    case "%":
      return y === 0 ? undefined : int(x - exactFloor(x, y) * y, origin);
    case "**":
      if (y < 0)
        return x === 0
          ? undefined
          : { kind: "number", type: "float", value: x ** y, error: Math.abs(x ** y) * 4 * unit, origin };
      return int(x ** y, origin);
    case "&":
      if (bools) return truth(x !== 0 && y !== 0);
      return small(x, y) ? int(x & y, origin) : undefined;
    case "|":
      if (bools) return truth(x !== 0 || y !== 0);
      return small(x, y) ? int(x | y, origin) : undefined;
    case "^":
      if (bools) return truth(x !== y);
      return small(x, y) ? int(x ^ y, origin) : undefined;
    case "<<":
      return y >= 0 && y < 53 ? int(x * 2 ** y, origin) : undefined;
    case ">>":
      return y >= 0 && y < 1024 ? int(Math.floor(x / 2 ** y), origin) : undefined;
    case "@":
    case "/":
      return undefined;
  }
}

function small(x: number, y: number): boolean {
  return Math.abs(x) < 2 ** 31 && Math.abs(y) < 2 ** 31;
}

/** The floor of the exact quotient of two ints: a double's own quotient may have been rounded up to the next one. */
function exactFloor(x: number, y: number): number {
  const rest = x % y;
  return (x - rest) / y - (rest !== 0 && rest < 0 !== y < 0 ? 1 : 0);
}

/** A float with how far it may be off, given how far its operands may be. */
function float(
  operator: BinaryOperator,
  a: NumberValue,
  b: NumberValue,
  value: number,
  origin: Origin,
): Value | undefined {
  const ea = a.error ?? 0;
  const eb = b.error ?? 0;
  if (ea === 0 && eb === 0) return { kind: "number", type: "float", value, origin };
  let error: number;
  switch (operator) {
    case "+":
    case "-":
      error = ea + eb;
      break;
    case "*":
      error = Math.abs(a.value) * eb + Math.abs(b.value) * ea + ea * eb;
      break;
    case "/": {
      const least = Math.abs(b.value) - eb;
      if (!(least > 0)) return undefined;
      error = (ea + Math.abs(value) * eb) / least;
      break;
    }
    default:
      return undefined;
  }
  if (!Number.isFinite(value) || !Number.isFinite(error)) return undefined;
  return { kind: "number", type: "float", value, error: error + 2 * unit * Math.abs(value), origin };
}

export function negated(a: NumberValue, origin: Origin): Value {
  // Zero as an int has no sign.
  const value = a.type === "float" ? -a.value : 0 - a.value;
  return { ...a, type: a.type === "bool" ? "int" : a.type, value, member: undefined, origin };
}

/** −1, 0 or 1; NaN where one of them is; undefined where they are nearer than they are known. */
export function compareNumbers(a: NumberValue, b: NumberValue): number | undefined {
  const difference = a.value - b.value;
  if (Number.isNaN(a.value) || Number.isNaN(b.value)) return Number.NaN;
  const error = (a.error ?? 0) + (b.error ?? 0);
  if (error > 0 && !(Math.abs(difference) > error)) return undefined;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}
