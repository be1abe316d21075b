import { integerRange, promoteTypes } from "../../../tensor/dtype";
import { type DType, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import { type Cells, type Library, type NumberValue, sizeOf, type TensorValue, type Value } from "../../value";
import { itemsOf, refuse } from "./arguments";
import { cast, isBeyond, numpyPromotion } from "./conversion";
import { dtypeOfNumber } from "./dtypes";
import { cellsAt, fresh, numbersOf } from "./make";
import { type Numbers, slack } from "./precision";

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
/** What a number that stands alone in a list costs: arrays of its own, and its place. */
const PRICE_OF_NUMBER = 40;
const ranks: readonly Type[] = ["bool", "int", "float"];

/**
 * What a constructor of `library` would make of a value, in the dtype asked for; refuses what is ragged, no number, not known, or does
 * not fit into the dtype. Python's own floats go into it from all their digits.
 */
export function arrayLike(call: OperationCall, value: Value, library: Library, asked?: DType): ArrayLike {
  if (value.kind === "tensor") return ofTensor(value, asked);
  const leaves: Leaf[] = [];
  const shape = gather(call, value, library, leaves, 0);
  const dtype = asked ?? commonType(leaves, library);
  const parts = leaves.map((leaf) => held(leaf, dtype, library));
  const [only] = parts;
  if (leaves.length === 1 && only !== undefined && only.error === undefined && only.data.length === numel(shape))
    return { numbers: only, shape, dtype, cells: cellsOf(leaves, only.data.length) };
  const data = new Float64Array(numel(shape));
  const errors = parts.some((part) => part?.error !== undefined) ? new Float64Array(data.length) : undefined;
  let at = 0;
  for (const [i, { size }] of leaves.entries()) {
    const part = parts[i];
    if (part) data.set(part.data, at);
    const off = part && errors ? slack(part, dtype) : undefined;
    if (off) errors?.set(off, at);
    at += size;
  }
  const isKnown = parts.every((part) => part !== undefined);
  return { numbers: isKnown ? { data, error: errors } : undefined, shape, dtype, cells: cellsOf(leaves, data.length) };
}

const ofPython: Readonly<Record<Type, DType>> = { bool: "bool", int: "int64", float: "float64" };

/** A leaf's values in the array's dtype; undefined where they are not known. */
function held(leaf: Leaf, dtype: DType, library: Library): Numbers | undefined {
  const { numbers } = leaf;
  if (numbers === undefined) return undefined;
  const limits = integerRange[dtype];
  // No integer that is read is beyond 2^53, and what a float is as int64 the cast knows.
  if (limits && limits.max < 2 ** 53 && !isWithin(numbers.data, limits.min, limits.max)) return refuse();
  // torch raises where a float is beyond the range of its dtype, NumPy makes it infinite.
  const most = library === "numpy" ? Number.POSITIVE_INFINITY : largest(dtype);
  if (most !== Number.POSITIVE_INFINITY && isBeyond(numbers.data, -most, most)) return refuse();
  return cast(numbers, leaf.dtype ?? ofPython[leaf.type ?? "float"], dtype) ?? refuse();
}

/** Whether all are numbers from `least` to `most`; a loop, for there may be millions. */
function isWithin(data: Float64Array, least: number, most: number): boolean {
  for (let i = 0; i < data.length; i++) if (!(data[i] >= least && data[i] <= most)) return false;
  return true;
}

function largest(dtype: DType): number {
  if (dtype === "float32" || dtype === "bfloat16") return 3.3895313892515355e38;
  return dtype === "float16" ? 65504 : Number.POSITIVE_INFINITY;
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

function ofTensor(tensor: TensorValue, asked = tensor.dtype): ArrayLike {
  const { shape, dtype, cells, storage } = tensor;
  const numbers = numbersOf(tensor);
  const inDType = numbers && (cast(numbers, dtype, asked) ?? refuse());
  return { numbers: inDType, shape, dtype: asked, cells: storage.changed ? undefined : cells };
}

/** A display of plain numbers that nobody has taken apart. */
function display(call: OperationCall, value: Value): Leaf | undefined {
  if (value.kind !== "list" || value.form !== "list") return undefined;
  const { numbers, changed, items } = value.list;
  if (numbers === undefined || changed || items !== undefined) return undefined;
  call.machine.spend(numbers.data.length);
  if (numbers.type === "int" && !isWithin(numbers.data, -(2 ** 53), 2 ** 53)) return refuse();
  return {
    numbers: { data: numbers.data, error: undefined },
    size: numbers.data.length,
    shape: numbers.shape,
    type: numbers.data.length === 0 ? undefined : numbers.type,
    dtype: undefined,
    cells: numbers.cells,
  };
}

interface Leaf {
  readonly numbers: Numbers | undefined;
  readonly size: number;
  readonly shape: readonly number[];
  readonly type: Type | undefined;
  readonly dtype: DType | undefined;
  readonly cells: Cells | undefined;
}

/** The leaves of nested lists in order, and their common shape. */
function gather(call: OperationCall, value: Value, library: Library, leaves: Leaf[], depth: number): readonly number[] {
  if (depth > deepest) return refuse();
  if (value.kind === "number") {
    call.machine.spend(PRICE_OF_NUMBER);
    if (value.type === "int" && !(Math.abs(value.value) <= 2 ** 53)) return refuse();
    leaves.push({
      numbers: {
        data: Float64Array.of(value.value),
        error: value.error === undefined ? undefined : Float64Array.of(value.error),
      },
      size: 1,
      shape: [],
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
  const quick = display(call, value);
  if (quick) {
    leaves.push(quick);
    return quick.shape;
  }
  if (value.kind === "tensor") {
    // torch takes arrays of NumPy and scalars of its own; NumPy its own.
    if (value.library !== "numpy" && (value.library !== library || value.shape.length > 0)) return refuse();
    const { numbers, shape, dtype, cells } = ofTensor(value);
    call.machine.spend(sizeOf(value));
    leaves.push({ numbers, size: sizeOf(value), shape, type: undefined, dtype, cells });
    return shape;
  }
  const items = itemsOf(call, value);
  let shape: readonly number[] | undefined;
  for (const item of items) {
    const inner = gather(call, item, library, leaves, depth + 1);
    if (shape !== undefined && (shape.length !== inner.length || shape.some((size, i) => size !== inner[i])))
      return refuse();
    shape = inner;
  }
  return [items.length, ...(shape ?? [])];
}

function commonType(leaves: readonly Leaf[], library: Library): DType {
  const promote =
    library === "numpy"
      ? (a: DType, b: DType) => numpyPromotion(a, b, promoteTypes)
      : (a: DType, b: DType) => promoteTypes(a, b);
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
  if (leaves.length === 1) return cellsAt(leaves[0].cells, undefined);
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
