import { integerRange, promoteTypes } from "../../../tensor/dtype";
import { broadcastIndices } from "../../../tensor/layout";
import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Library, NumberValue, TensorValue, Value } from "../../value";
import { refuse } from "./arguments";
import { cast, numpyPromotion } from "./conversion";
import { arrayOf } from "./literal";
import { gathered, numbersOf } from "./make";
import { type Numbers, slack } from "./precision";

/** One side of an operation between arrays and numbers. */
export interface Term {
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** A number of Python's: it widens an array only to its category. */
  readonly weak: NumberValue["type"] | undefined;
  /** Undefined where the values are not known. */
  readonly numbers: () => Numbers | undefined;
  readonly tensor: TensorValue | undefined;
}

const ofPython: Readonly<Record<NumberValue["type"], DType>> = { bool: "bool", int: "int64", float: "float64" };

export function term(call: OperationCall, value: Value, library: Library): Term {
  if (value.kind === "number") return weakTerm(value);
  // A scalar of NumPy's beside a tensor of floats is a number like any other.
  if (library === "torch" && value.kind === "tensor" && value.library === "numpy" && value.shape.length === 0) {
    return {
      ...strongTerm(value),
      weak: isFloatingPoint(value.dtype) ? "float" : value.dtype === "bool" ? "bool" : "int",
    };
  }
  return strongTerm(arrayOf(call, value, library));
}

function weakTerm({ value, type, error }: NumberValue): Term {
  if (type === "int" && !(Math.abs(value) <= 2 ** 53)) return refuse();
  return {
    shape: [],
    dtype: ofPython[type],
    weak: type,
    numbers: () => ({ data: Float64Array.of(value), error: error === undefined ? undefined : Float64Array.of(error) }),
    tensor: undefined,
  };
}

function strongTerm(tensor: TensorValue): Term {
  return { shape: tensor.shape, dtype: tensor.dtype, weak: undefined, numbers: () => numbersOf(tensor), tensor };
}

/** The dtype in which an operation between two terms computes. */
export function commonDType(a: Term, b: Term, library: Library): DType {
  const dtype = library === "numpy" ? numpyCommon(a, b) : torchCommon(a, b);
  for (const side of [a, b]) {
    // A Python int that the dtype cannot hold wraps in one library and raises in the other.
    const limits = side.weak === "int" ? integerRange[dtype] : undefined;
    const value = side.weak === "int" ? side.numbers()?.data[0] : undefined;
    if (limits && value !== undefined && (value < limits.min || value > limits.max)) return refuse();
  }
  return dtype;
}

function numpyCommon(a: Term, b: Term): DType {
  const promote = (x: DType, y: DType): DType => numpyPromotion(x, y, promoteTypes);
  const isWeak = (side: Term): boolean => side.weak === "int" || side.weak === "float";
  if (isWeak(a) === isWeak(b)) return promote(a.dtype, b.dtype);
  const [weak, strong] = isWeak(a) ? [a, b] : [b, a];
  if (isFloatingPoint(strong.dtype)) return strong.dtype;
  if (weak.weak === "float") return "float64";
  return strong.dtype === "bool" ? "int64" : strong.dtype;
}

/** torch.result_type: arrays with axes come first, then 0-d ones, then Python's numbers. */
function torchCommon(a: Term, b: Term): DType {
  const rank = ({ shape, weak }: Term): number => (weak !== undefined ? 2 : shape.length === 0 ? 1 : 0);
  const own = ({ dtype, weak }: Term): DType => (weak === "float" ? "float32" : dtype);
  if (rank(a) === rank(b)) return promoteTypes(own(a), own(b));
  const [high, low] = rank(a) < rank(b) ? [own(a), own(b)] : [own(b), own(a)];
  if (isFloatingPoint(high)) return high;
  return high === "bool" || isFloatingPoint(low) ? promoteTypes(high, low) : high;
}

/** A term's values in a dtype, repeated to a shape; undefined where they are not known. */
export function spread(call: OperationCall, side: Term, dtype: DType, shape: readonly number[]): Numbers | undefined {
  const held = side.numbers();
  const narrowed = held && cast(held, side.dtype, dtype);
  // Half types compute beside a Python float in float32, which keeps more of its digits than they do.
  const isHalf = dtype === "float16" || dtype === "bfloat16";
  const numbers =
    narrowed && isHalf && side.weak === "float" ? { data: narrowed.data, error: slack(narrowed, dtype) } : narrowed;
  if (numbers === undefined || (side.shape.length === shape.length && numel(side.shape) === numel(shape)))
    return numbers;
  call.machine.spend(numel(shape));
  const order = broadcastIndices(side.shape, shape);
  return { data: gathered(numbers.data, order), error: numbers.error && gathered(numbers.error, order) };
}

/** The library of an operation between values; refuses a mixture. */
export function libraryAmong(...values: readonly (Value | undefined)[]): Library {
  const libraries = values.flatMap((value) => (value?.kind === "tensor" ? [value] : []));
  const [first] = libraries;
  if (first === undefined) return refuse();
  const torch = libraries.find(({ library }) => library === "torch");
  return (torch ?? first).library;
}
