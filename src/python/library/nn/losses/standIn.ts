import type { LossName, LossOptions } from "../../../../engine/loss";
import { losses } from "../../../../engine/losses/losses";
import { numel, type Tensor } from "../../../../tensor/tensor";
import type { RaisedByTorch } from "./check";

/** Up to here are arrays of zeros made to ask what torch says of their shapes. */
export const MOST_STAND_INS = 1 << 22;

/** An array that is known but for its values. */
export interface Sketch {
  readonly tensor: Tensor;
  /** Its values stand for others that are not known. */
  readonly standsIn: boolean;
}

/** An array of zeros in place of unknown values: probabilities, class indices, log-probabilities and labels alike. */
export function standIn(shape: readonly number[], dtype: Tensor["dtype"]): Sketch {
  const total = numel(shape);
  return { tensor: { data: new Float64Array(total), shape, dtype }, standsIn: total > 0 };
}

/**
 * What torch raises whatever the unknown values are: because of shapes, dtypes and what is known. Undefined where zeros go through,
 * `unsure` where it depends on the values. Each check that looks at values refuses one of the values tried here, so that what is said
 * of all of them alike is said by checks in front of it. A third array is one of the options, too.
 */
export function refusedWhatever(
  name: LossName,
  arrays: readonly Sketch[],
  options: LossOptions,
): RaisedByTorch | "unsure" | undefined {
  const [input, target] = arrays;
  const ask = (): RaisedByTorch | undefined => {
    const refused = losses[name].refuse(input.tensor, target.tensor, options);
    return refused && { type: refused.exception, message: refused.message };
  };
  const first = ask();
  if (first === undefined) return undefined;
  const unknown = arrays.filter(({ standsIn }) => standsIn).map(({ tensor }) => tensor.data);
  const ignored = options.ignoreIndex ?? -100;
  for (const data of unknown) {
    for (const value of [1e6, Number.NaN, -1, 1]) {
      data[0] = value;
      if (!same(ask(), first)) return "unsure";
    }
    data.fill(ignored);
    if (!same(ask(), first)) return "unsure";
    data.fill(0);
  }
  return first;
}

function same(a: RaisedByTorch | undefined, b: RaisedByTorch): boolean {
  return a !== undefined && a.type === b.type && a.message === b.message;
}
