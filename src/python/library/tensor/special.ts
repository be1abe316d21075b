/** Functions that JavaScript's Math lacks, to the precision of a double. */

export function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** erf by its series near 0, of positive terms alone, and by the continued fraction of erfc beyond. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || size > 6) return Number.isNaN(x) ? x : Math.sign(x);
  if (size >= 1.5) return Math.sign(x) * (1 - tail(size));
  let term = x;
  let sum = x;
  for (let n = 1; n < 200 && Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

export function erfc(x: number): number {
  return x >= 1.5 ? tail(x) : 1 - erf(x);
}

/** erfc for x ≥ 1.5: e^(−x²) / √π · 1 / (x + ½ / (x + 1 / (x + 1½ / (x + …)))). */
function tail(x: number): number {
  let fraction = x;
  for (let n = 200; n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}

/** The standard normal distribution up to x. */
export function normal(x: number): number {
  return erfc(-x / Math.SQRT2) / 2;
}

/** C's pow: 1 to any power is 1, and −1 to an infinite one. */
export function power(x: number, y: number): number {
  if (x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY)) return 1;
  return x ** y;
}

/** Python's modulo: the remainder has the divisor's sign. */
export function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest === 0 ? (b < 0 ? -0 : 0) : rest;
}

/** Python's floor division of floats, as C++ and NumPy round it. */
export function floorDivide(a: number, b: number): number {
  if (b === 0) return a / b;
  let quotient = (a - (a % b)) / b;
  if (a % b !== 0 && b < 0 !== a % b < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}
