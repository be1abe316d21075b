import { promoteTypes } from "../../../tensor/dtype";
import { type DType, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Cells, Library, TensorValue, Value } from "../../value";
import { axisOf, intArg, intOf, itemsOf, refuse, required, row, without } from "./arguments";
import { cast, numpyPromotion } from "./conversion";
import { arrayOf } from "./literal";
import { fresh, type Made, numbersOf, type Rows } from "./make";
import { type Numbers, slack } from "./precision";

/** Several arrays made one. */

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
];
