import type { TensorOp } from "../ops";
import type { Fix } from "../refusal";
import { wrapDim } from "../shape";
import { type DType, isFloatingPoint, type Tensor } from "../tensor";

export function onInput(...ops: readonly TensorOp[]): Fix {
  return { argument: "input", ops };
}

export function onTarget(...ops: readonly TensorOp[]): Fix {
  return { argument: "target", ops };
}

export function to(dtype: DType): TensorOp {
  return { op: "to", dtype };
}

/** `input.float()`, for an input that is not of a floating type. */
export const inputToFloat: readonly Fix[] = [onInput(to("float32"))];

export const targetToLong: readonly Fix[] = [onTarget(to("int64"))];

/** `target.float()` or `.double()`, to the type of the input where that is a floating one. */
export function targetToInputType(input: Tensor): readonly Fix[] {
  return [onTarget(to(isFloatingPoint(input.dtype) ? input.dtype : "float32"))];
}

/** Dropping or adding a dimension of size 1 so that both arguments have the same shape. */
export function sameShapeFixes(input: Tensor, target: Tensor): readonly Fix[] {
  return [
    ...reshapes(target, input.shape).map((op) => onTarget(op)),
    ...reshapes(input, target.shape).map((op) => onInput(op)),
  ];
}

/** The squeeze or unsqueeze that turns the shape of `tensor` into `shape`, if there is one. */
function reshapes(tensor: Tensor, shape: readonly number[]): readonly TensorOp[] {
  if (tensor.shape.length === shape.length + 1) {
    const dim = extraDim(tensor.shape, shape);
    return dim === undefined ? [] : [{ op: "squeeze", dim }];
  }
  if (tensor.shape.length + 1 === shape.length) {
    const dim = extraDim(shape, tensor.shape);
    return dim === undefined ? [] : [{ op: "unsqueeze", dim }];
  }
  return [];
}

/** The dimension of size 1 that `longer` has besides those of `shorter`, the last one if several would do. */
function extraDim(longer: readonly number[], shorter: readonly number[]): number | undefined {
  for (let dim = longer.length - 1; dim >= 0; dim--) {
    if (longer[dim] === 1 && shorter.every((size, i) => size === longer[i < dim ? i : i + 1])) return dim;
  }
  return undefined;
}

/** Ways to bring a target of class indices into the shape that the input asks for. */
export function classIndexFixes(input: Tensor, target: Tensor): readonly Fix[] {
  const classDim = wrapDim(1, input.shape.length) ?? 0;
  const squeezes = target.shape
    .flatMap((size, dim) => (size === 1 ? [onTarget({ op: "squeeze", dim })] : []))
    .reverse();
  const argmax = target.shape.length === input.shape.length ? [onTarget({ op: "argmax", dim: classDim })] : [];
  const channelsLast =
    input.shape.length > 2
      ? [onInput({ op: "movedim", source: -1, destination: 1 })]
      : [onInput({ op: "movedim", source: 0, destination: 1 })];
  return [
    ...squeezes,
    ...argmax,
    ...(input.shape.length > 1 ? channelsLast : []),
    onTarget({ op: "unsqueeze", dim: 0 }),
  ];
}
