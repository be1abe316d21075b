const RELATIVE = 1e-12;

/** How far two numbers may be apart besides: where torch itself subtracts nearly equal numbers, their last bit shows. */
const ABSOLUTE = 1e-15;

/** Equal as torch's numbers are meant to be equal: nan and the infinities exactly, all others to 1e-12. */
export function isClose(actual: number, expected: number, absolute = ABSOLUTE): boolean {
  if (!Number.isFinite(expected)) return Object.is(actual, expected);
  return Math.abs(actual - expected) <= absolute + RELATIVE * Math.abs(expected);
}

/** The first few places where two arrays are not close, in words. `absolute` is relative to their largest number, or to 1. */
export function differences(actual: ArrayLike<number>, expected: ArrayLike<number>, absolute = ABSOLUTE): string[] {
  if (actual.length !== expected.length) return [`${actual.length} values, not ${expected.length}`];
  const finite = Array.from(expected).filter((value) => Math.abs(value) < 1e6);
  const scale = finite.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  const found: string[] = [];
  for (let i = 0; i < actual.length && found.length < 3; i++) {
    if (!isClose(actual[i], expected[i], absolute * scale)) found.push(`[${i}] ${actual[i]}, not ${expected[i]}`);
  }
  return found;
}
