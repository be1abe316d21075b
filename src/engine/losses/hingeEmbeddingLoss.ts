import { integerRange, scalarTypeName, wrapInteger } from "../../tensor/dtype";
import { broadcastTo, commonShape, unbroadcast } from "../../tensor/shape";
import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { LossFunction, LossOptions } from "../loss";
import { type Refusal, refusal } from "../refusal";
import { checkBroadcast, checkReduction, checkScalarMinus } from "./checks";
import { allElements, type LossDefinition, lossFunction } from "./definition";
import { inputToFloat, sameShapeFixes } from "./fixes";

/**
 * `torch.nn.functional.hinge_embedding_loss` of distances x and signs t = ±1, any shapes that broadcast:
 *
 *   l = x where t ≠ −1,  plus  max(0, margin − x) where t ≠ 1
 *
 * A target that is neither has both terms. An integer input is computed in its own type, the margin cut to an integer.
 */
export const hingeEmbeddingLossDefinition: LossDefinition = {
  refuse,
  result: (input, target) => ({ shape: commonShape(target.shape, input.shape), dtype: input.dtype }),
  values,
  denominator: allElements,
  gradient,
};

export const hingeEmbeddingLoss: LossFunction = lossFunction(hingeEmbeddingLossDefinition);

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const refused =
    checkReduction(options) ??
    checkMargin(options.margin ?? 1, input) ??
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

function values(input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const shape = commonShape(target.shape, input.shape);
  const x = broadcastTo(input, shape);
  const t = broadcastTo(target, shape);
  const { dtype } = input;
  const margin = isFloatingPoint(dtype) ? (options.margin ?? 1) : Math.trunc(options.margin ?? 1);
  const minusOne = wrapInteger(-1, target.dtype);
  const data = new Float64Array(x.length);
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
