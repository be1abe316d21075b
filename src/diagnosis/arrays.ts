import { numel, type Tensor } from "../tensor/tensor";

/** One axis of an array as columns: element (sample, column) of it. */
export interface Columns {
  readonly count: number;
  readonly size: number;
  readonly at: (sample: number, column: number) => number;
}

/** The samples of `data` along `dim`, in row-major order of the other axes. */
export function columnsOf(shape: readonly number[], dim: number): Columns {
  const size = shape[dim] ?? 1;
  const inner = numel(shape.slice(dim + 1));
  const count = shape.length === 0 ? 1 : numel(shape.toSpliced(dim, 1));
  return {
    count,
    size,
    at: (sample, column) => (Math.floor(sample / inner) * size + column) * inner + (sample % inner),
  };
}

/** The axis over which torch's classification losses take the classes. */
export function classDimOf(rank: number): number {
  return rank === 1 ? 0 : 1;
}

export interface Extremes {
  readonly min: number;
  readonly max: number;
  readonly nans: number;
  readonly whole: boolean;
}

export function extremes(data: Float64Array): Extremes {
  let [min, max, nans, whole] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, true];
  for (const value of data) {
    if (Number.isNaN(value)) {
      nans++;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    if (whole && !Number.isInteger(value)) whole = false;
  }
  return { min, max, nans, whole: whole && nans === 0 };
}

export function isWithin({ data }: Tensor, low: number, high: number): boolean {
  return data.length > 0 && data.every((value) => value >= low && value <= high);
}

/** The different values, in ascending order; undefined where there are more than `most`. */
export function distinct(data: Float64Array, most = 64): readonly number[] | undefined {
  const found = new Set<number>();
  for (const value of data) {
    found.add(value);
    if (found.size > most) return undefined;
  }
  return [...found].sort((a, b) => a - b);
}

export interface Sums {
  readonly rows: number;
  /** Rows that sum to `total` within the digits in which the values are printed. */
  readonly holding: number;
  /** The sum that is furthest from it. */
  readonly worst: number;
}

/** How the rows along an axis add up to a total, each value (or its exponential) known to the digits that it is written with. */
export function sumsAlong({ data, shape }: Tensor, dim: number, transform: "none" | "exp" = "none", total = 1): Sums {
  const { count, size, at } = columnsOf(shape, dim);
  const halfUnit = halfUnitOf(data);
  let [holding, worst] = [0, total];
  for (let sample = 0; sample < count; sample++) {
    let [sum, tolerance] = [0, 1e-6 * total];
    for (let column = 0; column < size; column++) {
      const value = data[at(sample, column)];
      const term = transform === "exp" ? Math.exp(value) : value;
      sum += term;
      tolerance += transform === "exp" ? term * halfUnit : halfUnit;
    }
    if (Math.abs(sum - total) <= Math.min(tolerance * (1 + 1e-9), 0.02 * total)) holding++;
    if (!(Math.abs(sum - total) <= Math.abs(worst - total))) worst = sum;
  }
  return { rows: count, holding, worst };
}

/** Half a unit of the last decimal that any of the first values is written with; 0 where they are whole numbers. */
function halfUnitOf(data: Float64Array): number {
  let decimals = 0;
  for (const value of data.subarray(0, 256)) {
    if (!Number.isFinite(value)) continue;
    const [mantissa, exponent = "0"] = String(value).split("e");
    decimals = Math.max(decimals, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
  }
  return decimals === 0 ? 0 : 0.5 * 10 ** -decimals;
}

export function allHold({ rows, holding }: Sums): boolean {
  return rows > 0 && holding === rows;
}

/** Whether each value is 0 or 1. */
export function areZerosAndOnes(data: Float64Array): boolean {
  return data.every((value) => value === 0 || value === 1);
}

/** Rows of one 1 among zeros. */
export function isOneHot(tensor: Tensor, dim: number): boolean {
  return areZerosAndOnes(tensor.data) && allHold(sumsAlong(tensor, dim));
}

/** Rows of the logarithms of shares. */
export function areLogarithms(tensor: Tensor, dim: number): boolean {
  return tensor.data.every((value) => value <= 0) && allHold(sumsAlong(tensor, dim, "exp"));
}
