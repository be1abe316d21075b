import { maximum } from "../activations";
import { expOfNegative } from "../exp";

/**
 * One sample's log Σ_j exp(x[j]) in two parts, m = max x and s = log Σ_j exp(x[j] − m): its log-probabilities are
 * x[c] − m − s. The sum is kept in two parts because adding them would round away what x[c] − m holds.
 */
export interface LogSumExp {
  max: number;
  logTotal: number;
}

/** Writes into `result`, so that a loop over samples allocates nothing. */
export function logSumExp(x: Float64Array, start: number, end: number, stride: number, result: LogSumExp): void {
  const max = maximum(x, start, end, stride);
  let total = 0;
  for (let j = start; j < end; j += stride) total += expOfNegative(x[j] - max);
  result.max = max;
  result.logTotal = Math.log(total);
}
