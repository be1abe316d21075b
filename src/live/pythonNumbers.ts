import { parseHexFloat } from "../verify/runReport";

/** A float as Python's `repr` or `float.hex` writes it; undefined where the text is none. */
export function parseFloatOf(text: string): number | undefined {
  const hex = parseHexFloat(text);
  if (hex !== undefined) return hex;
  return /^-?\d{1,400}(?:\.\d{1,40})?(?:e[+-]?\d{1,4})?$/.test(text) ? Number(text) : undefined;
}
