import { resultType, wrapInteger } from "../../tensor/dtype";
import { broadcastTo, commonShape, formatSize, type Shape, unbroadcast } from "../../tensor/shape";
import { type DType, isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { Box } from "../interval/box";
import type { LossOptions } from "../loss";
import type { Rounding } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { checkBroadcast, checkNegation, checkReduction, checkSubtraction } from "./shared/checks";
import { allElements, type LossDefinition } from "./shared/definition";
import { betweenEnds, summed } from "./shared/elements";
import { inputToFloat, onTarget, sameShapeFixes, to } from "./shared/fixes";

/**
 * `torch.nn.functional.margin_ranking_loss` of scores x (`input`) and x₂ (`input2`) and signs t that broadcast, all of the same number
 * of dimensions; t = 1 asks for x above x₂:
 *
 *   l = max(0, −t · (x − x₂) + margin)
 */
export const marginRankingLoss: LossDefinition = {
  signature: {
    arguments: [
      ["input1", "input"],
      ["input2", "input2"],
      ["target", "target"],
    ],
    module: ["margin", "size_average", "reduce", "reduction"],
    functional: {
      from: "torch.nn.functional",
      name: "margin_ranking_loss",
      parameters: ["margin", "size_average", "reduce", "reduction"],
    },
  },
  defaults: { reduction: "mean", margin: 0 },
  takes: "logits",
  targets: ["signs"],
  bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: (input, target, options) => ({
    shape: shapeOf(input, target, options),
    dtype: typeOf(input, target, options),
  }),
  values,
  elementwise: true,
  denominator: allElements,
  gradient,
  refuseGradient: undefined,
  inType: summed(valuesIn, allElements),
  ranges,
  mistake: () => ({ kind: "otherLoss", loss: "MarginRankingLoss" }),
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const { input2 } = options;
  if (input2 === undefined) {
    return refusal("TypeError", "margin_ranking_loss() missing 1 required positional argument: 'target'");
  }
  const refused = checkReduction(options);
  if (refused !== undefined) return refused;
  const rank = input.shape.length;
  if (rank !== input2.shape.length || rank !== target.shape.length) {
    return refusal(
      "RuntimeError",
      `margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: ${formatSize(input.shape)}, input2: ${formatSize(input2.shape)}, target: ${formatSize(target.shape)} `,
      sameShapeFixes(input, target),
    );
  }
  return (
    checkSubtraction(input.dtype, input2.dtype, inputToFloat) ??
    checkBroadcast(input.shape, input2.shape) ??
    checkNegation(target.dtype, [onTarget(to("float32"))]) ??
    checkBroadcast(target.shape, commonShape(input.shape, input2.shape))
  );
}

function second({ input2 }: LossOptions, input: Tensor): Tensor {
  return input2 ?? input;
}

function shapeOf(input: Tensor, target: Tensor, options: LossOptions): Shape {
  return commonShape(target.shape, commonShape(input.shape, second(options, input).shape));
}

/** −t · (x − x₂); a margin, which is a double, makes float32 of integers. */
function productType(input: Tensor, target: Tensor, options: LossOptions): DType {
  const other = second(options, input);
  const difference = { shape: commonShape(input.shape, other.shape), dtype: resultType(input, other) };
  return resultType(target, difference);
}

function typeOf(input: Tensor, target: Tensor, options: LossOptions): DType {
  const dtype = productType(input, target, options);
  return isFloatingPoint(dtype) ? dtype : "float32";
}

function operands(input: Tensor, target: Tensor, options: LossOptions) {
  const shape = shapeOf(input, target, options);
  const other = second(options, input);
  return {
    shape,
    x: broadcastTo(input, shape),
    other: broadcastTo(other, shape),
    t: broadcastTo(target, shape),
    differenceType: resultType(input, other),
    dtype: productType(input, target, options),
  };
}

function values(input: Tensor, target: Tensor, options: LossOptions, room?: Float64Array): Float64Array {
  const { margin = 0 } = options;
  const { x, other, t, differenceType, dtype } = operands(input, target, options);
  if (isFloatingPoint(target.dtype) && isFloatingPoint(differenceType)) {
    const data = room ?? new Float64Array(x.length);
    const either = new Float64Array(2);
    for (let i = 0; i < data.length; i++) {
      const loss = -t[i] * (x[i] - other[i]) + margin;
      // A place instead of a branch, which no processor could predict; nan is not below 0.
      either[0] = loss;
      data[i] = either[Number(loss <= 0)];
    }
    return data;
  }
  return x.map((score, i) => {
    const product = wrapInteger(
      wrapInteger(-t[i], target.dtype) * wrapInteger(score - other[i], differenceType),
      dtype,
    );
    return clampAtZero(product + margin);
  });
}

/** Unlike Math.max it leaves a nan a nan without making one of −0. */
function clampAtZero(value: number): number {
  return Math.max(value, 0);
}

/** ∂l/∂x = −t where −t · (x − x₂) + margin ≥ 0 */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { margin = 0 } = options;
  const { shape, x, other, t } = operands(input, target, options);
  const slopes = upstream.map((up, i) => {
    const violated = wrapInteger(-t[i], target.dtype) * (x[i] - other[i]) + margin >= 0;
    return (violated ? up : 0) * wrapInteger(-t[i], target.dtype);
  });
  return unbroadcast(slopes, shape, input.shape);
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { margin = 0 } = options;
  const { x, other, t } = operands(input, target, options);
  return x.map((score, i) => clampAtZero(r(r(-t[i] * r(score - r(other[i]))) + r(margin))));
}

/** Monotone in x. */
function ranges(box: Box, target: Tensor, options: LossOptions) {
  const { margin = 0 } = options;
  const low = operands(box.low, target, options);
  const high = operands(box.high, target, options);
  const elements = Array.from(low.x, (x, i) =>
    betweenEnds((score) => Math.max(0, -low.t[i] * (score - low.other[i]) + margin), x, high.x[i]),
  );
  return { ranges: elements, together: box.dependence === "none" && low.x.length === box.low.data.length };
}
