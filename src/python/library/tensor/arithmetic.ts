import { promoteTypes } from "../../../tensor/dtype";
import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import type { Facts, Library, Sizes, Value } from "../../value";
import { given, numberArg, refuse, row, without } from "./arguments";
import {
  add,
  and,
  atan2,
  type Binary,
  div,
  floorDiv,
  fmod,
  hypot,
  leftShift,
  logaddexp,
  maximum,
  minimum,
  mul,
  or,
  pow,
  remainder,
  rightShift,
  sub,
  xlogy,
  xor,
} from "./binaryKinds";
import { floatOf } from "./conversion";
import { combined } from "./elementwise";
import { written } from "./inPlace";
import { arrayOf } from "./literal";
import { factsOf, fresh, isKnownNumber, type Made, madeOf, operands, type Rows, underived } from "./make";
import type { Numbers } from "./precision";
import { commonDType, libraryAmong, spread, type Term, term } from "./promotion";
import { common } from "./repeats";

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
  if (isNumber(left) && isNumber(right)) return { isNumber: true };
  const library = a.library ?? b.library;
  const other = isNumber(left) ? b : isNumber(right) ? a : undefined;
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
  const shape = a.shape && b.shape && spreadSizes(a.shape, b.shape);
  return { ...(library && a.library === b.library && { library }), ...(dtype && { dtype }), ...(shape && { shape }) };
}

function isNumber(value: Value): boolean {
  return isKnownNumber(value) || (value.kind === "unknown" && value.facts.isNumber === true);
}

/** The common shape of two, of whose sizes some are not known; undefined where there is none. */
function spreadSizes(a: Sizes, b: Sizes): Sizes | undefined {
  const ndim = Math.max(a.length, b.length);
  const sizesAt = (i: number) => [a, b].map((shape) => (i < ndim - shape.length ? 1 : shape[i - ndim + shape.length]));
  const sizes: (number | undefined)[] = [];
  for (let i = 0; i < ndim; i++) {
    const [x, y] = sizesAt(i);
    if (x !== undefined && y !== undefined && x !== y && x !== 1 && y !== 1) return undefined;
    // Beside a size above 1 one that is not known is the same, or 1.
    sizes.push(x === 1 ? y : y === 1 ? x : (x ?? y));
  }
  return sizes;
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
