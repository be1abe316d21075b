import { wrapInteger } from "../tensor/dtype";
import { type DType, isFloatingPoint } from "../tensor/tensor";

const names: { readonly [name: string]: DType } = {
  bool: "bool",
  bool_: "bool",
  bool8: "bool",
  boolean: "bool",
  uint8: "uint8",
  ubyte: "uint8",
  byte: "uint8",
  int8: "int8",
  char: "int8",
  int16: "int16",
  short: "int16",
  int32: "int32",
  intc: "int32",
  int64: "int64",
  int_: "int64",
  int: "int64",
  long: "int64",
  longlong: "int64",
  intp: "int64",
  float16: "float16",
  half: "float16",
  bfloat16: "bfloat16",
  float32: "float32",
  single: "float32",
  float: "float32",
  // Unsigned integers above 8 bits, for which losses have no use: the signed type that holds the values.
  uint16: "int32",
  uint32: "int64",
  uint64: "int64",
  longdouble: "float64",
  float128: "float64",
  float64: "float64",
  double: "float64",
  float_: "float64",
};

/** NumPy's one-letter codes, byte order and size included: `<f4`, `i8`, `?`. */
const codes: { readonly [code: string]: DType } = {
  "?": "bool",
  b1: "bool",
  u1: "uint8",
  B: "uint8",
  i1: "int8",
  b: "int8",
  i2: "int16",
  h: "int16",
  i4: "int32",
  i: "int32",
  i8: "int64",
  l: "int64",
  q: "int64",
  f2: "float16",
  e: "float16",
  f4: "float32",
  f: "float32",
  f8: "float64",
  d: "float64",
};

export type Library = "numpy" | "torch" | "tensorflow" | "jax";

/**
 * The type that a name stands for: `torch.long`, `np.float32`, `float`, `"<f4"`. Python's bare `float` and numpy's are 64 bits wide,
 * torch's 32; `int` is 64 bits in both, `torch.int` 32. Undefined for a name that is no type of an array's (complex, object).
 */
export function dtypeNamed(name: string, library: Library | undefined): DType | undefined {
  const last = name.slice(name.lastIndexOf(".") + 1);
  const prefix = name.slice(0, Math.max(0, name.lastIndexOf(".")));
  if (last === "float" && prefix !== "torch" && library !== "torch") return library === "jax" ? "float32" : "float64";
  if (last === "int" && prefix === "torch") return "int32";
  if (Object.hasOwn(names, last)) return names[last];
  const code = last.replace(/^[<>=|]/, "");
  return Object.hasOwn(codes, code) ? codes[code] : undefined;
}

/** The type of elements that say no type themselves: torch's defaults, save numpy's float64. */
export function defaultDType(kind: 0 | 1 | 2, library: Library | undefined): DType {
  if (kind === 0) return "bool";
  const wide = library !== "tensorflow" && library !== "jax";
  if (kind === 1) return wide ? "int64" : "int32";
  return library === "numpy" ? "float64" : "float32";
}

/**
 * The value after a cast to `dtype`: truncated for integers and wrapped at their width as torch and NumPy do, 0 or 1 for bool. Floating
 * point keeps the double as written: rounding it is the engine's business. Undefined where the result is not defined: a NaN, an infinity
 * or a number beyond 2^53 cast to an integer.
 */
export function castValue(value: number, dtype: DType): number | undefined {
  if (dtype === "bool") return value === 0 ? 0 : 1;
  if (isFloatingPoint(dtype)) return value;
  const whole = Math.trunc(value) + 0;
  return Math.abs(whole) <= 2 ** 53 ? wrapInteger(whole, dtype) : undefined;
}
