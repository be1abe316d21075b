import { isFloatingPoint, type Tensor } from "../tensor/tensor";
import type { Denominator, Reduction, Unreduced } from "./loss";

/**
 * The loss under a reduction: a scalar, or the unreduced values for `none`.
 * `mean` divides by the loss's own denominator (Σ of the class weights for class indices), `batchmean` by input.size(0).
 * Without samples `mean` is 0/0 = nan, as in torch.
 */
export function reduce(loss: Unreduced, reduction: Reduction): Tensor {
  if (reduction === "none") return loss.values;
  const { data, dtype } = loss.values;
  const value = sum(data) / divisor(reduction, loss.denominator, loss.batchSize);
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

const BLOCK = 64;

/** Pairwise summation: the rounding error grows with log n instead of n, and ±inf and nan pass through. */
export function sum(data: Float64Array, start = 0, end = data.length): number {
  if (end - start > BLOCK) {
    const middle = (start + end) >>> 1;
    return sum(data, start, middle) + sum(data, middle, end);
  }
  let total = 0;
  for (let i = start; i < end; i++) total += data[i];
  return total;
}
