import { resultType, wrapInteger } from "../../tensor/dtype";
import { broadcastTo, commonShape, type Shape, unbroadcast } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { lanes, logSigmoid, logSigmoidSlope } from "../activations";
import type { LossFunction, LossOptions } from "../loss";
import { type Refusal, refusal } from "../refusal";
import { checkBroadcast, checkKernelType, checkMinusScalar } from "./checks";
import { allSamples, type LossDefinition, lossFunction } from "./definition";
import { inputToFloat, onInput, sameShapeFixes, targetToInputType } from "./fixes";

/**
 * `torch.nn.functional.multilabel_soft_margin_loss` of logits (C) or (N, C) and 0/1 labels of the same shape:
 *
 *   l = −1/C · Σ_c w[c] · [t[c] · log σ(x[c]) + (1 − t[c]) · log σ(−x[c])]
 *
 * One value per sample. The classes are the input's last dimension; all operands broadcast.
 */
export const multilabelSoftMarginLossDefinition: LossDefinition = {
  refuse,
  result: (input, target, { weight }) => ({
    shape: elementShape(input, target, weight).toSpliced(input.shape.length - 1, 1),
    dtype: resultType(input, target, ...(weight ? [weight] : [])),
  }),
  values,
  denominator: allSamples,
  gradient,
};

export const multilabelSoftMarginLoss: LossFunction = lossFunction(multilabelSoftMarginLossDefinition);

function refuse(input: Tensor, target: Tensor, { weight, reduction }: LossOptions): Refusal | undefined {
  const refused =
    checkKernelType("log_sigmoid_cpu", input.dtype, inputToFloat) ??
    checkBroadcast(target.shape, input.shape, sameShapeFixes(input, target)) ??
    checkMinusScalar(target.dtype, targetToInputType(input)) ??
    (weight && checkBroadcast(commonShape(target.shape, input.shape), weight.shape));
  if (refused !== undefined) return refused;
  if (input.shape.length === 0) {
    const fixes = [onInput({ op: "unsqueeze", dim: 0 })];
    return refusal("IndexError", "Dimension specified as -1 but tensor has no dimensions", fixes);
  }
  return reduction === "batchmean" ? refusal("ValueError", "batchmean is not valid") : undefined;
}

/** The common shape of all operands, before the sum over the classes. */
function elementShape(input: Tensor, target: Tensor, weight: Tensor | undefined): Shape {
  const shape = commonShape(target.shape, input.shape);
  return weight === undefined ? shape : commonShape(shape, weight.shape);
}

function values(input: Tensor, target: Tensor, { weight }: LossOptions): Float64Array {
  const shape = elementShape(input, target, weight);
  const x = broadcastTo(input, shape);
  const t = broadcastTo(target, shape);
  const w = weight && broadcastTo(weight, shape);
  const classDim = input.shape.length - 1;
  const classes = input.shape[classDim];
  const { outer, size, inner } = lanes(shape, classDim);
  const data = new Float64Array(outer * inner);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let total = 0;
      for (let c = 0, j = o * size * inner + i; c < size; c++, j += inner) {
        const term = t[j] * logSigmoid(x[j]) + wrapInteger(1 - t[j], target.dtype) * logSigmoid(-x[j]);
        total -= w === undefined ? term : term * w[j];
      }
      data[o * inner + i] = total / classes;
    }
  }
  return data;
}

/** ∂l/∂x[c] = −w[c]/C · [t[c] · σ(−x[c]) − (1 − t[c]) · σ(x[c])] */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, { weight }: LossOptions): Float64Array {
  const shape = elementShape(input, target, weight);
  const t = broadcastTo(target, shape);
  const w = weight && broadcastTo(weight, shape);
  const classDim = input.shape.length - 1;
  const { outer, size, inner } = lanes(shape, classDim);
  const positive = new Float64Array(t.length);
  const negative = new Float64Array(t.length);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const up = -upstream[o * inner + i] / input.shape[classDim];
      for (let c = 0, j = o * size * inner + i; c < size; c++, j += inner) {
        const outside = w === undefined ? up : up * w[j];
        positive[j] = outside * t[j];
        negative[j] = outside * wrapInteger(1 - t[j], target.dtype);
      }
    }
  }
  // Autograd adds up what was repeated before it goes back through log σ.
  const toLogSigmoid = unbroadcast(positive, shape, input.shape);
  const toLogSigmoidOfMinus = unbroadcast(negative, shape, input.shape);
  return input.data.map((x, i) => toLogSigmoid[i] * logSigmoidSlope(x) - toLogSigmoidOfMinus[i] * logSigmoidSlope(-x));
}
