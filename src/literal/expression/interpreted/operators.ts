import * as l10n from "@vscode/l10n";
import type { BinaryOperator, Comparison, Expression } from "../../../python/syntax";
import { promoteTypes } from "../../../tensor/dtype";
import { sameShape } from "../../../tensor/shape";
import { unsupported } from "../arrays";
import type { Dialect } from "../dialect";
import { type ArrayValue, type ScalarValue, type ValuePlace, writtenAs } from "../value";
import type { ExpressionEvaluator } from "./evaluator";
import { arrayExpression } from "./readArrays";

/** Operators of the languages that are not Python: between numbers by their own rules, between arrays by the rows of python/. */

type Numeric = ScalarValue | ArrayValue;

const comparisons: { readonly [op: string]: (a: number, b: number) => boolean } = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};
const ofArrays = new Set(["+", "-", "*", "/", "//", "%%", "**", "&", "|", ...Object.keys(comparisons)]);

/** What an operator of the language is called here; a dot in front makes it one of elements. */
function meaningOf(op: string, { dialect }: ExpressionEvaluator): string {
  const plain = op.length > 1 && op.startsWith(".") ? op.slice(1) : op;
  return dialect.meanings[plain] ?? plain;
}

/** The operator of Python that means the same between numbers; undefined where none does. */
export function pythonOperator(op: string, ev: ExpressionEvaluator): BinaryOperator | Comparison | undefined {
  const meaning = meaningOf(op, ev);
  if (Object.hasOwn(comparisons, meaning)) return meaning as Comparison;
  if (meaning === "%%") return "%";
  return ["+", "-", "*", "/", "**"].includes(meaning) ? (meaning as BinaryOperator) : undefined;
}

export function binary(ev: ExpressionEvaluator, op: string, left: Numeric, right: Numeric, place: ValuePlace): Numeric {
  if (left.kind === "scalar" && right.kind === "scalar") return ofNumbers(ev, op, left, right, place);
  const meaning = meaningOf(op, ev);
  if (!ofArrays.has(meaning) || isOfMatrices(ev, op, left, right)) throw notSupported(op, place);
  for (const side of [left, right]) {
    if (side.kind === "array" && side.isList)
      throw unsupported(place, l10n.t("The operator “{0}” does not work on lists.", op));
  }
  return ofRows(ev, op, meaning, left, right, place);
}

function notSupported(op: string, place: ValuePlace): ReturnType<typeof unsupported> {
  return unsupported(place, l10n.t("The operator “{0}” is not supported here.", op));
}

/** Without a dot products, quotients and powers are those of linear algebra, and Julia adds no number to an array. */
function isOfMatrices({ dialect, language }: ExpressionEvaluator, op: string, left: Numeric, right: Numeric): boolean {
  if (!dialect.matrix || op.startsWith(".")) return false;
  const both = left.kind === "array" && right.kind === "array";
  if (op === "*") return both;
  if (op === "/") return right.kind === "array";
  return op === "^" || (language.vectors === "columns" && !both);
}

function ofRows(
  ev: ExpressionEvaluator,
  op: string,
  meaning: string,
  left: Numeric,
  right: Numeric,
  place: ValuePlace,
): Numeric {
  const arrays = [left, right].filter((side) => side.kind === "array");
  const [{ library }] = arrays;
  const isTorch = library === "torch";
  const isOwn = arrays.every((array) => array.library === library) && (isTorch || ev.dialect.columnMajor);
  if (!isOwn) throw notSupported(op, place);
  const [a, b] = arrays;
  if (!isTorch && b && a.data.length !== 1 && b.data.length !== 1 && !sameShape(a.shape, b.shape)) {
    throw unsupported(
      place,
      l10n.t("The shapes [{0}] and [{1}] do not fit together.", a.shape.join(", "), b.shape.join(", ")),
    );
  }
  const isLogical = meaning === "&" || meaning === "|";
  if (isLogical && !isTorch && Math.max(left.written, right.written) > 0) throw notSupported(op, place);
  const isReal = meaning === "**" || meaning === "//" || meaning === "%%";
  const expressionOf = (side: Numeric): Expression =>
    arrayExpression(isTorch ? side : plain(side, place, isReal, isLogical), place);
  const [x, y] = [expressionOf(left), expressionOf(right)];
  const at = { start: place.start, end: place.end };
  const expression: Expression = Object.hasOwn(comparisons, meaning)
    ? { kind: "comparison", operators: [meaning as Comparison], operands: [x, y], ...at }
    : { kind: "binary", operator: (meaning === "%%" ? "%" : meaning) as BinaryOperator, left: x, right: y, ...at };
  const read = ev.read({ kind: "opaque", ...at }, expression);
  if (read.kind !== "array") throw notSupported(op, place);
  if (isTorch) return read;
  const integers = left.written < 2 && right.written < 2 && meaning !== "/";
  const isWhole = integers && read.data.every((value) => Number.isInteger(value));
  const written = isLogical || Object.hasOwn(comparisons, meaning) ? 0 : isWhole ? 1 : 2;
  if (written === 1) for (const value of read.data) requireExact(value, place);
  return { ...read, written, dtype: undefined, library: undefined };
}

/** Numbers of a language that has no library for its arrays, as NumPy's of 64 bits. Narrower integers saturate or wrap: none is computed with. */
function plain(side: Numeric, place: ValuePlace, isReal: boolean, isLogical: boolean): Numeric {
  if (side.dtype !== undefined && side.dtype !== "int64" && side.written === 1)
    throw unsupported(place, l10n.t("“{0}” is not evaluated.", side.dtype));
  if (side.kind === "scalar") return isReal ? { ...side, written: 2 } : side;
  const dtype = isLogical ? "bool" : side.written === 2 || isReal ? "float64" : "int64";
  return { ...side, written: writtenAs(dtype), dtype, library: "numpy" };
}

export function unary(ev: ExpressionEvaluator, op: string, value: Numeric, place: ValuePlace): Numeric {
  if (op === "+" && !(value.kind === "array" && value.isList)) return { ...value, ...place };
  if (op === "-" && value.kind === "scalar") {
    const negative = value.written === 2 ? -value.value : 0 - value.value;
    return { ...value, value: negative, written: value.written === 0 ? 1 : value.written, ...place };
  }
  const zero: ScalarValue = { kind: "scalar", value: -0, written: 2, dtype: undefined, ...place };
  if (op === "-" && value.kind === "array" && !value.isList)
    return binary(ev, "-", value.written === 2 ? zero : { ...zero, value: 0, written: 1 }, value, place);
  throw notSupported(op, place);
}

function ofNumbers(
  ev: ExpressionEvaluator,
  op: string,
  a: ScalarValue,
  b: ScalarValue,
  place: ValuePlace,
): ScalarValue {
  const { dialect } = ev;
  const meaning = meaningOf(op, ev);
  const isInteger = a.written < 2 && b.written < 2;
  const whole = isInteger && dialect.division !== "real";
  const divides = meaning === "/" || meaning === "//" || meaning === "%";
  if (divides && b.value === 0 && !a.dtype && !b.dtype && whole)
    throw unsupported(place, l10n.t("This divides by zero."));
  if (meaning === "/" && isInteger && dialect.division === "unknown") throw notSupported(op, place);
  const isLogical = ["&", "|", "<<", ">>"].includes(meaning);
  if (isLogical && !isInteger) throw unsupported(place, l10n.t("The operator “{0}” needs integers.", op));
  if (op === "%" && dialect.wholeRemainders && !isInteger) throw notSupported(op, place);
  if (meaning === "**" && a.value < 0 && !Number.isInteger(b.value) && !Number.isNaN(b.value))
    throw unsupported(place, l10n.t("A power of a negative number is not real."));
  const value = resultOf(meaning, a.value, b.value, whole ? dialect.division : "real");
  if (value === undefined) throw notSupported(op, place);
  const isQuotient = (meaning === "/" && !(whole && Number.isInteger(value))) || (meaning === "//" && dialect.matrix);
  const isBoolean = Object.hasOwn(comparisons, meaning) || (isLogical && a.written === 0 && b.written === 0);
  const written = isBoolean ? 0 : !isInteger || isQuotient || (meaning === "**" && b.value < 0) ? 2 : 1;
  if (written === 1) requireExact(value, place);
  const dtype = a.dtype && b.dtype ? promoteTypes(a.dtype, b.dtype) : (a.dtype ?? b.dtype);
  const kept = dtype && writtenAs(dtype) === written ? dtype : undefined;
  return { kind: "scalar", value, written, dtype: kept, start: place.start, end: place.end };
}

/** What languages agree on, and division, on which they do not. */
function resultOf(op: string, a: number, b: number, division: Dialect["division"]): number | undefined {
  if (Object.hasOwn(comparisons, op)) return Number(comparisons[op](a, b));
  switch (op) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return division === "truncated" ? Math.trunc(a / b) : division === "floored" ? Math.floor(a / b) : a / b;
    case "//":
      return Math.floor(a / b);
    case "%":
      return a % b;
    case "%%":
      return a - b * Math.floor(a / b);
    case "÷":
      return Math.trunc(a / b);
    case "**":
      return a ** b;
    case "&":
      return Number(BigInt(a) & BigInt(b));
    case "|":
      return Number(BigInt(a) | BigInt(b));
    // Multiplying keeps what 32 bits would lose; too large a result is refused.
    case "<<":
      return a * 2 ** b;
    case ">>":
      return Math.floor(a / 2 ** b);
    default:
      return undefined;
  }
}

function requireExact(value: number, place: ValuePlace): void {
  if (!(Math.abs(value) <= 2 ** 53))
    throw unsupported(place, l10n.t("This integer is beyond ±2^53 and cannot be held exactly."));
}
