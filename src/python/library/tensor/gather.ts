import { integerRange } from "../../../tensor/dtype";
import { selection, stridesOf } from "../../../tensor/layout";
import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import { dataOf, type TensorValue, type Value } from "../../value";
import { axisOf, given, intArg, intOf, numberArg, refuse, required, row, without } from "./arguments";
import { cast } from "./conversion";
import { libraryOf } from "./fills";
import { written } from "./inPlace";
import { arrayOf } from "./literal";
import { derived, factsOf, fresh, gathered, type Made, moved, numbersOf, operands, type Rows, underived } from "./make";
import { epsilon, type Numbers, rangeOf, slack } from "./precision";
import { spread, term } from "./promotion";

/** Elements taken and put where other arrays say. */

export function input(call: OperationCall): TensorValue {
  return arrayOf(call, call.arg("input") ?? refuse(), libraryOf(call));
}

/** An index array: of int64 in torch, of any integers in NumPy. */
function indexArg(call: OperationCall, name = "index"): TensorValue {
  const index = arrayOf(call, call.arg(name) ?? refuse(), libraryOf(call));
  const isTaken =
    libraryOf(call) === "torch" ? index.dtype === "int64" : !isFloatingPoint(index.dtype) && index.dtype !== "bool";
  return isTaken ? index : refuse();
}

/** Row-major indices into `tensor` of the elements that an index array names along an axis. */
function along(tensor: TensorValue, index: TensorValue, places: Float64Array, axis: number): Int32Array {
  const strides = stridesOf(tensor.shape);
  const inside = index.shape.every((size, i) => i === axis || size <= tensor.shape[i]);
  if (index.shape.length !== tensor.shape.length || !inside) return refuse();
  const steps = strides.map((stride, i) => (i === axis ? 0 : stride));
  const own = stridesOf(index.shape);
  return Int32Array.from(places, (place, i) => {
    const at = libraryWraps(index) && place < 0 ? place + tensor.shape[axis] : place;
    if (!(at >= 0 && at < tensor.shape[axis])) return refuse();
    return (
      at * strides[axis] + index.shape.reduce((sum, size, d) => sum + (Math.floor(i / own[d]) % size) * steps[d], 0)
    );
  });
}

function libraryWraps({ library }: TensorValue): boolean {
  return library === "numpy";
}

function gather(call: OperationCall, dimName: string, indexName: string): Value {
  const value = call.arg("input") ?? refuse();
  const index = call.arg(indexName) ?? refuse();
  const described = { operation: "gather", operands: operands(call, "input", indexName) };
  if (value.kind === "unknown" || index.kind === "unknown") {
    const { library, dtype } = factsOf(value);
    const { shape } = factsOf(index);
    return underived(call, described, {
      ...(library && { library }),
      ...(dtype && { dtype }),
      ...(shape && { shape }),
    });
  }
  const tensor = input(call);
  const taken = indexArg(call, indexName);
  if (tensor.shape.length === 0) return refuse();
  const axis = axisOf(intArg(call, undefined, dimName), tensor.shape.length);
  if (dimName === "axis" && taken.shape.some((size, i) => i !== axis && size !== tensor.shape[i])) return refuse();
  const places = dataOf(taken);
  const made = { ...described, settings: { dim: axis }, shape: taken.shape };
  if (places === undefined) return fresh(call, { ...made, library: tensor.library, dtype: tensor.dtype }, undefined);
  const order = along(tensor, taken, places, axis);
  return moved(call, made, tensor, () => order, false);
}

/** torch.Tensor.scatter and its like: a copy of `input` with elements put at the places of an index. */
function scattered(call: OperationCall, isAdding: boolean): Value {
  const tensor = input(call);
  const index = indexArg(call);
  const axis = axisOf(intArg(call, undefined, "dim"), tensor.shape.length);
  const source = required(call, "src", "value");
  if (isAdding && tensor.dtype === "bool") return refuse();
  without(call, "reduce");
  const made: Made = {
    operation: "scatter",
    operands: operands(call, "input", "index", "src", "value"),
    library: "torch",
    shape: tensor.shape,
    dtype: tensor.dtype,
    settings: { dim: axis },
  };
  const places = dataOf(index);
  if (places === undefined || source.kind === "unknown") return fresh(call, made, undefined);
  const order = along(tensor, index, places, axis);
  const put = putNumbers(call, source, tensor, index);
  if (source.kind !== "number" && !isAdding && new Set(order).size < order.length) return fresh(call, made, undefined);
  return putAt(call, made, tensor, order, put, isAdding);
}

/** A copy with numbers at places, or added to what is there. */
function putAt(
  call: OperationCall,
  made: Made,
  tensor: TensorValue,
  order: Int32Array,
  put: Numbers | undefined,
  isAdding: boolean,
): Value {
  return derived(call, made, [tensor], ({ data, error }) => {
    if (put === undefined) return undefined;
    const values = data.slice();
    const errors =
      error || put.error ? (slack({ data, error }, tensor.dtype)?.slice() ?? new Float64Array(data.length)) : undefined;
    order.forEach((at, i) => {
      values[at] = isAdding ? values[at] + put.data[i] : put.data[i];
      if (errors) errors[at] = (isAdding ? errors[at] : 0) + (put.error?.[i] ?? 0) + Math.abs(values[at]) * 2 ** -23;
    });
    if (
      isAdding &&
      isFloatingPoint(tensor.dtype) &&
      (errors !== undefined || values.some((x) => !Number.isInteger(x * 8)))
    ) {
      const most = [data, put.data, values].reduce((size, each) => Math.max(size, largest(each)), 0);
      const off = most * epsilon[tensor.dtype] * (2 + order.length);
      return { data: values, error: values.map((_, i) => (errors?.[i] ?? 0) + off) };
    }
    return { data: values, error: errors };
  });
}

/** torch.Tensor.index_add: a copy of `input` with rows of `source` added to those that an index names. */
function indexAdded(call: OperationCall): Value {
  const tensor = input(call);
  const index = indexArg(call);
  const source = call.arg("source");
  without(call, "out");
  if (given(call, "alpha") !== undefined && numberArg(call, 1, "alpha") !== 1) return refuse();
  const axis = axisOf(intArg(call, undefined, "dim"), tensor.shape.length);
  if (source?.kind !== "tensor" || source.library !== "torch" || source.dtype !== tensor.dtype) return refuse();
  const shape = tensor.shape.with(axis, index.shape[0] ?? refuse());
  const isRows = index.shape.length === 1 && source.shape.join() === shape.join();
  if (!isRows || tensor.dtype === "bool") return refuse();
  const made: Made = {
    operation: "index_add",
    operands: operands(call, "input", "index", "source"),
    library: "torch",
    shape: tensor.shape,
    dtype: tensor.dtype,
    settings: { dim: axis },
  };
  const places = dataOf(index);
  if (places === undefined) return fresh(call, made, undefined);
  const rows = places.map((place) => (place >= 0 && place < tensor.shape[axis] ? place : refuse()));
  return putAt(call, made, tensor, selection(tensor.shape, axis, rows), numbersOf(source), true);
}

/** The largest size of a finite element. */
function largest(data: Float64Array): number {
  return data.reduce((size, x) => (Number.isFinite(x) ? Math.max(size, Math.abs(x)) : size), 0);
}

function putNumbers(call: OperationCall, source: Value, tensor: TensorValue, index: TensorValue): Numbers | undefined {
  if (source.kind === "number") {
    if ((source.type === "float" && !isFloatingPoint(tensor.dtype)) || isBeyond(source.value, tensor.dtype))
      return refuse();
    return spread(call, term(call, source, "torch"), tensor.dtype, index.shape);
  }
  if (source.kind !== "tensor" || source.dtype !== tensor.dtype || source.library !== "torch") return refuse();
  const numbers = numbersOf(source);
  if (source.shape.length !== index.shape.length || index.shape.some((size, i) => size > source.shape[i]))
    return refuse();
  const strides = stridesOf(source.shape);
  const own = stridesOf(index.shape);
  const order = Int32Array.from({ length: numel(index.shape) }, (_, i) =>
    index.shape.reduce((sum, size, d) => sum + (Math.floor(i / own[d]) % size) * strides[d], 0),
  );
  return numbers && { data: gathered(numbers.data, order), error: numbers.error && gathered(numbers.error, order) };
}

/** Rows along an axis, in the order of an index. */
function taken(
  call: OperationCall,
  operation: string,
  tensor: TensorValue,
  index: TensorValue,
  axis: number | undefined,
): Value {
  const from = axis === undefined ? { ...tensor, shape: [numel(tensor.shape)] } : tensor;
  const at = axis ?? 0;
  const size = from.shape[at] ?? refuse();
  const shape = [...from.shape.slice(0, at), ...index.shape, ...from.shape.slice(at + 1)];
  const made = { operation, operands: operands(call, "input", "index"), settings: { dim: at }, shape };
  const places = dataOf(index);
  if (places === undefined) return fresh(call, { ...made, library: tensor.library, dtype: tensor.dtype }, undefined);
  const rows = places.map((place) => {
    const wraps = operation !== "index_select" && place < 0 ? place + size : place;
    return wraps >= 0 && wraps < size ? wraps : refuse();
  });
  return moved(call, made, from, () => selection(from.shape, at, rows), false);
}

/** A number that torch refuses to put into a dtype, or that it puts in as another one. */
export function isBeyond(value: number | undefined, dtype: DType): boolean {
  if (value === undefined || dtype === "bool") return false;
  const range = integerRange[dtype];
  if (!isFloatingPoint(dtype)) return !(value >= (range?.min ?? -(2 ** 63)) && value <= (range?.max ?? 2 ** 63));
  return Number.isFinite(value) && Math.abs(value) > rangeOf(dtype);
}

/** A method and its twin that works in place. */
export function both(name: string, signature: string, apply: (call: OperationCall) => Value): Operation[] {
  return [
    row(`torch.${name} torch.Tensor.${name}`, signature, apply),
    row(`torch.Tensor.${name}_`, signature, (call) =>
      written(call, call.arg("input") ?? refuse(), true, () => apply(call)),
    ),
  ];
}

export const gathers: Rows = [
  row("torch.gather torch.Tensor.gather", "input, dim, index, *, sparse_grad=False, out=None", (call) =>
    gather(call, "dim", "index"),
  ),
  row("numpy.take_along_axis", "input, indices, axis=-1", (call) => gather(call, "axis", "indices")),
  ...both("scatter", "input, dim, index, src=None, *, value=None, reduce=None", (call) => scattered(call, false)),
  ...both("scatter_add", "input, dim, index, src", (call) => scattered(call, true)),
  ...both("index_add", "input, dim, index, source, *, alpha=1, out=None", indexAdded),
  row("torch.index_select torch.Tensor.index_select", "input, dim, index", (call) => {
    const tensor = input(call);
    const index = call.arg("index");
    if (
      index?.kind !== "tensor" ||
      index.shape.length > 1 ||
      !/^int(?:32|64)$/.test(index.dtype) ||
      index.library !== "torch"
    )
      return refuse();
    if (tensor.shape.length === 0) return refuse();
    return taken(
      call,
      "index_select",
      tensor,
      index.shape.length === 0 ? { ...index, shape: [1] } : index,
      axisOf(intArg(call, undefined, "dim"), tensor.shape.length),
    );
  }),
  row("torch.take torch.Tensor.take", "input, index", (call) =>
    taken(call, "take", input(call), indexArg(call), undefined),
  ),
  row("numpy.take numpy.ndarray.take", "input, index, axis=None, out=None, mode='raise'", (call) => {
    without(call, "out");
    const tensor = input(call);
    const axis = given(call, "axis");
    return taken(
      call,
      "take",
      tensor,
      indexArg(call),
      axis === undefined ? undefined : axisOf(intOf(axis), tensor.shape.length),
    );
  }),
  ...both("index_fill", "input, dim, index, value", (call) => {
    const tensor = input(call);
    const index = indexArg(call);
    const fill = term(call, call.arg("value") ?? refuse(), "torch");
    const places = dataOf(index) ?? refuse();
    const axis = axisOf(intArg(call, undefined, "dim"), tensor.shape.length);
    const size = tensor.shape[axis] ?? refuse();
    if (isBeyond(fill.numbers()?.data[0], tensor.dtype)) return refuse();
    if (
      fill.weak === undefined ||
      index.shape.length > 1 ||
      (isFloatingPoint(fill.dtype) && !isFloatingPoint(tensor.dtype))
    )
      return refuse();
    const rows = places.map((place) => (place >= 0 && place < size ? place : refuse()));
    const value = fill.numbers();
    const held = value && cast(value, fill.dtype, tensor.dtype);
    const made: Made = {
      operation: "index_fill",
      operands: operands(call, "input", "index"),
      library: "torch",
      shape: tensor.shape,
      dtype: tensor.dtype,
    };
    return derived(call, made, [tensor], ({ data, error }) => {
      if (held === undefined || error !== undefined) return undefined;
      const result = data.slice();
      for (const at of selection(tensor.shape, axis, rows)) result[at] = held.data[0];
      return { data: result, error: undefined };
    });
  }),
];
