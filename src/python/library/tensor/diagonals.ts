import { stridesOf, walk } from "../../../tensor/layout";
import { numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import { isKnownShape, type Sizes, type TensorValue, type Value } from "../../value";
import { boolArg, intArg, refuse, row } from "./arguments";
import { cast } from "./conversion";
import { libraryOf } from "./fills";
import { isBeyond } from "./gather";
import { written } from "./inPlace";
import { arrayOf } from "./literal";
import { derived, operands, type Rows } from "./make";
import { distance, roundTo } from "./precision";
import { moving, type Plan } from "./shapes";

/** Diagonals, and what is on one side of them. */

/** tril and triu: the elements on one side of a diagonal, 0 on the other. */
function triangle(name: "tril" | "triu") {
  return row(`torch.${name} torch.Tensor.${name} numpy.${name}`, "input, diagonal=0, k=0", (call) => {
    const library = libraryOf(call);
    const tensor = arrayOf(call, call.arg("input") ?? refuse(), library);
    const diagonal =
      library === "numpy" ? intArg(call, 0, "k") || intArg(call, 0, "diagonal") : intArg(call, 0, "diagonal");
    const { shape, dtype } = tensor;
    if (shape.length < 2) return refuse();
    const [rows, columns] = shape.slice(-2);
    const isKept = (i: number): boolean => {
      const offset = (i % columns) - (Math.floor(i / columns) % rows);
      return name === "tril" ? offset <= diagonal : offset >= diagonal;
    };
    const zeroed = (values: Float64Array): Float64Array => values.map((x, i) => (isKept(i) ? x : 0));
    const made = { operation: name, operands: operands(call, "input"), library, shape, dtype };
    return derived(call, made, [tensor], ({ data, error }) => ({ data: zeroed(data), error: error && zeroed(error) }));
  });
}

/** A matrix of its diagonal, or the diagonal of a matrix. */
function diag(call: OperationCall, offset: number): Value {
  const library = libraryOf(call);
  const tensor = arrayOf(call, call.arg("input") ?? refuse(), library);
  const { shape, dtype } = tensor;
  if (shape.length !== 1) return refuse();
  const size = shape[0] + Math.abs(offset);
  call.machine.spend(size * size);
  const start = offset >= 0 ? offset : -offset * size;
  const spread = (values: Float64Array): Float64Array => {
    const result = new Float64Array(size * size);
    values.forEach((x, i) => {
      result[start + i * (size + 1)] = x;
    });
    return result;
  };
  const made = { operation: "diag", operands: operands(call, "input"), library, shape: [size, size], dtype };
  return derived(call, made, [tensor], ({ data, error }) => ({ data: spread(data), error: error && spread(error) }));
}

function diagonal(shape: Sizes, offset: number, shares: boolean): Plan {
  if (!isKnownShape(shape) || shape.length !== 2) return refuse();
  const [rows, columns] = shape;
  const size = Math.max(0, Math.min(rows - Math.max(0, -offset), columns - Math.max(0, offset)));
  const start = offset >= 0 ? offset : -offset * columns;
  return { shape: [size], shares, indices: () => walk([size], [columns + 1], start) };
}

const takesDiagonal = moving("diag", "", "", (call, shape) =>
  diagonal(shape, intArg(call, 0, "diagonal") || intArg(call, 0, "k"), call.path.startsWith("numpy.")),
);

function isVector(value: Value | undefined, call: OperationCall): boolean {
  if (value === undefined || value.kind === "unknown") return false;
  return arrayOf(call, value, libraryOf(call)).shape.length === 1;
}

/** A number in the diagonal of a matrix, or of an array whose axes are all as long; in a tall one it begins anew where it wraps. */
function diagonalFilled(call: OperationCall, input: TensorValue, wraps: boolean): Value {
  const { shape, dtype } = input;
  const value = call.arg("value") ?? refuse();
  const [rows, columns] = shape;
  if (shape.length < 2 || (shape.length > 2 && shape.some((size) => size !== rows))) return refuse();
  if (value.kind !== "number" || value.error !== undefined || isBeyond(value.value, dtype)) return refuse();
  const held = cast(
    { data: Float64Array.of(value.value), error: undefined },
    value.type === "float" ? "float64" : "int64",
    dtype,
  );
  const step = stridesOf(shape).reduce((sum, stride) => sum + stride, 0);
  const end = shape.length === 2 && rows > columns && !wraps ? columns * columns : numel(shape);
  const made = { operation: "fill_diagonal", operands: operands(call, "input"), library: input.library, shape, dtype };
  return derived(call, made, [input], ({ data, error }) => {
    if (held === undefined) return undefined;
    const values = data.slice();
    const errors = error?.slice();
    for (let i = 0; i < end; i += step) {
      values[i] = held.data[0];
      if (errors) errors[i] = Number.isFinite(value.value) ? distance(held.data[0], roundTo(dtype, held.data[0])) : 0;
    }
    return { data: values, error: errors };
  });
}

export const diagonals: Rows = [
  triangle("tril"),
  triangle("triu"),
  row("torch.diag torch.Tensor.diag numpy.diag", "input, diagonal=0, k=0", (call) =>
    isVector(call.arg("input"), call)
      ? diag(call, intArg(call, 0, "diagonal") || intArg(call, 0, "k"))
      : takesDiagonal.apply(call),
  ),
  moving("diagonal", "torch.diagonal torch.Tensor.diagonal", "input, offset=0, dim1=0, dim2=1", (call, shape) => {
    if (intArg(call, 0, "dim1") !== 0 || intArg(call, 1, "dim2") !== 1) return refuse();
    return diagonal(shape, intArg(call, 0, "offset"), true);
  }),
  moving("diagonal", "numpy.diagonal numpy.ndarray.diagonal", "input, offset=0, axis1=0, axis2=1", (call, shape) => {
    if (intArg(call, 0, "axis1") !== 0 || intArg(call, 1, "axis2") !== 1) return refuse();
    return diagonal(shape, intArg(call, 0, "offset"), true);
  }),
  row("torch.Tensor.fill_diagonal_", "input, value, wrap=False", (call) => {
    const target = call.arg("input") ?? refuse();
    return written(call, target, true, () =>
      target.kind === "tensor" ? diagonalFilled(call, target, boolArg(call, false, "wrap")) : refuse(),
    );
  }),
  row("numpy.fill_diagonal", "input, value, wrap=False", (call) => {
    const target = call.arg("input") ?? refuse();
    if (target.kind !== "tensor" || target.library !== "numpy") return refuse();
    written(call, target, true, () => diagonalFilled(call, target, boolArg(call, false, "wrap")));
    return { kind: "none", origin: target.origin };
  }),
];
