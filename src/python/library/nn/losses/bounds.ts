import type { LossOptions, Unreduced } from "../../../../engine/loss";
import { reduce, sum } from "../../../../engine/reduce";
import { broadcastTo, commonShape, type Shape } from "../../../../tensor/shape";
import { type DType, isFloatingPoint, type Tensor } from "../../../../tensor/tensor";
import { epsilon, rangeOf } from "../../tensor/precision";
import type { EngineLoss } from "./row";

/** An array of a call, and how far each of its elements may be off; undefined where none is. */
export interface Uncertain {
  readonly tensor: Tensor;
  readonly off: Float64Array | undefined;
}

/** The arrays of a call: the input, the target, and the third of the losses that take three. */
export type CallArrays = readonly Uncertain[];

/** What an element of the loss is computed of: the values of the arrays at its place, and how far each may be off. */
interface Bound {
  /** By what the arrays are off, carried on. */
  readonly off: number;
  /** The numbers on the way, each of which is rounded, and the largest of them, where that is another. */
  readonly size: number;
  readonly largest?: number;
}

type ElementBound = (
  values: readonly number[],
  off: readonly number[],
  options: LossOptions,
  rounding: number,
) => Bound;

/** How far one value of each loss may be off, and the largest number on the way to it, of the losses of one value per element. */
const elementBounds = {
  MSELoss: ([x, t], off) => {
    const error = Math.abs(x - t);
    const by = off[0] + off[1];
    return { off: (2 * error + by) * by, size: error * error };
  },
  L1Loss: ([x, t], off) => ({ off: off[0] + off[1], size: Math.abs(x - t) }),
  SmoothL1Loss: ([x, t], off) => ({ off: off[0] + off[1], size: Math.abs(x - t) }),
  HuberLoss: ([x, t], off, { delta = 1 }) => {
    const by = off[0] + off[1];
    return { off: delta * by, size: Math.max(1, delta) * (Math.abs(x - t) + delta) };
  },
  PoissonNLLLoss: ([x, t], off, { logInput = true, full = false, eps = 1e-8 }, rounding) => {
    const least = logInput ? 0 : x - off[0] + eps;
    const log = logInput ? x : Math.max(Math.abs(Math.log(least)), Math.abs(Math.log(x + off[0] + eps)));
    const size = logInput ? Math.exp(x + off[0]) : Math.abs(x);
    const ofInput = logInput ? size + Math.abs(t) : 1 + Math.abs(t) / least;
    // Stirling's formula, which is added where t > 1: a target near 1 may be on the other side.
    const count = full ? Math.abs(t) + 1 : 0;
    const stirling = full ? count * (Math.log(count) + 2) + 3 : 0;
    const jump = full && off[1] > rounding && Math.abs(t - 1) <= off[1] ? 1 : 0;
    const whole = size + Math.abs(t * log) + stirling;
    const ofTarget = Math.abs(log) + (full ? Math.log(count) + 2 : 0);
    return { off: ofInput * off[0] + ofTarget * off[1] + off[0] * off[1] + jump, size: whole };
  },
  GaussianNLLLoss: ([x, t, held], off, { eps = 1e-6, var: given }) => {
    // One number for all is no array.
    const variance = typeof given === "number" ? given : held;
    const varianceOff = typeof given === "number" ? 2 ** -23 * given : off[2];
    const least = Math.max(variance - varianceOff, eps);
    const error = Math.abs(x - t);
    const by = off[0] + off[1];
    const reached = error + by;
    const square = reached * reached;
    return {
      off: (reached * by) / least + 0.5 * varianceOff * (1 / least + square / (least * least)),
      size: square / least + Math.abs(Math.log(least)) + Math.abs(Math.log(Math.max(variance, eps))) + 2,
      largest: square + square / least,
    };
  },
  MarginRankingLoss: ([x, t, other], off, { margin = 0 }) => {
    const size = Math.abs(x) + Math.abs(other);
    const by = off[0] + off[2];
    return {
      off: (Math.abs(t) + off[1]) * by + off[1] * size,
      size: Math.max(size, Math.abs(t) * size) + Math.abs(margin),
    };
  },
} satisfies Partial<Record<EngineLoss, ElementBound>>;

/** The same of the losses of one value per vector, from the largest elements, what those may be off, and the length of a vector. */
const vectorBounds = {
  TripletMarginLoss: ({ size, off, length }, { margin = 1, p = 2 }, rounding) => {
    const distance = 2 * size * length;
    // A norm grows by no more than the sum of what its elements do; what is none for p < 1 may do more.
    const each = p >= 1 ? 2 * off * length + rounding * length * distance : Number.NaN;
    return {
      off: 2 * each,
      size: distance + margin,
      largest: Math.max((2 * size) ** Math.min(Math.max(p, 2), 1e3) * length, distance + margin),
    };
  },
  CosineEmbeddingLoss: ({ size, off, length, shortest }, _options, rounding) => ({
    off: (4 * off * Math.sqrt(length)) / Math.max(shortest, 1e-6) + rounding * length,
    size: 2,
    largest: Math.max(2, size ** 4 * length * length),
  }),
} satisfies Partial<
  Record<
    EngineLoss,
    (
      vectors: { readonly size: number; readonly off: number; readonly length: number; readonly shortest: number },
      options: LossOptions,
      rounding: number,
    ) => Bound
  >
>;

export type Bounded = keyof typeof elementBounds | keyof typeof vectorBounds;

/** The others: none grows faster than its scores, so that its slope carries on what they are off. A new loss is here or above. */
const bySlope: Readonly<Record<Exclude<EngineLoss, Bounded>, true>> = {
  CrossEntropyLoss: true,
  NLLLoss: true,
  BCELoss: true,
  BCEWithLogitsLoss: true,
  KLDivLoss: true,
  MultiLabelSoftMarginLoss: true,
  MultiLabelMarginLoss: true,
  MultiMarginLoss: true,
  SoftMarginLoss: true,
  HingeEmbeddingLoss: true,
  SigmoidFocalLoss: true,
};

/** Losses whose numbers are bounded one by one. */
export function isBounded(name: EngineLoss): name is Bounded {
  return !Object.hasOwn(bySlope, name);
}

/**
 * How far the loss may be from what the program computes; undefined where it may be anything: close to a value that is none, past the
 * largest number of the type on the way, or on the other side of a jump.
 */
export function boundsOf(
  name: Bounded,
  arrays: CallArrays,
  options: LossOptions,
  loss: Unreduced,
  dtype: DType,
  rounding: number,
): Float64Array | undefined {
  const { values } = loss;
  const off = arrays.map(({ tensor, off }) => tensor.data.map((x, i) => roundingOf(tensor.dtype, x) + (off?.[i] ?? 0)));
  const bounds = isOfElements(name)
    ? ofElements(elementBounds[name], arrays, off, options, values.shape, rounding)
    : ofVectors(name, arrays, off, options, values.data.length, rounding);
  if (bounds === undefined) return undefined;
  const w = options.weight && broadcastTo(options.weight, values.shape);
  const isSafe = !w?.some((weight) => weight < 0);
  const isExact = arrays.every((each) => each.off === undefined);
  let whole = 0;
  const each = new Float64Array(values.data.length);
  for (let i = 0; i < each.length; i++) {
    const weight = w === undefined ? 1 : Math.abs(w[i]);
    const { off, size, largest = size, isOfNone } = bounds[i];
    // A value that is none is so whatever is rounded, if it is made of one.
    if (!Number.isFinite(values.data[i]) && (isExact || isOfNone)) continue;
    const reached = Math.max(size, largest) * Math.max(1, weight);
    if (!(reached < rangeOf(dtype) / 4)) return undefined;
    each[i] = (off + rounding * size) * weight + tiny(dtype);
    whole += Math.max(size * weight, Math.abs(values.data[i]));
  }
  const reduction = options.reduction ?? "mean";
  if (reduction === "none") return each.every(Number.isFinite) ? each : undefined;
  const by = reduction === "mean" ? loss.denominator.value : 1;
  if (!isSafe || !(by > 0 || each.length === 0) || !(whole < rangeOf(dtype) / 4)) return undefined;
  const { data } = reduce(loss, reduction);
  if (!Number.isFinite(data[0])) return Float64Array.of(0);
  const error = (sum(each) + rounding * whole) / by + rounding * Math.abs(data[0]);
  return Number.isFinite(error) ? Float64Array.of(error) : undefined;
}

function isOfElements(name: Bounded): name is keyof typeof elementBounds {
  return Object.hasOwn(elementBounds, name);
}

/** `isOfNone`: one of the numbers that it is made of is inf or nan. */
type Bounds = ReadonlyArray<Bound & { readonly isOfNone: boolean }>;

function ofElements(
  bound: ElementBound,
  arrays: CallArrays,
  off: readonly Float64Array[],
  options: LossOptions,
  shape: Shape,
  rounding: number,
): Bounds {
  const common = arrays.map(({ tensor }) => broadcastTo(tensor, shape));
  const offs = arrays.map(({ tensor }, i) => broadcastTo({ ...tensor, data: off[i] }, shape));
  return Array.from(common[0], (_, i) => {
    const values = common.map((data) => data[i]);
    const each = offs.map((data) => data[i]);
    return { ...bound(values, each, options, rounding), isOfNone: !values.every(Number.isFinite) };
  });
}

/** One bound for all vectors. */
function ofVectors(
  name: keyof typeof vectorBounds,
  arrays: CallArrays,
  off: readonly Float64Array[],
  options: LossOptions,
  count: number,
  rounding: number,
): Bounds | undefined {
  const isCosine = name === "CosineEmbeddingLoss";
  // Signs are compared with 1 and −1.
  if (isCosine && arrays[1].off !== undefined) return undefined;
  const vectors = arrays.filter((_, i) => !isCosine || i !== 1);
  const offs = off.filter((_, i) => !isCosine || i !== 1);
  const shape = vectors.map(({ tensor }) => tensor.shape).reduce((a, b) => commonShape(a, b));
  const length = shape.at(-1) ?? 1;
  const most = (data: Float64Array) => data.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
  const bound = vectorBounds[name](
    {
      size: Math.max(...vectors.map(({ tensor }) => most(tensor.data))),
      off: Math.max(...offs.map(most)),
      length,
      shortest: Math.min(...vectors.map(({ tensor }) => shortestOf(tensor))),
    },
    options,
    rounding,
  );
  return new Array(count).fill({ ...bound, isOfNone: false });
}

function shortestOf({ data, shape }: Tensor): number {
  const length = shape.at(-1) ?? 1;
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start < data.length; start += length) {
    let square = 0;
    for (let i = start; i < start + length; i++) square += data[i] * data[i];
    least = Math.min(least, Math.sqrt(square));
  }
  return least;
}

/** Digits as written are held in double. */
function roundingOf(dtype: DType, x: number): number {
  return isFloatingPoint(dtype) ? epsilon[dtype] * Math.abs(x) : 0;
}

/** What is lost below the smallest normal number. */
function tiny(dtype: DType): number {
  return dtype === "float16" ? 2 ** -22 : 0;
}
