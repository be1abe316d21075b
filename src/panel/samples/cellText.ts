import { formatShort, formatValue } from "../../render/numbers";

const INSPECTED_VALUES = 5000;
const MOST_DECIMALS = 4;

/** How the values of an array are written in narrow cells: with as many decimals as they have, up to four. */
export interface CellFormat {
  readonly text: (value: number) => string;
  /** Characters of the widest cell. */
  readonly width: number;
}

export function cellFormat(data: Float64Array): CellFormat {
  const inspected = data.subarray(0, INSPECTED_VALUES);
  const decimals = inspected.reduce((most, value) => Math.max(most, decimalsOf(value)), 0);
  const text = (value: number): string => {
    const tiny = value !== 0 && Math.abs(value) < 10 ** -decimals;
    return tiny || Math.abs(value) >= 1e6 ? formatShort(value) : formatValue(value, decimals);
  };
  return { text, width: inspected.reduce((widest, value) => Math.max(widest, text(value).length), 1) };
}

function decimalsOf(value: number): number {
  if (!Number.isFinite(value)) return 0;
  for (let decimals = 0; decimals < MOST_DECIMALS; decimals++) {
    if (Number(value.toFixed(decimals)) === value) return decimals;
  }
  return MOST_DECIMALS;
}

/** A probability in a narrow cell: four decimals, and one below all of them by its size: `8.5e−5`. */
export function probabilityText(p: number): string {
  return p > 0 && p < 0.0001 ? formatShort(Number(p.toPrecision(2))) : formatValue(p, 4);
}

/** Characters of the longest text among the first of many. */
export function longestText(values: Float64Array, text: (value: number) => string, least: number): number {
  return values.subarray(0, INSPECTED_VALUES).reduce((longest, value) => Math.max(longest, text(value).length), least);
}

/** Characters of the longest `formatValue` of an array, without formatting all of it. */
export function valueWidth(data: Float64Array): number {
  const shown = formatValue(0).length - 2;
  let [largest, negative, exponent] = [0, false, false];
  for (const value of data) {
    const magnitude = Math.abs(value);
    if (value < 0) negative = true;
    if (!(magnitude < Number.POSITIVE_INFINITY)) continue;
    if (magnitude >= 1e9 || (magnitude !== 0 && magnitude < 10 ** -shown)) exponent = true;
    else if (magnitude > largest) largest = magnitude;
  }
  const plain = formatValue(largest).length;
  const longestExponent = formatValue(1e-300).length;
  return (exponent ? Math.max(plain, longestExponent) : plain) + Number(negative);
}
