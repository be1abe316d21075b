import * as l10n from "@vscode/l10n";
import { promoteTypes } from "../../tensor/dtype";
import { stridesOf, walk } from "../../tensor/layout";
import { sameShape } from "../../tensor/shape";
import { numel } from "../../tensor/tensor";
import { Refused } from "../refused";
import { Elements } from "../text/elements";
import { raggedAt, unfit } from "../text/errors";
import { type ArrayValue, dtypeOf, listOf, type ScalarValue, take, type ValuePlace } from "./value";

/** Functions that rearrange arrays and keep the place of each element in the text. */

export function unsupported(place: ValuePlace, message: string): Refused {
  return new Refused("unsupported-expression", place.start, place.end, message);
}

/** `shape` may hold one −1. */
export function reshape(array: ArrayValue, shape: readonly number[], place: ValuePlace): ArrayValue {
  const known = numel(shape.filter((size) => size !== -1));
  const free = shape.indexOf(-1);
  const full = free < 0 ? [...shape] : shape.map((size) => (size === -1 ? array.data.length / known : size));
  if (numel(full) !== array.data.length || full.some((size) => !(Number.isInteger(size) && size >= 0))) {
    throw unsupported(place, unfit(array.data.length, shape));
  }
  return { ...array, shape: full, isList: false };
}

/** Axis d of the result is axis `order[d]` of the array. */
export function permute(array: ArrayValue, order: readonly number[]): ArrayValue {
  if (order.length < 2) return { ...array, isList: false };
  const shape = order.map((axis) => array.shape[axis]);
  if (order.length === 2 && order[0] === 1)
    return { ...take(array, transposition(shape[0], shape[1]), shape), isList: false };
  const strides = stridesOf(array.shape);
  const steps = order.map((axis) => strides[axis]);
  return { ...take(array, walk(shape, steps), shape), isList: false };
}

/** For each element of the transposed matrix, where it was: the loop over two axes that `walk` is over any. */
function transposition(rows: number, columns: number): Int32Array {
  const places = new Int32Array(rows * columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let place = i, end = i + rows * columns; place < end; place += rows) places[at++] = place;
  }
  return places;
}

/** Index along one axis for which each of `indices` (in range) is taken. */
export function select(array: ArrayValue, axis: number, indices: ArrayLike<number>): ArrayValue {
  const inner = numel(array.shape.slice(axis + 1));
  const outer = numel(array.shape.slice(0, axis));
  const flat = new Uint32Array(outer * indices.length * inner);
  let i = 0;
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < indices.length; j++) {
      const from = (o * array.shape[axis] + indices[j]) * inner;
      for (let k = 0; k < inner; k++) flat[i++] = from + k;
    }
  }
  return take(array, flat, array.shape.with(axis, indices.length));
}

/** Items of one shape as one array with a new first axis: what a list of them is. Refuses ragged items at the one that differs. */
export function stack(items: readonly (ScalarValue | ArrayValue)[], place: ValuePlace): ArrayValue {
  const first = items[0];
  if (first === undefined) return listOf(new Elements(), [0], place);
  const shape = first.kind === "array" ? first.shape : [];
  const elements = new Elements();
  let count = 0;
  let library: ArrayValue["library"];
  let scale: number | undefined;
  items.forEach((item, index) => {
    const itemShape = item.kind === "array" ? item.shape : [];
    if (!sameShape(shape, itemShape)) {
      if (shape.length > 0 && shape.length === itemShape.length) {
        throw raggedAt(
          item.start,
          item.end,
          `[${index}]`,
          itemShape[firstDifference(shape, itemShape)],
          shape[firstDifference(shape, itemShape)],
        );
      }
      throw new Refused(
        "ragged",
        item.start,
        item.end,
        l10n.t(
          "The item at [{0}] is nested {1} deep where those before it are nested {2} deep.",
          index,
          itemShape.length,
          shape.length,
        ),
      );
    }
    count += item.kind === "array" ? item.data.length : 1;
  });
  // All are known to fit before any is copied.
  elements.reserve(count);
  for (const item of items) {
    append(elements, item);
    if (item.kind === "array") {
      library ??= item.library;
      scale ??= item.scale;
    }
  }
  return {
    ...listOf(elements, [items.length, ...shape], place),
    scale,
    library: undefined,
    ...(library && { library, isList: false }),
  };
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  return a.findIndex((size, d) => size !== b[d]);
}

/** Joins arrays along an axis that all have. */
export function concatenate(items: readonly ArrayValue[], axis: number, place: ValuePlace): ArrayValue {
  const [first] = items;
  const d = axis < 0 ? axis + first.shape.length : axis;
  for (const item of items) {
    if (item.shape.length !== first.shape.length || !(d >= 0 && d < first.shape.length))
      throw unsupported(item, l10n.t("These arrays cannot be joined."));
    const differs = item.shape.findIndex((size, k) => k !== d && size !== first.shape[k]);
    if (differs >= 0) throw raggedAt(item.start, item.end, "", item.shape[differs], first.shape[differs]);
  }
  const outer = numel(first.shape.slice(0, d));
  const elements = new Elements();
  elements.reserve(items.reduce((sum, item) => sum + item.data.length, 0));
  for (let o = 0; o < outer; o++) {
    for (const item of items) {
      const run = item.data.length / outer;
      append(elements, item, o * run, (o + 1) * run);
    }
  }
  const size = items.reduce((sum, item) => sum + item.shape[d], 0);
  const joined = listOf(elements, first.shape.with(d, size), place);
  const library = items.find((item) => item.library)?.library;
  return { ...joined, library, isList: library === undefined };
}

function append(elements: Elements, item: ScalarValue | ArrayValue, from = 0, to?: number): void {
  if (item.kind === "scalar") {
    elements.push(item.value, item.written, item.dtype, item.start, item.end - item.start);
    return;
  }
  const dtype = item.library ? dtypeOf(item) : item.dtype;
  const end = to ?? item.data.length;
  while (elements.data.length < elements.count + end - from) elements.grow(2 * elements.data.length);
  elements.data.set(item.data.subarray(from, end), elements.count);
  elements.offsets.set(item.offsets.subarray(from, end), elements.count);
  elements.lengths.set(item.lengths.subarray(from, end), elements.count);
  elements.count += end - from;
  if (item.written > elements.kind) elements.kind = item.written;
  if (dtype) elements.dtype = elements.dtype ? promoteTypes(elements.dtype, dtype) : dtype;
}

export function flatten(array: ArrayValue): ArrayValue {
  return { ...array, shape: [array.data.length], isList: false };
}
