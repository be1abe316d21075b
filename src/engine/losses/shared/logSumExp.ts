import { maximum } from "../../activations";
import { sumOfExponentials } from "../../exp";

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
  result.max = maximum(x, start, end, stride);
  result.logTotal = Math.log(sumOfExponentials(x, start, end, stride, result.max));
}
