import type { Tensor } from "../tensor/tensor";

/** What the values alone say, over all elements but nan. */
export interface ValueFacts {
  readonly count: number;
  readonly nans: number;
  readonly min: number;
  readonly max: number;
  /** How many lie outside [0, 1]. */
  readonly outsideUnit: number;
  /** Whether every value is a whole number. */
  readonly integers: boolean;
}

/** Many ask for them, of the same arrays. */
const known = new WeakMap<Tensor, ValueFacts>();

export function valueFacts(tensor: Tensor): ValueFacts {
  const before = known.get(tensor);
  if (before !== undefined) return before;
  const facts = factsOf(tensor);
  known.set(tensor, facts);
  return facts;
}

function factsOf({ data }: Tensor): ValueFacts {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let nans = 0;
  let outsideUnit = 0;
  let integers = true;
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (value < min) min = value;
    if (value > max) max = value;
    // Scores lie on either side at random, which no processor can predict.
    outsideUnit += Number(value < 0) + Number(value > 1);
    nans += Number(Number.isNaN(value));
    if (integers && !Number.isInteger(value)) integers = false;
  }
  const none = nans === data.length;
  return {
    count: data.length,
    nans,
    min: none ? Number.NaN : min,
    max: none ? Number.NaN : max,
    outsideUnit,
    integers,
  };
}
