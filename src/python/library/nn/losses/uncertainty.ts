import type { LossOptions, Unreduced } from "../../../../engine/loss";
import { losses } from "../../../../engine/losses/losses";
import { divisor } from "../../../../engine/reduce";
import type { DType, Tensor } from "../../../../tensor/tensor";
import { epsilon } from "../../tensor/precision";
import { boundsOf, type CallArrays, isBounded } from "./bounds";
import type { EngineLoss } from "./row";

/**
 * How far the loss may be from what the program computes: a few roundings of numbers as large as the largest on the way, and what the
 * input is off, carried on by the slope of the loss. Undefined where it may be anything.
 */
export function errorOf(
  name: EngineLoss,
  arrays: CallArrays,
  options: LossOptions,
  loss: Unreduced,
  data: Float64Array,
  dtype: DType,
): Float64Array | undefined {
  const [{ tensor: input, off }, { tensor: target, off: targetOff }] = arrays;
  const types = arrays.map(({ tensor }) => tensor.dtype);
  const rounding = roundingOf([dtype, ...types, options.weight?.dtype, options.posWeight?.dtype]);
  if (isBounded(name)) return boundsOf(name, arrays, options, loss, dtype, rounding);
  const definition = losses[name];
  const count = loss.values.data.length;
  let largest = largestOf(input.data);
  const isMasked = name === "CrossEntropyLoss" && largest > MASKED;
  const slope =
    isMasked || off !== undefined
      ? definition.gradient(new Float64Array(count).fill(1), input, target, options)
      : undefined;
  // Scores that are masked by -1e9 have a probability of exactly 0, however they are rounded.
  if (isMasked) largest = largestOf(input.data, slope);
  const terms = name === "KLDivLoss" ? divergenceTerms(input, target, options) : undefined;
  let carried = 0;
  if (off !== undefined && slope !== undefined) {
    for (let i = 0; i < off.length; i++) carried += off[i] === 0 ? 0 : Math.abs(slope[i] * off[i]);
  }
  if (targetOff !== undefined) {
    // A target stands beside the input, and in a divergence beside its own logarithm.
    const divergence = name === "KLDivLoss" && terms !== undefined;
    for (let i = 0; i < targetOff.length; i++) carried += targetOff[i] * (divergence ? terms.steepness[i] : largest);
  }
  const reduction = options.reduction ?? definition.defaults.reduction;
  const most = terms?.largest ?? largest * heaviest(options);
  const size = reduction === "none" ? most : (terms?.sum ?? most * count);
  const by = reduction === "none" ? 1 : Math.abs(divisor(reduction, loss.denominator, loss.batchSize));
  const each = (rounding * size + carried) / by;
  const certain = Number.isNaN(each) ? Number.POSITIVE_INFINITY : each;
  return data.map((x) => (Number.isFinite(x) ? rounding * Math.abs(x) + certain : 0));
}

const MASKED = 1e3;

/** The size of what a loss is computed of: at least 1, without what it does not change with. */
function largestOf(data: Float64Array, slope?: Float64Array): number {
  let largest = 1;
  for (let i = 0; i < data.length; i++)
    if (Number.isFinite(data[i]) && slope?.[i] !== 0) largest = Math.max(largest, Math.abs(data[i]));
  return largest;
}

interface Terms {
  readonly largest: number;
  readonly sum: number;
  /** How fast each term changes with its target. */
  readonly steepness: Float64Array;
}

/** The size of what each term of a divergence is computed of, p · (|log p| + |input|); undefined where the shapes are not the same. */
function divergenceTerms(input: Tensor, target: Tensor, { logTarget }: LossOptions): Terms | undefined {
  if (input.data.length !== target.data.length) return undefined;
  let largest = 0;
  let sum = 0;
  const steepness = target.data.map((t, i) => {
    const p = logTarget ? Math.exp(t) : t;
    const log = logTarget ? t : p > 0 ? Math.log(p) : 0;
    // Of logarithms the difference is taken first.
    const both = logTarget ? Math.abs(log - input.data[i]) : Math.abs(log) + Math.abs(input.data[i]);
    const size = Math.abs(p) * both;
    largest = Math.max(largest, size);
    sum += size;
    return (logTarget ? Math.abs(p) : 1) * (both + 1);
  });
  return { largest, sum, steepness };
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
