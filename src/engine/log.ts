/**
 * ln x within two units in the last place, in two thirds of the time of `Math.log`.
 *
 * With x = 2^k · z, 0.6875 ≤ z < 1.375, c the middle of one of 512 parts of that range and r = (z − c) / c
 *
 *   ln x = k · ln 2 + ln c + ln(1 + r),   |r| < 0.0015,
 *
 * of whose series five terms are enough. Near 1, where ln c and ln(1 + r) would cancel, and where k has no table it is `Math.log`.
 */
export function log(x: number): number {
  if (!(x > 2 ** -512 && x < 2 ** 511) || (x > 0.9375 && x < 1.0625)) return Math.log(x);
  number[0] = x;
  const beyond = (words[high] - FROM) | 0;
  const k = beyond >> 20;
  const part = (beyond >> 11) & 511;
  const r = (x * POWERS[k + 512] - MIDDLES[part]) * RECIPROCALS[part];
  const square = r * r;
  const near = r - square * (1 / 2 - r * (1 / 3) + square * (1 / 4 - r * (1 / 5)));
  return k * Math.LN2 + (LOGARITHMS[part] + near);
}

const PARTS = 512;
/** The number's bits: sign, exponent and the first of its digits are in the word that stands higher. */
const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);
number[0] = 0.6875;
const high = words[1] === 0 ? 0 : 1;
const FROM = words[high];
/** 2^−k by k + 512. */
const POWERS = Float64Array.from({ length: 1025 }, (_, i) => 2 ** (512 - i));
const MIDDLES = Float64Array.from({ length: PARTS }, (_, part) => {
  words[high] = FROM + (part << 11) + (1 << 10);
  return number[0];
});
const RECIPROCALS = MIDDLES.map((middle) => 1 / middle);
const LOGARITHMS = MIDDLES.map(Math.log);
