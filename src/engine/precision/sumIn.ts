import { type Rounding, roundingTo } from "./rounding";

/**
 * Σ of every `stride`-th element as torch's `sum` adds them up in a floating type (ATen, SumKernel.cpp, which is compiled for AVX2 on all
 * x86-64 processors). float32 is added in its own type, in eight lanes of four interleaved columns of cascades; the half types are added in
 * float32, which here is a double that the caller rounds.
 */
export function sumIn(round: Rounding, x: Float64Array, start = 0, end = x.length, stride = 1): number {
  const count = Math.ceil((end - start) / stride);
  if (round !== roundingTo.float32) {
    let total = 0;
    for (let j = start; j < end; j += stride) total += x[j];
    return total;
  }
  // Along an axis that is not the last, neighbouring sums stand in the lanes: each is one cascade.
  if (stride !== 1) return cascade(x, start, stride, count);
  if (count < LANES) return interleaved(x, start, 1, count);
  const vectors = Math.floor(count / LANES);
  let total = 0;
  for (let j = start + vectors * LANES; j < end; j++) total = Math.fround(total + x[j]);
  for (let lane = 0; lane < LANES; lane++) {
    total = Math.fround(total + interleaved(x, start + lane, LANES, vectors));
  }
  return total;
}

const LANES = 8;
const COLUMNS = 4;

/** `row_sum`: the sums of four interleaved columns, added to the first, which also takes what is left over. */
function interleaved(x: Float64Array, start: number, stride: number, count: number): number {
  const rows = Math.floor(count / COLUMNS);
  let total = cascade(x, start, stride * COLUMNS, rows);
  for (let i = rows * COLUMNS; i < count; i++) total = Math.fround(total + x[start + i * stride]);
  for (let column = 1; column < COLUMNS; column++) {
    total = Math.fround(total + cascade(x, start + column * stride, stride * COLUMNS, rows));
  }
  return total;
}

const LEVELS = 4;

/** `multi_row_sum` of one column: sums of 16 or more terms, of 16 or more of those, and so on. */
function cascade(x: Float64Array, start: number, stride: number, count: number): number {
  const power = Math.max(4, Math.floor(Math.ceil(Math.log2(Math.max(count, 1))) / LEVELS));
  const step = 1 << power;
  const mask = step - 1;
  const partial = [0, 0, 0, 0];
  let i = 0;
  while (i + step <= count) {
    for (let j = 0; j < step; j++, i++) partial[0] = Math.fround(partial[0] + x[start + i * stride]);
    for (let level = 1; level < LEVELS; level++) {
      partial[level] = Math.fround(partial[level] + partial[level - 1]);
      partial[level - 1] = 0;
      if ((i & (mask << (level * power))) !== 0) break;
    }
  }
  for (; i < count; i++) partial[0] = Math.fround(partial[0] + x[start + i * stride]);
  for (let level = 1; level < LEVELS; level++) partial[0] = Math.fround(partial[0] + partial[level]);
  return partial[0];
}

/**
 * Σ of the exponentials of one lane of softmax and log_softmax (SoftMaxKernel.cpp): float32 is added in its own type, one number after
 * the other, and along the last axis, where there are as many, in 16 lanes that are then added by halves.
 */
export function sumOfLaneIn(round: Rounding, terms: readonly number[], alongLast: boolean): number {
  if (round !== roundingTo.float32) return terms.reduce((total, term) => total + term, 0);
  if (!alongLast || terms.length < WIDE_LANES) return terms.reduce((total, term) => Math.fround(total + term), 0);
  const lanes = terms.slice(0, WIDE_LANES);
  for (let i = WIDE_LANES; i < terms.length; i++) {
    lanes[i % WIDE_LANES] = Math.fround(lanes[i % WIDE_LANES] + terms[i]);
  }
  for (let half = WIDE_LANES / 2; half >= 1; half /= 2) {
    for (let i = 0; i < half; i++) lanes[i] = Math.fround(lanes[i] + lanes[i + half]);
  }
  return lanes[0];
}

const WIDE_LANES = 16;
