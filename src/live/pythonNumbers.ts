/** A float as Python's `repr` or `float.hex` writes it; undefined where the text is none. */
export function parseFloatOf(text: string): number | undefined {
  const hex = parseHexFloat(text);
  if (hex !== undefined) return hex;
  return /^-?\d{1,400}(?:\.\d{1,40})?(?:e[+-]?\d{1,4})?$/.test(text) ? Number(text) : undefined;
}

/** `0x1.6d8a0e5c9f2b3p-3`, `-inf`, `nan`: the float64 that Python's float.hex wrote; undefined where it is none. */
export function parseHexFloat(text: string): number | undefined {
  const special: Readonly<Record<string, number>> = {
    nan: Number.NaN,
    inf: Number.POSITIVE_INFINITY,
    "-inf": Number.NEGATIVE_INFINITY,
  };
  if (Object.hasOwn(special, text)) return special[text];
  const match = /^(-?)0x([01])\.([0-9a-f]{1,13})p([+-]\d{1,4})$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, fraction, exponent] = match;
  const mantissa = Number.parseInt(whole + fraction.padEnd(13, "0"), 16);
  const scaled = mantissa * 2 ** -52 * 2 ** Number(exponent);
  return sign === "-" ? -scaled : scaled;
}
