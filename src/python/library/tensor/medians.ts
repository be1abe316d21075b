import { type DType, isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import { axisOf, boolArg, given, intArg, refuse, row } from "./arguments";
import { tensorOf } from "./extremes";
import { type Rows, tuple } from "./make";
import { orderOf, picked } from "./picking";
import { epsilon } from "./precision";
import { axesOf, keepsDims, type Lane, over } from "./reduce";

/** What stands in the middle of an order, or at a place of it: median, kthvalue. */

function kthValue(call: OperationCall, operation: string, kOf: (size: number) => number): Value {
  const tensor = tensorOf(call);
  const axis = axisOf(intArg(call, -1, "dim"), tensor.shape.length);
  const size = tensor.shape[axis] ?? 1;
  const k = kOf(size);
  if (size === 0 || k < 0 || k >= size || tensor.dtype === "bool") return refuse();
  const keeps = boolArg(call, false, "keepdim") && tensor.shape.length > 0 ? 1 : undefined;
  const { values, indices } = picked(call, operation, tensor, axis, keeps, (lane) => {
    const order = orderOf(lane, false, true);
    if (order === undefined) return undefined;
    const value = lane.data[order[k]];
    return { places: [order[k]], isTied: value === lane.data[order[k - 1]] || value === lane.data[order[k + 1]] };
  });
  return tuple(call, [values, indices], ["values", "indices"]);
}

/** NumPy's median: the mean of the two in the middle. */
function numpyMedian(call: OperationCall): Value {
  const tensor = tensorOf(call);
  const axes = axesOf(call, tensor.shape.length, "numpy");
  const kind = {
    operation: "median",
    computes: (dtype: DType) => (isFloatingPoint(dtype) ? dtype : ("float64" as const)),
    lane: ({ data, error }: Lane, dtype: DType) => {
      if (data.length === 0 || data.some(Number.isNaN)) return undefined;
      const order = data.toSorted();
      const [low, high] = [order[(data.length - 1) >> 1], order[data.length >> 1]];
      const most = error?.reduce((a, b) => Math.max(a, b), 0) ?? 0;
      return { value: (low + high) / 2, error: most + Math.abs(low + high) * epsilon[dtype] };
    },
  };
  return over(call, kind, tensor, axes, keepsDims(call));
}

export const medians: Rows = [
  row("torch.kthvalue torch.Tensor.kthvalue", "input, k, dim=-1, keepdim=False", (call) =>
    kthValue(call, "kthvalue", () => intArg(call, undefined, "k") - 1),
  ),
  row("torch.median torch.Tensor.median", "input, dim=None, keepdim=False", (call) => {
    if (given(call, "dim")) return kthValue(call, "median", (size) => (size - 1) >> 1);
    const tensor = tensorOf(call);
    if (tensor.dtype === "bool" || numel(tensor.shape) === 0) return refuse();
    const flat = { ...tensor, shape: [numel(tensor.shape)] };
    return picked(call, "median", flat, 0, undefined, (lane) => {
      const order = orderOf(lane, false, true);
      return order && { places: [order[(order.length - 1) >> 1]] };
    }).values;
  }),
  row("numpy.median", "input, axis=None, out=None, overwrite_input=False, keepdims=False", numpyMedian),
];
