import { broadcastIndices, selection, stridesOf } from "../../../tensor/layout";
import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import { dataOf, type TensorValue, type Value } from "../../value";
import { axisOf, given, intArg, intOf, refuse, required, row, without } from "./arguments";
import { written } from "./arithmetic";
import { truths } from "./comparison";
import { cast } from "./conversion";
import { nonzero } from "./extremes";
import { libraryOf } from "./fills";
import { arrayOf } from "./literal";
import { derived, factsOf, fresh, gathered, type Made, moved, numbersOf, operands, type Rows, underived } from "./make";
import { epsilon, type Numbers, rangeOf, slack } from "./precision";
import { commonDType, spread, term } from "./promotion";
import { common } from "./repeats";

/** Operations that take or put elements where other arrays say. */

function input(call: OperationCall): TensorValue {
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

/** where(condition, x, y): element by element one or the other. */
function chosen(call: OperationCall, condition: Value, x: Value, y: Value): Value {
  const described = { operation: "where", operands: operands(call, "condition", "input", "other") };
  if ([condition, x, y].some(({ kind }) => kind === "unknown"))
    return underived(call, described, { library: libraryOf(call) });
  const library = libraryOf(call);
  const mask = arrayOf(call, condition, library);
  if (library === "torch" && mask.dtype !== "bool") return refuse();
  const [a, b] = [term(call, x, library), term(call, y, library)];
  const dtype = commonDType(a, b, library);
  const shape = common(mask.shape, common(a.shape, b.shape));
  const made: Made = { ...described, library, shape, dtype };
  if ([a.tensor, b.tensor].some((tensor) => tensor && tensor.storage.data === undefined))
    return fresh(call, made, undefined);
  return derived(call, made, [mask], (numbers) => {
    const truth = truths(numbers);
    const [p, q] = [spread(call, a, dtype, shape), spread(call, b, dtype, shape)];
    if (truth === undefined || p === undefined || q === undefined) return undefined;
    const order = broadcastIndices(mask.shape, shape);
    const isFirst = gathered(truth, order);
    return choice((i) => isFirst[i] !== 0, p, q, isFloatingPoint(dtype) ? dtype : undefined);
  });
}

function choice(isFirst: (i: number) => boolean, p: Numbers, q: Numbers, dtype: string | undefined): Numbers {
  const data = p.data.map((x, i) => (isFirst(i) ? x : q.data[i]));
  if (dtype === undefined || (p.error === undefined && q.error === undefined)) return { data, error: undefined };
  const unit = dtype === "float64" ? 0 : dtype === "float32" ? 2 ** -24 : 2 ** -8;
  const error = data.map((x, i) => (isFirst(i) ? p : q).error?.[i] ?? (Number.isFinite(x) ? Math.abs(x) * unit : 0));
  return { data, error };
}

function masked(call: OperationCall): Value {
  const tensor = input(call);
  const mask = call.arg("mask") ?? refuse();
  const value = call.arg("value") ?? refuse();
  const described = { operation: "masked_fill", operands: operands(call, "input", "mask") };
  if (mask.kind === "unknown")
    return underived(call, described, {
      library: "torch",
      dtype: tensor.dtype,
      ...(tensor.shape.length > 0 && { shape: tensor.shape }),
    });
  if (mask.kind !== "tensor" || mask.dtype !== "bool" || mask.library !== "torch") return refuse();
  const fill = term(call, value, "torch");
  const narrows = isFloatingPoint(fill.dtype) && !isFloatingPoint(tensor.dtype);
  if (fill.shape.length > 0 || narrows || (tensor.dtype === "bool" && fill.dtype !== "bool")) return refuse();
  if (isBeyond(fill.numbers()?.data[0], tensor.dtype)) return refuse();
  const shape = common(tensor.shape, mask.shape);
  const made: Made = { ...described, library: "torch", shape, dtype: tensor.dtype };
  return derived(call, made, [tensor, mask], (_, { data }) => {
    const [p, q] = [
      spread(call, fill, tensor.dtype, shape),
      spread(call, term(call, tensor, "torch"), tensor.dtype, shape),
    ];
    const order = broadcastIndices(mask.shape, shape);
    return (
      p && q && choice((i) => data[order[i]] !== 0, p, q, isFloatingPoint(tensor.dtype) ? tensor.dtype : undefined)
    );
  });
}

/** A number that torch refuses to put into a dtype. */
export function isBeyond(value: number | undefined, dtype: DType): boolean {
  return value !== undefined && Number.isFinite(value) && isFloatingPoint(dtype) && Math.abs(value) > rangeOf(dtype);
}

/** A method and its twin that works in place. */
function both(name: string, signature: string, apply: (call: OperationCall) => Value): Operation[] {
  return [
    row(`torch.${name} torch.Tensor.${name}`, signature, apply),
    row(`torch.Tensor.${name}_`, signature, (call) =>
      written(call, call.arg("input") ?? refuse(), true, () => apply(call)),
    ),
  ];
}

function oneHot(
  call: OperationCall,
  labels: TensorValue,
  depth: number,
  dtype: "int64" | "float32",
  isStrict: boolean,
): Value {
  const data = dataOf(labels);
  const made = { operation: "one_hot", operands: operands(call, "input"), library: labels.library, dtype } as const;
  if (data === undefined)
    return depth > 0 ? fresh(call, { ...made, shape: [...labels.shape, depth] }, undefined) : refuse();
  const most = data.reduce((a, b) => Math.max(a, b), -1);
  if (
    isStrict &&
    (data.some((x) => x < 0) || (depth !== -1 && (most >= depth || depth <= 0)) || (data.length === 0 && depth <= 0))
  )
    return refuse();
  const classes = depth === -1 ? most + 1 : depth;
  call.machine.spend(data.length * classes);
  const result = new Float64Array(data.length * classes);
  data.forEach((label, i) => {
    if (label >= 0 && label < classes) result[i * classes + label] = 1;
  });
  return fresh(call, { ...made, shape: [...labels.shape, classes] }, { data: result, error: undefined });
}

export const gathers: Rows = [
  row("torch.gather torch.Tensor.gather", "input, dim, index, *, sparse_grad=False, out=None", (call) =>
    gather(call, "dim", "index"),
  ),
  row("numpy.take_along_axis", "input, indices, axis=-1", (call) => gather(call, "axis", "indices")),
  ...both("scatter", "input, dim, index, src=None, *, value=None, reduce=None", (call) => scattered(call, false)),
  ...both("scatter_add", "input, dim, index, src", (call) => scattered(call, true)),
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
  ...both("masked_fill", "input, mask, value", masked),
  row("torch.masked_select torch.Tensor.masked_select", "input, mask", (call) => {
    const tensor = input(call);
    const mask = call.arg("mask");
    if (mask?.kind !== "tensor" || mask.dtype !== "bool" || mask.library !== "torch") return refuse();
    const shape = common(tensor.shape, mask.shape);
    const truth = dataOf(mask) ?? refuse();
    const [source, which] = [broadcastIndices(tensor.shape, shape), broadcastIndices(mask.shape, shape)];
    const places = source.filter((_, i) => truth[which[i]] !== 0);
    return moved(
      call,
      { operation: "masked_select", operands: operands(call, "input", "mask"), shape: [places.length] },
      tensor,
      () => places,
      false,
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
  row("torch.where numpy.where", "condition, input=None, other=None", (call) => {
    const [x, y] = [call.arg("input"), call.arg("other")];
    const isPlaces = x?.kind === "none" || x === undefined;
    // The condition alone gives the places where it holds, an array for each axis.
    if (isPlaces && (y === undefined || y.kind === "none")) return nonzero(call, true, "condition");
    if (isPlaces || y === undefined || y.kind === "none") return refuse();
    return chosen(call, call.arg("condition") ?? refuse(), x, y);
  }),
  row("torch.Tensor.where", "input, condition, other", (call) =>
    chosen(call, call.arg("condition") ?? refuse(), call.arg("input") ?? refuse(), call.arg("other") ?? refuse()),
  ),
  row("torch.nn.functional.one_hot", "input, num_classes=-1, *, tensor=None", (call) => {
    const value = call.arg("input") ?? refuse();
    const depth = intArg(call, -1, "num_classes");
    if (value.kind === "unknown") {
      const shape = value.facts.shape && [...value.facts.shape, depth > 0 ? depth : undefined];
      const lastSize = depth > 0 ? { lastSize: depth } : {};
      return underived(
        call,
        { operation: "one_hot", operands: operands(call, "input") },
        { library: "torch", dtype: "int64", ...(shape ? { shape } : lastSize) },
      );
    }
    const labels = arrayOf(call, value, "torch");
    return labels.dtype === "int64" ? oneHot(call, labels, depth, "int64", true) : refuse();
  }),
  row("jax.nn.one_hot tensorflow.one_hot", "input, num_classes, **others", (call) => {
    if (call.others("others").size > 0) return refuse();
    const labels = arrayOf(call, call.arg("input") ?? refuse(), libraryOf(call));
    return isFloatingPoint(labels.dtype)
      ? refuse()
      : oneHot(call, labels, intArg(call, undefined, "num_classes"), "float32", false);
  }),
];
