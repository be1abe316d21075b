import type { DType } from "../../../tensor/tensor";
import type { Library, Value } from "../../value";

/** The names of dtypes that torch and NumPy share. */
const shared: Readonly<Record<string, DType>> = {
  bool: "bool",
  uint8: "uint8",
  int8: "int8",
  int16: "int16",
  int32: "int32",
  int64: "int64",
  float16: "float16",
  half: "float16",
  float32: "float32",
  float64: "float64",
  double: "float64",
};

const torchNames: Readonly<Record<string, DType>> = {
  ...shared,
  short: "int16",
  int: "int32",
  long: "int64",
  bfloat16: "bfloat16",
  float: "float32",
};

/** NumPy's and Python's names, and NumPy's codes. */
const numpyNames: Readonly<Record<string, DType>> = {
  ...shared,
  bool_: "bool",
  ubyte: "uint8",
  byte: "int8",
  short: "int16",
  intc: "int32",
  int: "int64",
  int_: "int64",
  intp: "int64",
  longlong: "int64",
  single: "float32",
  float: "float64",
  "?": "bool",
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

const tensorTypes: Readonly<Record<string, DType>> = {
  FloatTensor: "float32",
  DoubleTensor: "float64",
  HalfTensor: "float16",
  BFloat16Tensor: "bfloat16",
  LongTensor: "int64",
  IntTensor: "int32",
  ShortTensor: "int16",
  CharTensor: "int8",
  ByteTensor: "uint8",
  BoolTensor: "bool",
};

const pythonTypes: Readonly<Record<string, DType>> = { bool: "bool", int: "int64", float: "float64" };

function lookUp(table: Readonly<Record<string, DType>>, name: string): DType | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The dtype that a value names to a library's functions; undefined where it names none, or one that the library would refuse. */
export function dtypeNamed(value: Value, library: Library): DType | undefined {
  switch (value.kind) {
    case "dtype":
      return value.library === library || (library !== "torch" && value.library !== "torch") ? value.dtype : undefined;
    case "string":
      return library === "torch" ? undefined : lookUp(numpyNames, value.value.replace(/^[<=|]/, ""));
    case "library": {
      const last = value.path.slice(value.path.lastIndexOf(".") + 1);
      if (value.path.startsWith("builtins.")) return lookUp(pythonTypes, last);
      if (value.path === `torch.${last}`) return library === "torch" ? lookUp(torchNames, last) : undefined;
      return library === "torch" ? undefined : lookUp(numpyNames, last);
    }
    default:
      return undefined;
  }
}

/** What `torch.Tensor.type` and `to` take besides: `torch.FloatTensor`, `"torch.cuda.LongTensor"`. */
export function tensorTypeNamed(value: Value): DType | undefined {
  const path = value.kind === "library" ? value.path : value.kind === "string" ? value.value : "";
  return /^torch\.(?:cuda\.)?\w+$/.test(path) ? lookUp(tensorTypes, path.slice(path.lastIndexOf(".") + 1)) : undefined;
}

/** The dtype of Python's own numbers in a library's arrays. */
export function dtypeOfNumber(type: "bool" | "int" | "float", library: Library): DType {
  const isWide = library === "torch" || library === "numpy";
  if (type === "bool") return "bool";
  if (type === "int") return isWide ? "int64" : "int32";
  return library === "numpy" ? "float64" : "float32";
}
