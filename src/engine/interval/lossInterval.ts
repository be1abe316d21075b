import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { LossOptions, Reduction, Unreduced } from "../loss";
import { losses } from "../losses/losses";
import { lossFunction } from "../losses/shared/call";
import type { OptionRange, Ranges } from "../losses/shared/definition";
import { applyOp, applyOps, applyOpToBox } from "../ops/applyOp";
import { reduce, sum } from "../reduce";
import { isRefusal, type Refusal } from "../refusal";
import type { Pipeline } from "../verdict";
import { boxAround } from "./box";

/** The losses that the true values behind rounded digits can have. */
export interface LossInterval {
  /** Under `options.reduction`, or the loss's default: a scalar, or the shape of the unreduced loss for `none`. */
  readonly low: Tensor;
  readonly high: Tensor;
  /** Whether both ends are reached; otherwise they enclose the losses, and may be wider. */
  readonly exact: boolean;
}

/**
 * The interval of the loss of a pipeline, when the true value of each element lies within its half unit of the one given.
 * `undefined` where an operation yields integers, or the input is of an integer type: they are not rounded.
 */
export function lossInterval(
  input: Tensor,
  halfUnits: Float64Array,
  { ops, loss: name, targetOps = [], times = 1 }: Pipeline,
  target: Tensor,
  options: LossOptions,
): LossInterval | Refusal | undefined {
  if (!isFloatingPoint(input.dtype)) return undefined;
  let point: Tensor = input;
  let box = boxAround(input, halfUnits);
  for (const op of ops) {
    const next = applyOp(point, op);
    if (isRefusal(next)) return next;
    const nextBox = applyOpToBox(box, op);
    if (nextBox === undefined) return undefined;
    point = next;
    box = nextBox;
  }
  const definition = losses[name];
  const taken = applyOps(target, targetOps);
  if (isRefusal(taken)) return taken;
  const loss = lossFunction(definition)(point, taken, options);
  if (isRefusal(loss)) return loss;
  const interval = reduceRanges(
    definition.ranges(box, taken, options),
    loss,
    options.reduction ?? definition.defaults.reduction,
  );
  const multiple = (end: Tensor) => ({ ...end, data: end.data.map((value) => value * times) });
  return times === 1 ? interval : { ...interval, low: multiple(interval.low), high: multiple(interval.high) };
}

function reduceRanges({ ranges, together }: Ranges, loss: Unreduced, reduction: Reduction): LossInterval {
  const { kind, denominator, batchSize, broadcast } = loss;
  const { shape, dtype } = loss.values;
  const end = (pick: (range: OptionRange) => number) => {
    const values = { data: Float64Array.from(ranges, pick), shape, dtype };
    return reduce({ kind, values, sum: sum(values.data), denominator, batchSize, broadcast }, reduction);
  };
  const ends = [end(({ low }) => low), end(({ high }) => high)];
  const value = reduce(loss, reduction);
  // Σ w[y] may be negative; and rounding must not push the loss that is shown out of its own interval.
  const bound = (choose: (...values: number[]) => number) => ({
    ...value,
    data: value.data.map((own, i) => choose(own, ends[0].data[i], ends[1].data[i])),
  });
  return {
    low: bound(Math.min),
    high: bound(Math.max),
    exact: together && ranges.every(({ exact }) => exact),
  };
}
