import { wrapInteger } from "../../tensor/dtype";
import { type DType, isFloatingPoint, type Tensor } from "../../tensor/tensor";
import { atBothEnds, jumps, meaningStays, type TensorOperation } from "./operation";
import type { TensorOp } from "./tensorOp";

/** `tensor.to(dtype)`, written as its own method where there is one. */
export function to({ dtype }: TensorOp<"to">): TensorOperation {
  const method = castMethod[dtype];
  return {
    module: undefined,
    call:
      method === undefined
        ? { style: "method", name: "to", arguments: [`torch.${dtype}`] }
        : { style: "method", name: method, arguments: [] },
    result: ({ shape }) => ({ shape, dtype }),
    values: (input) => values(input, dtype),
    gradient: isFloatingPoint(dtype) ? (grad) => grad : undefined,
    valuesIn: undefined,
    bounds: isFloatingPoint(dtype) ? atBothEnds : jumps,
    ...meaningStays,
  };
}

const castMethod: Readonly<Record<DType, string | undefined>> = {
  bool: "bool",
  uint8: undefined,
  int8: undefined,
  int16: undefined,
  int32: "int",
  int64: "long",
  float16: "half",
  bfloat16: "bfloat16",
  float32: "float",
  float64: "double",
};

/**
 * Between floating types the values stay as they are (they are always held as float64); into an integer type they are cut towards zero and
 * wrapped around, nan and what is too large as C's casts on x86-64 do it.
 */
function values({ data, dtype: from }: Tensor, dtype: DType): Float64Array {
  if (dtype === from || isFloatingPoint(dtype)) return data;
  if (dtype === "bool") return data.map((value) => (value !== 0 ? 1 : 0));
  return data.map(isFloatingPoint(from) ? castFloat(dtype) : (value) => wrapInteger(value, dtype));
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
