import { resultType, wrapInteger } from "../../tensor/dtype";
import { type Lanes, laneStart, lanesAlong } from "../../tensor/layout";
import { broadcastTo, commonShape, type Shape, sameShape, unbroadcast } from "../../tensor/shape";
import { type DType, isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { Box } from "../interval/box";
import type { LossOptions } from "../loss";
import { type Rounding, roundingTo } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { checkBroadcast, checkReduction, checkSubtraction } from "./shared/checks";
import { allSamples, type LossDefinition } from "./shared/definition";
import { summed } from "./shared/elements";
import { inputToFloat } from "./shared/fixes";
import { formatFloat } from "./shared/formatDouble";
import { norm, normSlope } from "./shared/norm";

/**
 * `torch.nn.functional.triplet_margin_loss` of anchors a (`input`), positives (`target`) and negatives (`negative`), (D) or (N, …, D), that
 * broadcast:
 *
 *   l = max(0, margin + d(a, positive) − d(a, negative)),   d(a, b) = ‖a − b + ε‖_p
 *
 * With `swap` the distance of positive and negative takes the place of a greater one of anchor and negative.
 */
export const tripletMarginLoss: LossDefinition = {
  signature: {
    arguments: [
      ["anchor", "input"],
      ["positive", "target"],
      ["negative", "negative"],
    ],
    module: ["margin", "p", "eps", "swap", "size_average", "reduce", "reduction"],
    functional: {
      from: "torch.nn.functional",
      name: "triplet_margin_loss",
      parameters: ["margin", "p", "eps", "swap", "size_average", "reduce", "reduction"],
    },
  },
  defaults: { reduction: "mean", margin: 1, p: 2, eps: 1e-6, swap: false },
  takes: "values",
  targets: ["values"],
  bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: (input, target, options) => ({
    shape: shapeOf(input, target, options),
    dtype: typeOf(input, target, options),
  }),
  values: (input, target, options) => valuesIn(roundingTo.float64, input, target, options),
  elementwise: false,
  denominator: allSamples,
  gradient,
  refuseGradient: undefined,
  inType: summed(valuesIn, allSamples),
  ranges,
  mistake: () => ({ kind: "otherLoss", loss: "TripletMarginLoss" }),
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const { negative, margin = 1 } = options;
  if (negative === undefined) {
    return refusal("TypeError", "triplet_margin_loss() missing 1 required positional argument: 'negative'");
  }
  const refused = checkReduction(options);
  if (refused !== undefined) return refused;
  if (margin <= 0) return refusal("ValueError", `margin must be greater than 0, got ${formatFloat(margin)}`);
  const [a, p, n] = [input, target, negative].map(({ shape }) => shape.length);
  if (a !== p || p !== n) {
    return refusal(
      "RuntimeError",
      `The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor ${a}D, positive ${p}D, and negative ${n}D inputs`,
    );
  }
  const distances = options.swap
    ? [
        [input, target],
        [input, negative],
        [target, negative],
      ]
    : [
        [input, target],
        [input, negative],
      ];
  for (const [first, second] of distances) {
    const refusedOne =
      checkSubtraction(first.dtype, second.dtype, inputToFloat) ?? checkBroadcast(first.shape, second.shape);
    if (refusedOne !== undefined) return refusedOne;
  }
  const [near, far] = [distanceShape(input, target), distanceShape(input, negative)];
  const swapped = options.swap ? checkBroadcast(far, distanceShape(target, negative)) : undefined;
  return swapped ?? checkBroadcast(near, options.swap ? commonShape(far, distanceShape(target, negative)) : far);
}

function distanceShape(a: Tensor, b: Tensor): Shape {
  return commonShape(a.shape, b.shape).slice(0, -1);
}

function third({ negative }: LossOptions, input: Tensor): Tensor {
  return negative ?? input;
}

function shapeOf(input: Tensor, target: Tensor, options: LossOptions): Shape {
  const negative = third(options, input);
  const shape = commonShape(distanceShape(input, target), distanceShape(input, negative));
  return options.swap ? commonShape(shape, distanceShape(target, negative)) : shape;
}

/** ε is a double: integers become float32. */
function distanceType(a: Tensor, b: Tensor): DType {
  const dtype = resultType(a, b);
  return isFloatingPoint(dtype) ? dtype : "float32";
}

function typeOf(input: Tensor, target: Tensor, options: LossOptions): DType {
  const negative = third(options, input);
  const distances = [distanceType(input, target), distanceType(input, negative)];
  if (options.swap) distances.push(distanceType(target, negative));
  return resultType(...distances.map((dtype) => ({ dtype, shape: [] })));
}

/** The differences of two arrays, ε added, and their lanes, the distance of each of which is a norm. */
interface Differences {
  readonly shape: Shape;
  readonly lanes: Lanes;
  readonly data: Float64Array;
}

function differences(a: Tensor, b: Tensor, { eps = 1e-6 }: LossOptions, r: Rounding): Differences {
  const shape = commonShape(a.shape, b.shape);
  const dtype = resultType(a, b);
  const [own, other] = [broadcastTo(a, shape), broadcastTo(b, shape)];
  const data = new Float64Array(own.length);
  if (r === roundingTo.float64 && isFloatingPoint(dtype)) {
    for (let i = 0; i < data.length; i++) data[i] = own[i] - other[i] + eps;
  } else {
    for (let i = 0; i < data.length; i++) data[i] = r(r(wrapInteger(own[i] - other[i], dtype)) + r(eps));
  }
  return { shape, lanes: lanesAlong(shape, shape.length - 1), data };
}

/** The distances, repeated to the shape of the loss. */
function distances({ shape, lanes, data }: Differences, { p = 2 }: LossOptions, to: Shape, r: Rounding): Float64Array {
  const each = Float64Array.from({ length: lanes.count }, (_, lane) => {
    const start = laneStart(lanes, lane);
    return norm(data.subarray(start, start + lanes.size), p, r);
  });
  return broadcastTo({ data: each, shape: shape.slice(0, -1), dtype: "float64" }, to);
}

/** The distances of two arrays; those of p = 2, which nearly all are, without an array of differences. */
function distancesBetween(a: Tensor, b: Tensor, options: LossOptions, to: Shape, r: Rounding): Float64Array {
  const { p = 2, eps = 1e-6 } = options;
  const { size, count } = lanesAlong(a.shape, a.shape.length - 1);
  const plain =
    p === 2 && size > 1 && r === roundingTo.float64 && sameShape(a.shape, b.shape) && isFloatingPoint(resultType(a, b));
  if (!plain) return distances(differences(a, b, options, r), options, to, r);
  const each = new Float64Array(count);
  for (let lane = 0; lane < count; lane++) {
    each[lane] = Math.sqrt(sumOfSquares(a.data, b.data, eps, lane * size, (lane + 1) * size));
  }
  return broadcastTo({ data: each, shape: a.shape.slice(0, -1), dtype: "float64" }, to);
}

/** Four sums that do not wait for each other. */
function sumOfSquares(x: Float64Array, y: Float64Array, eps: number, start: number, end: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let j = start;
  for (const last = end - 3; j < last; j += 4) {
    const first = x[j] - y[j] + eps;
    const second = x[j + 1] - y[j + 1] + eps;
    const third = x[j + 2] - y[j + 2] + eps;
    const fourth = x[j + 3] - y[j + 3] + eps;
    a += first * first;
    b += second * second;
    c += third * third;
    d += fourth * fourth;
  }
  for (; j < end; j++) {
    const last = x[j] - y[j] + eps;
    a += last * last;
  }
  return a + b + (c + d);
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { margin = 1, swap = false } = options;
  const rounded = third(options, input);
  const negative = r === roundingTo.float64 ? rounded : { ...rounded, data: rounded.data.map(r) };
  const shape = shapeOf(input, target, options);
  const near = distancesBetween(input, target, options, shape, r);
  const far = distancesBetween(input, negative, options, shape, r);
  const between = swap ? distancesBetween(target, negative, options, shape, r) : undefined;
  return near.map((distance, i) => {
    const other = between === undefined ? far[i] : Math.min(far[i], between[i]);
    const loss = r(r(r(margin) + distance) - other);
    return Math.max(loss, 0);
  });
}

/** ∂l/∂a = ∂d(a, positive)/∂a − ∂d(a, negative)/∂a where the loss is not cut off; a tie with the swapped distance is shared. */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { margin = 1, swap = false } = options;
  const exact = roundingTo.float64;
  const negative = third(options, input);
  const shape = shapeOf(input, target, options);
  const toPositive = differences(input, target, options, exact);
  const toNegative = differences(input, negative, options, exact);
  const near = distances(toPositive, options, shape, exact);
  const far = distances(toNegative, options, shape, exact);
  const between = swap ? distances(differences(target, negative, options, exact), options, shape, exact) : undefined;
  const share = (i: number) => (between === undefined || far[i] < between[i] ? 1 : far[i] === between[i] ? 0.5 : 0);
  const least = (i: number) => (between === undefined ? far[i] : Math.min(far[i], between[i]));
  const kept = upstream.map((up, i) => (margin + near[i] - least(i) >= 0 ? up : 0));
  const onNear = backward(toPositive, kept, shape, options, input.shape);
  const onFar = backward(
    toNegative,
    kept.map((up, i) => -up * share(i)),
    shape,
    options,
    input.shape,
  );
  return onNear.map((slope, i) => slope + onFar[i]);
}

function backward(
  { shape, lanes, data }: Differences,
  upstream: Float64Array,
  from: Shape,
  { p = 2 }: LossOptions,
  to: Shape,
): Float64Array {
  const each = unbroadcast(upstream, from, shape.slice(0, -1));
  const slopes = new Float64Array(data.length);
  for (let lane = 0; lane < lanes.count; lane++) {
    const start = laneStart(lanes, lane);
    normSlope(data, slopes, start, start + lanes.size, p, each[lane]);
  }
  return unbroadcast(slopes, shape, to);
}

/** Each distance by itself, over the ranges of the differences; both depend on the anchor, so that their ends are not reached at once. */
function ranges(box: Box, target: Tensor, options: LossOptions) {
  const { margin = 1, swap = false } = options;
  const exact = roundingTo.float64;
  const negative = third(options, box.low);
  const shape = shapeOf(box.low, target, options);
  const bounds = (other: Tensor) => {
    const [low, high] = [differences(box.low, other, options, exact), differences(box.high, other, options, exact)];
    const least = low.data.map((a, i) =>
      a <= 0 && high.data[i] >= 0 ? 0 : Math.min(Math.abs(a), Math.abs(high.data[i])),
    );
    const most = low.data.map((a, i) => Math.max(Math.abs(a), Math.abs(high.data[i])));
    const ends = [least, most].map((data) => distances({ ...low, data }, options, shape, exact));
    return Array.from(ends[0], (value, i) => [Math.min(value, ends[1][i]), Math.max(value, ends[1][i])] as const);
  };
  const [near, far] = [bounds(target), bounds(negative)];
  const between = swap ? distances(differences(target, negative, options, exact), options, shape, exact) : undefined;
  const cut = (distance: number, i: number) => (between === undefined ? distance : Math.min(distance, between[i]));
  const elements = near.map(([closest, farthest], i) => ({
    low: Math.max(0, margin + closest - cut(far[i][1], i)),
    high: Math.max(0, margin + farthest - cut(far[i][0], i)),
    exact: closest === farthest && far[i][0] === far[i][1],
  }));
  return { ranges: elements, together: box.dependence === "none" };
}
