import { laneStart, lanesAlong } from "../tensor/layout";
import type { Tensor } from "../tensor/tensor";
import { isSingleOrDouble, raises, total } from "./arithmetic";
import type { ForeignCall, Options, Outcome, Raises } from "./framework";

/** What the losses of libraries on torch ask of their labels, and how they reduce. */

type Reduction = "none" | "mean" | "sum";

export function reductionOf(options: Options, name: string, fallback: Reduction): Reduction | undefined {
  const value = options.has(name) ? options.get(name) : fallback;
  return value === "none" || value === "mean" || value === "sum" ? value : undefined;
}

export function reduced(values: Tensor, reduction: Reduction): Outcome {
  if (reduction === "none") return { kind: "value", values, clipped: 0 };
  const sum = total(values.data);
  const data = Float64Array.of(reduction === "mean" ? sum / values.data.length : sum);
  return { kind: "value", values: { data, shape: [], dtype: values.dtype }, clipped: 0 };
}

export function areHard({ data }: Tensor): boolean {
  return data.every((label) => label === 0 || label === 1);
}

export function areIndices({ data, dtype }: Tensor, classes: number): boolean {
  return dtype === "int64" && data.every((label) => label >= 0 && label < classes);
}

/** What gather says of the first label that names no class. */
export function outsideIndex(labels: Float64Array, classes: number): Raises | undefined {
  const outside = labels.find((label) => label < 0 || label >= classes);
  if (outside === undefined) return undefined;
  return raises("RuntimeError", `index ${outside} is out of bounds for dimension 1 with size ${classes}`);
}

/** Arrays whose loss has the predictions' type. */
export function areSupported({ prediction, truth }: ForeignCall): boolean {
  return isSingleOrDouble(prediction) && (truth.dtype !== "float64" || prediction.dtype === "float64");
}

/** Labels along an axis as rows of 0 and 1, `classes` of them; what names none of them is a row of 0. */
export function rowsOfLabels(truth: Tensor, shape: readonly number[], axis: number): Tensor {
  const lanes = lanesAlong(shape, axis);
  const data = new Float64Array(lanes.count * lanes.size);
  for (let lane = 0; lane < lanes.count; lane++) {
    const label = truth.data[lane];
    if (label < lanes.size) data[laneStart(lanes, lane) + label * lanes.inner] = 1;
  }
  return { data, shape, dtype: "int64" };
}
