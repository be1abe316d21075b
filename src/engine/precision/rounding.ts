import { isFloatingPoint, type Tensor } from "../../tensor/tensor";

/** The floating types in which torch computes a loss on the CPU. */
export type FloatType = "float64" | "float32" | "float16" | "bfloat16";

export type Rounding = (value: number) => number;

/** Rounding to the nearest number of a floating type, ties to even, as the conversion of a torch tensor does it. */
export const roundingTo: Readonly<Record<FloatType, Rounding>> = {
  float64: (value) => value,
  float32: Math.fround,
  float16: halfRounding({ bits: 11, minExponent: -14, max: 65504 }),
  bfloat16: halfRounding({ bits: 8, minExponent: -126, max: (2 - 2 ** -7) * 2 ** 127 }),
};

/** A tensor with its values rounded to a floating type; integers and bools stay. */
export function convertTo(type: FloatType, tensor: Tensor): Tensor {
  if (!isFloatingPoint(tensor.dtype)) return tensor;
  return { data: tensor.data.map(roundingTo[type]), shape: tensor.shape, dtype: type };
}

/** The type in which a kernel computes: float32 for the half types. */
export function wider(round: Rounding): Rounding {
  return round === roundingTo.float64 ? round : roundingTo.float32;
}

/** A Python number as a kernel takes it: the half types are computed in float32, and their scalars are never narrower. */
export function scalarIn(round: Rounding, value: number): number {
  return round === roundingTo.float64 ? value : Math.fround(value);
}

interface Format {
  /** Significant bits, the hidden one included. */
  readonly bits: number;
  /** The exponent of the smallest normal number; below, the distance of the numbers stays the same. */
  readonly minExponent: number;
  readonly max: number;
}

function halfRounding({ bits, minExponent, max }: Format): Rounding {
  return (value) => {
    const float = Math.fround(value);
    if (!Number.isFinite(float) || float === 0) return float;
    const step = 2 ** (Math.max(exponentOf(float), minExponent) - bits + 1);
    const rounded = roundToEven(float / step) * step;
    return Math.abs(rounded) > max ? Math.sign(rounded) * Number.POSITIVE_INFINITY : rounded;
  };
}

const floatView = new Float32Array(1);
const bitsView = new Uint32Array(floatView.buffer);

function exponentOf(float: number): number {
  floatView[0] = float;
  return ((bitsView[0] >>> 23) & 0xff) - 127;
}

/** Adding 1.5 · 2⁵² leaves no room for a fraction, and the processor rounds to even. */
function roundToEven(value: number): number {
  const noFraction = 1.5 * 2 ** 52;
  return value + noFraction - noFraction;
}
