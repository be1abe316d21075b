import type { DType } from "../../tensor/tensor";
import type { Library, Origin, Value } from "../value";

const torchTypes: Readonly<Record<string, DType>> = {
  bool: "bool",
  uint8: "uint8",
  int8: "int8",
  int16: "int16",
  short: "int16",
  int32: "int32",
  int: "int32",
  int64: "int64",
  long: "int64",
  float16: "float16",
  half: "float16",
  bfloat16: "bfloat16",
  float32: "float32",
  float: "float32",
  float64: "float64",
  double: "float64",
};

const numpyTypes: Readonly<Record<string, DType>> = {
  bool: "bool",
  bool_: "bool",
  uint8: "uint8",
  ubyte: "uint8",
  int8: "int8",
  byte: "int8",
  int16: "int16",
  short: "int16",
  int32: "int32",
  intc: "int32",
  int64: "int64",
  int_: "int64",
  longlong: "int64",
  intp: "int64",
  float16: "float16",
  half: "float16",
  float32: "float32",
  single: "float32",
  float64: "float64",
  double: "float64",
  float_: "float64",
};

const namesOfTypes: readonly (readonly [string, Library, Readonly<Record<string, DType>>])[] = [
  ["torch", "torch", torchTypes],
  ["numpy", "numpy", numpyTypes],
  ["jax.numpy", "jax", { ...numpyTypes, bfloat16: "bfloat16" }],
  ["tensorflow", "tensorflow", { ...numpyTypes, bfloat16: "bfloat16" }],
];

const numbers: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  inf: Number.POSITIVE_INFINITY,
  Inf: Number.POSITIVE_INFINITY,
  infty: Number.POSITIVE_INFINITY,
  nan: Number.NaN,
  NaN: Number.NaN,
  tau: 2 * Math.PI,
};

const withNumbers = new Set(["math", "numpy", "torch", "jax.numpy", "cmath"]);

/** What stands at a path of a library: a dtype, a number, or the function, class or module itself. */
export function libraryValue(path: string, origin: Origin): Value {
  const dot = path.lastIndexOf(".");
  if (dot > 0) {
    const module = path.slice(0, dot);
    const name = path.slice(dot + 1);
    for (const [of, library, types] of namesOfTypes) {
      if (module === of && Object.hasOwn(types, name)) return { kind: "dtype", dtype: types[name], library, origin };
    }
    if (withNumbers.has(module) && Object.hasOwn(numbers, name)) {
      return { kind: "number", type: "float", value: numbers[name], origin };
    }
    if (name === "newaxis") return { kind: "none", origin };
    if (path === "typing.TYPE_CHECKING") return { kind: "number", type: "bool", value: 0, origin };
  }
  return { kind: "library", path, origin };
}
