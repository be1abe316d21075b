import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Library, TensorValue, Value } from "../../value";
import { boolArg, dtypeArg, given, intArg, refuse, required, row, without } from "./arguments";
import { arrayLike } from "./literal";
import { factsOf, fresh, type Made, moved, operands, type Rows, underived } from "./make";

/** Arrays out of numbers, lists and other arrays. */

/** The library's narrowed types: JAX holds no 64 bits unless it was told to. */
function held(dtype: DType, library: Library): DType {
  if (library !== "jax") return dtype;
  return dtype === "float64" ? "float32" : dtype === "int64" ? "int32" : dtype;
}

/** A new array of a value, in a dtype of its own unless one is asked for. */
export function constructed(
  call: OperationCall,
  operation: string,
  name: string,
  library: Library,
  dtype: DType | undefined,
): Value {
  const value = call.arg(name) ?? refuse();
  const from = operands(call, name);
  if (value.kind === "unknown") {
    const facts = factsOf(value);
    const type = dtype ?? (facts.library === undefined ? undefined : facts.dtype);
    const { lastSize, shape } = facts;
    return underived(
      call,
      { operation, operands: from },
      {
        library,
        ...(type && { dtype: type }),
        ...(shape && { shape }),
        ...(lastSize !== undefined && { lastSize }),
      },
    );
  }
  const narrow = dtype ?? (library === "jax" ? held(arrayLike(call, value, library).dtype, library) : undefined);
  const like = arrayLike(call, value, library, narrow);
  const made: Made = { operation, operands: from, library, shape: like.shape, dtype: like.dtype };
  if (like.numbers === undefined) return fresh(call, made, undefined);
  call.machine.spend(numel(like.shape));
  const { data, error } = like.numbers;
  const isWhole = isFloatingPoint(like.dtype) || value.kind === "tensor";
  return fresh(
    call,
    made,
    { data: data.slice(), error: error?.slice() },
    isWhole || like.dtype === "int64" ? like.cells : undefined,
  );
}

/** The same memory under a library's name where no conversion is needed, otherwise a copy. */
function shared(
  call: OperationCall,
  operation: string,
  name: string,
  library: Library,
  dtype: DType | undefined,
): Value {
  const value = call.arg(name) ?? refuse();
  if (value.kind !== "tensor" || (dtype !== undefined && dtype !== value.dtype))
    return constructed(call, operation, name, library, dtype);
  if (value.library !== library && !(isTorchOrNumpy(value.library) && isTorchOrNumpy(library))) return refuse();
  return alias(call, operation, name, value, library);
}

function isTorchOrNumpy(library: Library): boolean {
  return library === "torch" || library === "numpy";
}

export function alias(
  call: OperationCall,
  operation: string,
  name: string,
  value: TensorValue,
  library?: Library,
): TensorValue {
  return moved(
    call,
    { operation, operands: operands(call, name), shape: value.shape, ...(library && { library }) },
    value,
    undefined,
    true,
  );
}

/** At least `ndim` axes, new ones in front. */
function atLeast(value: Value, ndim: number): Value {
  if (value.kind !== "tensor" || value.shape.length >= ndim) return value;
  return { ...value, shape: [...new Array<number>(ndim - value.shape.length).fill(1), ...value.shape] };
}

/** `torch.FloatTensor([…])`; with sizes it holds whatever was in memory. */
function typed(name: string, dtype: DType) {
  return row(`torch.${name}Tensor torch.cuda.${name}Tensor`, "*args", (call) => {
    const args = call.rest("args");
    const made: Made = { operation: "tensor", operands: [], library: "torch", shape: [], dtype };
    const isSizes = args.every((arg) => arg.kind === "number" && arg.type === "int");
    if (isSizes) {
      const shape = args.map((arg) => (arg.kind === "number" && arg.value >= 0 ? arg.value : refuse()));
      return fresh(call, { ...made, shape: args.length === 0 ? [0] : shape }, undefined);
    }
    if (args.length !== 1) return refuse();
    const [value] = args;
    if (value.kind === "tensor" && value.dtype !== dtype) return refuse();
    if (value.kind === "tensor" && value.library === "numpy") return refuse();
    if (value.kind !== "list" && value.kind !== "tuple" && value.kind !== "tensor") return refuse();
    const like = arrayLike(call, value, "torch", dtype);
    if (like.numbers === undefined) return refuse();
    const copy = { data: like.numbers.data.slice(), error: like.numbers.error?.slice() };
    // What was cut off is not written anywhere.
    const isCut = !isFloatingPoint(dtype) && isFloatingPoint(arrayLike(call, value, "torch").dtype);
    return fresh(
      call,
      { ...made, operands: [{ value, place: undefined }], shape: like.shape },
      copy,
      isCut ? undefined : like.cells,
    );
  });
}

export const constructors: Rows = [
  row("torch.tensor", "data, *, dtype=None, device=None, requires_grad=False, pin_memory=False, names=None", (call) =>
    constructed(call, "tensor", "data", "torch", dtypeArg(call, "torch")),
  ),
  row("torch.Tensor.new_tensor", "self, data, *, dtype=None, device=None, requires_grad=False", (call) => {
    const own = factsOf(call.arg("self"));
    const dtype = dtypeArg(call, "torch") ?? (own.library === "torch" ? own.dtype : undefined);
    return dtype === undefined ? refuse() : constructed(call, "tensor", "data", "torch", dtype);
  }),
  row("torch.as_tensor torch.asarray", "data, dtype=None, device=None, copy=None, requires_grad=False", (call) => {
    without(call, "copy");
    return shared(call, "as_tensor", "data", "torch", dtypeArg(call, "torch"));
  }),
  row("torch.from_numpy", "ndarray", (call) => {
    const value = call.arg("ndarray");
    if (value?.kind === "unknown") return constructed(call, "tensor", "ndarray", "torch", undefined);
    if (value?.kind !== "tensor" || value.library !== "numpy") return refuse();
    return shared(call, "tensor", "ndarray", "torch", undefined);
  }),
  row("torch.autograd.Variable", "data, requires_grad=True", (call) => {
    const value = required(call, "data");
    if (value.kind === "unknown")
      return underived(call, { operation: "tensor", operands: operands(call, "data") }, value.facts);
    return value.kind === "tensor" && value.library === "torch" ? alias(call, "tensor", "data", value) : refuse();
  }),
  typed("", "float32"),
  typed("Float", "float32"),
  typed("Double", "float64"),
  typed("Half", "float16"),
  typed("BFloat16", "bfloat16"),
  typed("Long", "int64"),
  typed("Int", "int32"),
  typed("Short", "int16"),
  typed("Char", "int8"),
  typed("Byte", "uint8"),
  typed("Bool", "bool"),
  row("numpy.array", "object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, like=None", (call) => {
    without(call, "like");
    if (!boolArg(call, true, "copy")) return refuse();
    const array = constructed(call, "tensor", "object", "numpy", dtypeArg(call, "numpy"));
    return atLeast(array, intArg(call, 0, "ndmin"));
  }),
  row("numpy.asarray numpy.asanyarray", "a, dtype=None, order=None, *, device=None, copy=None, like=None", (call) => {
    without(call, "like", "copy", "order");
    return shared(call, "tensor", "a", "numpy", dtypeArg(call, "numpy"));
  }),
  row("numpy.ascontiguousarray", "a, dtype=None, *, like=None", (call) => {
    without(call, "like");
    return atLeast(constructed(call, "tensor", "a", "numpy", dtypeArg(call, "numpy")), 1);
  }),
  ...[
    "bool_",
    "uint8",
    "int8",
    "int16",
    "int32",
    "int64",
    "float16",
    "float32",
    "float64",
    "double",
    "single",
    "half",
  ].map((name) =>
    row(`numpy.${name}`, "value=0, /", (call) =>
      constructed(call, "tensor", "value", "numpy", numpyScalars[name] ?? (name as DType)),
    ),
  ),
  row(
    "tensorflow.constant tensorflow.convert_to_tensor",
    "value, dtype=None, *args, shape=None, name=None, dtype_hint=None",
    (call) => {
      without(call, "shape", "dtype_hint");
      if (call.rest("args").length > 0) return refuse();
      return constructed(call, "tensor", "value", "tensorflow", dtypeArg(call, "tensorflow"));
    },
  ),
  row("tensorflow.Variable", "initial_value, trainable=None, dtype=None, **others", (call) =>
    constructed(call, "tensor", "initial_value", "tensorflow", dtypeArg(call, "tensorflow")),
  ),
  row("jax.numpy.array jax.numpy.asarray", "object, dtype=None, copy=True, order='K', ndmin=0, **others", (call) =>
    atLeast(
      constructed(call, "tensor", "object", "jax", dtypeArg(call, "jax")),
      given(call, "ndmin") ? intArg(call, 0, "ndmin") : 0,
    ),
  ),
];

const numpyScalars: Readonly<Record<string, DType>> = {
  bool_: "bool",
  double: "float64",
  single: "float32",
  half: "float16",
};
