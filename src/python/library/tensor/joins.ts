import { promoteTypes } from "../../../tensor/dtype";
import { selection } from "../../../tensor/layout";
import { type DType, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import { type Cells, type Library, sizeOf, type TensorValue, type Value } from "../../value";
import { axisOf, intArg, intOf, intsOf, isSequence, itemsOf, refuse, required, row, without } from "./arguments";
import { cast, numpyPromotion } from "./conversion";
import { libraryOf } from "./fills";
import { arrayOf } from "./literal";
import { fresh, type Made, moved, numbersOf, operands, type Rows, tuple, underived } from "./make";
import { type Numbers, slack } from "./precision";

/** Several arrays made one, and one made several. */

function arraysArg(call: OperationCall, name: string, library: Library): readonly TensorValue[] {
  const value = required(call, name);
  // NumPy takes an array for the list of its rows.
  const items =
    value.kind === "tensor" && library === "numpy" ? (call.machine.iterate(value) ?? refuse()) : itemsOf(call, value);
  if (items.length === 0) return refuse();
  return items.map((item) => arrayOf(call, item, library));
}

function commonDType(arrays: readonly TensorValue[], library: Library): DType {
  return arrays
    .map(({ dtype }) => dtype)
    .reduce((a, b) => (library === "numpy" ? numpyPromotion(a, b, promoteTypes) : promoteTypes(a, b)));
}

function reshaped(tensor: TensorValue, shape: readonly number[]): TensorValue {
  return { ...tensor, shape };
}

/** Joins along an axis that all have; all other sizes must agree. */
function concatenated(
  call: OperationCall,
  operation: string,
  name: string,
  arrays: readonly TensorValue[],
  axis: number,
  library: Library,
): Value {
  const [first] = arrays;
  const ndim = first.shape.length;
  const agrees = arrays.every(
    ({ shape }) => shape.length === ndim && shape.every((size, i) => i === axis || size === first.shape[i]),
  );
  if (!agrees || ndim === 0) return refuse();
  const shape = first.shape.map((size, i) =>
    i === axis ? arrays.reduce((sum, array) => sum + array.shape[i], 0) : size,
  );
  const dtype = commonDType(arrays, library);
  const from = arrays.map((value) => ({ value, place: call.placeOf(name) }));
  const made: Made = { operation, operands: from, settings: { dim: axis }, library, shape, dtype };
  if (arrays.some(({ storage }) => storage.data === undefined)) return fresh(call, made, undefined);
  call.machine.spend(numel(shape) * 2);
  const parts = arrays.map((array) => cast(numbersOf(array) as Numbers, array.dtype, dtype) ?? refuse());
  const inner = numel(shape.slice(axis + 1));
  const outer = numel(shape.slice(0, axis));
  const joined = (
    values: (part: number) => ArrayLike<number> | undefined,
    result: { [index: number]: number },
  ): void => {
    for (let o = 0, at = 0; o < outer; o++) {
      for (let p = 0; p < parts.length; p++) {
        const run = arrays[p].shape[axis] * inner;
        const part = values(p);
        for (let i = 0; i < run; i++) result[at++] = part ? part[o * run + i] : 0;
      }
    }
  };
  const data = new Float64Array(numel(shape));
  joined((p) => parts[p].data, data);
  let error: Float64Array | undefined;
  if (parts.some((part) => part.error !== undefined)) {
    error = new Float64Array(data.length);
    const off = parts.map((part) => slack(part, dtype));
    joined((p) => off[p], error);
  }
  return fresh(call, made, { data, error }, joinedCells(arrays, data.length, joined));
}

function joinedCells(
  arrays: readonly TensorValue[],
  count: number,
  joined: (values: (part: number) => ArrayLike<number> | undefined, result: { [index: number]: number }) => void,
): Cells | undefined {
  const unit = arrays[0].cells?.unit;
  if (unit === undefined || arrays.some(({ cells, storage }) => cells?.unit !== unit || storage.changed))
    return undefined;
  const offsets = new Uint32Array(count);
  const lengths = new Uint32Array(count);
  joined((p) => arrays[p].cells?.offsets, offsets);
  joined((p) => arrays[p].cells?.lengths, lengths);
  return { unit, offsets, lengths };
}

function cat(call: OperationCall, name: string, library: Library, dim: number): Value {
  const arrays = arraysArg(call, name, library);
  // torch passes over empty vectors, whatever the shape of the others.
  const isPassed = ({ shape }: TensorValue): boolean => library === "torch" && shape.length === 1 && shape[0] === 0;
  const some = arrays.filter((array) => !isPassed(array));
  if (some.length < arrays.length && some.length > 0) return refuse();
  return concatenated(call, "cat", name, arrays, axisOf(dim, arrays[0].shape.length), library);
}

function stack(call: OperationCall, name: string, library: Library, dim: number): Value {
  const arrays = arraysArg(call, name, library);
  const axis = axisOf(dim, arrays[0].shape.length + 1);
  const widened = arrays.map((array) => reshaped(array, array.shape.toSpliced(axis, 0, 1)));
  return concatenated(call, "stack", name, widened, axis, library);
}

/** hstack, vstack, dstack and column_stack: joined along an axis that those with too few axes are given. */
function stacked(
  names: string,
  prepare: (shape: readonly number[]) => readonly number[],
  axis: (ndim: number) => number,
) {
  return ["torch", "numpy"].flatMap((library) =>
    row(
      names
        .split(" ")
        .map((name) => `${library}.${name}`)
        .join(" "),
      "tensors, *, out=None, dtype=None, casting=None",
      (call) => {
        without(call, "out", "dtype", "casting");
        const arrays = arraysArg(call, "tensors", library as Library).map((array) =>
          reshaped(array, prepare(array.shape)),
        );
        return concatenated(call, "cat", "tensors", arrays, axis(arrays[0].shape.length), library as Library);
      },
    ),
  );
}

/** The array cut along an axis at places: views. */
function cut(
  call: OperationCall,
  operation: string,
  tensor: TensorValue,
  axis: number,
  sizes: readonly number[],
): Value[] {
  let start = 0;
  return sizes.map((size) => {
    const from = start;
    start += size;
    const shape = tensor.shape.map((whole, i) => (i === axis ? size : whole));
    const places = (): Int32Array =>
      selection(
        tensor.shape,
        axis,
        Array.from({ length: size }, (_, i) => from + i),
      );
    return moved(
      call,
      { operation, operands: operands(call, "input"), settings: { dim: axis }, shape },
      tensor,
      places,
      true,
    );
  });
}

/** Sizes of at most `size`. */
function pieces(total: number, size: number): number[] {
  if (total === 0) return [0];
  return Array.from({ length: Math.ceil(total / size) }, (_, i) => Math.min(size, total - i * size));
}

/** NumPy's sections: as equal as can be, the first ones larger. */
function sections(total: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(total / count) + (i < total % count ? 1 : 0));
}

function between(total: number, places: readonly number[]): number[] {
  const bounds = [0, ...places.map((place) => Math.min(total, place < 0 ? Math.max(0, place + total) : place)), total];
  const sizes = bounds.slice(1).map((bound, i) => bound - bounds[i]);
  return sizes.every((size) => size >= 0) ? sizes : refuse();
}

function splitting(
  names: string,
  signature: string,
  axisNames: readonly string[],
  sizesOf: (call: OperationCall, total: number) => number[],
) {
  return row(names, signature, (call) => {
    const library = libraryOf(call);
    const input = call.arg("input") ?? refuse();
    if (input.kind === "unknown") return underived(call, { operation: "split", operands: operands(call, "input") }, {});
    const tensor = arrayOf(call, input, library);
    if (tensor.shape.length === 0) return refuse();
    const axis = axisOf(intArg(call, 0, ...axisNames), tensor.shape.length);
    const parts = cut(call, "split", tensor, axis, sizesOf(call, tensor.shape[axis]));
    if (library === "torch") return tuple(call, parts);
    const list = { items: parts, region: call.machine.region, changed: false, numbers: undefined };
    return {
      kind: "list",
      form: "list",
      list,
      origin: {
        kind: "operation",
        operation: "split",
        settings: { dim: axis },
        place: call.place,
        operands: operands(call, "input"),
      },
    };
  });
}

export const joins: Rows = [
  row("torch.cat torch.concat torch.concatenate", "tensors, dim=0, *, axis=None, out=None", (call) => {
    without(call, "out");
    return cat(call, "tensors", "torch", intOf(required(call, "axis", "dim")));
  }),
  row("numpy.concatenate numpy.concat", "arrays, axis=0, out=None, *, dtype=None, casting=None", (call) => {
    without(call, "out", "dtype", "casting");
    if (call.arg("axis")?.kind !== "number") return refuse();
    return cat(call, "arrays", "numpy", intArg(call, 0, "axis"));
  }),
  row("torch.stack", "tensors, dim=0, *, out=None", (call) => {
    without(call, "out");
    return stack(call, "tensors", "torch", intArg(call, 0, "dim"));
  }),
  row("numpy.stack", "arrays, axis=0, out=None, *, dtype=None, casting=None", (call) => {
    without(call, "out", "dtype", "casting");
    return stack(call, "arrays", "numpy", intArg(call, 0, "axis"));
  }),
  ...stacked(
    "vstack row_stack",
    (shape) => (shape.length < 2 ? [1, ...(shape.length === 0 ? [1] : shape)] : shape),
    () => 0,
  ),
  ...stacked(
    "hstack",
    (shape) => (shape.length === 0 ? [1] : shape),
    (ndim) => (ndim === 1 ? 0 : 1),
  ),
  ...stacked(
    "column_stack",
    (shape) => (shape.length < 2 ? [shape[0] ?? 1, 1] : shape),
    () => 1,
  ),
  ...stacked(
    "dstack",
    (shape) => (shape.length >= 3 ? shape : shape.length === 2 ? [...shape, 1] : [1, shape[0] ?? 1, 1]),
    () => 2,
  ),
  splitting(
    "torch.split torch.Tensor.split",
    "input, split_size_or_sections, dim=0, *, split_size=None, axis=None",
    ["axis", "dim"],
    (call, total) => {
      const value = required(call, "split_size", "split_size_or_sections");
      if (!isSequence(value)) {
        const size = intOf(value);
        return size > 0 ? pieces(total, size) : refuse();
      }
      const sizes = intsOf(call, value);
      return sizes.every((size) => size >= 0) && sizes.reduce((a, b) => a + b, 0) === total ? sizes : refuse();
    },
  ),
  splitting("torch.chunk torch.Tensor.chunk", "input, chunks, dim=0", ["dim"], (call, total) => {
    const chunks = intArg(call, undefined, "chunks");
    if (chunks <= 0 || total === 0) return refuse();
    return pieces(total, Math.ceil(total / chunks));
  }),
  splitting(
    "torch.tensor_split torch.Tensor.tensor_split",
    "input, indices_or_sections, dim=0",
    ["dim"],
    (call, total) => {
      const value = required(call, "indices_or_sections");
      if (isSequence(value)) return between(total, intsOf(call, value));
      const count = intOf(value);
      return count > 0 ? sections(total, count) : refuse();
    },
  ),
  splitting("numpy.split numpy.array_split", "input, indices_or_sections, axis=0", ["axis"], (call, total) => {
    const value = required(call, "indices_or_sections");
    if (isSequence(value)) return between(total, intsOf(call, value));
    const count = intOf(value);
    if (count <= 0 || (total % count !== 0 && call.path === "numpy.split")) return refuse();
    return sections(total, count);
  }),
  row("torch.unbind torch.Tensor.unbind", "input, dim=0", (call) => {
    const tensor = arrayOf(call, call.arg("input") ?? refuse(), "torch");
    if (tensor.shape.length === 0) return refuse();
    const axis = axisOf(intArg(call, 0, "dim"), tensor.shape.length);
    const shape = tensor.shape.toSpliced(axis, 1);
    call.machine.spend(tensor.shape[axis] + sizeOf(tensor));
    return tuple(
      call,
      Array.from({ length: tensor.shape[axis] }, (_, place) =>
        moved(
          call,
          { operation: "select", operands: operands(call, "input"), settings: { dim: axis }, shape },
          tensor,
          () => selection(tensor.shape, axis, [place]),
          true,
        ),
      ),
    );
  }),
];
