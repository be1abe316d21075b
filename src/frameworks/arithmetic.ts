import { laneStart, lanesAlong } from "../tensor/layout";
import { broadcastShapes, broadcastTo, type Shape } from "../tensor/shape";
import { type DType, isFloatingPoint, numel, type Tensor } from "../tensor/tensor";
import type { Options, Raises } from "./framework";

/** What the frameworks' losses are made of. A clip decides on the digits of the type, so float32 is rounded at every step. */

export type Round = (x: number) => number;

const exact: Round = (x) => x;

export function roundingOf(dtype: DType): Round {
  return dtype === "float32" ? Math.fround : exact;
}

/** Half precision is not modelled. */
export function isSingleOrDouble({ dtype }: Tensor): boolean {
  return dtype === "float32" || dtype === "float64";
}

/** The array in another type, floats rounded to it. */
export function inType({ data, shape, dtype }: Tensor, to: DType): Tensor {
  const round = roundingOf(to);
  const from = isFloatingPoint(dtype) ? roundingOf(dtype) : exact;
  return { data: data.map((x) => round(from(x))), shape, dtype: to };
}

/** Beyond it a broadcast is not carried out. */
const MOST_SPREAD = 1 << 20;

/** Both spread to their common shape, which may be larger than either; undefined where there is none, or it is too large. */
export function spread(a: Tensor, b: Tensor): readonly [Tensor, Tensor] | undefined {
  const common = broadcastShapes(a.shape, b.shape);
  if (!("shape" in common)) return undefined;
  const { shape } = common;
  const size = numel(shape);
  if (size > MOST_SPREAD && size > Math.max(a.data.length, b.data.length)) return undefined;
  const over = (tensor: Tensor): Tensor => ({ data: broadcastTo(tensor, shape), shape, dtype: tensor.dtype });
  return [over(a), over(b)];
}

/** A value for each lane along an axis, and the shape without it. */
export function alongAxis(
  { shape }: Pick<Tensor, "shape">,
  axis: number,
  laneValue: (at: (place: number) => number, size: number, lane: number) => number,
): Pick<Tensor, "data" | "shape"> {
  const lanes = lanesAlong(shape, axis);
  const data = new Float64Array(lanes.count);
  for (let lane = 0; lane < lanes.count; lane++) {
    const start = laneStart(lanes, lane);
    data[lane] = laneValue((place) => start + place * lanes.inner, lanes.size, lane);
  }
  return { data, shape: shape.filter((_, other) => other !== axis) };
}

/** log Σ exp of a lane, of the places that count. */
export function logSumExp(at: (place: number) => number, size: number, data: Float64Array, counts?: Tensor): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < size; place++) {
    if (counts === undefined || counts.data[at(place)] !== 0) max = Math.max(max, data[at(place)]);
  }
  if (!Number.isFinite(max)) return max;
  let total = 0;
  for (let place = 0; place < size; place++) {
    if (counts === undefined || counts.data[at(place)] !== 0) total += Math.exp(data[at(place)] - max);
  }
  return max + Math.log(total);
}

/** −t·log σ(x) − (1 − t)·log(1 − σ(x)), stable for large |x|. */
export function sigmoidCrossEntropy(x: number, t: number): number {
  return Math.max(x, 0) - x * t + Math.log1p(Math.exp(-Math.abs(x)));
}

export function total(data: Float64Array): number {
  let sum = 0;
  for (const value of data) sum += value;
  return sum;
}

/** `(2, 3)`, `(2,)`: as Python prints a shape. */
export function shapeText(shape: Shape): string {
  return `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
}

export function raises(type: string, message: string): Raises {
  return { kind: "raises", type, message };
}

/** What TensorFlow's kernel says of labels that name no class. */
export function outsideRange(labels: Float64Array, classes: number): Raises | undefined {
  const outside = labels.find((label) => label < 0 || label >= classes);
  if (outside === undefined) return undefined;
  const all = labels.length > 100 ? "" : `  Label values: ${labels.join(" ")}`;
  return raises(
    "InvalidArgumentError",
    `Received a label value of ${outside} which is outside the valid range of [0, ${classes}).${all}`,
  );
}

/** An option's value, or its default where it was not given; undefined where it is not known or of another type. */
export function flag(options: Options, name: string, fallback: boolean): boolean | undefined {
  const value = options.has(name) ? options.get(name) : fallback;
  return typeof value === "boolean" ? value : undefined;
}

export function numberOr(options: Options, name: string, fallback: number): number | undefined {
  const value = options.has(name) ? options.get(name) : fallback;
  return typeof value === "number" ? value : undefined;
}

/** Given, and not None. */
export function isGiven(options: Options, name: string): boolean {
  return options.has(name) && options.get(name) !== null;
}

export function isArray(value: unknown): value is Tensor {
  return typeof value === "object" && value !== null;
}
