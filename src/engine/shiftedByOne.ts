import type { Tensor } from "../tensor/tensor";
import type { LossOptions } from "./loss";
import { ignoreIndexOf } from "./losses/shared/classIndices";
import { byChance } from "./metrics/byChance";
import type { Reading } from "./reading";
import { reduce } from "./reduce";
import { referenceLoss } from "./reference";
import { elementIndex, sampleLayout } from "./sampleLayout";
import type { Samples } from "./samples";

/** Predictions that are right of the next step, or of the one before, and wrong of their own. */
export interface ShiftedByOne {
  readonly kind: "shiftedByOne";
  /** Step t of the input against step t + `by` of the target. */
  readonly by: 1 | -1;
  /** Right ones of those that count, as the arrays stand and one step apart. */
  readonly correct: number;
  readonly counted: number;
  readonly correctAfter: number;
  readonly countedAfter: number;
  /** The mean loss one step apart. */
  readonly loss: number;
}

/** Likelier than this by accident, nothing is said. */
const ACCIDENT = 0.002;

/**
 * Sequences (N, T, V) or (N, V, T) against (N, T), or one sequence (T, V) against (T): whether the predictions, wrong as they stand, are
 * right one step apart, and that cannot be an accident.
 */
export function findShift(
  input: Tensor,
  target: Tensor,
  reading: Reading,
  options: LossOptions,
  { predicted, expected, layout }: Samples,
): ShiftedByOne | undefined {
  const { shape } = target;
  const isSequence = shape.length >= 1 && shape.length <= 2 && input.shape.length === shape.length + 1;
  if (reading.targetKind !== "classIndices" || predicted === undefined || expected === undefined || !isSequence)
    return undefined;
  const length = shape[shape.length - 1];
  const own = rightOnes(predicted, expected, length, 0);
  if (own.of === 0 || own.correct * 4 > own.of) return undefined;
  for (const by of [1, -1] as const) {
    const after = rightOnes(predicted, expected, length, by);
    if (after.of < 3 || after.correct * 4 < after.of * 3 || after.correct / after.of - own.correct / own.of < 0.5)
      continue;
    const chance = 1 / Math.max(2, layout.classes);
    const accident = 2 * byChance(after, chance) * byChance({ correct: own.of - own.correct, of: own.of }, 1 - chance);
    // Of two classes that take turns, the wrong way round looks like a step apart.
    if (accident >= ACCIDENT || (layout.classes === 2 && own.correct === 0)) continue;
    const loss = lossApart(input, target, reading, options, length, by);
    if (loss === undefined) continue;
    const { correct, of: counted } = own;
    return { kind: "shiftedByOne", by, correct, counted, correctAfter: after.correct, countedAfter: after.of, loss };
  }
  return undefined;
}

function rightOnes(predicted: Int32Array, expected: Int32Array, length: number, by: number) {
  let [correct, of] = [0, 0];
  for (let sample = 0; sample < predicted.length; sample++) {
    const step = (sample % length) + by;
    if (step < 0 || step >= length || expected[sample + by] < 0) continue;
    of++;
    if (predicted[sample] === expected[sample + by]) correct++;
  }
  return { correct, of };
}

/** The steps that have a partner, one sample after the other. */
function lossApart(
  input: Tensor,
  target: Tensor,
  reading: Reading,
  options: LossOptions,
  length: number,
  by: 1 | -1,
): number | undefined {
  const layout = sampleLayout(input.shape, reading);
  const kept: number[] = [];
  for (let sample = 0; sample < layout.count; sample++) {
    const step = (sample % length) + by;
    if (step >= 0 && step < length && target.data[sample + by] !== ignoreIndexOf(options)) kept.push(sample);
  }
  const scores = new Float64Array(kept.length * layout.classes);
  kept.forEach((sample, row) => {
    for (let column = 0; column < layout.classes; column++) {
      scores[row * layout.classes + column] = input.data[elementIndex(layout, sample, column)];
    }
  });
  const loss = referenceLoss(
    { data: scores, shape: [kept.length, layout.classes], dtype: input.dtype },
    { data: Float64Array.from(kept, (sample) => target.data[sample + by]), shape: [kept.length], dtype: target.dtype },
    { ...reading, classDim: 1 },
    options,
  );
  return loss.kind === "unreduced" ? reduce(loss, "mean").data[0] : undefined;
}
