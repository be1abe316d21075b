import type { LossName, LossOptions, Unreduced } from "../../../../engine/loss";
import { lossDefinitions } from "../../../../engine/losses/lossFunctions";
import { defaultReduction, divisor } from "../../../../engine/reduce";
import type { DType, Tensor } from "../../../../tensor/tensor";
import type { Value } from "../../../value";
import { numbersOf } from "../../tensor/make";
import { epsilon, slack } from "../../tensor/precision";

/**
 * How far the loss may be from what the program computes: a few roundings of numbers as large as the largest on the way, and what the
 * input is off, carried on by the slope of the loss.
 */
export function errorOf(
  name: LossName,
  values: readonly [input: Value, target: Value],
  input: Tensor,
  target: Tensor,
  options: LossOptions,
  loss: Unreduced,
  data: Float64Array,
  dtype: DType,
): Float64Array {
  const rounding = roundingOf([dtype, input.dtype, target.dtype, options.weight?.dtype, options.posWeight?.dtype]);
  let largest = 1;
  for (const x of input.data) if (Number.isFinite(x)) largest = Math.max(largest, Math.abs(x));
  const [off, targetOff] = values.map((value) => {
    const numbers = value.kind === "tensor" ? numbersOf(value) : undefined;
    return numbers && slack(numbers, value.kind === "tensor" ? value.dtype : input.dtype);
  });
  const definition = lossDefinitions[name];
  const count = loss.values.data.length;
  let carried = 0;
  if (off !== undefined) {
    const slope = definition.gradient(new Float64Array(count).fill(1), input, target, options);
    for (let i = 0; i < off.length; i++) carried += off[i] === 0 ? 0 : Math.abs(slope[i] * off[i]);
  }
  if (targetOff !== undefined) {
    // A target stands beside the input, and in a divergence beside its own logarithm.
    const steepest = largest + (name === "KLDivLoss" ? largestLogarithm(target.data) : 0);
    for (const each of targetOff) carried += each * steepest;
  }
  const reduction = options.reduction ?? defaultReduction(name);
  const terms = reduction === "none" ? 1 : count;
  const by = reduction === "none" ? 1 : Math.abs(divisor(reduction, loss.denominator, loss.batchSize));
  const each = (rounding * largest * heaviest(options) * terms + carried) / by;
  const certain = Number.isNaN(each) ? Number.POSITIVE_INFINITY : each;
  return data.map((x) => (Number.isFinite(x) ? rounding * Math.abs(x) + certain : 0));
}

function largestLogarithm(data: Float64Array): number {
  let result = 1;
  for (const t of data) if (t > 0) result = Math.max(result, Math.abs(Math.log(t)));
  return result;
}

function heaviest({ weight, posWeight }: LossOptions): number {
  let result = 1;
  for (const tensor of [weight, posWeight]) for (const w of tensor?.data ?? []) result = Math.max(result, Math.abs(w));
  return result;
}

/** The narrowest type on the way decides; half precision is rounded less often, as its sums are made in float32. */
function roundingOf(dtypes: readonly (DType | undefined)[]): number {
  const widest = Math.max(...dtypes.map((dtype) => (dtype === undefined ? 0 : epsilon[dtype])));
  return widest > epsilon.float32 ? 2 * widest : 4 * (widest || epsilon.float32);
}
