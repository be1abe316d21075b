import { broadcastIndices, selection } from "../../../tensor/layout";
import { broadcastShapes } from "../../../tensor/shape";
import { isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import { isKnownShape, type TensorValue, type Value } from "../../value";
import { axisOf, intArg, orElse, refuse, row } from "./arguments";
import { arrayLike } from "./literal";
import { factsOf, fresh, gathered, int, moved, operands, type Rows, underived, writeInto } from "./make";
import type { Numbers } from "./precision";
import { known, moving } from "./shapes";
import { type Selection, select } from "./subscript";

/** `x[…]`, `x[…] = …`, and the methods that say the same. */

function getItem(call: OperationCall): Value {
  const input = call.arg("input") ?? refuse();
  const index = call.arg("index") ?? refuse();
  const described = { operation: "getitem", operands: operands(call, "input", "index") };
  const { library, dtype, shape } = factsOf(input);
  const facts = { ...(library && { library }), ...(dtype && { dtype }) };
  if (input.kind === "unknown") {
    const taken =
      shape &&
      orElse(
        () => select(call, shape, library ?? "torch", index).shape,
        () => undefined,
      );
    return underived(call, described, taken ? { ...facts, shape: taken } : facts);
  }
  if (input.kind !== "tensor" || index.kind === "unknown")
    return input.kind === "tensor" ? underived(call, described, facts) : refuse();
  const taken = select(call, input.shape, input.library, index);
  if (!isKnownShape(taken.shape)) return underived(call, described, { ...facts, shape: taken.shape });
  const made = { ...described, shape: taken.shape };
  if (taken.indices === undefined)
    return fresh(call, { ...made, library: input.library, dtype: input.dtype }, undefined);
  // An element of a NumPy array is a scalar of its own.
  const isScalar = input.library !== "torch" && taken.shape.length === 0 && !taken.hasEllipsis;
  return moved(call, made, input, taken.indices, taken.isBasic && !isScalar);
}

/** The values to be written into a place of this shape and dtype; undefined where they are not known. */
function valuesFor(
  call: OperationCall,
  value: Value,
  shape: readonly number[],
  target: TensorValue,
): Numbers | undefined {
  if (value.kind === "unknown") return undefined;
  if (value.kind === "tensor" && value.library !== target.library && target.library === "torch") return refuse();
  if (target.library === "torch" && value.kind !== "tensor" && value.kind !== "number") return refuse();
  const like = arrayLike(call, value, target.library, target.dtype);
  let from = like.shape;
  while (from.length > shape.length && from[0] === 1) from = from.slice(1);
  const common = broadcastShapes(from, shape);
  if (!("shape" in common) || common.shape.length !== shape.length || common.shape.some((size, i) => size !== shape[i]))
    return refuse();
  if (like.numbers === undefined) return undefined;
  const { numbers } = like;
  call.machine.spend(numel(shape));
  const order = broadcastIndices(from, shape);
  return { data: gathered(numbers.data, order), error: numbers.error && gathered(numbers.error, order) };
}

function setItem(call: OperationCall): Value {
  const input = call.arg("input") ?? refuse();
  if (input.kind !== "tensor") return refuse();
  // What may be one of NumPy's scalars, which refuse, is not followed.
  if (input.library !== "torch" && input.shape.length === 0) {
    writeInto(call, input, undefined);
    return refuse();
  }
  return orElse<Value>(
    () => {
      const index = call.arg("index") ?? refuse();
      const taken = select(call, input.shape, input.library, index);
      const shape = known(taken.shape);
      const indices = (taken.indices ?? refuse)();
      const value = call.arg("value") ?? refuse();
      if (value.kind === "tensor" && isSequenceIntoScalar(value, taken, input)) return refuse();
      // Behind a mask NumPy takes one axis of values at most.
      const isMask = index.kind === "tensor" && index.dtype === "bool" && input.library === "numpy";
      if (isMask && value.kind === "tensor" && value.shape.length > 1) return refuse();
      const values = valuesFor(call, value, shape, input);
      // In which order torch copies is not known: it matters where an element is written twice, or read after it was written.
      const isTwice = !taken.isBasic && new Set(indices).size < indices.length;
      const isOverlapping = input.library === "torch" && overlaps(input, indices, value);
      const isOther = value.kind === "tensor" && value.dtype !== input.dtype;
      if (isOverlapping || (isOther && !taken.isBasic && input.library === "torch")) return refuse();
      const isUnordered = input.library === "torch" && isTwice;
      write(call, input, shape, indices, isUnordered ? undefined : values);
      return nothing(call);
    },
    () => {
      writeInto(call, input, undefined);
      return call.unknown();
    },
  );
}

/** Whether what is written comes out of the very elements that are written to, and not each out of its own place as `x[0] += 1` does. */
function overlaps({ storage, view }: TensorValue, indices: Int32Array, value: Value | undefined): boolean {
  if (value?.kind !== "tensor" || value.storage !== storage) return false;
  if (value.view === undefined) return true;
  const places = view ? indices.map((index) => view[index]) : indices;
  if (places.length === value.view.length && value.view.every((index, i) => index === places[i])) return false;
  const written = new Set(places);
  return value.view.some((index) => written.has(index));
}

/** An element of a NumPy array takes no array of axes, even of one element. */
function isSequenceIntoScalar(value: TensorValue, taken: Selection, target: TensorValue): boolean {
  return target.library !== "torch" && taken.shape.length === 0 && !taken.hasEllipsis && value.shape.length > 0;
}

function nothing(call: OperationCall): Value {
  return {
    kind: "none",
    origin: { kind: "operation", operation: "setitem", settings: {}, place: call.place, operands: [] },
  };
}

/** Writes into the elements of `input` at `indices`. */
function write(
  call: OperationCall,
  input: TensorValue,
  shape: readonly number[],
  indices: Int32Array,
  values: Numbers | undefined,
): void {
  const { view } = input;
  // One element is written as a row of one: an array without axes may be a number of NumPy's, which cannot be written to.
  const sizes = shape.length === 0 ? [1] : shape;
  writeInto(call, { ...input, shape: sizes, view: view ? indices.map((index) => view[index]) : indices }, values);
}

export const indexing: Rows = [
  row("operator.getitem torch.Tensor.__getitem__ numpy.ndarray.__getitem__", "input, index", getItem),
  row("operator.setitem torch.Tensor.__setitem__ numpy.ndarray.__setitem__", "input, index, value", setItem),
  moving("select", "torch.select torch.Tensor.select", "input, dim, index", (call, shape) => {
    const axis = axisOf(intArg(call, undefined, "dim"), shape.length);
    const [at, size] = [intArg(call, undefined, "index"), shape[axis]];
    if (size === undefined || at >= size || at < -size) return refuse();
    const place = at < 0 ? at + size : at;
    return {
      shape: shape.toSpliced(axis, 1),
      indices: () => selection(known(shape), axis, [place]),
      settings: { dim: axis },
    };
  }),
  moving("narrow", "torch.narrow torch.Tensor.narrow", "input, dim, start, length", (call, shape) => {
    const axis = axisOf(intArg(call, undefined, "dim"), shape.length);
    const size = shape[axis] ?? refuse();
    const at = intArg(call, undefined, "start");
    const start = at < 0 ? at + size : at;
    const length = intArg(call, undefined, "length");
    if (start < 0 || length < 0 || start + length > size) return refuse();
    const places = Array.from({ length }, (_, i) => start + i);
    return {
      shape: shape.map((whole, i) => (i === axis ? length : whole)),
      indices: () => selection(known(shape), axis, places),
      settings: { dim: axis },
    };
  }),
  row("torch.Tensor.__len__ numpy.ndarray.__len__", "input", (call) => {
    const [first] = factsOf(call.arg("input")).shape ?? refuse();
    return int(call, first ?? refuse());
  }),
  row("operator.contains", "input, item", (call) => {
    const input = call.arg("input");
    const item = call.arg("item");
    if (input?.kind !== "tensor" || item?.kind !== "number" || isFloatingPoint(input.dtype) || item.type === "float")
      return refuse();
    const { data } = arrayLike(call, input, input.library).numbers ?? refuse();
    call.machine.spend(data.length);
    return {
      kind: "number",
      type: "bool",
      value: Number(data.includes(item.value)),
      origin: underived(call, { operation: "contains", operands: operands(call, "input") }, {}).origin,
    };
  }),
];
