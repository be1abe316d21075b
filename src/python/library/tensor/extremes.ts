import type { DType } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import type { Facts, TensorValue, Value } from "../../value";
import { axisOf, boolArg, given, intArg, intOf, refuse, row, stringArg, without } from "./arguments";
import { binary } from "./arithmetic";
import { maximum, minimum } from "./binaryKinds";
import { libraryOf } from "./fills";
import { arrayOf } from "./literal";
import { factsOf, operands, type Rows, tuple, underived } from "./make";
import { orderOf, type Picked, picked, roughly } from "./picking";
import { compare } from "./precision";
import { axesOf, frameOf, keepsDims, type Lane, over, reduced, settingsOf } from "./reduce";
import { amax, amin } from "./reductions";

/** Where elements stand in their order: argmax, max along a dim, sort, topk. */

/** The index of the largest (or smallest) element, the first of equal ones; undefined where that is not certain. */
export function firstExtreme({ data, error }: Lane, sign: 1 | -1): number | undefined {
  let best = 0;
  for (let i = 1; i < data.length; i++) {
    if (Number.isNaN(data[best])) return best;
    if (Number.isNaN(data[i]) || (data[i] - data[best]) * sign > 0) best = i;
  }
  if (Number.isNaN(data[best]) || error === undefined) return best;
  for (let i = 0; i < data.length; i++)
    if (i !== best && compare(data[i], error[i], data[best], error[best]) === undefined) return undefined;
  return best;
}

function indexOf(call: OperationCall, operation: string, sign: 1 | -1): Value {
  const value = call.arg("input") ?? refuse();
  const library = libraryOf(call);
  const keepdim = keepsDims(call);
  const described = { operation, operands: operands(call, "input") };
  if (value.kind === "unknown") {
    const { shape } = factsOf(value);
    const axes = shape && axesOf(call, shape.length, library);
    const left = axes && shape.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keepdim ? [1] : []));
    const dim = given(call, "dim", "axis");
    const settings = axes ? settingsOf(axes, keepdim) : dim?.kind === "number" ? { dim: dim.value } : {};
    return underived(call, { ...described, settings }, { library, dtype: "int64", ...(left && { shape: left }) });
  }
  const tensor = arrayOf(call, value, library);
  if (library === "torch" && tensor.dtype === "bool") return refuse();
  const axes = axesOf(call, tensor.shape.length, library);
  if (axes !== undefined && axes.length !== 1) return refuse();
  const kind = {
    operation,
    computes: (dtype: DType) => dtype,
    gives: () => "int64" as const,
    decides: true as const,
    lane: (lane: Lane) => {
      if (lane.data.length === 0) return refuse();
      const at = firstExtreme(lane, sign);
      return at === undefined ? undefined : { value: at, error: 0 };
    },
  };
  if (frameOf(tensor.shape, axes, keepdim).lanes.size === 0) return refuse();
  return over(call, kind, tensor, axes, keepdim);
}

export function tensorOf(call: OperationCall): TensorValue {
  return arrayOf(call, call.arg("input") ?? refuse(), libraryOf(call));
}

/** torch.max(x), torch.max(x, dim), torch.max(x, other). */
function torchExtreme(name: "max" | "min"): Operation {
  const sign = name === "max" ? 1 : -1;
  return row(
    `torch.${name} torch.Tensor.${name}`,
    "input, dim=None, keepdim=False, *, other=None, axis=None, keepdims=False, out=None",
    (call) => {
      without(call, "out");
      const second = given(call, "other", "dim", "axis");
      if (second?.kind === "tensor" && second.shape.length > 0)
        return binary(call, name === "max" ? maximum : minimum, call.arg("input") ?? refuse(), second, [
          "input",
          "dim",
        ]);
      if (second === undefined) return reduced(call, name === "max" ? amax : amin);
      const input = call.arg("input") ?? refuse();
      const fields = ["values", "indices"];
      if (input.kind === "unknown") {
        if (second.kind === "unknown") return refuse();
        const { shape, dtype } = input.facts;
        const left = shape && reducedShape(shape, axisOf(intOf(second), shape.length), keepsDims(call));
        const described = { operation: name, operands: operands(call, "input"), settings: { dim: intOf(second) } };
        const rest = { library: "torch" as const, ...(left && { shape: left }) };
        return tuple(
          call,
          [
            underived(call, described, { ...rest, ...(dtype && { dtype }) }),
            underived(call, { ...described, operation: `arg${name}` }, { ...rest, dtype: "int64" }),
          ],
          fields,
        );
      }
      const tensor = tensorOf(call);
      const axis = axisOf(intOf(second), tensor.shape.length);
      if ((tensor.shape[axis] ?? 1) === 0) return refuse();
      const size = keepsDims(call) && tensor.shape.length > 0 ? 1 : undefined;
      const { values, indices } = picked(call, name, tensor, axis, size, (lane) => {
        const at = firstExtreme(lane, sign);
        return at === undefined ? undefined : { places: [at] };
      });
      return tuple(call, [values, chosen(indices, `arg${name}`)], fields);
    },
  );
}

/** The places of extremes are what argmax gives, whichever way they are asked for. */
function chosen(indices: Value, operation: "argmax" | "argmin"): Value {
  return indices.kind === "tensor" && indices.origin.kind === "operation"
    ? { ...indices, origin: { ...indices.origin, operation } }
    : indices;
}

function reducedShape(
  shape: readonly (number | undefined)[],
  axis: number,
  keepdim: boolean,
): readonly (number | undefined)[] {
  return shape.flatMap((size, i) => (i !== axis ? [size] : keepdim ? [1] : []));
}

function sorted(call: OperationCall, tensor: TensorValue, axis: number, descending: boolean, stable: boolean): Picked {
  return picked(call, "sort", tensor, axis, tensor.shape[axis] ?? 1, (lane) => {
    const strict = orderOf(lane, descending, stable);
    if (strict) return { places: strict };
    // Among equal ones the values are certain, their places are not.
    const loose = orderOf(lane, descending, true);
    return loose ? { places: loose, isTied: true } : roughly(lane, descending);
  });
}

function topk(call: OperationCall): Value {
  const k = intArg(call, undefined, "k");
  const input = call.arg("input") ?? refuse();
  if (input.kind === "unknown") return topOfUnknown(call, input.facts, k);
  const tensor = tensorOf(call);
  const axis = axisOf(intArg(call, -1, "dim"), tensor.shape.length);
  const size = tensor.shape[axis] ?? 1;
  if (k < 0 || k > size || tensor.dtype === "bool" || (tensor.shape.length === 0 && k !== 1)) return refuse();
  const largest = boolArg(call, true, "largest");
  // Several in no order are not known one by one.
  if (!boolArg(call, true, "sorted") && k > 1) return refuse();
  const { values, indices } = picked(call, "topk", tensor, axis, k, (lane) => {
    const loose = orderOf(lane, largest, true);
    if (loose === undefined) {
      const rough = roughly(lane, largest);
      return rough && { ...rough, places: Array.prototype.slice.call(rough.places, 0, k) };
    }
    const isTied = Array.from({ length: Math.min(k, size - 1) }, (_, i) => i).some(
      (i) => lane.data[loose[i]] === lane.data[loose[i + 1]],
    );
    return { places: loose.subarray(0, k), isTied };
  });
  const named = k === 1 ? chosen(indices, largest ? "argmax" : "argmin") : indices;
  return tuple(call, [values, named], ["values", "indices"]);
}

/** Of one alone: `model(x).topk(1)[1]` is its class. */
function topOfUnknown(call: OperationCall, { shape, dtype }: Facts, k: number): Value {
  if (k !== 1) return refuse();
  const largest = boolArg(call, true, "largest");
  const dim = intArg(call, -1, "dim");
  const axis = shape && axisOf(dim, shape.length);
  const left = shape?.map((size, i) => (i === axis ? 1 : size));
  const described = { operation: "topk", operands: operands(call, "input"), settings: { dim } };
  const rest = { library: "torch" as const, ...(left && { shape: left }) };
  return tuple(
    call,
    [
      underived(call, described, { ...rest, ...(dtype && { dtype }) }),
      underived(call, { ...described, operation: largest ? "argmax" : "argmin" }, { ...rest, dtype: "int64" }),
    ],
    ["values", "indices"],
  );
}

/** The dim is named where `stable` is. */
function sortAxis(call: OperationCall, tensor: TensorValue): number {
  if (given(call, "at") && given(call, "stable", "dim")) return refuse();
  return axisOf(intArg(call, -1, "at", "dim"), tensor.shape.length);
}

export const extremes: Rows = [
  ...(["argmax", "argmin"] as const).flatMap((name) => [
    row(`torch.${name} torch.Tensor.${name}`, "input, dim=None, keepdim=False, *, axis=None, keepdims=False", (call) =>
      indexOf(call, name, name === "argmax" ? 1 : -1),
    ),
    row(`numpy.${name} numpy.ndarray.${name}`, "input, axis=None, out=None, *, keepdims=False", (call) => {
      without(call, "out");
      return indexOf(call, name, name === "argmax" ? 1 : -1);
    }),
  ]),
  torchExtreme("max"),
  torchExtreme("min"),
  row(
    "torch.sort torch.Tensor.sort",
    "input, at=None, descending=False, *, dim=None, stable=None, out=None",
    (call) => {
      without(call, "out");
      const tensor = tensorOf(call);
      const { values, indices } = sorted(
        call,
        tensor,
        sortAxis(call, tensor),
        boolArg(call, false, "descending"),
        boolArg(call, false, "stable"),
      );
      return tuple(call, [values, indices], ["values", "indices"]);
    },
  ),
  row("torch.argsort torch.Tensor.argsort", "input, at=None, descending=False, *, dim=None, stable=None", (call) => {
    const tensor = tensorOf(call);
    return sorted(
      call,
      tensor,
      sortAxis(call, tensor),
      boolArg(call, false, "descending"),
      boolArg(call, false, "stable"),
    ).indices;
  }),
  row(
    "numpy.sort numpy.argsort numpy.ndarray.argsort",
    "input, axis=-1, kind=None, order=None, *, stable=None",
    (call) => {
      without(call, "order");
      const tensor = tensorOf(call);
      if (call.arg("axis")?.kind === "none") return refuse();
      if (tensor.shape.length === 0) return refuse();
      const axis = axisOf(intArg(call, -1, "axis"), tensor.shape.length);
      const isStable = ["stable", "mergesort"].includes(stringArg(call, "", "kind")) || boolArg(call, false, "stable");
      const { values, indices } = sorted(call, tensor, axis, false, isStable);
      return call.path === "numpy.sort" ? values : indices;
    },
  ),
  row("torch.topk torch.Tensor.topk", "input, k, dim=-1, largest=True, sorted=True, *, out=None", topk),
];
