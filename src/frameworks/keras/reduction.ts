import { sameShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { inType, isArray, total } from "../arithmetic";
import type { ForeignCall, Outcome } from "../framework";

/** What an object of a loss class does around its function: axes of one element, weights, the reduction. */

/** A last axis of size 1 more than the other has is taken away, or given to the other (keras/src/losses/loss.py). */
export function sameRank(truth: Tensor, prediction: Tensor): readonly [truth: Tensor, prediction: Tensor] {
  const [a, b] = [truth.shape.length, prediction.shape.length];
  if (a === b + 1 && truth.shape[b] === 1) {
    return b === 1 ? [truth, expanded(prediction)] : [squeezed(truth), prediction];
  }
  if (b === a + 1 && prediction.shape[a] === 1) {
    return a === 1 ? [expanded(truth), prediction] : [truth, squeezed(prediction)];
  }
  return [truth, prediction];
}

function expanded(tensor: Tensor): Tensor {
  return { ...tensor, shape: [...tensor.shape, 1] };
}

function squeezed(tensor: Tensor): Tensor {
  return { ...tensor, shape: tensor.shape.slice(0, -1) };
}

/** The mean divides by all values, however they are weighted, but not by what a mask leaves out. */
export function reduced(outcome: Outcome, { options }: ForeignCall): Outcome {
  if (outcome?.kind !== "value") return outcome;
  const { values, counted } = outcome;
  const reduction = options.has("reduction") ? options.get("reduction") : "sum_over_batch_size";
  const given = options.get("sample_weight") ?? undefined;
  const weighted = given === undefined ? values.data : weights(values, given);
  if (weighted === undefined || (counted !== undefined && given !== undefined)) return undefined;
  const scalar = (value: number): Outcome => ({
    ...outcome,
    values: { data: Float64Array.of(value), shape: [], dtype: values.dtype },
  });
  switch (reduction) {
    case null:
    case "none":
      return { ...outcome, values: { ...values, data: weighted } };
    case "sum":
      return scalar(total(weighted));
    case "sum_over_batch_size":
    case "mean": {
      const count = counted === undefined ? values.data.length : total(counted);
      return scalar(count === 0 ? 0 : total(weighted) / count);
    }
    default:
      return undefined;
  }
}

/** The values times their weights; undefined where those do not stand one for one, or one for all. */
function weights(values: Tensor, given: unknown): Float64Array | undefined {
  if (typeof given === "number") return values.data.map((value) => value * given);
  if (!isArray(given)) return undefined;
  const { data } = inType(given, values.dtype);
  const own = given.shape.length === values.shape.length + 1 && given.shape.at(-1) === 1 ? squeezed(given) : given;
  return sameShape(own.shape, values.shape) ? values.data.map((value, i) => value * data[i]) : undefined;
}
