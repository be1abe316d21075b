import { type LanesOver, lanesOver } from "../../../tensor/layout";
import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Library, OperationOrigin, TensorValue, Value } from "../../value";
import { axesArg, boolArg, dtypeArg, given, refuse } from "./arguments";
import { cast } from "./conversion";
import { libraryOf } from "./fills";
import { arrayOf } from "./literal";
import { derived, factsOf, gathered, type Made, operands, underived } from "./make";
import { decisive, distance, type Numbers, roundTo, slack } from "./precision";

/** What makes one element of the elements along some axes. */

export interface Lane {
  readonly data: Float64Array;
  readonly error: Float64Array | undefined;
  /** Whether the program holds these elements rounded to the dtype: then `error` is what the rounding takes off. */
  readonly exact: boolean;
}

export interface Reduced {
  readonly value: number;
  readonly error: number;
}

export interface AxisReduction {
  readonly operation: string;
  /** The dtype that the elements are cast to; refuses those that it does not take. */
  readonly computes: (dtype: DType, library: Library) => DType;
  /** Whether a dtype that is asked for is modelled; undefined for those that the elements may have. */
  readonly takes?: (dtype: DType) => boolean;
  /** The dtype of the result, where it is another. */
  readonly gives?: (dtype: DType, library: Library) => DType;
  /** Whether it decides: then a lane holds the values as the program has them where that is known. */
  readonly decides?: true;
  /** Undefined where the result is not certain. */
  readonly lane: (lane: Lane, dtype: DType, library: Library) => Reduced | undefined;
}

/** The axes of a reduction, and what it leaves of the shape. */
export interface ReductionFrame {
  readonly axes: readonly number[];
  readonly lanes: LanesOver;
  readonly shape: readonly number[];
}

/** All axes where none are named. */
export function frameOf(
  shape: readonly number[],
  axes: readonly number[] | undefined,
  keepdim: boolean,
): ReductionFrame {
  if (shape.length === 0) return { axes: [], lanes: { rows: 1, size: 1, order: undefined }, shape: [] };
  const over = axes ?? shape.map((_, axis) => axis);
  if (over.length === 0) return refuse();
  const left = shape.flatMap((size, axis) => (!over.includes(axis) ? [size] : keepdim ? [1] : []));
  return { axes: over, lanes: lanesOver(shape, over), shape: left };
}

/** The lanes of an array one by one. */
export function* eachLane({ data, error }: Numbers, { rows, size, order }: LanesOver, exact = false): Generator<Lane> {
  const inOrder = (values: Float64Array): Float64Array => (order ? gathered(values, order) : values);
  const [values, errors] = [inOrder(data), error && inOrder(error)];
  for (let row = 0; row < rows; row++) {
    const end = (row + 1) * size;
    yield { data: values.subarray(row * size, end), error: errors?.subarray(row * size, end), exact };
  }
}

/** The argument's dims, by the names that torch and NumPy use. */
export function axesOf(call: OperationCall, ndim: number, library: Library): readonly number[] | undefined {
  if (ndim === 0 && library === "numpy" && given(call, "axis")) return refuse();
  return library === "torch" ? axesArg(call, ndim, "dim", "axis") : axesArg(call, ndim, "axis");
}

export function keepsDims(call: OperationCall): boolean {
  return boolArg(call, false, "keepdim") || boolArg(call, false, "keepdims");
}

export function settingsOf(axes: readonly number[] | undefined, keepdim: boolean): OperationOrigin["settings"] {
  return { ...(axes?.length === 1 && { dim: axes[0] }), ...(keepdim && { keepdim }) };
}

/** The reduction of the call's `input` along its `dim` or `axis`. */
export function reduced(call: OperationCall, kind: AxisReduction, library: Library = libraryOf(call)): Value {
  const value = call.arg("input") ?? refuse();
  const keepdim = keepsDims(call);
  const asked = dtypeArg(call, library);
  if (value.kind === "unknown") return ofUnknown(call, kind, value, library, keepdim);
  const tensor = arrayOf(call, value, library);
  return over(call, kind, tensor, axesOf(call, tensor.shape.length, library), keepdim, asked);
}

export function over(
  call: OperationCall,
  kind: AxisReduction,
  tensor: TensorValue,
  axes: readonly number[] | undefined,
  keepdim: boolean,
  asked?: DType,
): Value {
  const { library } = tensor;
  const frame = frameOf(tensor.shape, axes, keepdim);
  const dtype = asked ?? kind.computes(tensor.dtype, library);
  if (asked && !(kind.takes ? kind.takes(asked) : kind.computes(asked, library) === asked)) return refuse();
  const settings = settingsOf(axes, keepdim);
  const made: Made = {
    operation: kind.operation,
    operands: operands(call, "input"),
    settings,
    library,
    shape: frame.shape,
    dtype: kind.gives?.(dtype, library) ?? dtype,
  };
  return derived(call, made, [tensor], (input) => {
    const numbers = cast(input, tensor.dtype, dtype);
    return numbers && ofLanes(kind, numbers, frame.lanes, dtype, library);
  });
}

function ofLanes(
  kind: AxisReduction,
  numbers: Numbers,
  lanes: LanesOver,
  dtype: DType,
  library: Library,
): Numbers | undefined {
  const data = new Float64Array(lanes.rows);
  const error = new Float64Array(lanes.rows);
  const held = kind.decides ? decisive(numbers, dtype) : { data: numbers.data, error: slack(numbers, dtype) };
  let row = 0;
  let isExact = true;
  for (const lane of eachLane(held, lanes, numbers.error === undefined)) {
    const result = kind.lane(lane, dtype, library);
    if (result === undefined) return undefined;
    data[row] = result.value;
    error[row] = Number.isFinite(result.value) ? result.error : 0;
    if (error[row] > 0) isExact = false;
    row++;
  }
  if (isExact) return { data, error: undefined };
  const type = kind.gives?.(dtype, library) ?? dtype;
  for (let i = 0; i < data.length; i++) if (error[i] === 0) error[i] = distance(data[i], roundTo(type, data[i]));
  return { data, error };
}

function ofUnknown(call: OperationCall, kind: AxisReduction, value: Value, library: Library, keepdim: boolean): Value {
  const { dtype, shape } = factsOf(value);
  const axes = shape && axesOf(call, shape.length, library);
  const left = shape?.flatMap((size, axis) => (axes && !axes.includes(axis) ? [size] : keepdim ? [1] : []));
  const type = kind.gives ? kind.gives("float32", library) : dtype && isFloatingPoint(dtype) ? dtype : undefined;
  const described = {
    operation: kind.operation,
    operands: operands(call, "input"),
    settings: settingsOf(axes, keepdim),
  };
  return underived(call, described, { library, ...(type && { dtype: type }), ...(left && { shape: left }) });
}
