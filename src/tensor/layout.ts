import { numel } from "./tensor";

/**
 * Where the elements of a row-major array stand. Everything that walks over arrays (a broadcast, a transposition, a softmax along an
 * axis) takes its indices from here, so that they are counted in one way.
 */

/** The distance in the data of two neighbours along each axis: `[12, 4, 1]` for the shape `[2, 3, 4]`. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  for (let axis = shape.length - 1, stride = 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/**
 * For each element of `shape`, row by row, an index that starts at `start` and grows by `steps[d]` along axis d. With the strides of an
 * array in another order it is a transposition, with steps of 0 a broadcast, with a negative step a flip.
 */
export function walk(shape: readonly number[], steps: readonly number[], start = 0): Int32Array {
  const indices = new Int32Array(numel(shape));
  const last = shape.length - 1;
  const counter = new Array<number>(shape.length).fill(0);
  const inner = last < 0 ? 1 : shape[last];
  const step = last < 0 ? 0 : steps[last];
  for (let i = 0, source = start; i < indices.length; ) {
    for (let k = 0, place = source; k < inner; k++, place += step) indices[i++] = place;
    for (let axis = last - 1; axis >= 0; axis--) {
      source += steps[axis];
      if (++counter[axis] < shape[axis]) break;
      source -= steps[axis] * shape[axis];
      counter[axis] = 0;
    }
  }
  return indices;
}

/** The steps with which an array of shape `from` is read over `shape`, to which it broadcasts: 0 along the axes where it repeats. */
export function broadcastSteps(from: readonly number[], shape: readonly number[]): number[] {
  const strides = stridesOf(from);
  const lead = shape.length - from.length;
  return shape.map((_, axis) => (axis < lead || from[axis - lead] === 1 ? 0 : strides[axis - lead]));
}

/** For each element of `shape`, the index of the element of an array of shape `from` that broadcasts to it. */
export function broadcastIndices(from: readonly number[], shape: readonly number[]): Int32Array {
  return walk(shape, broadcastSteps(from, shape));
}

/** The array with its axes in another order. */
export function permutation(shape: readonly number[], order: readonly number[]): Int32Array {
  const strides = stridesOf(shape);
  return walk(
    order.map((axis) => shape[axis]),
    order.map((axis) => strides[axis]),
  );
}

/** The rows of a shape that `places` names along an axis, in their order. */
export function selection(shape: readonly number[], axis: number, places: ArrayLike<number>): Int32Array {
  const inner = numel(shape.slice(axis + 1));
  const outer = numel(shape.slice(0, axis));
  const indices = new Int32Array(outer * places.length * inner);
  for (let o = 0, at = 0; o < outer; o++)
    for (let p = 0; p < places.length; p++)
      for (let i = 0; i < inner; i++) indices[at++] = (o * shape[axis] + places[p]) * inner + i;
  return indices;
}

/** The index of the element at `place`, one number for each axis. */
export function offsetOf(place: readonly number[], shape: readonly number[]): number {
  return place.reduce((offset, index, axis) => offset * shape[axis] + index, 0);
}

/** The place of an element along each axis: the inverse of `offsetOf`. */
export function placeOf(offset: number, shape: readonly number[]): number[] {
  const place = new Array<number>(shape.length);
  let rest = offset;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    place[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return place;
}

/**
 * The lanes of an array along an axis: what is left of it when all other indices are held fast. Element c of a lane is
 * `laneStart(lanes, lane) + c · inner`, and the lane ends before `laneStart(lanes, lane) + span`. A loop over one is
 *
 *   for (let lane = 0; lane < lanes.count; lane++) {
 *     const start = laneStart(lanes, lane);
 *     for (let j = start, end = start + lanes.span; j < end; j += lanes.inner) …
 */
export interface Lanes {
  /** How many there are: the product of all other sizes. In row-major order of the array without the axis. */
  readonly count: number;
  /** Elements of each. */
  readonly size: number;
  /** The distance of two neighbours of a lane: the product of the sizes after the axis. */
  readonly inner: number;
  /** size · inner */
  readonly span: number;
}

/** The lanes along `axis`, counted from the front; a scalar is one lane of one element. */
export function lanesAlong(shape: readonly number[], axis: number): Lanes {
  const size = shape[axis] ?? 1;
  const inner = numel(shape.slice(axis + 1));
  return { count: numel(shape.slice(0, axis)) * inner, size, inner, span: size * inner };
}

/** The index of the first element of a lane. */
export function laneStart({ inner, span }: Lanes, lane: number): number {
  if (inner === 1) return lane * span;
  const outer = Math.floor(lane / inner);
  return outer * span + (lane - outer * inner);
}

/**
 * The array seen as lanes along some of its axes: `rows` lanes of `size` elements each, one after the other in `order` (undefined where
 * they stand so already). What a reduction leaves are the rows, in row-major order of the other axes.
 */
export interface LanesOver {
  readonly rows: number;
  readonly size: number;
  readonly order: Int32Array | undefined;
}

export function lanesOver(shape: readonly number[], axes: readonly number[]): LanesOver {
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes.toSorted((a, b) => a - b)];
  return {
    rows: numel(kept.map((axis) => shape[axis])),
    size: numel(axes.map((axis) => shape[axis])),
    order: order.every((axis, i) => axis === i) ? undefined : permutation(shape, order),
  };
}
