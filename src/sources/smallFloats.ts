/**
 * Floats narrower than 32 bits by their bits. IEEE 754 for float16, its upper half for bfloat16; the 8-bit ones as in "FP8 Formats for
 * Deep Learning" (e4m3fn: no infinities, one nan), those ending in `uz` without a negative zero, whose bits are their only nan.
 */
interface Format {
  readonly exponentBits: number;
  readonly mantissaBits: number;
  readonly bias: number;
  /** What the largest exponent holds: infinities and nans, a single nan with all bits set, or numbers like the others. */
  readonly top: "ieee" | "lastIsNan" | "numbers";
  /** The bits of negative zero are nan. */
  readonly unsignedZero: boolean;
}

function decoder({ exponentBits, mantissaBits, bias, top, unsignedZero }: Format): (bits: number) => number {
  const signBit = 2 ** (exponentBits + mantissaBits);
  const last = 2 ** exponentBits - 1;
  const scale = 2 ** mantissaBits;
  return (bits) => {
    const negative = bits >= signBit;
    const rest = negative ? bits - signBit : bits;
    if (negative && rest === 0 && unsignedZero) return Number.NaN;
    const exponent = Math.floor(rest / scale);
    const mantissa = rest % scale;
    let value: number;
    if (exponent === last && top === "ieee") value = mantissa === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
    else if (exponent === last && mantissa === scale - 1 && top === "lastIsNan") value = Number.NaN;
    else if (exponent === 0) value = (mantissa / scale) * 2 ** (1 - bias);
    else value = (1 + mantissa / scale) * 2 ** (exponent - bias);
    return negative ? -value : value;
  };
}

export const float16Of = decoder({ exponentBits: 5, mantissaBits: 10, bias: 15, top: "ieee", unsignedZero: false });
export const bfloat16Of = decoder({ exponentBits: 8, mantissaBits: 7, bias: 127, top: "ieee", unsignedZero: false });
export const float8e4m3fnOf = decoder({
  ...{ exponentBits: 4, mantissaBits: 3, bias: 7 },
  ...{ top: "lastIsNan", unsignedZero: false },
});
export const float8e5m2Of = decoder({ exponentBits: 5, mantissaBits: 2, bias: 15, top: "ieee", unsignedZero: false });
export const float8e4m3fnuzOf = decoder({
  ...{ exponentBits: 4, mantissaBits: 3, bias: 8 },
  ...{ top: "numbers", unsignedZero: true },
});
export const float8e5m2fnuzOf = decoder({
  ...{ exponentBits: 5, mantissaBits: 2, bias: 16 },
  ...{ top: "numbers", unsignedZero: true },
});

/** Powers of two alone, for scales. */
export function float8e8m0fnuOf(bits: number): number {
  return bits === 255 ? Number.NaN : 2 ** (bits - 127);
}
