import { type LanesOver, lanesOver } from "../../../tensor/layout";
import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import type { Library, Value } from "../../value";
import { axesArg, axisOf, boolArg, dtypeArg, given, intOf, refuse, row, without } from "./arguments";
import { cast, floatOf } from "./conversion";
import { arrayOf } from "./literal";
import { derived, factsOf, type Made, operands, type Rows, underived } from "./make";
import { epsilon, type Numbers, slack } from "./precision";

/** The softmax family: softmax, log_softmax, softmin, logsumexp along an axis. */

/** The dim that `F.softmax(x)` takes where none is named, with a warning: 0 of vectors and of 3 axes, else 1. */
function implicitDim(ndim: number): number {
  return ndim === 0 || ndim === 1 || ndim === 3 ? 0 : 1;
}

interface Lane {
  readonly at: (i: number) => number;
  readonly size: number;
}

function* eachLane({ rows, size, order }: LanesOver): Generator<Lane> {
  for (let row = 0; row < rows; row++) {
    const start = row * size;
    yield { size, at: order ? (i) => order[start + i] : (i) => start + i };
  }
}

/** max and Σ exp(x − max) of a lane; where the largest is infinite, torch's softmax is nan and its logsumexp that infinity. */
function partition(data: Float64Array, { at, size }: Lane): { readonly max: number; readonly sum: number } {
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < size; i++) max = Number.isNaN(data[at(i)]) ? Number.NaN : Math.max(max, data[at(i)]);
  let sum = 0;
  for (let i = 0; i < size; i++) sum += Math.exp(data[at(i)] - max);
  return { max, sum };
}

type Form = "softmax" | "log_softmax";

function normalised(form: Form, numbers: Numbers, dtype: DType, lanes: LanesOver): Numbers {
  const { data } = numbers;
  const off = slack(numbers, dtype);
  const result = new Float64Array(data.length);
  const error = new Float64Array(data.length);
  const unit = epsilon[dtype];
  for (const lane of eachLane(lanes)) {
    const { max, sum } = partition(data, lane);
    let most = 0;
    for (let i = 0; i < lane.size; i++) most = Math.max(most, off?.[lane.at(i)] ?? 0);
    for (let i = 0; i < lane.size; i++) {
      const at = lane.at(i);
      const difference = data[at] - max;
      // What the arguments are off moves the logarithm by as much, once for the element and once for the sum.
      const absolute = 2 * most + unit * (4 + Math.abs(difference) + lane.size * 0.25);
      result[at] = form === "softmax" ? Math.exp(difference) / sum : difference - Math.log(sum);
      error[at] = form === "softmax" ? result[at] * Math.min(absolute, 1) : absolute;
      // The softmax of one score is 1, whatever it is.
      if (!Number.isFinite(result[at]) || lane.size === 1) error[at] = 0;
    }
  }
  return { data: result, error };
}

/** A softmax of the library's along the axes that are asked for. */
export function along(
  call: OperationCall,
  form: Form,
  library: Library,
  dimOf: (ndim: number) => readonly number[],
  dtype: DType | undefined,
  sign = 1,
): Value {
  const value = call.arg("input") ?? refuse();
  const operation = sign === 1 ? form : "softmin";
  const from = operands(call, "input");
  if (value.kind === "unknown") {
    const facts = factsOf(value);
    const axes = facts.shape ? dimOf(facts.shape.length) : undefined;
    const named = given(call, "dim", "axis");
    const settings = axes ? { dim: axes[0] } : named?.kind === "number" ? { dim: named.value } : {};
    const { dtype: own, ...rest } = facts;
    const type = dtype ?? (own && isFloatingPoint(own) ? own : undefined);
    return underived(call, { operation, operands: from, settings }, { library, ...rest, ...(type && { dtype: type }) });
  }
  const tensor = arrayOf(call, value, library);
  const axes = dimOf(tensor.shape.length);
  if (sign === -1 && !isFloatingPoint(tensor.dtype)) return refuse();
  const type = dtype ?? (library === "numpy" ? floatOf(tensor.dtype, library) : tensor.dtype);
  if (!isFloatingPoint(type)) return refuse();
  const settings = { dim: axes.length === 1 ? axes[0] : -1, ...(dtype && { dtype }) };
  const made: Made = { operation, operands: from, settings, library, shape: tensor.shape, dtype: type };
  return derived(call, made, [tensor], (input) => {
    const numbers = cast(input, tensor.dtype, type);
    if (numbers === undefined) return undefined;
    const signed = sign === 1 ? numbers : { data: numbers.data.map((x) => -x), error: numbers.error };
    return normalised(
      form,
      signed,
      type,
      tensor.shape.length === 0 ? { rows: 1, size: 1, order: undefined } : lanesOver(tensor.shape, axes),
    );
  });
}

function torchForm(form: Form): Operation[] {
  const apply =
    (isFunctional: boolean) =>
    (call: OperationCall): Value => {
      const dim = given(call, "dim", "axis");
      if (dim === undefined && !isFunctional) return refuse();
      return along(
        call,
        form,
        "torch",
        (ndim) => [axisOf(dim ? intOf(dim) : implicitDim(ndim), ndim)],
        dtypeArg(call, "torch"),
      );
    };
  return [
    row(
      `torch.${form} torch.Tensor.${form} torch.special.${form}`,
      "input, dim=None, dtype=None, *, axis=None",
      apply(false),
    ),
    row(`torch.nn.functional.${form}`, "input, dim=None, _stacklevel=3, dtype=None", apply(true)),
  ];
}

function scipyForm(form: Form): Operation {
  return row(`scipy.special.${form}`, "input, axis=None", (call) =>
    along(
      call,
      form,
      "numpy",
      (ndim) => axesArg(call, ndim, "axis") ?? Array.from({ length: ndim }, (_, axis) => axis),
      undefined,
    ),
  );
}

export function logSumExp(
  call: OperationCall,
  library: Library,
  axesFor: (ndim: number) => readonly number[],
  keepdim: boolean,
): Value {
  const value = call.arg("input") ?? refuse();
  if (value.kind === "unknown")
    return underived(call, { operation: "logsumexp", operands: operands(call, "input") }, { library });
  const tensor = arrayOf(call, value, library);
  const axes = axesFor(tensor.shape.length);
  const dtype = floatOf(tensor.dtype, library);
  const shape = tensor.shape.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keepdim ? [1] : []));
  const made: Made = {
    operation: "logsumexp",
    operands: operands(call, "input"),
    settings: { keepdim },
    library,
    shape,
    dtype,
  };
  const lanes = tensor.shape.length === 0 ? { rows: 1, size: 1, order: undefined } : lanesOver(tensor.shape, axes);
  if (lanes.size === 0) return refuse();
  return derived(call, made, [tensor], (input) => {
    const numbers = cast(input, tensor.dtype, dtype);
    if (numbers === undefined) return undefined;
    const off = slack(numbers, dtype);
    const data = new Float64Array(lanes.rows);
    const error = new Float64Array(lanes.rows);
    let row = 0;
    for (const lane of eachLane(lanes)) {
      const { max, sum } = partition(numbers.data, lane);
      data[row] = Number.isFinite(max) ? max + Math.log(sum) : max;
      let most = 0;
      for (let i = 0; i < lane.size; i++) most = Math.max(most, off?.[lane.at(i)] ?? 0);
      if (Number.isFinite(data[row])) error[row] = most + epsilon[dtype] * (4 + Math.abs(max) + lane.size * 0.25);
      row++;
    }
    return { data, error };
  });
}

export const softmaxes: Rows = [
  ...torchForm("softmax"),
  ...torchForm("log_softmax"),
  scipyForm("softmax"),
  scipyForm("log_softmax"),
  row("torch.nn.functional.softmin", "input, dim=None, _stacklevel=3, dtype=None", (call) => {
    const dim = given(call, "dim");
    return along(
      call,
      "softmax",
      "torch",
      (ndim) => [axisOf(dim ? intOf(dim) : implicitDim(ndim), ndim)],
      dtypeArg(call, "torch"),
      -1,
    );
  }),
  row(
    "torch.logsumexp torch.Tensor.logsumexp torch.special.logsumexp",
    "input, dim, keepdim=False, *, out=None",
    (call) => {
      without(call, "out");
      return logSumExp(
        call,
        "torch",
        (ndim) => axesArg(call, ndim, "dim") ?? refuse(),
        boolArg(call, false, "keepdim"),
      );
    },
  ),
  row("scipy.special.logsumexp", "input, axis=None, b=None, keepdims=False, return_sign=False", (call) => {
    without(call, "b");
    if (boolArg(call, false, "return_sign")) return refuse();
    const all = (ndim: number): readonly number[] => Array.from({ length: ndim }, (_, axis) => axis);
    return logSumExp(
      call,
      "numpy",
      (ndim) => axesArg(call, ndim, "axis") ?? all(ndim),
      boolArg(call, false, "keepdims"),
    );
  }),
];
