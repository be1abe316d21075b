import { numel } from "../../../tensor/tensor";
import { unfit } from "../../text/errors";
import { concatenate, permute, unsupported } from "../arrays";
import { type ArrayValue, asArray, part, type ScalarValue, tiled, type ValuePlace } from "../value";

/** Arrays of the languages that store them column by column: R, Julia, MATLAB. */

type Numeric = ScalarValue | ArrayValue;

/** The elements in the order of the memory: the first index runs fastest. */
export function columnOrder(array: ArrayValue): ArrayValue {
  if (array.shape.length < 2) return { ...array, shape: [array.data.length], isList: false };
  const flipped = permute(array, array.shape.map((_, d) => d).reverse());
  return { ...flipped, shape: [array.data.length] };
}

/** Elements that come column by column, as an array of a shape; fewer elements than it needs are recycled where `recycle` is set. */
export function fromColumns(
  elements: ArrayValue,
  shape: readonly number[],
  place: ValuePlace,
  recycle = false,
): ArrayValue {
  const flat = columnOrder(elements);
  const size = numel(shape);
  const n = flat.data.length;
  const fits = recycle ? n > 0 && size % n === 0 : n === size;
  if (!fits || shape.some((d) => !(Number.isInteger(d) && d >= 0))) {
    if (!(size === 0 && n === 0)) {
      throw unsupported(place, unfit(n, shape));
    }
  }
  const source = n === size ? flat : n === 0 ? flat : part(tiled(flat, Math.ceil(size / n)), 0, [size]);
  if (n === 1) return { ...source, shape, isList: false, start: place.start, end: place.end };
  const reversed = { ...source, shape: shape.toReversed() };
  const order = shape.map((_, d) => d).reverse();
  return { ...permute(reversed, order), isList: false, start: place.start, end: place.end };
}

/** A sequence of numbers and arrays as one vector. */
export function combined(items: readonly Numeric[], place: ValuePlace): ArrayValue {
  const vectors = items.map((item) => columnOrder(asArray(item)));
  return { ...concatenate(vectors, 0, place), isList: false, library: undefined, start: place.start, end: place.end };
}

/** Sizes given one by one or in one vector. */
export function sizesOf(items: readonly Numeric[]): number[] {
  return items.flatMap((item) => (item.kind === "scalar" ? [item.value] : [...item.data]));
}
