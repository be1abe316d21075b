import { scalarTypeName } from "../tensor/dtype";
import { type Lanes, laneStart, lanesAlong, stridesOf, walk } from "../tensor/layout";
import { wrapDim } from "../tensor/shape";
import { type DType, isFloatingPoint, numel, type Tensor } from "../tensor/tensor";
import { logSigmoid, logSoftmax, sigmoid, softmax } from "./activations";
import { convert } from "./convert";
import type { TensorOp } from "./ops";
import { type Fix, isRefusal, type Refusal, refusal } from "./refusal";

/** The tensor after one operation of torch, or what torch raises. Data that do not change are shared, not copied. */
export function applyOp(tensor: Tensor, op: TensorOp): Tensor | Refusal {
  const { data, shape, dtype } = tensor;
  switch (op.op) {
    case "softmax":
      return overDim(tensor, op.dim, "softmax", softmax);
    case "logSoftmax":
      return overDim(tensor, op.dim, "log_softmax", logSoftmax);
    case "sigmoid":
      return { data: data.map(sigmoid), shape, dtype: floatResult(dtype) };
    case "logSigmoid":
      return isFloatingPoint(dtype)
        ? { data: data.map(logSigmoid), shape, dtype }
        : notImplemented("log_sigmoid_cpu", dtype);
    case "log":
      return { data: data.map(Math.log), shape, dtype: floatResult(dtype) };
    case "exp":
      return { data: data.map(Math.exp), shape, dtype: floatResult(dtype) };
    case "to":
      return convert(tensor, op.dtype);
    case "squeeze":
      return withDim(op.dim, shape.length, (dim) =>
        shape[dim] === 1 ? { data, shape: shape.toSpliced(dim, 1), dtype } : tensor,
      );
    case "unsqueeze":
      return withDim(op.dim, shape.length + 1, (dim) => ({ data, shape: shape.toSpliced(dim, 0, 1), dtype }));
    case "argmax":
      if (dtype === "bool") return refusal("RuntimeError", "argmax(): does not support bool input");
      return withDim(op.dim, shape.length, (dim) => argmax(tensor, dim));
    case "movedim":
      return withDim(op.source, shape.length, (source) =>
        withDim(op.destination, shape.length, (destination) => movedim(tensor, source, destination)),
      );
    case "oneHot":
      return oneHot(tensor, op.classes);
  }
}

/** Operations one after the other; stops at the first refusal. */
export function applyOps(tensor: Tensor, ops: readonly TensorOp[]): Tensor | Refusal {
  let current = tensor;
  for (const op of ops) {
    const next = applyOp(current, op);
    if (isRefusal(next)) return next;
    current = next;
  }
  return current;
}

const toFloat: readonly Fix[] = [{ argument: "input", ops: [{ op: "to", dtype: "float32" }] }];

function notImplemented(kernel: string, dtype: DType): Refusal {
  return refusal("NotImplementedError", `"${kernel}" not implemented for '${scalarTypeName[dtype]}'`, toFloat);
}

/** Elementwise functions turn integers into torch's default type. */
function floatResult(dtype: DType): DType {
  return isFloatingPoint(dtype) ? dtype : "float32";
}

function withDim(dim: number, ndim: number, result: (dim: number) => Tensor | Refusal): Tensor | Refusal {
  const wrapped = wrapDim(dim, ndim);
  return wrapped === undefined ? dimOutOfRange(dim, ndim) : result(wrapped);
}

export function dimOutOfRange(dim: number, ndim: number): Refusal {
  const dims = Math.max(ndim, 1);
  return refusal(
    "IndexError",
    `Dimension out of range (expected to be in range of [${-dims}, ${dims - 1}], but got ${dim})`,
  );
}

function overDim(
  { data, shape, dtype }: Tensor,
  dim: number,
  name: "softmax" | "log_softmax",
  compute: (data: Float64Array, lanes: Lanes) => Float64Array,
): Tensor | Refusal {
  return withDim(dim, shape.length, (wrapped) => {
    const refused = checkSoftmaxType(name, { data, shape, dtype }, wrapped);
    return refused ?? { data: compute(data, lanesAlong(shape, wrapped)), shape, dtype };
  });
}

/** The type of an activation's result, or its refusal, before its numbers are computed; `undefined` for other operations. */
export function refuseActivation(tensor: Tensor, op: TensorOp): { readonly dtype: DType } | Refusal | undefined {
  const { shape, dtype } = tensor;
  switch (op.op) {
    case "softmax":
    case "logSoftmax": {
      const dim = wrapDim(op.dim, shape.length);
      if (dim === undefined) return dimOutOfRange(op.dim, shape.length);
      return checkSoftmaxType(op.op === "softmax" ? "softmax" : "log_softmax", tensor, dim) ?? { dtype };
    }
    case "logSigmoid":
      return isFloatingPoint(dtype) ? { dtype } : notImplemented("log_sigmoid_cpu", dtype);
    case "sigmoid":
    case "log":
    case "exp":
      return { dtype: floatResult(dtype) };
    case "to":
    case "squeeze":
    case "unsqueeze":
    case "argmax":
    case "movedim":
    case "oneHot":
      return undefined;
  }
}

/** Softmax has kernels for floating types alone; without elements none is called. */
export function checkSoftmaxType(name: "softmax" | "log_softmax", tensor: Tensor, dim: number): Refusal | undefined {
  if (isFloatingPoint(tensor.dtype) || numel(tensor.shape) === 0) return undefined;
  const last = dim >= tensor.shape.length - 1;
  return notImplemented(`${name}_${last ? "lastdim_" : ""}kernel_impl`, tensor.dtype);
}

/** The index of the first largest element; a nan counts as largest. */
function argmax({ data, shape }: Tensor, dim: number): Tensor | Refusal {
  if (shape[dim] === 0) {
    return refusal("IndexError", `argmax(): Expected reduction dim ${dim} to have non-zero size.`);
  }
  const lanes = lanesAlong(shape, dim);
  const result = new Float64Array(lanes.count).map((_, lane) => {
    const start = laneStart(lanes, lane);
    let best = 0;
    for (let c = 1; c < lanes.size && !Number.isNaN(data[start + best * lanes.inner]); c++) {
      const value = data[start + c * lanes.inner];
      if (value > data[start + best * lanes.inner] || Number.isNaN(value)) best = c;
    }
    return best;
  });
  return { data: result, shape: shape.toSpliced(dim, 1), dtype: "int64" };
}

function movedim({ data, shape, dtype }: Tensor, source: number, destination: number): Tensor {
  if (source === destination) return { data, shape, dtype };
  const move = (sizes: readonly number[]) => sizes.toSpliced(source, 1).toSpliced(destination, 0, sizes[source]);
  const moved = move(shape);
  const from = walk(moved, move(stridesOf(shape)));
  return { data: Float64Array.from(from, (index) => data[index]), shape: moved, dtype };
}

/** `F.one_hot(tensor, classes)`; −1 takes the largest index plus one. */
function oneHot({ data, shape, dtype }: Tensor, classes: number): Tensor | Refusal {
  if (dtype !== "int64") {
    return refusal("RuntimeError", "one_hot is only applicable to index tensor of type LongTensor.", [
      { argument: "target", ops: [{ op: "to", dtype: "int64" }] },
    ]);
  }
  if (data.length === 0 && classes <= 0) {
    return refusal("RuntimeError", "Can not infer total number of classes from empty tensor.");
  }
  if (data.some((index) => index < 0)) return refusal("RuntimeError", "Class values must be non-negative.");
  const count = classes === -1 ? data.reduce((largest, index) => Math.max(largest, index), 0) + 1 : classes;
  if (data.some((index) => index >= count)) {
    return refusal("RuntimeError", "Class values must be smaller than num_classes.");
  }
  const result = new Float64Array(data.length * count);
  data.forEach((index, i) => {
    result[i * count + index] = 1;
  });
  return { data: result, shape: [...shape, count], dtype: "int64" };
}
