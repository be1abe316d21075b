import { type Rounding, roundingTo } from "../../precision/rounding";

/**
 * `torch.linalg.vector_norm` of a vector: (Σ |x|^p)^(1/p), the number of what is not 0 for p = 0, the extremes for p = ±∞. Of one element
 * torch takes the absolute value, which neither overflows nor vanishes.
 */
export function norm(x: Float64Array, p: number, r: Rounding): number {
  if (x.length === 1 && p !== 0) return Math.abs(x[0]);
  if (p === Number.POSITIVE_INFINITY) return x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (p === Number.NEGATIVE_INFINITY) {
    return x.reduce((least, value) => Math.min(least, Math.abs(value)), Number.POSITIVE_INFINITY);
  }
  if (p === 0) return x.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  // The narrower types have p in float32: what that makes ∞ of takes the 1/∞-th power of the sum, whatever it is.
  if (r !== roundingTo.float64 && Number.isFinite(p) && !Number.isFinite(Math.fround(p))) return 1;
  const total = p === 2 && r === roundingTo.float32 ? squaresInFloat32(x) : powers(x, p, r);
  return r(p === 1 ? total : p === 2 ? Math.sqrt(total) : total ** (1 / p));
}

function powers(x: Float64Array, p: number, r: Rounding): number {
  const step = r === roundingTo.float32 ? r : (value: number) => value;
  let total = 0;
  if (p === 2 && r !== roundingTo.float32) {
    for (let i = 0; i < x.length; i++) total += x[i] * x[i];
    return total;
  }
  for (let i = 0; i < x.length; i++) {
    total = step(total + (p === 2 ? x[i] * x[i] : p === 1 ? Math.abs(x[i]) : Math.abs(x[i]) ** p));
  }
  return total;
}

/**
 * Σ x² as torch's kernel adds it up in float32: in eight lanes, then four products at a time, then what is left with the processor's fused
 * instruction, which rounds a product and its sum together.
 */
function squaresInFloat32(x: Float64Array): number {
  const r = Math.fround;
  const lanes = new Float64Array(8);
  const whole = x.length - (x.length % 8);
  for (let i = 0; i < whole; i++) lanes[i % 8] = r(lanes[i % 8] + r(x[i] * x[i]));
  let total = lanes.reduce((sum, lane) => r(sum + lane), 0);
  const fours = whole + ((x.length - whole) & ~3);
  for (let i = whole; i < x.length; i++) total = r(total + (i < fours ? r(x[i] * x[i]) : x[i] * x[i]));
  return total;
}

/**
 * Writes ∂norm/∂x · `upstream` of the vector between two places, as autograd's `norm_backward`: x / norm for p = 2, and for other p
 * sign(x) · |x|^(p−1) / norm^(p−1); 0 where the norm is 0. At ±∞ the extremes share it.
 */
export function normSlope(
  x: Float64Array,
  result: Float64Array,
  start: number,
  end: number,
  p: number,
  upstream: number,
): void {
  if (p === 0) return;
  const whole = norm(x.subarray(start, end), p, roundingTo.float64);
  if (Math.abs(p) === Number.POSITIVE_INFINITY) {
    let extremes = 0;
    for (let j = start; j < end; j++) if (Math.abs(x[j]) === whole) extremes++;
    for (let j = start; j < end; j++) {
      if (Math.abs(x[j]) === whole) result[j] = ((Math.sign(x[j]) || 0) * upstream) / extremes;
    }
    return;
  }
  for (let j = start; j < end; j++) result[j] = slopeOf(x[j], whole, p, upstream);
}

/** In torch's order of the operations, which tells where what overflows gives nan. */
function slopeOf(x: number, whole: number, p: number, upstream: number): number {
  const sign = Math.sign(x) || 0;
  if (p === 1) return sign * upstream;
  if (p < 1) return x === 0 ? 0 : sign * Math.abs(x) ** (p - 1) * upstream * whole ** (1 - p);
  const scale = whole === 0 ? 0 : upstream / whole ** (p - 1);
  if (p === 2) return whole === 0 ? 0 : x * (upstream / whole);
  return p < 2 ? sign * Math.abs(x) ** (p - 1) * scale : x * Math.abs(x) ** (p - 2) * scale;
}
