/**
 * Half a unit of the last digit of a number as it is written: 0.05 for `0.8`, 0.0005 for `-1.250`, 50 for `1.2e3`. 0 for what is no
 * decimal fraction: integers are exact, and so are nan and the infinities.
 */
export function halfUnit(text: string): number {
  return decimalIn(text)?.halfUnit ?? 0;
}

/**
 * The half unit of a value that is written as `text` under a common factor, as `1.0e+03 *` in front of an array. 0 where the value is another
 * than that, since something was computed with it: then its digits do not say how it was rounded.
 */
export function halfUnitUnder(factor: number, text: string, value: number): number {
  const decimal = decimalIn(text);
  if (decimal === undefined) return 0;
  const isWritten = Math.abs(decimal.magnitude * Math.abs(factor) - Math.abs(value)) <= 1e-9 * Math.abs(value);
  return isWritten ? decimal.halfUnit * Math.abs(factor) : 0;
}

function decimalIn(text: string): { readonly magnitude: number; readonly halfUnit: number } | undefined {
  const match = /(\d[\d_]*)\.(\d*)(?:e([+-]?\d+))?|\.(\d+)(?:e([+-]?\d+))?|(\d[\d_]*)e([+-]?\d+)/i.exec(text);
  if (match === null) return undefined;
  const [, digits = match[6] ?? "", afterDigits, exponentAfter, alone, exponentAlone, , bareExponent] = match;
  const fraction = afterDigits ?? alone ?? "";
  const exponent = Number(exponentAfter ?? exponentAlone ?? bareExponent ?? 0);
  const magnitude = Number(`${digits.replaceAll("_", "") || "0"}.${fraction || "0"}e${exponent}`);
  return { magnitude, halfUnit: 0.5 * 10 ** (exponent - fraction.length) };
}
