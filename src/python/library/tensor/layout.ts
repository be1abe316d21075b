import { numel } from "../../../tensor/tensor";

/** Where the elements of a row-major array stand: every operation that moves elements takes its indices from here. */

type Shape = readonly number[];

/** The distance in the data of two neighbours along each axis: `[12, 4, 1]` for the shape `[2, 3, 4]`. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  for (let axis = shape.length - 1, stride = 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/**
 * For each element of `shape`, row by row, an index that starts at `start` and grows by `steps[d]` along axis d: with the strides of an
 * array in another order a transposition, with steps of 0 a broadcast, with a negative step a flip.
 */
export function walk(shape: Shape, steps: Shape, start = 0): Int32Array {
  const indices = new Int32Array(numel(shape));
  const counter = new Array<number>(shape.length).fill(0);
  let source = start;
  for (let i = 0; i < indices.length; i++) {
    indices[i] = source;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      source += steps[axis];
      if (++counter[axis] < shape[axis]) break;
      source -= steps[axis] * shape[axis];
      counter[axis] = 0;
    }
  }
  return indices;
}

/** For each element of `shape`, the index of the element of an array of shape `from` that broadcasts to it. */
export function broadcastIndices(from: Shape, shape: Shape): Int32Array {
  const strides = stridesOf(from);
  const lead = shape.length - from.length;
  return walk(
    shape,
    shape.map((_, axis) => (axis < lead || from[axis - lead] === 1 ? 0 : strides[axis - lead])),
  );
}

/** The array with its axes in another order. */
export function permutation(shape: Shape, order: Shape): Int32Array {
  const strides = stridesOf(shape);
  return walk(
    order.map((axis) => shape[axis]),
    order.map((axis) => strides[axis]),
  );
}

/** The rows of a shape that `places` names along an axis, in their order. */
export function selection(shape: Shape, axis: number, places: ArrayLike<number>): Int32Array {
  const inner = numel(shape.slice(axis + 1));
  const outer = numel(shape.slice(0, axis));
  const indices = new Int32Array(outer * places.length * inner);
  for (let o = 0, at = 0; o < outer; o++)
    for (let p = 0; p < places.length; p++)
      for (let i = 0; i < inner; i++) indices[at++] = (o * shape[axis] + places[p]) * inner + i;
  return indices;
}

/**
 * The array seen as lanes along some of its axes: `rows` lanes of `size` elements each, one after the other in `order` (undefined where
 * they stand so already). What a reduction leaves are the rows, in row-major order of the other axes.
 */
export interface Lanes {
  readonly rows: number;
  readonly size: number;
  readonly order: Int32Array | undefined;
}

export function lanesOf(shape: Shape, axes: readonly number[]): Lanes {
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes.toSorted((a, b) => a - b)];
  return {
    rows: numel(kept.map((axis) => shape[axis])),
    size: numel(axes.map((axis) => shape[axis])),
    order: order.every((axis, i) => axis === i) ? undefined : permutation(shape, order),
  };
}
