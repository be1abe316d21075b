import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import type { Library, OperationOrigin, TensorValue, Value } from "../../value";
import { given, intArg, numberArg, refuse, row, without } from "./arguments";
import { cast, floatOf } from "./conversion";
import { type Manner, mapped } from "./elementwise";
import { libraryOf } from "./fills";
import { written } from "./inPlace";
import { arrayOf } from "./literal";
import { derived, factsOf, madeOf, operands, type Rows, underived } from "./make";
import { epsilon, roundHalfEven } from "./precision";
import { erf, erfc, sigmoid } from "./special";

/** Functions of each element. */
export interface Unary {
  readonly operation: string;
  readonly manner: Manner;
  readonly f: (x: number) => number;
  /** What integers become: floats, or they stay what they are; where undefined they are refused. */
  readonly integers: "float" | "same" | undefined;
  /** Whether bools are taken as well, as integers are; undefined for no. */
  readonly bools?: true;
  readonly settings?: OperationOrigin["settings"];
}

/** The function applied to an argument. */
export function unary(call: OperationCall, kind: Unary, name = "input", library: Library = libraryOf(call)): Value {
  const value = call.arg(name) ?? refuse();
  const described = { operation: kind.operation, operands: operands(call, name), settings: kind.settings ?? {} };
  if (value.kind === "unknown") {
    const { dtype, ...facts } = factsOf(value);
    return underived(call, described, dtype === undefined || isFloatingPoint(dtype) ? factsOf(value) : facts);
  }
  const tensor = arrayOf(call, value, library);
  return applied(call, kind, tensor, described);
}

function applied(
  call: OperationCall,
  kind: Unary,
  tensor: TensorValue,
  described: Pick<OperationOrigin, "operation" | "operands" | "settings">,
): Value {
  const dtype = resultDType(kind, tensor.dtype, tensor.library);
  const made = madeOf(described, tensor.library, tensor.shape, dtype);
  return derived(call, made, [tensor], (input) => {
    const converted = cast(input, tensor.dtype, dtype);
    return converted && mapped(kind.f, kind.manner, dtype, converted);
  });
}

function resultDType(kind: Unary, dtype: DType, library: Library): DType {
  if (isFloatingPoint(dtype)) return dtype;
  if (kind.integers === undefined || (dtype === "bool" && !kind.bools && kind.integers === "same")) return refuse();
  return kind.integers === "same" ? dtype : floatOf(dtype, library);
}

function float(operation: string, f: (x: number) => number, manner: Manner = "smooth"): Unary {
  return { operation, manner, f, integers: "float" };
}

function same(operation: string, f: (x: number) => number, manner: Manner = "correct"): Unary {
  return { operation, manner, f, integers: "same" };
}

const reciprocal = float("reciprocal", (x) => 1 / x, "correct");
/** log1p and expm1 near 0, where JavaScript's own are exact as well. */
const kinds: readonly { readonly torch?: string; readonly numpy?: string; readonly kind: Unary }[] = [
  { torch: "exp", numpy: "exp", kind: float("exp", Math.exp) },
  { torch: "exp2", numpy: "exp2", kind: float("exp2", (x) => 2 ** x) },
  { torch: "expm1", numpy: "expm1", kind: float("expm1", Math.expm1) },
  { torch: "log", numpy: "log", kind: float("log", Math.log) },
  { torch: "log2", numpy: "log2", kind: float("log2", Math.log2) },
  { torch: "log10", numpy: "log10", kind: float("log10", Math.log10) },
  { torch: "log1p", numpy: "log1p", kind: float("log1p", Math.log1p) },
  // The vector library that torch takes the root from does not round it correctly.
  { torch: "sqrt", kind: float("sqrt", Math.sqrt) },
  { numpy: "sqrt", kind: float("sqrt", Math.sqrt, "correct") },
  { torch: "rsqrt", kind: float("rsqrt", (x) => 1 / Math.sqrt(x)) },
  { numpy: "cbrt", kind: float("cbrt", Math.cbrt) },
  { torch: "sin", numpy: "sin", kind: float("sin", Math.sin) },
  { torch: "cos", numpy: "cos", kind: float("cos", Math.cos) },
  { torch: "tan", numpy: "tan", kind: float("tan", Math.tan) },
  { torch: "asin arcsin", numpy: "arcsin asin", kind: float("asin", Math.asin) },
  { torch: "acos arccos", numpy: "arccos acos", kind: float("acos", Math.acos) },
  { torch: "atan arctan", numpy: "arctan atan", kind: float("atan", Math.atan) },
  { torch: "sinh", numpy: "sinh", kind: float("sinh", Math.sinh) },
  { torch: "cosh", numpy: "cosh", kind: float("cosh", Math.cosh) },
  { torch: "tanh", numpy: "tanh", kind: float("tanh", Math.tanh) },
  { torch: "asinh arcsinh", numpy: "arcsinh asinh", kind: float("asinh", Math.asinh) },
  { torch: "acosh arccosh", numpy: "arccosh acosh", kind: float("acosh", Math.acosh) },
  { torch: "atanh arctanh", numpy: "arctanh atanh", kind: float("atanh", Math.atanh) },
  { torch: "erf", kind: float("erf", (x) => (x !== 0 && Math.abs(x) < 1e-20 ? refuse() : erf(x))) },
  { torch: "erfc", kind: float("erfc", erfc, "cancelling") },
  { torch: "deg2rad", numpy: "deg2rad radians", kind: float("deg2rad", (x) => (x * Math.PI) / 180) },
  { torch: "reciprocal", kind: reciprocal },
  { numpy: "reciprocal", kind: { ...reciprocal, integers: undefined } },
  { torch: "neg negative", numpy: "negative", kind: same("neg", (x) => -x) },
  { numpy: "positive", kind: same("positive", (x) => x) },
  { torch: "abs absolute", numpy: "abs absolute fabs_", kind: same("abs", Math.abs) },
  { numpy: "fabs", kind: float("abs", Math.abs, "correct") },
  { torch: "square", numpy: "square", kind: same("square", (x) => x * x) },
  { torch: "sign", kind: same("sign", (x) => (Number.isNaN(x) ? 0 : Math.sign(x)), "discrete") },
  { numpy: "sign", kind: same("sign", Math.sign, "discrete") },
  { torch: "floor", numpy: "floor", kind: same("floor", Math.floor, "discrete") },
  { torch: "ceil", numpy: "ceil", kind: same("ceil", Math.ceil, "discrete") },
  { torch: "trunc fix", numpy: "trunc fix", kind: same("trunc", Math.trunc, "discrete") },
  { numpy: "rint", kind: float("round", roundHalfEven, "discrete") },
  { torch: "frac", kind: { ...same("frac", (x) => x - Math.trunc(x)), integers: undefined } },
];

/** torch.exp(x), x.exp(), and x.exp_() in place. */
export function torchUnary(names: string, kind: Unary, alsoIn: readonly string[] = []): Operation[] {
  const all = names.split(" ");
  const paths = [
    ...all.flatMap((name) => [`torch.${name}`, `torch.Tensor.${name}`]),
    ...alsoIn.flatMap((module) => all.map((name) => `${module}.${name}`)),
  ];
  return [
    row(paths.join(" "), "input, *, out=None", (call) => {
      without(call, "out");
      return unary(call, kind);
    }),
    row(all.map((name) => `torch.Tensor.${name}_`).join(" "), "input", (call) =>
      written(call, call.arg("input") ?? refuse(), true, () => unary(call, kind)),
    ),
  ];
}

function numpyUnary(names: string, kind: Unary): Operation {
  const paths = names.split(" ").map((name) => `numpy.${name}`);
  return row(paths.join(" "), "input, /, out=None, *, where=True, dtype=None", (call) => {
    without(call, "out", "dtype");
    const where = call.arg("where");
    return where?.kind === "number" && where.value === 1 ? unary(call, kind) : refuse();
  });
}

/** Rounded to decimals: by a power of ten and back, as NumPy and torch do it. */
function round(call: OperationCall): Value {
  const decimals = intArg(call, 0, "decimals");
  if (decimals === 0 && given(call, "decimals") && isWholeTensor(call)) return refuse();
  if (decimals === 0) return unary(call, same("round", roundHalfEven, "discrete"));
  const value = call.arg("input") ?? refuse();
  if (value.kind === "unknown") return unary(call, same("round", roundHalfEven));
  const tensor = arrayOf(call, value, libraryOf(call));
  if (!isFloatingPoint(tensor.dtype) || Math.abs(decimals) > 12) return refuse();
  const scale = 10 ** Math.abs(decimals);
  const [up, down] = decimals > 0 ? [scale, 1 / scale] : [1 / scale, scale];
  const made = {
    operation: "round",
    operands: operands(call, "input"),
    library: tensor.library,
    shape: tensor.shape,
    dtype: tensor.dtype,
    settings: { decimals },
  };
  return derived(call, made, [tensor], ({ data, error }) => {
    const result = new Float64Array(data.length);
    for (let i = 0; i < data.length; i++) {
      const x = data[i] * up;
      if (!Number.isFinite(x)) result[i] = data[i];
      else {
        // A number near a half goes either way, depending on digits that are not there.
        const off = 2 * (error?.[i] ?? 0) * up + Math.abs(x) * (tensor.dtype === "float64" ? 1e-14 : 1e-5);
        const toHalf = Math.abs(x - Math.floor(x) - 0.5);
        if (toHalf <= off) return undefined;
        result[i] = decimals > 0 ? Math.round(x) / up : Math.round(x) / up + 0 * down;
      }
    }
    const slack = 4 * epsilon[tensor.dtype];
    return { data: result, error: result.map((x) => (Number.isFinite(x) ? Math.abs(x) * slack : 0)) };
  });
}

/** torch has no rounding to decimals of integers, not even to none. */
function isWholeTensor(call: OperationCall): boolean {
  const value = call.arg("input");
  return value?.kind === "tensor" && value.library === "torch" && !isFloatingPoint(value.dtype);
}

function nanToNum(call: OperationCall, names: readonly [string, string]): Value {
  const nan = given(call, "nan") === undefined ? 0 : numberArg(call, 0, "nan");
  const tensor = arrayOf(call, call.arg("input") ?? refuse(), libraryOf(call));
  const most =
    { float16: 65504, bfloat16: 3.3895313892515355e38, float32: 3.4028234663852886e38, float64: Number.MAX_VALUE }[
      tensor.dtype as string
    ] ?? 0;
  const high = numberArg(call, most, names[0]);
  const low = numberArg(call, -most, names[1]);
  const f = (x: number): number =>
    Number.isNaN(x) ? nan : x === Number.POSITIVE_INFINITY ? high : x === Number.NEGATIVE_INFINITY ? low : x;
  return unary(call, same("nan_to_num", f));
}

export const pointwise: Rows = [
  ...kinds.flatMap(({ torch, numpy, kind }) => [
    ...(torch === undefined ? [] : torchUnary(torch, kind)),
    ...(numpy === undefined ? [] : [numpyUnary(numpy, kind)]),
  ]),
  ...torchUnary("sigmoid", float("sigmoid", sigmoid), ["torch.nn.functional", "torch.special"]),
  row("torch.special.expit scipy.special.expit", "input, out=None", (call) => unary(call, float("sigmoid", sigmoid))),
  row("torch.nn.functional.tanh", "input", (call) => unary(call, float("tanh", Math.tanh))),
  row("torch.logit torch.Tensor.logit torch.special.logit scipy.special.logit", "input, eps=None", (call) => {
    const eps = given(call, "eps") === undefined ? undefined : numberArg(call, undefined, "eps");
    // 1 − ε is rounded before its logarithm is taken.
    if (eps !== undefined && !(eps >= 1e-3 && eps < 0.5)) return refuse();
    const clamp = (x: number): number => (eps === undefined ? x : Math.min(Math.max(x, eps), 1 - eps));
    return unary(
      call,
      float("logit", (x) => Math.log(clamp(x) / (1 - clamp(x))), "composite"),
    );
  }),
  row("torch.round torch.Tensor.round", "input, *, decimals=None, out=None", round),
  row("numpy.round numpy.around numpy.ndarray.round", "input, decimals=0, out=None", round),
  row("torch.nan_to_num torch.Tensor.nan_to_num", "input, nan=None, posinf=None, neginf=None", (call) =>
    nanToNum(call, ["posinf", "neginf"]),
  ),
  row("numpy.nan_to_num", "input, copy=True, nan=0.0, posinf=None, neginf=None", (call) =>
    nanToNum(call, ["posinf", "neginf"]),
  ),
  row("operator.neg", "input", (call) =>
    unary(
      call,
      same("neg", (x) => -x),
      "input",
      ofOperand(call),
    ),
  ),
  row("operator.pos torch.positive torch.Tensor.positive", "input", (call) => {
    const value = call.arg("input") ?? refuse();
    // torch gives the tensor itself.
    if (value.kind === "tensor" && value.library === "torch") return value.dtype === "bool" ? refuse() : value;
    return unary(
      call,
      same("positive", (x) => x),
      "input",
      ofOperand(call),
    );
  }),
  row("operator.abs torch.Tensor.__abs__ numpy.ndarray.__abs__", "input", (call) =>
    unary(call, same("abs", Math.abs), "input", ofOperand(call)),
  ),
  row("operator.invert torch.bitwise_not torch.Tensor.bitwise_not numpy.invert numpy.bitwise_not", "input", (call) => {
    const value = call.arg("input") ?? refuse();
    if (value.kind !== "tensor" || isFloatingPoint(value.dtype)) return refuse();
    const f = value.dtype === "bool" ? (x: number) => 1 - x : (x: number) => -1 - x;
    return unary(call, { ...same("bitwise_not", f), bools: true }, "input", value.library);
  }),
];

function ofOperand(call: OperationCall): Library {
  const value = call.arg("input");
  return value?.kind === "tensor" ? value.library : "torch";
}
