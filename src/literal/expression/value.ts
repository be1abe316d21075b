import * as l10n from "@vscode/l10n";
import { type DType, numel } from "../../tensor/tensor";
import { castValue, defaultDType, type Library } from "../dtypes";
import { Refused } from "../refused";
import type { Elements } from "../text/elements";

/** Where a value stands in the text. */
export interface ValuePlace {
  readonly start: number;
  readonly end: number;
}

export interface ScalarValue extends ValuePlace {
  readonly kind: "scalar";
  readonly value: number;
  /** BOOL, INT or FLOAT: as what it is written. */
  readonly written: 0 | 1 | 2;
  readonly dtype: DType | undefined;
}

/** A list (`library` and `dtype` undefined until an array is made of it) or an array. */
export interface ArrayValue extends ValuePlace {
  readonly kind: "array";
  readonly data: Float64Array;
  readonly shape: readonly number[];
  readonly written: 0 | 1 | 2;
  readonly dtype: DType | undefined;
  readonly library: Library | undefined;
  /** A Python list or tuple, which `*` repeats and `+` joins. */
  readonly isList: boolean;
  readonly offsets: Uint32Array;
  readonly lengths: Uint32Array;
  /** Factor printed in front of the elements. */
  readonly scale: number | undefined;
}

export type ExpressionValue =
  | ScalarValue
  | ArrayValue
  | (ValuePlace & { readonly kind: "string"; readonly value: string })
  /** None, null, and what has no value of its own. */
  | (ValuePlace & { readonly kind: "null" | "opaque" });

export function dtypeOf(value: ScalarValue | ArrayValue): DType {
  return value.dtype ?? defaultDType(value.written, value.kind === "array" ? value.library : undefined);
}

export function writtenAs(dtype: DType): 0 | 1 | 2 {
  return dtype === "bool" ? 0 : dtype.startsWith("float") || dtype === "bfloat16" ? 2 : 1;
}

export function listOf(elements: Elements, shape: readonly number[], place: ValuePlace): ArrayValue {
  const n = elements.count;
  const { data, offsets, lengths } = elements.cut();
  // [np.int64(1), 0.5]: the width that one element names does not hold for the wider ones beside it.
  const dtype = elements.dtype && writtenAs(elements.dtype) < elements.kind ? undefined : elements.dtype;
  return {
    kind: "array",
    data,
    shape,
    written: n === 0 ? 2 : elements.kind,
    dtype,
    library: undefined,
    isList: true,
    offsets,
    lengths,
    scale: undefined,
    start: place.start,
    end: place.end,
  };
}

/** An array that an expression made: every element has the place of the expression. */
export function made(
  data: Float64Array,
  shape: readonly number[],
  type: Pick<ArrayValue, "written" | "dtype" | "library"> & { readonly isList?: boolean },
  place: ValuePlace,
): ArrayValue {
  return {
    kind: "array",
    data,
    shape,
    written: type.written,
    dtype: type.dtype,
    library: type.library,
    isList: type.isList ?? false,
    offsets: new Uint32Array(data.length).fill(place.start),
    lengths: new Uint32Array(data.length).fill(place.end - place.start),
    scale: undefined,
    start: place.start,
    end: place.end,
  };
}

/** So many numbers, by a rule. `Float64Array.from` asks an iterator for each of them, which takes ten times as long. */
export function counted(count: number, numberAt: (i: number) => number): Float64Array<ArrayBuffer> {
  const data = new Float64Array(count);
  for (let i = 0; i < count; i++) data[i] = numberAt(i);
  return data;
}

/** So many indices, by a rule. */
export function indices(count: number, indexAt: (i: number) => number): Uint32Array {
  const result = new Uint32Array(count);
  for (let i = 0; i < count; i++) result[i] = indexAt(i);
  return result;
}

/** All elements so many times, one after the other. */
export function tiled(array: ArrayValue, times: number): ArrayValue {
  const n = array.data.length;
  const data = new Float64Array(n * times);
  const offsets = new Uint32Array(n * times);
  const lengths = new Uint32Array(n * times);
  if (times > 0) {
    data.set(array.data);
    offsets.set(array.offsets);
    lengths.set(array.lengths);
  }
  // What is there already is doubled.
  for (let done = n; done > 0 && done < data.length; done *= 2) {
    data.copyWithin(done, 0, done);
    offsets.copyWithin(done, 0, done);
    lengths.copyWithin(done, 0, done);
  }
  return { ...array, data, offsets, lengths, shape: [n * times] };
}

/** Elements that stand beside each other, in a shape; not copied. */
export function part(array: ArrayValue, from: number, shape: readonly number[]): ArrayValue {
  const to = from + numel(shape);
  const data = array.data.subarray(from, to);
  return {
    ...array,
    data,
    offsets: array.offsets.subarray(from, to),
    lengths: array.lengths.subarray(from, to),
    shape,
  };
}

/** A scalar as a 0-d array. */
export function asArray(value: ScalarValue | ArrayValue): ArrayValue {
  if (value.kind === "array") return value;
  return made(Float64Array.of(value.value), [], { ...value, library: undefined }, value);
}

/** The elements at `indices`, in a new shape; each keeps its place in the text. */
export function take(array: ArrayValue, places: Uint32Array | Int32Array, shape: readonly number[]): ArrayValue {
  const n = places.length;
  const data = new Float64Array(n);
  const offsets = new Uint32Array(n);
  const lengths = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    data[i] = array.data[places[i]];
    offsets[i] = array.offsets[places[i]];
    lengths[i] = array.lengths[places[i]];
  }
  return { ...array, data, offsets, lengths, shape };
}

/** The array with the true values of a cast to `dtype`. */
export function castTo(array: ArrayValue, dtype: DType): ArrayValue {
  const written = writtenAs(dtype);
  const from = dtypeOf(array);
  if (written === 2 || from === dtype || (from === "bool" && written === 1)) return { ...array, dtype, written };
  const data = new Float64Array(array.data.length);
  for (let i = 0; i < data.length; i++) {
    const value = castValue(array.data[i], dtype);
    if (value === undefined) {
      throw new Refused(
        "unsupported-expression",
        array.offsets[i],
        array.offsets[i] + array.lengths[i],
        l10n.t("{0} has no defined value as {1}.", array.data[i], dtype),
      );
    }
    data[i] = value;
  }
  return { ...array, data, dtype, written };
}
