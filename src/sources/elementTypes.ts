import type { DType } from "../tensor/tensor";
import { refuse } from "./fileProblem";
import {
  bfloat16Of,
  float8e4m3fnOf,
  float8e4m3fnuzOf,
  float8e5m2fnuzOf,
  float8e5m2Of,
  float8e8m0fnuOf,
  float16Of,
} from "./smallFloats";

/** The element types of files, by torch's names. */
export type StoredType =
  | DType
  | "uint16"
  | "uint32"
  | "uint64"
  | "float8_e4m3fn"
  | "float8_e5m2"
  | "float8_e4m3fnuz"
  | "float8_e5m2fnuz"
  | "float8_e8m0fnu";

export interface ElementType {
  readonly bytes: number;
  /** The type that the values are held as: the same, or the next that has all of them. */
  readonly dtype: DType;
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number;
}

type Read = ElementType["read"];

const byte =
  (decode: (bits: number) => number): Read =>
  (view, at) =>
    decode(view.getUint8(at));

const wide =
  (high: (view: DataView, at: number, little: boolean) => number): Read =>
  (view, at, little) => {
    const value = high(view, little ? at + 4 : at, little) * 2 ** 32 + view.getUint32(little ? at : at + 4, little);
    return Math.abs(value) > Number.MAX_SAFE_INTEGER ? refuse({ kind: "largeIntegers" }) : value;
  };

export const elementTypes: Readonly<Record<StoredType, ElementType>> = {
  bool: { bytes: 1, dtype: "bool", read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
  uint8: { bytes: 1, dtype: "uint8", read: (view, at) => view.getUint8(at) },
  int8: { bytes: 1, dtype: "int8", read: (view, at) => view.getInt8(at) },
  int16: { bytes: 2, dtype: "int16", read: (view, at, little) => view.getInt16(at, little) },
  int32: { bytes: 4, dtype: "int32", read: (view, at, little) => view.getInt32(at, little) },
  int64: { bytes: 8, dtype: "int64", read: wide((view, at, little) => view.getInt32(at, little)) },
  uint16: { bytes: 2, dtype: "int32", read: (view, at, little) => view.getUint16(at, little) },
  uint32: { bytes: 4, dtype: "int64", read: (view, at, little) => view.getUint32(at, little) },
  uint64: { bytes: 8, dtype: "int64", read: wide((view, at, little) => view.getUint32(at, little)) },
  float16: { bytes: 2, dtype: "float16", read: (view, at, little) => float16Of(view.getUint16(at, little)) },
  bfloat16: { bytes: 2, dtype: "bfloat16", read: (view, at, little) => bfloat16Of(view.getUint16(at, little)) },
  float32: { bytes: 4, dtype: "float32", read: (view, at, little) => view.getFloat32(at, little) },
  float64: { bytes: 8, dtype: "float64", read: (view, at, little) => view.getFloat64(at, little) },
  float8_e4m3fn: { bytes: 1, dtype: "float32", read: byte(float8e4m3fnOf) },
  float8_e5m2: { bytes: 1, dtype: "float32", read: byte(float8e5m2Of) },
  float8_e4m3fnuz: { bytes: 1, dtype: "float32", read: byte(float8e4m3fnuzOf) },
  float8_e5m2fnuz: { bytes: 1, dtype: "float32", read: byte(float8e5m2fnuzOf) },
  float8_e8m0fnu: { bytes: 1, dtype: "float32", read: byte(float8e8m0fnuOf) },
};

export function isStoredType(name: string): name is StoredType {
  return Object.hasOwn(elementTypes, name);
}
