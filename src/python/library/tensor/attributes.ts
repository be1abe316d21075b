import { isFloatingPoint, numel } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import { Names } from "../../things";
import type { Facts, NumberValue, Origin, TensorValue, Value } from "../../value";
import { axisOf, given, intOf, property, refuse, row } from "./arguments";
import { libraryOf } from "./fills";
import { arrayOf } from "./literal";
import { factsOf, int, numbersOf, operands, originOf, type Rows, tuple, underived } from "./make";
import { roundTo } from "./precision";

/** What an array is, and its elements as numbers of Python's. */

function sizes(call: OperationCall, { shape }: Facts): Value {
  if (shape === undefined) return refuse();
  return tuple(
    call,
    shape.map((size) => (size === undefined ? call.unknown() : int(call, size))),
  );
}

function count(call: OperationCall, { shape }: Facts): Value {
  if (shape === undefined || shape.includes(undefined)) return refuse();
  return int(call, numel(shape as readonly number[]));
}

function facts(call: OperationCall, name: string): Facts {
  const value = call.arg(name) ?? refuse();
  if (value.kind === "unknown" || value.kind === "tensor") return factsOf(value);
  return factsOf(arrayOf(call, value, libraryOf(call)));
}

/** The only element of an array. */
export function itemOf(call: OperationCall, tensor: TensorValue, at = 0): NumberValue {
  const { data, error } = numbersOf(tensor) ?? refuse();
  const { dtype, cells } = tensor;
  if (data.length <= at) return refuse();
  const off = error?.[at];
  const origin: Origin =
    cells && !tensor.storage.changed
      ? {
          kind: "literal",
          place: { unit: cells.unit, start: cells.offsets[at], end: cells.offsets[at] + cells.lengths[at] },
        }
      : originOf(call, { operation: "item", operands: operands(call, "input") });
  return {
    kind: "number",
    type: dtype === "bool" ? "bool" : isFloatingPoint(dtype) ? "float" : "int",
    value: off === undefined ? roundTo(dtype, data[at]) : data[at],
    ...(off !== undefined && off > 0 && { error: off }),
    origin,
  };
}

function item(call: OperationCall): Value {
  const input = call.arg("input");
  if (input?.kind === "unknown") return underived(call, { operation: "item", operands: operands(call, "input") }, {});
  if (input?.kind !== "tensor") return refuse();
  const at = call.rest("args");
  if (at.length > 1) return refuse();
  if (at.length === 0)
    return numel(input.shape) === 1
      ? { ...itemOf(call, input), origin: originOf(call, { operation: "item", operands: operands(call, "input") }) }
      : refuse();
  const index = intOf(at[0]);
  return input.library === "numpy" && index >= 0 ? itemOf(call, input, index) : refuse();
}

/** Nested lists of Python's numbers. */
function toList(call: OperationCall): Value {
  const input = call.arg("input");
  if (input?.kind === "unknown") return underived(call, { operation: "tolist", operands: operands(call, "input") }, {});
  if (input?.kind !== "tensor") return refuse();
  const { shape } = input;
  call.machine.spend(numel(shape) * 2);
  const numbers = numbersOf(input) ?? refuse();
  const whole: TensorValue = { ...input, storage: { ...input.storage, ...numbers }, view: undefined };
  const origin = originOf(call, { operation: "tolist", operands: operands(call, "input") });
  const nest = (axis: number, start: number, span: number): Value => {
    if (axis === shape.length) return itemOf(call, whole, start);
    const inner = span / shape[axis];
    const items = Array.from({ length: shape[axis] }, (_, i) => nest(axis + 1, start + i * inner, inner));
    return {
      kind: "list",
      form: "list",
      list: { items, region: call.machine.region, changed: false, numbers: undefined },
      origin,
    };
  };
  return nest(0, 0, numel(shape));
}

export const attributes: Rows = [
  property("torch.Tensor.shape numpy.ndarray.shape tensorflow.Tensor.shape jax.Array.shape", (call) =>
    sizes(call, facts(call, "self")),
  ),
  property("torch.Tensor.ndim numpy.ndarray.ndim jax.Array.ndim", (call) =>
    int(call, facts(call, "self").shape?.length ?? refuse()),
  ),
  property("numpy.ndarray.size jax.Array.size", (call) => count(call, facts(call, "self"))),
  property("torch.Tensor.dtype numpy.ndarray.dtype tensorflow.Tensor.dtype jax.Array.dtype", (call) => {
    const { library, dtype } = facts(call, "self");
    if (dtype === undefined || library === undefined) return refuse();
    return {
      kind: "dtype",
      dtype,
      library,
      origin: originOf(call, { operation: "dtype", operands: operands(call, "self") }),
    };
  }),
  property("torch.Tensor.device", (call) => device(call)),
  row("torch.device", "type=None, index=None", (call) => device(call)),
  row("torch.Tensor.size", "input, dim=None", (call) => {
    const all = facts(call, "input");
    const dim = given(call, "dim");
    if (dim === undefined) return sizes(call, all);
    const shape = all.shape ?? refuse();
    if (shape.length === 0) return refuse();
    return int(call, shape[axisOf(intOf(dim), shape.length)] ?? refuse());
  }),
  row("torch.Tensor.dim torch.Tensor.ndimension", "input", (call) =>
    int(call, facts(call, "input").shape?.length ?? refuse()),
  ),
  row("torch.numel torch.Tensor.numel torch.Tensor.nelement", "input", (call) => count(call, facts(call, "input"))),
  row("numpy.shape", "a", (call) => sizes(call, facts(call, "a"))),
  row("numpy.ndim", "a", (call) => int(call, facts(call, "a").shape?.length ?? refuse())),
  row("numpy.size", "a, axis=None", (call) => (given(call, "axis") ? refuse() : count(call, facts(call, "a")))),
  row("torch.is_floating_point torch.Tensor.is_floating_point", "input", (call) => {
    const { dtype } = facts(call, "input");
    const origin = originOf(call, { operation: "is_floating_point", operands: operands(call, "input") });
    return dtype === undefined
      ? refuse()
      : { kind: "number", type: "bool", value: Number(isFloatingPoint(dtype)), origin };
  }),
  row("torch.is_tensor", "obj", (call) => {
    const value = call.arg("obj");
    const origin = originOf(call, { operation: "is_tensor", operands: operands(call, "obj") });
    if (value === undefined || value.kind === "unknown" || value.kind === "object") return refuse();
    return {
      kind: "number",
      type: "bool",
      value: Number(value.kind === "tensor" && value.library === "torch"),
      origin,
    };
  }),
  row("torch.Tensor.item numpy.ndarray.item", "input, *args", item),
  row("torch.Tensor.tolist numpy.ndarray.tolist", "input", toList),
];

function device(call: OperationCall): Value {
  return {
    kind: "object",
    type: { kind: "library", path: "torch.device", origin: originOf(call, { operation: "device", operands: [] }) },
    object: { attributes: new Names(call.machine.region), region: call.machine.region, construction: undefined },
    origin: originOf(call, { operation: "device", operands: [] }),
  };
}
