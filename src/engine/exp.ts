/**
 * e^x for x ≤ 0, within one unit in the last place, in about a third of the time of `Math.exp`. nan stays nan.
 *
 * With n = ⌈128 · x / ln 2⌋ and r = x − n · ln 2 / 128, |r| < 0.0028,
 *
 *   e^x = 2^(n/128) · e^r = 2^(n mod 128 / 128) · 2^⌊n/128⌋ · (1 + r + r²/2! + … + r⁵/5!)
 *
 * where the first two factors come from tables and the remainder of the series is below r⁶/6! = 7e−19. n · ln 2 / 128 is
 * subtracted in two parts, of which the first has enough zero bits at its end to be exact (W. J. Cody and W. Waite, Software
 * Manual for the Elementary Functions, 1980).
 */
export function expOfNegative(x: number): number {
  // Below, the result is a denormal number or 0.
  if (x < -708) return Math.exp(x);
  const n = (x * STEPS_PER_UNIT - 0.5) | 0;
  const r = x - n * STEP_HIGH - n * STEP_LOW;
  const scale = FRACTIONS[n & (STEPS - 1)] * POWERS[-(n >> STEP_BITS)];
  return scale + scale * r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120)))));
}

const STEP_BITS = 7;
const STEPS = 1 << STEP_BITS;
const STEPS_PER_UNIT = STEPS / Math.LN2;
/** ln 2 / 128 = STEP_HIGH + STEP_LOW; the first has 32 significant bits. */
const STEP_HIGH = 6.9314718036912381649e-1 / STEPS;
const STEP_LOW = 1.90821492927058770002e-10 / STEPS;
const FRACTIONS = Float64Array.from({ length: STEPS }, (_, k) => 2 ** (k / STEPS));
const POWERS = Float64Array.from({ length: 1024 }, (_, k) => 2 ** -k);
