/** Decimal numbers of any length to the nearest double, without a string for each. */

const maxExact = 2 ** 53;
/** Powers of ten that doubles hold exactly. */
export const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Powers of ten up to this one, and down to its inverse, are kept as sums of two doubles: some 106 bits. */
const reach = 280;
const high = new Float64Array(2 * reach + 1);
const low = new Float64Array(2 * reach + 1);

/** Fills in a power when it is first needed, in whole numbers, so that both parts are rounded correctly. */
function prepare(exponent: number): void {
  const i = exponent + reach;
  const power = 10n ** BigInt(Math.abs(exponent));
  if (exponent >= 0) {
    high[i] = Number(power);
    low[i] = Number(power - BigInt(high[i]));
    return;
  }
  high[i] = Number(`1e${exponent}`);
  // high = whole / 2^scale, so that what it lacks of 1 / power is (2^scale − whole · power) / (power · 2^scale).
  const scale = 53 + Math.ceil(-exponent * Math.log2(10));
  const lacking = 2n ** BigInt(scale) - BigInt(high[i] * 2 ** scale) * power;
  low[i] = Number((lacking << 64n) / power) / 2 ** 64 / 2 ** scale;
}

/** Veltkamp's constant: halves of 26 bits, whose products are exact. */
const splitter = 2 ** 27 + 1;
/** Far more than what may be lost, rounding errors of 2^−100 and the digits beyond the 27th: relative to the value. */
const uncertain = 2 ** -84;

/**
 * The double nearest to (`head` + `tail`) · 10^`power`, of which `tail` is what the exact sum has beyond `head`; NaN where it is too close to
 * the middle between two, or beyond what is computed here: then a slower way must tell.
 *
 * Up to 2^53 and 10^±22 one multiplication or division of exact doubles rounds once (Clinger, "How to read floating point numbers
 * accurately", 1990). Beyond, the power is a sum of two doubles as well, the product is computed with its error (Dekker, "A floating-point
 * technique for extending the available precision", 1971), and the sum is rounded rightly if the bounds of that error do not change it.
 */
export function scaled(head: number, tail: number, power: number): number {
  if (tail === 0 && head <= maxExact && power >= -22 && power <= 22)
    return power < 0 ? head / powersOfTen[-power] : head * powersOfTen[power];
  if (power < -reach || power > reach) return head === 0 ? 0 : Number.NaN;
  const i = power + reach;
  if (high[i] === 0) prepare(power);
  const factor = high[i];
  const product = head * factor;
  const error = productError(head, factor, product) + (head * low[i] + tail * factor);
  const nearest = product + error;
  const rest = error - (nearest - product);
  const bound = nearest * uncertain;
  const isCertain =
    nearest > 1e-270 && nearest < 1e290 && nearest + (rest + bound) === nearest && nearest + (rest - bound) === nearest;
  return isCertain ? nearest : Number.NaN;
}

/**
 * As `scaled`, of the digits of `text` from `start` to `end`, however many, a point among them passed over. Those beyond the 27th only say
 * how large the number is.
 */
export function longDecimal(text: string, start: number, end: number, exponent: number): number {
  let p = start;
  while (p < end && text.charCodeAt(p) <= 48) p++;
  let first = 0;
  let second = 0;
  let third = 0;
  let count = 0;
  for (; p < end && count < 27; p++) {
    const digit = text.charCodeAt(p) - 48;
    if (digit < 0) continue;
    if (count < 9) first = (Math.imul(first, 10) + digit) | 0;
    else if (count < 18) second = (Math.imul(second, 10) + digit) | 0;
    else third = (Math.imul(third, 10) + digit) | 0;
    count++;
  }
  let power = exponent;
  for (; p < end; p++) if (text.charCodeAt(p) !== 46) power++;
  // Nine digits times 10^9 have 51 bits that are not zero: exact.
  const shifted = count > 9 ? first * powersOfTen[Math.min(9, count - 9)] : first;
  const head = shifted + second;
  const tail = second - (head - shifted);
  if (count <= 18) return scaled(head, tail, power);
  const factor = powersOfTen[count - 18];
  const product = head * factor;
  return scaled(product, productError(head, factor, product) + tail * factor + third, power);
}

/** What the product of two doubles lacks of the exact one. */
function productError(a: number, b: number, product: number): number {
  const bigA = splitter * a;
  const aHigh = bigA - (bigA - a);
  const aLow = a - aHigh;
  const bigB = splitter * b;
  const bHigh = bigB - (bigB - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
