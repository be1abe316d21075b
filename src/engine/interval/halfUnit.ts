/**
 * Half a unit of the last digit of a number as it is written: 0.05 for `0.8`, 0.0005 for `-1.250`, 50 for `1.2e3`. 0 for what is no
 * decimal fraction: integers are exact, and so are nan and the infinities.
 */
export function halfUnit(text: string): number {
  const match = /(?:\d[\d_]*\.(\d*)|\.(\d+))(?:e([+-]?\d+))?|\d[\d_]*e([+-]?\d+)/i.exec(text);
  if (match === null) return 0;
  const [, afterDigits, alone, exponent, bareExponent] = match;
  const fraction = afterDigits ?? alone ?? "";
  return 0.5 * 10 ** (Number(exponent ?? bareExponent ?? 0) - fraction.length);
}
