import type { DType, Tensor } from "../../../src/tensor/tensor";

type Nested = number | readonly Nested[];

/** A tensor from nested arrays, as one writes it down. */
export function tensor(values: Nested, dtype: DType = "float64"): Tensor {
  const shape: number[] = [];
  for (let level: Nested = values; typeof level !== "number"; level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  return { data: Float64Array.from(flatten(values)), shape, dtype };
}

function flatten(values: Nested): readonly number[] {
  return typeof values === "number" ? [values] : values.flatMap(flatten);
}
