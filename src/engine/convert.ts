import { wrapInteger } from "../tensor/dtype";
import { type DType, isFloatingPoint, type Tensor } from "../tensor/tensor";

/**
 * `tensor.to(dtype)`. Between floating types the values stay as they are (they are always held as float64); into an integer
 * type they are cut towards zero and wrapped around, nan and what is too large as C's casts on x86-64 do it.
 */
export function convert(tensor: Tensor, dtype: DType): Tensor {
  const { data, shape } = tensor;
  if (dtype === tensor.dtype || isFloatingPoint(dtype)) return { data, shape, dtype };
  if (dtype === "bool") return { data: data.map((value) => (value !== 0 ? 1 : 0)), shape, dtype };
  const cast = isFloatingPoint(tensor.dtype) ? castFloat(dtype) : (value: number) => wrapInteger(value, dtype);
  return { data: data.map(cast), shape, dtype };
}

/** Types narrower than int32 are reached through int32; a value outside of the range becomes its smallest one. */
function castFloat(dtype: DType): (value: number) => number {
  const limit = dtype === "int64" ? 2 ** 63 : 2 ** 31;
  return (value) => {
    const whole = Math.trunc(value);
    const inRange = whole >= -limit && whole < limit;
    return wrapInteger(inRange ? whole + 0 : -limit, dtype);
  };
}
