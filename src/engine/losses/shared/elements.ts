import { broadcastTo, commonShape, type Shape } from "../../../tensor/shape";
import { numel, type Tensor } from "../../../tensor/tensor";
import type { Box } from "../../interval/box";
import type { LossOptions, Reduction } from "../../loss";
import type { Rounding } from "../../precision/rounding";
import { sumIn } from "../../precision/sumIn";
import { divisor, sum } from "../../reduce";
import { batchSizeOf, type LossArguments, type LossDefinition, type OptionRange, type Ranges } from "./definition";

/** What the losses that have one value per element share: their narrower types and their ranges. */

/** The common shape of the arguments and of a weight, where there is one. */
export function elementShape(input: Tensor, target: Tensor, weight: Tensor | undefined): Shape {
  const shape = commonShape(target.shape, input.shape);
  return weight === undefined ? shape : commonShape(shape, weight.shape);
}

/** The loss of one element in a floating type, every operation rounded; `i` is the element's index in the common shape. */
export type ElementIn = (x: number, t: number, i: number) => number;

/** Elements in a floating type, times their weights. */
export function elementsIn(
  round: Rounding,
  input: Tensor,
  target: Tensor,
  weight: Tensor | undefined,
  loss: ElementIn,
): Float64Array {
  const shape = elementShape(input, target, weight);
  const x = broadcastTo(input, shape);
  const t = broadcastTo(target, shape);
  const w = weight && broadcastTo(weight, shape);
  const values = new Float64Array(numel(shape));
  for (let i = 0; i < values.length; i++) {
    const value = loss(x[i], t[i], i);
    values[i] = w === undefined ? value : round(value * w[i]);
  }
  return values;
}

type ValuesIn = (round: Rounding, ...args: LossArguments) => Float64Array;

/** `inType` of a loss whose unreduced values go through torch's `sum` and `mean`. */
export function summed(valuesIn: ValuesIn, denominator: LossDefinition["denominator"]): LossDefinition["inType"] {
  return reduced(valuesIn, denominator, sumIn);
}

/** `inType` of a loss whose own kernel adds up in double and rounds once. */
export function addedOnce(valuesIn: ValuesIn, denominator: LossDefinition["denominator"]): LossDefinition["inType"] {
  return reduced(valuesIn, denominator, (_round, values) => sum(values));
}

function reduced(
  valuesIn: ValuesIn,
  denominator: LossDefinition["denominator"],
  add: (round: Rounding, values: Float64Array) => number,
): LossDefinition["inType"] {
  return (round: Rounding, reduction: Reduction, input: Tensor, target: Tensor, options: LossOptions) => {
    const values = valuesIn(round, input, target, options);
    const total = add(round, values);
    const share = divisor(reduction, denominator(values.length, input, target, options), batchSizeOf(input));
    return { values, reduced: round((reduction === "batchmean" ? round(total) : total) / share) };
  };
}

/** The range of one element whose x lies between `low` and `high`; `i` is its index in the common shape. */
export type ElementRange = (low: number, high: number, t: number, i: number) => OptionRange;

/** The ranges of elements, times their weights. They are reached together where no element of the input is in several of them. */
export function elementRanges(box: Box, target: Tensor, weight: Tensor | undefined, range: ElementRange): Ranges {
  const shape = elementShape(box.low, target, weight);
  const low = broadcastTo(box.low, shape);
  const high = broadcastTo(box.high, shape);
  const t = broadcastTo(target, shape);
  const w = weight && broadcastTo(weight, shape);
  const ranges = Array.from(low, (_, i) => {
    const bare = range(low[i], high[i], t[i], i);
    return w === undefined ? bare : ordered(bare.low * w[i], bare.high * w[i], bare.exact);
  });
  return { ranges, together: box.dependence === "none" && numel(shape) === box.low.data.length };
}

/** A function of x between its two ends and, where it turns between them, the point at which it does. */
export function betweenEnds(loss: (x: number) => number, low: number, high: number, turn = Number.NaN): OptionRange {
  const ends = [loss(low), loss(high)];
  const values = turn > low && turn < high ? [...ends, loss(turn)] : ends;
  return { low: Math.min(...values), high: Math.max(...values), exact: true };
}

export function ordered(a: number, b: number, exact: boolean): OptionRange {
  return { low: Math.min(a, b), high: Math.max(a, b), exact };
}

/** x with σ(x) = p, nan where there is none. */
export function logit(p: number): number {
  return Math.log(p / (1 - p));
}

/**
 * The ranges of a loss that falls in the elements of the target's classes and rises in all others, or the other way round: each lies
 * between two corners of the box. `labels` are the places of the target's classes in the input.
 */
export function cornerRanges(box: Box, labels: readonly number[], values: (corner: Tensor) => Float64Array): Ranges {
  const towards = (own: Tensor, others: Tensor): Tensor => {
    const data = others.data.slice();
    for (const element of labels) data[element] = own.data[element];
    return { ...others, data };
  };
  const [first, second] = [values(towards(box.high, box.low)), values(towards(box.low, box.high))];
  return {
    ranges: Array.from(first, (value, i) => ordered(value, second[i], true)),
    together: box.dependence === "none",
  };
}
