import * as l10n from "@vscode/l10n";
import { promoteTypes } from "../../tensor/dtype";
import { broadcastIndices } from "../../tensor/layout";
import { broadcastShapes, sameShape } from "../../tensor/shape";
import { type DType, isFloatingPoint, numel } from "../../tensor/tensor";
import type { Library } from "../dtypes";
import { unsupported } from "./arrays";
import type { Budget } from "./budget";
import type { Dialect } from "./dialect";
import type { Evaluator } from "./evaluator";
import { type ArrayValue, asArray, dtypeOf, made, type Place, type ScalarValue, writtenAs } from "./value";

type Numeric = ScalarValue | ArrayValue;

/** What operators compute. In `a %% b`, R's, the remainder has the sign of the divisor. */
const functions: { readonly [op: string]: (a: number, b: number) => number } = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "//": (a, b) => Math.floor(a / b),
  "%": (a, b) => a % b,
  "%%": (a, b) => a - b * Math.floor(a / b),
  "**": (a, b) => a ** b,
  "÷": (a, b) => Math.trunc(a / b),
  "<": (a, b) => Number(a < b),
  "<=": (a, b) => Number(a <= b),
  ">": (a, b) => Number(a > b),
  ">=": (a, b) => Number(a >= b),
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "&": (a, b) => Number(BigInt(a) & BigInt(b)),
  "|": (a, b) => Number(BigInt(a) | BigInt(b)),
  // Multiplying keeps what 32 bits would lose; too large a result is refused.
  "<<": (a, b) => a * 2 ** b,
  ">>": (a, b) => Math.floor(a / 2 ** b),
};

function isComparison(op: string): boolean {
  return "<>=!~".includes(op[0]);
}

/** The function that an operator stands for in a language; undefined where it computes something else there. */
function functionOf(op: string, { meanings }: Dialect): ((a: number, b: number) => number) | undefined {
  const plain = op.startsWith(".") ? op.slice(1) : op;
  return functions[meanings[plain] ?? plain];
}

export function binary(op: string, left: Numeric, right: Numeric, place: Place, ev: Evaluator): Numeric {
  const { dialect, budget } = ev;
  const both = left.kind === "array" && right.kind === "array";
  const apply = functionOf(op, dialect);
  const isMatrixProduct = dialect.matrix && both && /^[*/^]$/.test(op);
  if (left.kind === "scalar" && right.kind === "scalar" && (op === "and" || op === "or")) {
    return { ...((op === "and") === (left.value !== 0) ? right : left), ...place };
  }
  if (!apply || isMatrixProduct) throw unsupported(place, l10n.t("The operator “{0}” is not supported here.", op));
  if (left.kind === "scalar" && right.kind === "scalar") return scalars(op, apply, left, right, place, dialect);
  refuseLists(op, left, right, place);
  if (
    dialect.columnMajor &&
    both &&
    left.data.length !== 1 &&
    right.data.length !== 1 &&
    !sameShape(left.shape, right.shape)
  ) {
    throw unsupported(
      place,
      l10n.t("The shapes [{0}] and [{1}] do not fit together.", left.shape.join(", "), right.shape.join(", ")),
    );
  }
  return arrays(op, apply, asArray(left), asArray(right), !both, place, budget);
}

function scalars(
  op: string,
  apply: (a: number, b: number) => number,
  a: ScalarValue,
  b: ScalarValue,
  place: Place,
  dialect: Dialect,
): ScalarValue {
  const isInteger = a.written < 2 && b.written < 2;
  const whole = isInteger && dialect.division !== "real";
  const divides = op === "/" || op === "//" || op === "%";
  if (divides && b.value === 0 && !a.dtype && !b.dtype && whole) {
    throw unsupported(place, l10n.t("This divides by zero."));
  }
  if (op === "/" && isInteger && dialect.division === "unknown") {
    throw unsupported(place, l10n.t("The operator “{0}” is not supported here.", op));
  }
  const isPower = op === "**" || op === "^" || op === ".^";
  const isLogical = op === "&" || op === "|" || op === "<<" || op === ">>";
  if (isLogical && Math.max(a.written, b.written) > 1) {
    throw unsupported(place, l10n.t("The operator “{0}” needs integers.", op));
  }
  const value = whole && op === "/" ? quotient(a.value, b.value, dialect) : apply(a.value, b.value);
  if (isPower && Number.isNaN(value) && !Number.isNaN(a.value) && !Number.isNaN(b.value)) {
    throw unsupported(place, l10n.t("A power of a negative number is not real."));
  }
  let written: 0 | 1 | 2 = a.written === 2 || b.written === 2 ? 2 : 1;
  const isQuotient =
    (op === "/" && !(whole && Number.isInteger(value))) || op === "./" || (op === "//" && dialect.matrix);
  if (isQuotient || (isPower && b.value < 0)) written = 2;
  if (isComparison(op) || (isLogical && op.length === 1 && a.written === 0 && b.written === 0)) written = 0;
  if (written === 1) requireExact(value, place);
  const dtype = a.dtype && b.dtype ? promoteTypes(a.dtype, b.dtype) : (a.dtype ?? b.dtype);
  const kept = dtype && writtenAs(dtype) === written ? dtype : undefined;
  return { kind: "scalar", value, written, dtype: kept, start: place.start, end: place.end };
}

function quotient(a: number, b: number, { division }: Dialect): number {
  return division === "truncated" ? Math.trunc(a / b) : division === "floored" ? Math.floor(a / b) : a / b;
}

function requireExact(value: number, place: Place): void {
  if (!(Math.abs(value) <= 2 ** 53))
    throw unsupported(place, l10n.t("This integer is beyond ±2^53 and cannot be held exactly."));
}

/** Languages other than Python have no operators between lists. */
function refuseLists(op: string, left: Numeric, right: Numeric, place: Place): void {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ]) {
    const isPlain = other.kind === "scalar" || !other.library;
    if (one.kind === "array" && one.isList && isPlain)
      throw unsupported(place, l10n.t("The operator “{0}” does not work on lists.", op));
  }
}

/** The common shape of two operands, or a refusal that says where they differ. */
export function commonShapeAt(a: readonly number[], b: readonly number[], place: Place): readonly number[] {
  const common = broadcastShapes(a, b);
  if ("shape" in common) return common.shape;
  throw unsupported(place, l10n.t("The shapes [{0}] and [{1}] do not fit together.", a.join(", "), b.join(", ")));
}

function arrays(
  op: string,
  apply: (a: number, b: number) => number,
  a: ArrayValue,
  b: ArrayValue,
  withScalar: boolean,
  place: Place,
  budget: Budget,
): ArrayValue {
  const shape = commonShapeAt(a.shape, b.shape, place);
  budget.spend(numel(shape), place);
  const ia = broadcastIndices(a.shape, shape);
  const ib = broadcastIndices(b.shape, shape);
  const library = a.library ?? b.library;
  const plain = op.replace(/^\.(?=.)/, "");
  const dtype = library ? resultDType(plain, a, b, withScalar) : undefined;
  const written = dtype ? writtenAs(dtype) : writtenResult(plain, a, b);
  const data = Float64Array.from(ia, (i, k) => apply(a.data[i], b.data[ib[k]]));
  if (written < 2) for (const value of data) requireExact(value, place);
  return made(data, shape, { written, dtype, library }, place);
}

/** What a number is written as after an operation between arrays of a language that has no libraries for them. */
function writtenResult(op: string, a: ArrayValue, b: ArrayValue): 0 | 1 | 2 {
  if (isComparison(op)) return 0;
  if (op === "/" || a.written === 2 || b.written === 2) return 2;
  return (op === "^" || op === "**") && b.data.some((x) => x < 0) ? 2 : 1;
}

/** torch's promotion: a Python scalar widens only the category; NumPy's is wider for integers beside floats. */
function resultDType(op: string, a: ArrayValue, b: ArrayValue, withScalar: boolean): DType {
  if (isComparison(op)) return "bool";
  const library = a.library ?? b.library;
  const floats: DType = library === "numpy" ? "float64" : "float32";
  let dtype: DType;
  if (withScalar) {
    const [array, scalar] = a.library ? [a, b] : [b, a];
    const from = dtypeOf(array);
    if (scalar.dtype) dtype = promoteFor(library, from, scalar.dtype);
    else dtype = writtenAs(from) >= scalar.written ? from : scalar.written === 2 ? floats : "int64";
  } else {
    const [da, db] = [
      a.library ? dtypeOf(a) : dtypeOf({ ...a, library }),
      b.library ? dtypeOf(b) : dtypeOf({ ...b, library }),
    ];
    dtype = promoteFor(library, da, db);
  }
  if (op === "/" && !isFloatingPoint(dtype)) return floats;
  if (dtype === "bool" && op !== "&" && op !== "|") return "int64";
  return dtype;
}

/** NumPy widens floats beside integers of 32 bits or more, which have more digits than a float32 can hold. */
function promoteFor(library: Library | undefined, a: DType, b: DType): DType {
  const dtype = promoteTypes(a, b);
  const wide = [a, b].some((type) => type === "int32" || type === "int64");
  return library === "numpy" && isFloatingPoint(dtype) && wide ? "float64" : dtype;
}
