import { promoteTypes } from "../../tensor/dtype";
import type { DType } from "../../tensor/tensor";

/** Elements in the order of the text: value, offset and length of each, in arrays that grow. */
export class Elements {
  // So small that a text of a million short lists is no burden.
  data = new Float64Array(8);
  offsets = new Uint32Array(8);
  lengths = new Uint32Array(8);
  count = 0;
  /** The widest way an element is written: BOOL, INT or FLOAT. */
  kind: 0 | 1 | 2 = 0;
  /** The type that the elements name themselves (`np.float32(0.5)`, `0.5f`). */
  dtype: DType | undefined = undefined;

  push(value: number, kind: 0 | 1 | 2, dtype: DType | undefined, offset: number, length: number): void {
    const i = this.count++;
    if (i === this.data.length) this.grow(2 * i);
    this.data[i] = value;
    this.offsets[i] = offset;
    this.lengths[i] = length;
    if (kind > this.kind) this.kind = kind;
    if (dtype !== undefined) this.narrow(dtype);
  }

  /** Takes note of the type that an element names. */
  narrow(dtype: DType): void {
    if (dtype !== this.dtype) this.dtype = this.dtype === undefined ? dtype : promoteTypes(this.dtype, dtype);
  }

  /** Makes room for so many elements where there is less. */
  reserve(capacity: number): void {
    if (capacity > this.data.length) this.grow(capacity);
  }

  /** Makes room for `capacity` elements. */
  grow(capacity: number): void {
    const data = new Float64Array(capacity);
    data.set(this.data);
    this.data = data;
    const offsets = new Uint32Array(capacity);
    offsets.set(this.offsets);
    this.offsets = offsets;
    const lengths = new Uint32Array(capacity);
    lengths.set(this.lengths);
    this.lengths = lengths;
  }

  /** The arrays without the room that is left: parts of them where that is little, copies else. */
  cut(): Pick<Elements, "data" | "offsets" | "lengths"> {
    const { data, offsets, lengths, count } = this;
    if (count === data.length) return { data, offsets, lengths };
    return data.length - count <= count / 8
      ? { data: data.subarray(0, count), offsets: offsets.subarray(0, count), lengths: lengths.subarray(0, count) }
      : { data: data.slice(0, count), offsets: offsets.slice(0, count), lengths: lengths.slice(0, count) };
  }

  /**
   * Makes room in the middle of a text: for as many elements as the rest of it will hold if it goes on as before, `read` characters
   * having given those so far and `left` to come.
   */
  growFor(read: number, left: number): void {
    const n = this.count;
    const expected = Math.ceil(n * (1 + (1.05 * left) / Math.max(1, read))) + 64;
    this.grow(Math.max(2 * n, Math.min(expected, 16 * n)));
  }
}
