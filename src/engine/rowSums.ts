import type { Tensor } from "../tensor/tensor";
import { elementIndex, type SampleLayout } from "./sampleLayout";

/** How the rows of a layout add up, as they are or exponentiated. */
export interface RowSums {
  readonly rows: number;
  /** Rows whose sum is 1 within the tolerance. */
  readonly sumToOne: number;
  /** The most that a sum may miss 1 by, for the printed digits that the values have. */
  readonly tolerance: number;
  readonly min: number;
  readonly max: number;
}

export function rowSums(
  { data }: Tensor,
  layout: SampleLayout,
  transform: (value: number) => number = identity,
): RowSums {
  const tolerance = roundingTolerance(data, layout.classes);
  let [min, max, sumToOne] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let sample = 0; sample < layout.count; sample++) {
    let sum = 0;
    for (let column = 0; column < layout.classes; column++)
      sum += transform(data[elementIndex(layout, sample, column)]);
    if (Math.abs(sum - 1) <= tolerance) sumToOne++;
    if (sum < min) min = sum;
    if (sum > max) max = sum;
  }
  return { rows: layout.count, sumToOne, tolerance, min, max };
}

function identity(value: number): number {
  return value;
}

const SAMPLED = 256;

/**
 * Numbers printed with d decimals are each off by up to half a unit of the last one, so a row of C of them may miss 1 by C times that.
 * d is the most decimals among the first values; never below 1e-6, where float32 rounds, nor above 0.02, where anything would pass.
 */
function roundingTolerance(data: Float64Array, classes: number): number {
  let decimals = 0;
  for (const value of data.subarray(0, SAMPLED)) {
    const [mantissa, exponent = "0"] = String(value).split("e");
    decimals = Math.max(decimals, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
  }
  return Math.min(0.02, Math.max(1e-6, classes * 0.5 * 10 ** -decimals * (1 + 1e-9)));
}
