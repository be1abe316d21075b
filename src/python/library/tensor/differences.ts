import { broadcastShapes } from "../../../tensor/shape";
import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import { axisOf, intArg, refuse, required, row, without } from "./arguments";
import { factsOf, fresh, madeOf, operands, type Rows, underived } from "./make";

/** What lies between elements: differences of neighbours, distances of rows. */

function ask(call: OperationCall, name: string, ...args: readonly Value[]): Value {
  const callee: Value = { kind: "library", path: `torch.${name}`, origin: args[0].origin };
  return call.machine.call(callee, args, new Map(), call.place);
}

/** `input[1:] - input[:-1]` along a dim, `n` times; of booleans, whether they differ. */
function diff(call: OperationCall): Value {
  without(call, "prepend", "append");
  const n = intArg(call, 1, "n");
  let value = required(call, "input");
  if (n < 0 || n > 8) return refuse();
  for (let i = 0; i < n; i++) {
    if (value.kind !== "tensor" || value.library !== "torch") return refuse();
    const axis = axisOf(intArg(call, -1, "dim"), value.shape.length);
    const size = value.shape[axis];
    if (value.shape.length === 0 || size < 1) return refuse();
    const part = (start: number) => ask(call, "narrow", value, int(axis), int(start), int(size - 1));
    value = ask(call, value.dtype === "bool" ? "logical_xor" : "sub", part(1), part(0));
  }
  return value;
}

function int(value: number): Value {
  return {
    kind: "number",
    type: "int",
    value,
    origin: { kind: "unread", reason: "expression", place: undefined, name: undefined },
  };
}

/** x1 (…, P, M) and x2 (…, R, M) → (…, P, R): shape and type alone. */
function cdist(call: OperationCall): Value {
  const [a, b] = [factsOf(required(call, "x1")), factsOf(required(call, "x2"))];
  const made = { operation: "cdist", operands: operands(call, "x1", "x2") };
  const [x, y] = [sizesOf(a.shape), sizesOf(b.shape)];
  const dtype: DType | undefined = a.dtype !== undefined && a.dtype === b.dtype ? a.dtype : undefined;
  if (x === undefined || y === undefined || dtype === undefined) return underived(call, made, { library: "torch" });
  if (x.length < 2 || y.length < 2 || x.at(-1) !== y.at(-1) || !isFloatingPoint(dtype)) return refuse();
  const batch = broadcastShapes(x.slice(0, -2), y.slice(0, -2));
  if (!("shape" in batch)) return refuse();
  return fresh(call, madeOf(made, "torch", [...batch.shape, x[x.length - 2], y[y.length - 2]], dtype), undefined);
}

function sizesOf(shape: readonly (number | undefined)[] | undefined): readonly number[] | undefined {
  return shape?.every((size): size is number => size !== undefined) ? shape : undefined;
}

export const differences: Rows = [
  row("torch.diff torch.Tensor.diff", "input, n=1, dim=-1, prepend=None, append=None, *, out=None", diff),
  row("torch.cdist", "x1, x2, p=2.0, compute_mode='use_mm_for_euclid_dist_if_necessary'", cdist),
];
