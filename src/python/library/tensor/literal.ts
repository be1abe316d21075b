import { promoteTypes } from "../../../tensor/dtype";
import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import { type Cells, type Library, type NumberValue, sizeOf, type TensorValue, type Value } from "../../value";
import { itemsOf, refuse } from "./arguments";
import { numpyPromotion } from "./conversion";
import { dtypeOfNumber } from "./dtypes";
import { cellsAt, fresh, numbersOf } from "./make";
import type { Numbers } from "./precision";

/** Numbers and nested lists as a library's constructors see them. */
export interface ArrayLike {
  /** Undefined where an array in it is of unknown values. */
  readonly numbers: Numbers | undefined;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly cells: Cells | undefined;
}

type Type = NumberValue["type"];

const deepest = 32;
const ranks: readonly Type[] = ["bool", "int", "float"];

/** What a constructor of `library` would make of a value; refuses what is ragged, no number, or not known. */
export function arrayLike(call: OperationCall, value: Value, library: Library): ArrayLike {
  if (value.kind === "tensor") return ofTensor(value);
  const quick = display(call, value, library);
  if (quick) return quick;
  const leaves: Leaf[] = [];
  const shape = gather(call, value, library, leaves, 0);
  const data = new Float64Array(numel(shape));
  const errors = leaves.some((leaf) => leaf.numbers?.error !== undefined) ? new Float64Array(data.length) : undefined;
  let at = 0;
  let isKnown = true;
  for (const { numbers, size } of leaves) {
    if (numbers) data.set(numbers.data, at);
    else isKnown = false;
    if (numbers?.error) errors?.set(numbers.error, at);
    at += size;
  }
  return {
    numbers: isKnown ? { data, error: errors } : undefined,
    shape,
    dtype: commonType(leaves, library),
    cells: cellsOf(leaves, data.length),
  };
}

/**
 * The tensor of `library` that a function of it makes of its argument: NumPy takes lists and numbers as well, torch its own tensors
 * alone.
 */
export function arrayOf(call: OperationCall, value: Value, library: Library): TensorValue {
  if (value.kind === "tensor") return value.library === library ? value : refuse();
  if (library === "torch") return refuse();
  const { numbers, shape, dtype, cells } = arrayLike(call, value, library);
  const made = { operation: "tensor", operands: [], library, shape, dtype };
  return fresh(call, made, numbers && { data: numbers.data.slice(), error: numbers.error?.slice() }, cells);
}

function ofTensor(tensor: TensorValue): ArrayLike {
  const { shape, dtype, cells, storage } = tensor;
  return { numbers: numbersOf(tensor), shape, dtype, cells: storage.changed ? undefined : cells };
}

/** A display of plain numbers that nobody has taken apart. */
function display(call: OperationCall, value: Value, library: Library): ArrayLike | undefined {
  if (value.kind !== "list" || value.form !== "list") return undefined;
  const { numbers, changed, items } = value.list;
  if (numbers === undefined || changed || items !== undefined) return undefined;
  call.machine.spend(numbers.data.length);
  if (numbers.type === "int" && numbers.data.some((x) => !(Math.abs(x) <= 2 ** 53))) return refuse();
  const type: Type = numbers.data.length === 0 ? "float" : numbers.type;
  return {
    numbers: { data: numbers.data.slice(), error: undefined },
    shape: numbers.shape,
    dtype: dtypeOfNumber(type, library),
    cells: numbers.cells,
  };
}

interface Leaf {
  readonly numbers: Numbers | undefined;
  readonly size: number;
  readonly type: Type | undefined;
  readonly dtype: DType | undefined;
  readonly cells: Cells | undefined;
}

/** The leaves of nested lists in order, and their common shape. */
function gather(call: OperationCall, value: Value, library: Library, leaves: Leaf[], depth: number): readonly number[] {
  if (depth > deepest) return refuse();
  if (value.kind === "number") {
    call.machine.spend(1);
    if (value.type === "int" && !(Math.abs(value.value) <= 2 ** 53)) return refuse();
    leaves.push({
      numbers: {
        data: Float64Array.of(value.value),
        error: value.error === undefined ? undefined : Float64Array.of(value.error),
      },
      size: 1,
      type: value.type,
      dtype: undefined,
      cells:
        value.origin.kind === "literal"
          ? {
              unit: value.origin.place.unit,
              offsets: Uint32Array.of(value.origin.place.start),
              lengths: Uint32Array.of(value.origin.place.end - value.origin.place.start),
            }
          : undefined,
    });
    return [];
  }
  const quick = display(call, value, library);
  if (quick) {
    const type: Type = isFloatingPoint(quick.dtype) ? "float" : "int";
    const size = numel(quick.shape);
    leaves.push({ numbers: quick.numbers, size, type: size > 0 ? type : undefined, dtype: undefined, cells: quick.cells });
    return quick.shape;
  }
  if (value.kind === "tensor") {
    // torch takes arrays of NumPy and scalars of its own; NumPy its own.
    if (value.library !== "numpy" && (value.library !== library || value.shape.length > 0)) return refuse();
    const { numbers, shape, dtype, cells } = ofTensor(value);
    call.machine.spend(sizeOf(value));
    leaves.push({ numbers, size: sizeOf(value), type: undefined, dtype, cells });
    return shape;
  }
  const items = itemsOf(call, value);
  let shape: readonly number[] | undefined;
  for (const item of items) {
    const inner = gather(call, item, library, leaves, depth + 1);
    if (shape !== undefined && (shape.length !== inner.length || shape.some((size, i) => size !== inner[i]))) return refuse();
    shape = inner;
  }
  return [items.length, ...(shape ?? [])];
}

function commonType(leaves: readonly Leaf[], library: Library): DType {
  const promote =
    library === "numpy" ? (a: DType, b: DType) => numpyPromotion(a, b, promoteTypes) : (a: DType, b: DType) => promoteTypes(a, b);
  let result: DType | undefined;
  const types = leaves.flatMap(({ type }) => (type === undefined ? [] : [type]));
  const arrays = leaves.flatMap(({ dtype }) => (dtype === undefined ? [] : [dtype]));
  for (const dtype of arrays) result = result === undefined ? dtype : promote(result, dtype);
  if (types.length > 0) {
    const type = types.reduce((a, b) => (ranks.indexOf(a) > ranks.indexOf(b) ? a : b));
    const plain = dtypeOfNumber(type, library);
    result = result === undefined ? plain : promote(result, plain);
  }
  return result ?? dtypeOfNumber("float", library);
}

function cellsOf(leaves: readonly Leaf[], count: number): Cells | undefined {
  const unit = leaves[0]?.cells?.unit;
  if (unit === undefined || leaves.some(({ cells }) => cells?.unit !== unit)) return undefined;
  const offsets = new Uint32Array(count);
  const lengths = new Uint32Array(count);
  let at = 0;
  for (const { cells, size } of leaves) {
    const part = cellsAt(cells, undefined) as Cells;
    offsets.set(part.offsets, at);
    lengths.set(part.lengths, at);
    at += size;
  }
  return { unit, offsets, lengths };
}
