import { laneStart } from "../tensor/layout";
import type { Tensor } from "../tensor/tensor";
import { classLanes } from "./losses/shared/classLanes";

/**
 * Label smoothing as Szegedy's and many a script have it, ε/(C − 1) for each of the other classes and 1 − ε for the target's own, where
 * torch's `label_smoothing` spreads ε/C over all C classes. Both are the same family, with
 *
 *   ε_torch = ε · C / (C − 1).
 */
export function torchSmoothing(epsilon: number, classes: number): number {
  return (epsilon * classes) / (classes - 1);
}

/** The ε over the other classes alone that torch's smoothing amounts to. */
export function smoothingOverOthers(labelSmoothing: number, classes: number): number {
  return (labelSmoothing * (classes - 1)) / classes;
}

/**
 * Class probabilities of `shape` (C), (N, C) or (N, C, d1 … dk) from class indices: 1 − ε for the target, ε/(C − 1) for each other class,
 * 0 throughout where the target is `ignoreIndex`.
 */
export function smoothedOverOthers(
  target: Tensor,
  shape: readonly number[],
  epsilon: number,
  ignoreIndex: number,
): Tensor {
  const lanes = classLanes(shape);
  const data = new Float64Array(lanes.count * lanes.size);
  for (let sample = 0; sample < lanes.count; sample++) {
    const y = target.data[sample];
    if (y === ignoreIndex) continue;
    const start = laneStart(lanes, sample);
    for (let c = 0; c < lanes.size; c++) {
      data[start + c * lanes.inner] = c === y ? 1 - epsilon : epsilon / (lanes.size - 1);
    }
  }
  return { data, shape, dtype: "float64" };
}
