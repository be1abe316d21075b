import { broadcastIndices } from "./layout";
import { numel, type Tensor } from "./tensor";

export type Shape = readonly number[];

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

/** As C++ prints sizes in messages: `[2, 3]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** As Python prints sizes in messages: `torch.Size([2, 3])`. */
export function formatSize(shape: Shape): string {
  return `torch.Size([${shape.join(", ")}])`;
}

/** A dimension counted from the front, `undefined` if there is no such one. A scalar has the dimensions −1 and 0. */
export function wrapDim(dim: number, ndim: number): number | undefined {
  const dims = Math.max(ndim, 1);
  if (dim < -dims || dim >= dims) return undefined;
  return dim < 0 ? dim + dims : dim;
}

/** The common shape of two operands by NumPy's rule, or the place where they disagree. */
export function broadcastShapes(
  a: Shape,
  b: Shape,
): { readonly shape: Shape } | { readonly sizeA: number; readonly sizeB: number; readonly dim: number } {
  const ndim = Math.max(a.length, b.length);
  const shape: number[] = new Array(ndim);
  for (let dim = ndim - 1; dim >= 0; dim--) {
    const sizeA = a[dim - ndim + a.length] ?? 1;
    const sizeB = b[dim - ndim + b.length] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) return { sizeA, sizeB, dim };
    shape[dim] = sizeA === 1 ? sizeB : sizeA;
  }
  return { shape };
}

/** The common shape of two operands that are known to have one. */
export function commonShape(a: Shape, b: Shape): Shape {
  const common = broadcastShapes(a, b);
  return "shape" in common ? common.shape : a;
}

/** The data of `tensor` repeated to `shape`, with which it must be compatible; not copied where nothing repeats. */
export function broadcastTo(tensor: Tensor, shape: Shape): Float64Array {
  const total = numel(shape);
  if (tensor.data.length === total) return tensor.data;
  const result = new Float64Array(total);
  if (tensor.data.length === 1) return result.fill(tensor.data[0]);
  const source = broadcastIndices(tensor.shape, shape);
  for (let i = 0; i < total; i++) result[i] = tensor.data[source[i]];
  return result;
}

/** The sum over the repeats that `broadcastTo` made: the gradient of broadcasting. */
export function unbroadcast(data: Float64Array, shape: Shape, to: Shape): Float64Array {
  const total = numel(to);
  if (data.length === total) return data;
  const result = new Float64Array(total);
  const source = broadcastIndices(to, shape);
  for (let i = 0; i < data.length; i++) result[source[i]] += data[i];
  return result;
}
