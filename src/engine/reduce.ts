import { isFloatingPoint, type Tensor } from "../tensor/tensor";
import type { Denominator, Reduction, Unreduced } from "./loss";

/**
 * The loss under a reduction: a scalar, or the unreduced values for `none`.
 * `mean` divides by the loss's own denominator (Σ of the class weights for class indices), `batchmean` by input.size(0).
 * Without samples `mean` is 0/0 = nan, as in torch.
 */
export function reduce(loss: Unreduced, reduction: Reduction): Tensor {
  if (reduction === "none") return loss.values;
  const { dtype } = loss.values;
  const value = loss.sum / divisor(reduction, loss.denominator, loss.batchSize);
  const ofIntegers = reduction === "mean" ? "float32" : "int64";
  return { data: Float64Array.of(value), shape: [], dtype: isFloatingPoint(dtype) ? dtype : ofIntegers };
}

/** What a reduction divides the sum of the unreduced values by. */
export function divisor(reduction: Reduction, denominator: Denominator, batchSize: number): number {
  switch (reduction) {
    case "mean":
      return denominator.value;
    case "batchmean":
      return batchSize;
    case "none":
    case "sum":
      return 1;
  }
}

/** A loss times a number, before it is reduced. */
export function multiplied(loss: Unreduced, times: number): Unreduced {
  if (times === 1) return loss;
  const { values } = loss;
  return { ...loss, values: { ...values, data: values.data.map((value) => value * times) }, sum: loss.sum * times };
}

const BLOCK = 64;

/** Pairwise summation: the rounding error grows with log n instead of n, and ±inf and nan pass through. */
export function sum(data: Float64Array, start = 0, end = data.length): number {
  const count = end - start;
  if (count > BLOCK) {
    const middle = start + (count >>> 1);
    if (count <= 2 * BLOCK + 1 || count > 4 * BLOCK) return sum(data, start, middle) + sum(data, middle, end);
    return sumOfFour(data, start, start + ((middle - start) >>> 1), middle, middle + ((end - middle) >>> 1), end);
  }
  let total = 0;
  for (let i = start; i < end; i++) total += data[i];
  return total;
}

/** Four neighbouring blocks, each added up in its order, side by side: none waits for another. They differ by one element at the most. */
function sumOfFour(data: Float64Array, a: number, b: number, c: number, d: number, end: number): number {
  const count = Math.min(b - a, c - b, d - c, end - d);
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < count; i++) {
    first += data[a + i];
    second += data[b + i];
    third += data[c + i];
    fourth += data[d + i];
  }
  if (a + count < b) first += data[b - 1];
  if (b + count < c) second += data[c - 1];
  if (c + count < d) third += data[d - 1];
  if (d + count < end) fourth += data[end - 1];
  return first + second + (third + fourth);
}

/** More would not stay in the processor's nearest cache. */
const PART = 2048;

/** The sum of `count` numbers of which only some are made at once, equal to that of all of them to the last bit. */
export function sumOfParts(count: number, part: (start: number, end: number) => Float64Array): number {
  const between = (start: number, end: number): number => {
    if (end - start <= PART) return sum(part(start, end));
    const middle = start + ((end - start) >>> 1);
    return between(start, middle) + between(middle, end);
  };
  return between(0, count);
}
