import { promoteTypes, resultType, wrapInteger } from "../../tensor/dtype";
import { type Lanes, laneStart, lanesAlong } from "../../tensor/layout";
import { broadcastTo, commonShape, formatShape, type Shape, unbroadcast } from "../../tensor/shape";
import { type DType, isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { Box } from "../interval/box";
import type { LossOptions } from "../loss";
import { type Rounding, roundingTo } from "../precision/rounding";
import { sumIn } from "../precision/sumIn";
import { type Refusal, refusal } from "../refusal";
import { checkBroadcast, checkReduction } from "./shared/checks";
import { allSamples, type LossDefinition } from "./shared/definition";
import { summed } from "./shared/elements";

/**
 * `torch.nn.functional.cosine_embedding_loss` of vectors x (`input`) and x₂ (`input2`), (D) with a sign () or (N, D) with signs (N) that
 * broadcast:
 *
 *   l = 1 − cos(x, x₂) where t = 1,   max(0, cos(x, x₂) − margin) where t = −1,   0 elsewhere
 *
 * with cos = Σ x · x₂ / √((Σ x² + ε)(Σ x₂² + ε)), ε = 1e−12.
 */
export const cosineEmbeddingLoss: LossDefinition = {
  signature: {
    arguments: [
      ["input1", "input"],
      ["input2", "input2"],
      ["target", "target"],
    ],
    module: ["margin", "size_average", "reduce", "reduction"],
    functional: {
      from: "torch.nn.functional",
      name: "cosine_embedding_loss",
      parameters: ["margin", "size_average", "reduce", "reduction"],
    },
  },
  defaults: { reduction: "mean", margin: 0 },
  takes: "values",
  targets: ["signs"],
  bounds: ({ margin = 0 }) => ({ min: 0, max: Math.max(2, 1 - margin) }),
  refuse,
  result: (input, target, options) => ({
    shape: commonShape(target.shape, pairShape(input, options).slice(0, -1)),
    dtype: typeOf(input, options),
  }),
  values,
  elementwise: false,
  denominator: allSamples,
  gradient,
  refuseGradient: undefined,
  inType: summed(valuesIn, allSamples),
  ranges,
  mistake: () => ({ kind: "otherLoss", loss: "CosineEmbeddingLoss" }),
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

/** A constant of type float in torch, whatever the type of the vectors. */
const EPSILON = Math.fround(1e-12);

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const { input2 } = options;
  if (input2 === undefined) {
    return refusal("TypeError", "cosine_embedding_loss() missing 1 required positional argument: 'target'");
  }
  const refused = checkReduction(options);
  if (refused !== undefined) return refused;
  const rank = target.shape.length;
  if (rank > 1) return refusal("RuntimeError", "0D or 1D target tensor expected, multi-target not supported");
  if (input.shape.length !== rank + 1 || input2.shape.length !== rank + 1) {
    return refusal(
      "RuntimeError",
      `${rank}D target tensor expects ${rank + 1}D input tensors, but found inputs with sizes ${formatShape(input.shape)} and ${formatShape(input2.shape)}.`,
    );
  }
  return (
    checkBroadcast(input.shape, input2.shape) ?? checkBroadcast(target.shape, pairShape(input, options).slice(0, -1))
  );
}

function second({ input2 }: LossOptions, input: Tensor): Tensor {
  return input2 ?? input;
}

function pairShape(input: Tensor, options: LossOptions): Shape {
  return commonShape(input.shape, second(options, input).shape);
}

/** The squares of whole numbers become float32 with ε, whatever the other vectors are. */
function typeOf(input: Tensor, options: LossOptions): DType {
  const [own, other] = [input, second(options, input)].map(({ dtype }) => (isFloatingPoint(dtype) ? dtype : "float32"));
  return promoteTypes(own, other);
}

/** The sums of a pair of vectors, each over its own elements: those of a broadcast one are fewer. */
interface Sums {
  readonly product: number;
  /** Σ x² + ε and Σ x₂² + ε */
  readonly own: number;
  readonly other: number;
}

interface Pairs {
  readonly shape: Shape;
  readonly lanes: Lanes;
  readonly x: Float64Array;
  readonly other: Float64Array;
  readonly sums: (pair: number) => Sums;
}

function pairsOf(input: Tensor, options: LossOptions, r: Rounding = roundingTo.float64): Pairs {
  const input2 = second(options, input);
  const shape = pairShape(input, options);
  const lanes = lanesAlong(shape, shape.length - 1);
  const x = broadcastTo(input, shape);
  const other = broadcastTo(input2, shape);
  const dtype = resultType(input, input2);
  // torch squares and adds up before it broadcasts: an axis of size 1 is added up once.
  const shares = [input, input2].map((own) => (own.shape[own.shape.length - 1] === lanes.size ? lanes.size : 1));
  return {
    shape,
    lanes,
    x,
    other,
    sums: (pair) => {
      const start = laneStart(lanes, pair);
      if (r === roundingTo.float64 && [input, input2].every((vectors) => isFloatingPoint(vectors.dtype))) {
        return exactSums(x, other, start, lanes.size, shares);
      }
      const own = x.subarray(start, start + lanes.size);
      const others = other.subarray(start, start + lanes.size);
      const products = own.map((value, c) => r(wrapInteger(value * others[c], dtype)));
      const squares = own.map((value) => r(wrapInteger(value * value, input.dtype))).subarray(0, shares[0]);
      const otherSquares = others.map((value) => r(wrapInteger(value * value, input2.dtype))).subarray(0, shares[1]);
      const epsilon = r(EPSILON);
      return {
        product: r(sumIn(r, products)),
        own: r(r(sumIn(r, squares)) + epsilon),
        other: r(r(sumIn(r, otherSquares)) + epsilon),
      };
    },
  };
}

function exactSums(
  x: Float64Array,
  other: Float64Array,
  start: number,
  size: number,
  [ownShare, otherShare]: readonly number[],
): Sums {
  let product = 0;
  let own = 0;
  let others = 0;
  for (let j = start; j < start + size; j++) product += x[j] * other[j];
  for (let j = start; j < start + ownShare; j++) own += x[j] * x[j];
  for (let j = start; j < start + otherShare; j++) others += other[j] * other[j];
  return { product, own: own + EPSILON, other: others + EPSILON };
}

function values(input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  return valuesIn(roundingTo.float64, input, target, options);
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { margin = 0 } = options;
  const pairs = pairsOf(input, options, r);
  const cosines = Float64Array.from({ length: pairs.lanes.count }, (_, pair) => {
    const { product, own, other } = pairs.sums(pair);
    return r(product / r(Math.sqrt(r(own * other))));
  });
  return overTargets(pairs, cosines, target, (cosine, t) => {
    const positive = t === 1 ? r(1 - cosine) : 0;
    const apart = r(cosine - r(margin));
    return positive + (t === -1 ? Math.max(apart, 0) : 0);
  });
}

/** A value for each pair and each target it is repeated for. */
function overTargets(
  { shape }: Pairs,
  cosines: Float64Array,
  target: Tensor,
  value: (cosine: number, t: number, i: number) => number,
): Float64Array {
  const pairs = { data: cosines, shape: shape.slice(0, -1), dtype: target.dtype };
  const common = commonShape(target.shape, pairs.shape);
  const t = broadcastTo(target, common);
  return broadcastTo(pairs, common).map((cosine, i) => value(cosine, t[i], i));
}

/** ∂cos/∂x = (x₂ − cos · x · √(own · other) / own) / √(own · other), the way autograd goes: through the product and through the root. */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { margin = 0 } = options;
  const pairs = pairsOf(input, options);
  const { lanes, x, other, shape } = pairs;
  const sums = Array.from({ length: lanes.count }, (_, pair) => pairs.sums(pair));
  const cosines = Float64Array.from(sums, ({ product, own, other: rest }) => product / Math.sqrt(own * rest));
  const common = commonShape(target.shape, shape.slice(0, -1));
  const perTarget = overTargets(pairs, cosines, target, (cosine, t, i) => {
    const positive = t === 1 ? -upstream[i] : 0;
    return positive + (t === -1 && cosine - margin >= 0 ? upstream[i] : 0);
  });
  const perPair = unbroadcast(perTarget, common, shape.slice(0, -1));
  const slopes = new Float64Array(x.length);
  const repeats = input.shape[input.shape.length - 1] === lanes.size ? 1 : lanes.size;
  for (let pair = 0; pair < lanes.count; pair++) {
    const { product, own, other: rest } = sums[pair];
    const root = Math.sqrt(own * rest);
    const throughRoot = (-perPair[pair] * (product / root)) / root / (2 * root);
    const start = laneStart(lanes, pair);
    for (let j = start; j < start + lanes.span; j++) {
      slopes[j] = (perPair[pair] / root) * other[j] + (throughRoot * rest * 2 * x[j]) / repeats;
    }
  }
  return unbroadcast(slopes, shape, input.shape);
}

/** The cosine of vectors within a box: the bounds of the product over those of the lengths, never outside of [−1, 1]. */
function ranges(box: Box, target: Tensor, options: LossOptions) {
  const { margin = 0 } = options;
  const low = pairsOf(box.low, options);
  const high = pairsOf(box.high, options);
  const bounds = Array.from({ length: low.lanes.count }, (_, pair) => cosineBounds(low, high, pair));
  const loss = (cosine: number, t: number) =>
    (t === 1 ? 1 - cosine : 0) + (t === -1 ? Math.max(0, cosine - margin) : 0);
  const ends = (pick: (bound: { readonly low: number; readonly high: number }) => number) =>
    overTargets(low, Float64Array.from(bounds, pick), target, loss);
  const [first, second] = [ends((bound) => bound.low), ends((bound) => bound.high)];
  const elements = Array.from(first, (value, i) => ({
    low: Math.min(value, second[i]),
    high: Math.max(value, second[i]),
    exact: bounds.every((bound) => bound.low === bound.high),
  }));
  return { ranges: elements, together: box.dependence === "none" };
}

function cosineBounds(low: Pairs, high: Pairs, pair: number): { readonly low: number; readonly high: number } {
  const start = laneStart(low.lanes, pair);
  let [leastProduct, mostProduct, leastSquare, mostSquare] = [0, 0, 0, 0];
  let exact = true;
  for (let j = start; j < start + low.lanes.span; j++) {
    const [a, b] = [low.x[j], high.x[j]];
    exact &&= a === b;
    leastProduct += Math.min(a * low.other[j], b * low.other[j]);
    mostProduct += Math.max(a * low.other[j], b * low.other[j]);
    leastSquare += a <= 0 && b >= 0 ? 0 : Math.min(a * a, b * b);
    mostSquare += Math.max(a * a, b * b);
  }
  const sums = low.sums(pair);
  if (exact) {
    const cosine = sums.product / Math.sqrt(sums.own * sums.other);
    return { low: cosine, high: cosine };
  }
  const over = (product: number, square: number) => product / Math.sqrt((square + EPSILON) * sums.other);
  const least = over(leastProduct, leastProduct < 0 ? leastSquare : mostSquare);
  const most = over(mostProduct, mostProduct < 0 ? mostSquare : leastSquare);
  return { low: Math.max(-1, least), high: Math.min(1, most) };
}
