import { sameShape } from "../../../tensor/shape";
import { type DType, isFloatingPoint, type Tensor } from "../../../tensor/tensor";
import type { TensorOp } from "../../ops/tensorOp";
import type { Fix } from "../../refusal";

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

/** Dropping a dimension of size 1 from the one, or adding one to the other, so that both arguments have the same shape. */
export function sameShapeFixes(input: Tensor, target: Tensor): readonly Fix[] {
  const ofInput = extraDim(input.shape, target.shape);
  if (ofInput !== undefined) {
    return [onInput({ op: "squeeze", dim: ofInput }), onTarget({ op: "unsqueeze", dim: ofInput })];
  }
  const ofTarget = extraDim(target.shape, input.shape);
  if (ofTarget !== undefined) {
    return [onTarget({ op: "squeeze", dim: ofTarget }), onInput({ op: "unsqueeze", dim: ofTarget })];
  }
  const classes = oneHotClasses(input, target);
  return classes === undefined ? [] : [onTarget({ op: "oneHot", classes })];
}

/** The number of classes where the target has an index of the input's last dimension for each of its rows. */
function oneHotClasses({ shape }: Tensor, target: Tensor): number | undefined {
  const classes = shape[shape.length - 1];
  if (!sameShape(shape.slice(0, -1), target.shape) || target.dtype !== "int64") return undefined;
  return target.data.every((index) => index >= 0 && index < classes) ? classes : undefined;
}

/** The dimension of size 1 that `longer` has besides those of `shorter`, the last one if several would do. */
function extraDim(longer: readonly number[], shorter: readonly number[]): number | undefined {
  if (longer.length !== shorter.length + 1) return undefined;
  for (let dim = longer.length - 1; dim >= 0; dim--) {
    if (longer[dim] === 1 && shorter.every((size, i) => size === longer[i < dim ? i : i + 1])) return dim;
  }
  return undefined;
}

/** Ways to bring a target of class indices into the shape that the input asks for, or the input into the target's. */
export function classIndexFixes(input: Tensor, target: Tensor): readonly Fix[] {
  const squeezes = target.shape.flatMap((size, dim) => (size === 1 ? [onTarget({ op: "squeeze", dim })] : []));
  const oneHot = target.shape.length === input.shape.length;
  const classDims = input.shape.length === 2 ? [1] : [1, -1];
  const argmaxes = oneHot ? classDims.map((dim) => onTarget({ op: "argmax", dim })) : [];
  const moved = onInput({ op: "movedim", source: input.shape.length > 2 ? -1 : 0, destination: 1 });
  return [
    ...squeezes.reverse(),
    ...argmaxes,
    ...(input.shape.length > 1 ? [moved] : []),
    ...(target.shape.length === 0 ? [onTarget({ op: "unsqueeze", dim: 0 })] : []),
  ];
}
