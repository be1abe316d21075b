import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import {
  type Cells,
  dataOf,
  type Facts,
  type Library,
  type NumberValue,
  type Operand,
  type OperationOrigin,
  sizeOf,
  type TensorValue,
  type TupleValue,
  type UnknownValue,
  type Value,
} from "../../value";
import { type Numbers, roundTo, settle } from "./precision";

/** How values come out of operations: with their origin, their cells, and no more certainty than there is. */

/** What an operation makes, apart from the numbers. */
export interface Made {
  /** The operation's own name: `softmax`, `view`, `add`. */
  readonly operation: string;
  readonly operands: readonly Operand[];
  readonly settings?: OperationOrigin["settings"];
  readonly library: Library;
  readonly shape: readonly number[];
  readonly dtype: DType;
}

const noSettings: OperationOrigin["settings"] = {};

/** What an operation makes, field by field: copying what was described costs more than all else where shapes alone are known. */
export function madeOf(
  { operation, operands, settings }: Pick<Made, "operation" | "operands" | "settings">,
  library: Library,
  shape: readonly number[],
  dtype: DType,
): Made {
  return { operation, operands, settings: settings ?? noSettings, library, shape, dtype };
}

/** Beyond this size elements whose values are not known are not followed one by one. */
const FOLLOWED = 1 << 16;

/** The arguments of these names, as operands. */
export function operands(call: OperationCall, ...names: readonly string[]): Operand[] {
  const found: Operand[] = [];
  for (const name of names) {
    const value = call.arg(name);
    if (value !== undefined) found.push({ value, place: call.placeOf(name) });
  }
  return found;
}

export function originOf(
  call: OperationCall,
  made: Pick<Made, "operation" | "operands" | "settings">,
): OperationOrigin {
  return {
    kind: "operation",
    operation: made.operation,
    settings: made.settings ?? noSettings,
    place: call.place,
    operands: made.operands,
    ...(call.machine.noGrad > 0 && { noGrad: true }),
  };
}

/** A tensor's values row-major, with their errors; undefined where they are not known. */
export function numbersOf(tensor: TensorValue): Numbers | undefined {
  const data = dataOf(tensor);
  if (data === undefined) return undefined;
  const { error } = tensor.storage;
  const { view } = tensor;
  return { data, error: error === undefined || view === undefined ? error : gathered(error, view) };
}

export function gathered(data: Float64Array, indices: Int32Array): Float64Array {
  const result = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) result[i] = data[indices[i]];
  return result;
}

/** A new tensor of these numbers, which are not used elsewhere; undefined makes one of known shape and dtype only. */
export function fresh(call: OperationCall, made: Made, numbers: Numbers | undefined, cells?: Cells): TensorValue {
  const settled = numbers && settle(made.dtype, numbers);
  const storage = call.machine.newStorage(settled?.data);
  if (settled?.error !== undefined) storage.error = settled.error;
  return {
    kind: "tensor",
    library: made.library,
    shape: made.shape,
    dtype: made.dtype,
    storage,
    view: undefined,
    cells,
    origin: originOf(call, made),
  };
}

/**
 * A new tensor computed from others. `compute` is asked only where the values of all are known, after the budget was; it may answer
 * undefined.
 */
export function derived(
  call: OperationCall,
  made: Made,
  from: readonly TensorValue[],
  compute: (...inputs: readonly Numbers[]) => Numbers | undefined,
): TensorValue {
  if (from.some(({ storage }) => storage.data === undefined)) return fresh(call, made, undefined);
  call.machine.spend(from.reduce((sum, tensor) => sum + sizeOf(tensor), numel(made.shape)));
  return fresh(call, made, compute(...from.map((tensor) => numbersOf(tensor) as Numbers)));
}

/** What NumPy computes of arrays and gives as a number of its own, which shares no memory with anything. */
const scalars = new Set(
  "add sub mul truediv floordiv mod pow neg abs exp log sum mean max min prod std var getitem sqrt".split(" "),
);

export function isNumPyScalar({ library, shape, origin, view }: TensorValue): boolean {
  const isOne = library === "numpy" && shape.length === 0 && view === undefined;
  return isOne && origin.kind === "operation" && scalars.has(origin.operation);
}

/**
 * The elements of a tensor at `indices` (row-major ones; undefined for all in order) in a new shape: sharing the tensor's storage, or
 * copied.
 */
export function moved(
  call: OperationCall,
  made: Omit<Made, "library" | "dtype"> & Partial<Pick<Made, "library">>,
  tensor: TensorValue,
  indices: (() => Int32Array) | undefined,
  isView: boolean,
): TensorValue {
  const shares = isView && !isNumPyScalar(tensor);
  const whole: Made = { library: tensor.library, ...made, dtype: tensor.dtype };
  const count = numel(made.shape);
  const isKnown = tensor.storage.data !== undefined;
  if (!isKnown && (!shares || (indices && count > FOLLOWED))) return fresh(call, whole, undefined);
  if (indices || !shares) call.machine.spend(count);
  const order = indices?.();
  const cells = tensor.storage.changed ? undefined : cellsAt(tensor.cells, order);
  if (!shares) {
    const { data, error } = numbersOf(tensor) as Numbers;
    const taken = (values: Float64Array): Float64Array => (order ? gathered(values, order) : values.slice());
    return fresh(call, whole, { data: taken(data), error: error && taken(error) }, cells);
  }
  const view = order && tensor.view ? order.map((index) => (tensor.view as Int32Array)[index]) : (order ?? tensor.view);
  return { ...tensor, library: whole.library, shape: made.shape, view, cells, origin: originOf(call, whole) };
}

export function cellsAt(cells: Cells | undefined, indices: Int32Array | undefined): Cells | undefined {
  if (cells === undefined || indices === undefined) return cells;
  const offsets = new Uint32Array(indices.length);
  const lengths = new Uint32Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    offsets[i] = cells.offsets[indices[i]];
    lengths[i] = cells.lengths[indices[i]];
  }
  return { unit: cells.unit, offsets, lengths };
}

/** Writes numbers into a tensor in place, row-major in its shape; undefined where they are not known. */
export function writeInto(call: OperationCall, tensor: TensorValue, numbers: Numbers | undefined): void {
  const settled = numbers && settle(tensor.dtype, numbers);
  const { storage, view } = tensor;
  // What was not followed through its views must stay unknown, see `moved`.
  const isLost = storage.data === undefined && sizeOf(tensor) > FOLLOWED;
  call.machine.write(tensor, isLost ? undefined : settled?.data);
  if (storage.data === undefined || settled === undefined) {
    storage.error = undefined;
    return;
  }
  if (settled.error === undefined && storage.error === undefined) return;
  storage.error ??= errorsOf(storage.data, tensor.dtype);
  const { error } = storage;
  const exact = settled.error ?? errorsOf(settled.data, tensor.dtype);
  for (let i = 0; i < exact.length; i++) error[view ? view[i] : i] = exact[i];
}

function errorsOf(data: Float64Array, dtype: DType): Float64Array {
  return data.map((value) => (Number.isFinite(value) ? Math.abs(value - roundTo(dtype, value)) : 0));
}

/** What is certain of a value that goes into an operation. */
export function factsOf(value: Value | undefined): Facts {
  if (value?.kind === "unknown") return value.facts;
  return value?.kind === "tensor" ? { library: value.library, dtype: value.dtype, shape: value.shape } : {};
}

/** The result of an operation of which only facts are known. */
export function underived(
  call: OperationCall,
  made: Pick<Made, "operation" | "operands" | "settings">,
  facts: Facts,
): UnknownValue {
  return { kind: "unknown", facts, origin: originOf(call, made) };
}

export function int(call: OperationCall, value: number): NumberValue {
  return { kind: "number", type: "int", value, origin: originOf(call, { operation: "int", operands: [] }) };
}

export function tuple(call: OperationCall, items: readonly Value[], fields?: readonly string[]): TupleValue {
  return { kind: "tuple", items, fields, origin: originOf(call, { operation: "tuple", operands: [] }) };
}

/** A float dtype, as softmax and its like want it. */
export function isFloat({ dtype }: TensorValue): boolean {
  return isFloatingPoint(dtype);
}

export type Rows = readonly Operation[];

export function isKnownNumber(value: Value): value is NumberValue {
  return value.kind === "number";
}
