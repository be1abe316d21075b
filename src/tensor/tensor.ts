/** torch's element types that a literal can have. The values are always held as float64; the dtype decides what torch would accept. */
export type DType =
  | "bool"
  | "uint8"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "float16"
  | "bfloat16"
  | "float32"
  | "float64";

/** A dense array: `data` row-major, `data.length` the product of `shape`; shape `[]` is a scalar. */
export interface Tensor {
  readonly data: Float64Array;
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export type FloatingDType = "float16" | "bfloat16" | "float32" | "float64";

export function isFloatingPoint(dtype: DType): dtype is FloatingDType {
  return dtype === "float64" || dtype === "float32" || dtype === "float16" || dtype === "bfloat16";
}

/** Number of elements of a shape; 1 for the scalar shape `[]`. */
export function numel(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
