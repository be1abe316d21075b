import { numel, type Tensor } from "../tensor/tensor";
import { type FileArray, reachOf, stridesOf } from "./arrayFile";
import type { ByteSource } from "./byteSource";
import { elementTypes } from "./elementTypes";
import { type FileProblem, problemOf, refuse } from "./fileProblem";
import { regionBytes } from "./regionBytes";

/** Above this an evaluation would take some gigabytes of memory. */
export const MOST_ELEMENTS = 50_000_000;

export type ReadElements =
  | { readonly kind: "read"; readonly tensor: Tensor }
  | { readonly kind: "notRead"; readonly problem: FileProblem };

/**
 * The elements of an array, row-major; `most` bounds the memory. In steps, so that whoever waits can show how far it is and stop: each
 * gives the part that is done, between 0 and 1. Total.
 */
export function* readElements(
  source: ByteSource,
  array: FileArray,
  most = MOST_ELEMENTS,
): Generator<number, ReadElements> {
  try {
    const { shape, type, strides, start } = array;
    const count = numel(shape);
    const reach = reachOf(array);
    if (Math.max(count, reach) > most) refuse({ kind: "tooManyElements", count: Math.max(count, reach), most });
    const stored = new Float64Array(reach);
    let at = 0;
    for (const part of elements(source, array, start, reach)) {
      stored.set(part, at);
      at += part.length;
      yield at / reach;
    }
    const { dtype } = elementTypes[type];
    const rowMajor = stridesOf(shape).every((stride, dim) => stride === strides[dim] || shape[dim] <= 1);
    const data = rowMajor || count === 0 ? stored : yield* gathered(stored, shape, strides, count);
    return { kind: "read", tensor: { data, shape, dtype } };
  } catch (error) {
    return { kind: "notRead", problem: problemOf(error) };
  }
}

/** Elements of the region in the order of the file, a part at a time; an element may lie across two parts of bytes. */
export function* elements(
  source: ByteSource,
  { type, littleEndian, region }: FileArray,
  start: number,
  count: number,
): Generator<Float64Array, void> {
  const { bytes, read } = elementTypes[type];
  const isWhole = region.packed !== undefined || region.checksum !== undefined;
  // What is stored as it is begins at the first element; what has a checksum has to be read from its beginning, and to its end.
  const from = isWhole
    ? { ...region, skip: region.skip + start * bytes }
    : { ...region, offset: region.offset + region.skip + start * bytes, length: count * bytes, skip: 0 };
  let left = count;
  let rest = new Uint8Array(0);
  for (const chunk of count === 0 ? [] : regionBytes(source, from)) {
    if (left === 0) {
      // The rest belongs to the checksum: however long it is, whoever waits is told and may stop.
      yield new Float64Array(0);
      continue;
    }
    const joined = rest.length === 0 ? chunk : concat(rest, chunk);
    const whole = Math.min(left, Math.floor(joined.length / bytes));
    const view = new DataView(joined.buffer, joined.byteOffset, joined.length);
    const values = new Float64Array(whole);
    for (let i = 0; i < whole; i++) values[i] = read(view, i * bytes, littleEndian);
    left -= whole;
    rest = joined.slice(whole * bytes);
    yield values;
  }
  if (left > 0) refuse({ kind: "truncated", needed: count * bytes, has: (count - left) * bytes });
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

const GATHERED_AT_ONCE = 1 << 20;

function* gathered(
  stored: Float64Array,
  shape: readonly number[],
  strides: readonly number[],
  count: number,
): Generator<number, Float64Array> {
  const data = new Float64Array(count);
  const index: number[] = new Array(shape.length).fill(0);
  let from = 0;
  for (let i = 0; i < count; i++) {
    data[i] = stored[from];
    if (i % GATHERED_AT_ONCE === GATHERED_AT_ONCE - 1) yield i / count;
    for (let dim = shape.length - 1; dim >= 0; dim--) {
      from += strides[dim];
      if (++index[dim] < shape[dim]) break;
      from -= strides[dim] * shape[dim];
      index[dim] = 0;
    }
  }
  return data;
}
