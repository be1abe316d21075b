const RELATIVE = 1e-12;
/** Where torch itself subtracts nearly equal numbers, the last bit of an exponential shows; relative to 1. */
const ABSOLUTE = 1e-15;

/** Equal as torch's numbers are meant to be equal: nan and the infinities exactly, all others to 1e-12. */
export function isClose(actual: number, expected: number, relative = RELATIVE, absolute = ABSOLUTE): boolean {
  if (!Number.isFinite(expected)) return Object.is(actual, expected);
  return Math.abs(actual - expected) <= absolute + relative * Math.abs(expected);
}

/** The first few places where two arrays are not close, in words. */
export function differences(actual: ArrayLike<number>, expected: ArrayLike<number>): string[] {
  if (actual.length !== expected.length) return [`${actual.length} values, not ${expected.length}`];
  const found: string[] = [];
  for (let i = 0; i < actual.length && found.length < 3; i++) {
    if (!isClose(actual[i], expected[i])) found.push(`[${i}] ${actual[i]}, not ${expected[i]}`);
  }
  return found;
}
