import { promoteTypes } from "../../../tensor/dtype";
import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import type { Facts, Library, TensorValue, Value } from "../../value";
import { given, numberArg, refuse, row, without } from "./arguments";
import { cast, floatOf } from "./conversion";
import { combined, type Manner } from "./elementwise";
import { arrayOf } from "./literal";
import {
  factsOf,
  fresh,
  isKnownNumber,
  type Made,
  madeOf,
  numbersOf,
  operands,
  type Rows,
  underived,
  writeInto,
} from "./make";
import type { Numbers } from "./precision";
import { commonDType, libraryAmong, spread, type Term, term } from "./promotion";
import { common } from "./repeats";
import { floorDivide, modulo, power } from "./special";

/** An operation between two arrays, or an array and a number. */
export interface Binary {
  readonly operation: string;
  readonly manner: Manner;
  readonly float: (a: number, b: number) => number;
  /** On integers; undefined for the same as on floats. */
  readonly int?: (a: number, b: number, library: Library) => number;
  /** On two bools; undefined where it raises or makes another dtype. */
  readonly bool?: ((a: number, b: number) => number) | undefined;
  /** Whether floats are refused, or integers become floats. */
  readonly domain?: "integers" | "floats";
  /** Whether torch has it for floats alone. */
  readonly floatsInTorch?: true;
}

function dividing(f: (a: number, b: number) => number) {
  return (a: number, b: number, library: Library): number => (b !== 0 ? f(a, b) : library === "numpy" ? 0 : refuse());
}

/** A remainder; of very many times the divisor few digits are left of it, and torch may give nan. */
function dividedOften(f: (a: number, b: number) => number) {
  return (a: number, b: number): number =>
    Number.isFinite(a) && b !== 0 && Math.abs(a / b) > 1e3 ? refuse() : f(a, b);
}

/** A bit operation on numbers as wide as a double holds. */
function bitwise(f: (a: bigint, b: bigint) => bigint, small: (a: number, b: number) => number) {
  return (a: number, b: number): number =>
    a === (a | 0) && b === (b | 0) ? small(a, b) : Number(f(BigInt(a), BigInt(b)));
}

function shifted(f: (a: number, b: number) => number) {
  return (a: number, b: number): number => (b >= 0 && b < 8 && a >= 0 ? f(a, b) : refuse());
}

export const add: Binary = { operation: "add", manner: "correct", float: (a, b) => a + b, bool: (a, b) => a | b };
export const sub: Binary = { operation: "sub", manner: "correct", float: (a, b) => a - b };
export const mul: Binary = { operation: "mul", manner: "correct", float: (a, b) => a * b, bool: (a, b) => a & b };
export const div: Binary = {
  operation: "div",
  manner: "correct",
  float: (a, b) => a / b,
  bool: (a, b) => a / b,
  domain: "floats",
};
export const floorDiv: Binary = {
  operation: "floor_divide",
  manner: "discrete",
  float: floorDivide,
  int: dividing((a, b) => Math.floor(a / b)),
};
const remainder: Binary = {
  operation: "remainder",
  manner: "correct",
  float: dividedOften(modulo),
  int: dividing((a, b) => modulo(a, b) + 0),
};
const fmod: Binary = {
  operation: "fmod",
  manner: "correct",
  float: dividedOften((a, b) => a % b),
  int: dividing((a, b) => (a % b) + 0),
};
export const pow: Binary = {
  operation: "pow",
  manner: "smooth",
  // Large exponents of negative numbers are whole in a narrow float, though their digits are not.
  float: (a, b) => (a < 0 && Math.abs(b) > 1e6 && Number.isFinite(b) && !Number.isInteger(b) ? refuse() : power(a, b)),
  int: (a, b) => (b < 0 ? refuse() : power(a, b)),
};
const and: Binary = {
  operation: "and",
  manner: "discrete",
  float: () => refuse(),
  int: bitwise(
    (a, b) => a & b,
    (a, b) => a & b,
  ),
  bool: (a, b) => a & b,
  domain: "integers",
};
const or: Binary = {
  operation: "or",
  manner: "discrete",
  float: () => refuse(),
  int: bitwise(
    (a, b) => a | b,
    (a, b) => a | b,
  ),
  bool: (a, b) => a | b,
  domain: "integers",
};
const xor: Binary = {
  operation: "xor",
  manner: "discrete",
  float: () => refuse(),
  int: bitwise(
    (a, b) => a ^ b,
    (a, b) => a ^ b,
  ),
  bool: (a, b) => a ^ b,
  domain: "integers",
};
const leftShift: Binary = {
  operation: "lshift",
  manner: "discrete",
  float: () => refuse(),
  int: shifted((a, b) => a * 2 ** b),
  domain: "integers",
};
const rightShift: Binary = {
  operation: "rshift",
  manner: "discrete",
  float: () => refuse(),
  int: shifted((a, b) => Math.floor(a / 2 ** b)),
  domain: "integers",
};
const nanOr =
  (f: (a: number, b: number) => number) =>
  (a: number, b: number): number =>
    Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : f(a, b);
export const minimum: Binary = {
  operation: "minimum",
  manner: "correct",
  float: nanOr(Math.min),
  bool: (a, b) => a & b,
};
export const maximum: Binary = {
  operation: "maximum",
  manner: "correct",
  float: nanOr(Math.max),
  bool: (a, b) => a | b,
};
const logaddexp: Binary = {
  operation: "logaddexp",
  manner: "smooth",
  float: (a, b) => (a === b ? a + Math.LN2 : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)))),
  domain: "floats",
  floatsInTorch: true,
};
const atan2: Binary = { operation: "atan2", manner: "smooth", float: Math.atan2, domain: "floats" };
const hypot: Binary = {
  operation: "hypot",
  manner: "smooth",
  float: Math.hypot,
  domain: "floats",
  floatsInTorch: true,
};
const xlogy: Binary = {
  operation: "xlogy",
  manner: "smooth",
  float: (a, b) => (a === 0 && !Number.isNaN(b) ? 0 : a * Math.log(b)),
  domain: "floats",
};

/** SciPy's terms of a divergence: x·log(x / y), and the same with what makes each of them no less than 0. */
const relEntr: Binary = { operation: "rel_entr", manner: "smooth", float: relativeEntropy, domain: "floats" };
const klDiv: Binary = {
  operation: "kl_div",
  manner: "smooth",
  float: (x, y) => {
    const entropy = relativeEntropy(x, y);
    return Number.isFinite(entropy) ? entropy - x + y : entropy;
  },
  domain: "floats",
};

function relativeEntropy(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x > 0 && y > 0) return x * Math.log(x / y);
  return x === 0 && y >= 0 ? 0 : Number.POSITIVE_INFINITY;
}

/** The dtype of the result, in which it computes as well. */
function resultDType(kind: Binary, a: Term, b: Term, library: Library): DType {
  const dtype = commonDType(a, b, library);
  if (isFloatingPoint(dtype)) return kind.domain === "integers" ? refuse() : dtype;
  if (kind.domain === "floats") {
    // NumPy divides all integers in float64; other functions take the narrowest float that holds them.
    if (library === "tensorflow") return refuse();
    return kind === div
      ? library === "numpy"
        ? "float64"
        : "float32"
      : promoteTypes(floatOf(a.dtype, library), floatOf(b.dtype, library));
  }
  if (dtype === "bool" && kind.bool === undefined) return refuse();
  return dtype;
}

/** What an operation between two values makes. */
export function binary(call: OperationCall, kind: Binary, left: Value, right: Value, names: readonly string[]): Value {
  const described = { operation: kind.operation, operands: operands(call, ...names) };
  if (left.kind === "unknown" || right.kind === "unknown")
    return underived(call, described, broadcastFacts(kind, left, right));
  const library = libraryAmong(left, right);
  const [a, b] = [term(call, left, library), term(call, right, library)];
  const isBool = a.dtype === "bool" || b.dtype === "bool";
  if (isBool && (kind === sub ? library === "torch" : kind === pow || kind === floorDiv || kind === remainder))
    return refuse();
  if (library === "torch" && kind.floatsInTorch && ![a, b].every(({ dtype }) => isFloatingPoint(dtype)))
    return refuse();
  const made = madeOf(described, library, common(a.shape, b.shape), resultDType(kind, a, b, library));
  // torch divides a number by an array as the number times the reciprocal.
  const used: Binary =
    kind === div && library === "torch" && a.weak !== undefined ? { ...div, manner: "smooth" } : kind;
  return fresh(call, made, computed(call, used, made, a, b));
}

function computed(
  call: OperationCall,
  kind: Binary,
  { shape, dtype, library }: Made,
  a: Term,
  b: Term,
): Numbers | undefined {
  if ([a, b].some(({ tensor }) => tensor && tensor.storage.data === undefined)) {
    // Whether an integer is divided by 0, which raises, is not known either.
    const divides = kind === floorDiv || kind === remainder || kind === fmod;
    return divides && !isFloatingPoint(dtype) && library === "torch" ? refuse() : undefined;
  }
  call.machine.spend(numel(shape));
  // A power with an int exponent has a rule of its own for it; here it is its value that matters.
  const [x, y] = [spread(call, a, dtype, shape), spread(call, b, dtype, shape)];
  if (x === undefined || y === undefined) return undefined;
  if (isFloatingPoint(dtype)) {
    const isSquare = kind === pow && b.weak !== undefined && y.data.every((exponent) => exponent === 2);
    const f = isSquare ? (base: number) => base * base : kind.float;
    return combined(f, isSquare ? "correct" : kind.manner, dtype, x, y);
  }
  const f = dtype === "bool" ? (kind.bool ?? refuse()) : kind.int;
  return combined((p, q) => (f ? f(p, q, library) : kind.float(p, q)), kind.manner, dtype, x, y);
}

/** What is certain of the result where an operand is not known. */
function broadcastFacts(kind: Binary, left: Value, right: Value): Facts {
  const [a, b] = [factsOf(left), factsOf(right)];
  const library = a.library ?? b.library;
  const isScalar = (value: Value): boolean => isKnownNumber(value);
  const other = isScalar(left) ? b : isScalar(right) ? a : undefined;
  const isKept = other?.dtype !== undefined && isFloatingPoint(other.dtype);
  if (other) {
    return {
      ...(library && { library }),
      ...(isKept && other.dtype && kind.domain !== "integers" && { dtype: other.dtype }),
      ...(other.shape && { shape: other.shape }),
      ...(other.lastSize !== undefined && { lastSize: other.lastSize }),
    };
  }
  const dtype = a.dtype === b.dtype && a.dtype && isFloatingPoint(a.dtype) ? a.dtype : undefined;
  const isSame =
    a.shape &&
    b.shape &&
    a.shape.length === b.shape.length &&
    a.shape.every((size, i) => size !== undefined && size === b.shape?.[i]);
  return {
    ...(library && a.library === b.library && { library }),
    ...(dtype && { dtype }),
    ...(isSame && a.shape && { shape: a.shape }),
  };
}

/** Writes the result of an operation into its first operand, and gives that back. */
export function inPlace(call: OperationCall, target: Value, result: Value): Value {
  if (target.kind !== "tensor") return result;
  if (target.library !== "torch" && target.shape.length === 0) {
    // A scalar of NumPy's is replaced, an array of no axes is written to: which one it is, is not known.
    writeInto(call, target, undefined);
    return result.kind === "tensor" && result.dtype === target.dtype && result.shape.length === 0 ? result : refuse();
  }
  if (result.kind !== "tensor") {
    writeInto(call, target, undefined);
    return target;
  }
  const isSame =
    result.shape.length === target.shape.length && result.shape.every((size, i) => size === target.shape[i]);
  const isWhole = ({ dtype }: TensorValue): boolean => !isFloatingPoint(dtype) && dtype !== "bool";
  const isHeld =
    result.dtype === target.dtype ||
    (isFloatingPoint(result.dtype) && isFloatingPoint(target.dtype)) ||
    (isWhole(result) && isWhole(target) && (target.library === "torch" || target.dtype !== "uint8"));
  if (!isSame || !isHeld) {
    writeInto(call, target, undefined);
    return refuse();
  }
  const numbers = numbersOf(result);
  const held = numbers && cast(numbers, result.dtype, target.dtype);
  writeInto(call, target, held && { data: held.data.slice(), error: held.error?.slice() });
  return target;
}

function side(call: OperationCall, name: string): Value {
  return call.arg(name) ?? refuse();
}

/** `a ∘ b`, and `a ∘= b` in place; on what are no arrays the language's own operators are asked. */
function operator(name: string, kind: Binary): Operation[] {
  const inner = name.replace(/_$/, "");
  return [
    row(`operator.${name}`, "a, b", (call) => binary(call, kind, side(call, "a"), side(call, "b"), ["a", "b"])),
    row(`operator.i${inner}`, "a, b", (call) => {
      const target = side(call, "a");
      // Arrays of TensorFlow and JAX are never changed: a new one takes the name.
      const isMutable = target.kind === "tensor" && (target.library === "torch" || target.library === "numpy");
      return written(call, target, isMutable, () => binary(call, kind, target, side(call, "b"), ["a", "b"]));
    }),
  ];
}

/** The result in place; where it is not known, neither is the target any more. */
export function written(call: OperationCall, target: Value, isMutable: boolean, compute: () => Value): Value {
  if (!isMutable || target.kind !== "tensor") return compute();
  let result: Value | undefined;
  try {
    result = compute();
  } finally {
    if (result === undefined) writeInto(call, target, undefined);
  }
  return inPlace(call, target, result);
}

/** torch.add(input, other, alpha=1), and the method that works in place. */
function torchMethod(names: string, kind: Binary, extra = ""): Operation[] {
  const apply = (call: OperationCall): Value => {
    const [input, other] = [side(call, "input"), side(call, "other")];
    without(call, "out");
    if (input.kind === "number" && other.kind === "number") return refuse();
    if (extra.includes("alpha") && numberArg(call, 1, "alpha") !== 1) {
      return binary(call, kind, input, scaled(call, other), ["input", "other"]);
    }
    if (given(call, "rounding_mode")) {
      const mode = call.arg("rounding_mode");
      if (mode?.kind !== "string" || mode.value !== "floor") return refuse();
      return binary(call, floorDiv, input, other, ["input", "other"]);
    }
    return binary(call, kind, input, other, ["input", "other"]);
  };
  const all = names.split(" ");
  const signature = `input, other${extra}, *, out=None`;
  return [
    row(all.flatMap((name) => [`torch.${name}`, `torch.Tensor.${name}`]).join(" "), signature, apply),
    row(all.map((name) => `torch.Tensor.${name}_`).join(" "), signature, (call) =>
      written(call, side(call, "input"), true, () => apply(call)),
    ),
  ];
}

/** What is added as often as `alpha` says, which is a float only where the result is. */
function scaled(call: OperationCall, other: Value): Value {
  const alpha = side(call, "alpha");
  if (alpha.kind !== "number" || alpha.type !== "int") return refuse();
  if (other.kind !== "number") return binary(call, mul, other, alpha, ["other", "alpha"]);
  return { ...other, type: other.type === "bool" ? "int" : other.type, value: other.value * alpha.value };
}

function numpyFunction(names: string, kind: Binary): Operation {
  const paths = names.split(" ").flatMap((name) => [`numpy.${name}`, `scipy.special.${name}`]);
  return row(paths.join(" "), "x1, x2, /, out=None, *, where=True, dtype=None", (call) => {
    without(call, "out", "dtype");
    const mask = call.arg("where");
    if (mask?.kind !== "number" || mask.value !== 1) return refuse();
    const [a, b] = [side(call, "x1"), side(call, "x2")];
    const sides = [a, b].map((value) =>
      value.kind === "list" || value.kind === "tuple" ? term(call, value, "numpy").tensor : value,
    );
    const isPlain = sides.every((value) => value?.kind === "number");
    const [x, y] = (isPlain ? sides.map((value) => arrayOf(call, value as Value, "numpy")) : sides) as [Value, Value];
    const isTorch = [x, y].some((value) => value.kind === "tensor" && value.library !== "numpy");
    return isTorch ? refuse() : binary(call, kind, x, y, ["x1", "x2"]);
  });
}

/** The same of SciPy alone: NumPy has none of that name. */
function scipyFunction(name: string, kind: Binary): Operation[] {
  const { signature, apply } = numpyFunction(name, kind);
  return [row(`scipy.special.${name}`, signature, apply)];
}

export const arithmetic: Rows = [
  ...operator("add", add),
  ...operator("sub", sub),
  ...operator("mul", mul),
  ...operator("truediv", div),
  ...operator("floordiv", floorDiv),
  ...operator("mod", remainder),
  ...operator("pow", pow),
  ...operator("and_", and),
  ...operator("or_", or),
  ...operator("xor", xor),
  ...operator("lshift", leftShift),
  ...operator("rshift", rightShift),
  ...torchMethod("add", add, ", alpha=1"),
  ...torchMethod("sub subtract", sub, ", alpha=1"),
  ...torchMethod("mul multiply", mul),
  ...torchMethod("div divide true_divide", div, ", rounding_mode=None"),
  ...torchMethod("floor_divide", floorDiv),
  ...torchMethod("remainder", remainder),
  ...torchMethod("fmod", fmod),
  ...torchMethod("bitwise_and", and),
  ...torchMethod("bitwise_or", or),
  ...torchMethod("bitwise_xor", xor),
  ...torchMethod("minimum", minimum),
  ...torchMethod("maximum", maximum),
  ...torchMethod("fmin", {
    ...minimum,
    operation: "fmin",
    float: (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b)),
  }),
  ...torchMethod("fmax", {
    ...maximum,
    operation: "fmax",
    float: (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b)),
  }),
  ...torchMethod("logaddexp", logaddexp),
  ...torchMethod("atan2 arctan2", atan2),
  ...torchMethod("hypot", hypot),
  ...torchMethod("xlogy", xlogy),
  row("torch.pow torch.Tensor.pow", "input, exponent, *, out=None", (call) => {
    without(call, "out");
    return binary(call, pow, side(call, "input"), side(call, "exponent"), ["input", "exponent"]);
  }),
  row("torch.Tensor.pow_", "input, exponent", (call) => {
    const input = side(call, "input");
    return written(call, input, true, () => binary(call, pow, input, side(call, "exponent"), ["input", "exponent"]));
  }),
  row("torch.rsub", "input, other, *, alpha=1", (call) => {
    if (numberArg(call, 1, "alpha") !== 1) return refuse();
    return binary(call, sub, side(call, "other"), side(call, "input"), ["input", "other"]);
  }),
  numpyFunction("add", add),
  numpyFunction("subtract", sub),
  numpyFunction("multiply", mul),
  numpyFunction("divide true_divide", div),
  numpyFunction("floor_divide", floorDiv),
  numpyFunction("mod remainder", remainder),
  numpyFunction("fmod", fmod),
  numpyFunction("power pow", pow),
  numpyFunction("minimum", minimum),
  numpyFunction("maximum", maximum),
  numpyFunction("logaddexp", logaddexp),
  numpyFunction("arctan2 atan2", atan2),
  numpyFunction("hypot", hypot),
  numpyFunction("xlogy", xlogy),
  ...scipyFunction("rel_entr", relEntr),
  ...scipyFunction("kl_div", klDiv),
  numpyFunction("bitwise_and", and),
  numpyFunction("bitwise_or", or),
  numpyFunction("bitwise_xor", xor),
];
