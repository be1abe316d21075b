import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import { axisOf, given, intOf, refuse, row, without } from "./arguments";
import { tensorOf } from "./extremes";
import type { Rows } from "./make";
import { derived, type Made, operands } from "./make";
import { type Numbers, rangeOf } from "./precision";

/** Running sums and products. */

/** Running sums or products along an axis, along the flattened array where NumPy is told none. */
export function running(call: OperationCall, operation: "cumsum" | "cumprod"): Value {
  const tensor = tensorOf(call);
  const { library, shape } = tensor;
  without(call, "dtype", "out");
  const named = given(call, "dim", "axis");
  if (named === undefined && library === "torch") return refuse();
  const flat = named === undefined || (library === "numpy" && shape.length === 0) ? [numel(shape)] : shape;
  const axis = named === undefined ? 0 : axisOf(intOf(named), shape.length);
  const dtype = isFloatingPoint(tensor.dtype)
    ? tensor.dtype
    : library === "numpy" && tensor.dtype === "uint8"
      ? refuse()
      : "int64";
  const made: Made = {
    operation,
    operands: operands(call, "input"),
    settings: { dim: axis },
    library,
    shape: flat,
    dtype,
  };
  return derived(call, made, [tensor], (numbers) => cumulated(numbers, flat, axis, operation, dtype));
}

function cumulated(
  numbers: Numbers,
  shape: readonly number[],
  axis: number,
  operation: "cumsum" | "cumprod",
  dtype: DType,
): Numbers {
  const inner = numel(shape.slice(axis + 1));
  const size = shape[axis] ?? 1;
  const data = numbers.data.slice();
  const error = new Float64Array(data.length);
  const unit = dtype === "float64" ? 2 ** -52 : dtype === "float32" ? 2 ** -23 : 2 ** -8;
  let isExact = numbers.error === undefined && data.every((x) => Number.isInteger(x));
  let most = 0;
  for (let i = 0; i < data.length; i++) {
    error[i] = numbers.error?.[i] ?? Math.abs(data[i]) * unit;
    if (Math.floor(i / inner) % size > 0) {
      const before = i - inner;
      const [x, y] = [data[before], data[i]];
      data[i] = operation === "cumsum" ? x + y : x * y;
      error[i] =
        operation === "cumsum" ? error[i] + error[before] : Math.abs(x) * error[i] + Math.abs(y) * error[before];
      error[i] += Math.abs(data[i]) * unit;
    }
    most = Math.max(most, Math.abs(data[i]));
    if (Number.isFinite(data[i]) && Math.abs(data[i]) > rangeOf(dtype)) return refuse();
    if (!Number.isFinite(data[i])) error[i] = 0;
  }
  isExact &&= most < (dtype === "float64" ? 2 ** 53 : dtype === "float32" ? 2 ** 24 : 256);
  return { data, error: isExact || !isFloatingPoint(dtype) ? undefined : error };
}

export const runningRows: Rows = [
  ...(["cumsum", "cumprod"] as const).flatMap((name) => [
    row(`torch.${name} torch.Tensor.${name}`, "input, dim=None, *, dtype=None, out=None, axis=None", (call) =>
      running(call, name),
    ),
    row(`numpy.${name} numpy.ndarray.${name}`, "input, axis=None, dtype=None, out=None", (call) => running(call, name)),
  ]),
];
