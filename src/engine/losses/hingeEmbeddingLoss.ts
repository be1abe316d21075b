import { integerRange, scalarTypeName, wrapInteger } from "../../tensor/dtype";
import { broadcastTo, commonShape, unbroadcast } from "../../tensor/shape";
import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { Box } from "../interval/box";
import type { LossOptions } from "../loss";
import type { Rounding } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { checkBroadcast, checkReduction, checkScalarFits, checkScalarMinus } from "./shared/checks";
import { allElements, INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { betweenEnds, elementRanges, elementsIn, summed } from "./shared/elements";
import { inputToFloat, sameShapeFixes } from "./shared/fixes";

/**
 * `torch.nn.functional.hinge_embedding_loss` of distances x and signs t = ±1, any shapes that broadcast:
 *
 *   l = x where t ≠ −1,  plus  max(0, margin − x) where t ≠ 1
 *
 * A target that is neither has both terms. An integer input is computed in its own type, the margin cut to an integer.
 */
export const hingeEmbeddingLoss: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: ["margin", "size_average", "reduce", "reduction"],
    functional: {
      from: "torch.nn.functional",
      name: "hinge_embedding_loss",
      parameters: ["margin", "size_average", "reduce", "reduction"],
    },
  },
  defaults: { reduction: "mean", margin: 1 },
  takes: "values",
  targets: ["signs"],
  // The distance itself where the target is 1.
  bounds: () => ({ min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: (input, target) => ({ shape: commonShape(target.shape, input.shape), dtype: input.dtype }),
  values,
  elementwise: true,
  denominator: allElements,
  gradient,
  refuseGradient: undefined,
  inType: summed(valuesIn, allElements),
  ranges,
  mistake: () => ({ kind: "otherLoss", loss: "HingeEmbeddingLoss" }),
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const refused =
    checkReduction(options) ??
    checkMargin(options.margin ?? 1, input) ??
    checkScalarFits(options.margin ?? 1, input.dtype) ??
    checkScalarMinus(input.dtype, inputToFloat) ??
    checkBroadcast(target.shape, input.shape, sameShapeFixes(input, target));
  if (refused !== undefined) return refused;
  if (isFloatingPoint(input.dtype) || (options.reduction ?? "mean") !== "mean") return undefined;
  return refusal(
    "RuntimeError",
    `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${scalarTypeName[input.dtype]}`,
    inputToFloat,
  );
}

/** The margin becomes a tensor of the input's own type. */
function checkMargin(margin: number, { dtype }: Tensor): Refusal | undefined {
  const range = integerRange[dtype];
  if (range === undefined || (margin >= range.min && margin <= range.max)) return undefined;
  return refusal("RuntimeError", `value cannot be converted to type ${range.name} without overflow`, inputToFloat);
}

function values(input: Tensor, target: Tensor, options: LossOptions, room?: Float64Array): Float64Array {
  const shape = commonShape(target.shape, input.shape);
  const x = broadcastTo(input, shape);
  const t = broadcastTo(target, shape);
  const { dtype } = input;
  const margin = isFloatingPoint(dtype) ? (options.margin ?? 1) : Math.trunc(options.margin ?? 1);
  const minusOne = wrapInteger(-1, target.dtype);
  const data = room ?? new Float64Array(x.length);
  if (isFloatingPoint(dtype)) {
    for (let i = 0; i < data.length; i++) {
      data[i] = (t[i] !== 1 ? Math.max(margin - x[i], 0) : 0) + (t[i] !== minusOne ? x[i] : 0);
    }
    return data;
  }
  for (let i = 0; i < data.length; i++) {
    const apart = t[i] !== 1 ? Math.max(wrapInteger(margin - x[i], dtype), 0) : 0;
    const together = t[i] !== minusOne ? x[i] : 0;
    data[i] = wrapInteger(apart + together, dtype);
  }
  return data;
}

/** ∂l/∂x = 1 where t ≠ −1, minus 1 where t ≠ 1 and margin − x ≥ 0 */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, { margin = 1 }: LossOptions): Float64Array {
  const shape = commonShape(target.shape, input.shape);
  const x = broadcastTo(input, shape);
  const t = broadcastTo(target, shape);
  const minusOne = wrapInteger(-1, target.dtype);
  const result = upstream.map((up, i) => {
    const apart = t[i] !== 1 && margin - x[i] >= 0 ? -up : 0;
    return t[i] !== minusOne ? up + apart : apart;
  });
  return unbroadcast(result, shape, input.shape);
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor, { margin = 1 }: LossOptions): Float64Array {
  return elementsIn(r, input, target, undefined, (x, t) => {
    const apart = t !== 1 ? Math.max(r(r(margin) - x), 0) : 0;
    return r(apart + (t !== -1 ? x : 0));
  });
}

/** Monotone in x, whichever of the two terms count. */
function ranges(box: Box, target: Tensor, { margin = 1 }: LossOptions) {
  return elementRanges(box, target, undefined, (low, high, t) =>
    betweenEnds((x) => (t !== 1 ? Math.max(margin - x, 0) : 0) + (t !== -1 ? x : 0), low, high),
  );
}
