import { resultType, wrapInteger } from "../../tensor/dtype";
import { broadcastTo, commonShape, formatSize, sameShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { logSigmoid, sigmoid } from "../activations";
import type { Box } from "../interval/box";
import type { LossOptions } from "../loss";
import { logSigmoidIn } from "../ops/logSigmoid";
import type { Rounding } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { tasks } from "../tasks";
import {
  checkBroadcast,
  checkInPlace,
  checkKernelType,
  checkMinusScalar,
  checkReduction,
  checkScalarMinus,
} from "./shared/checks";
import { allElements, INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { betweenEnds, elementRanges, elementsIn, logit, summed } from "./shared/elements";
import { sameShapeFixes, targetToInputType } from "./shared/fixes";
import { labelMistake, sigmoidMistake } from "./shared/mistakes";

/**
 * `torch.nn.functional.binary_cross_entropy_with_logits` of logits, any shape, and a target of the same shape.
 * With p = pos_weight and σ the sigmoid
 *
 *   l = −w · [p · t · log σ(x) + (1 − t) · log(1 − σ(x))]
 *
 * and, since log(1 − σ(x)) = log σ(−x) = log σ(x) − x,
 *
 *   l = w · [(1 − t) · x − (1 + (p − 1) · t) · log σ(x)].
 *
 * Nothing overflows and nothing is clamped; but +inf with t = 1 is 0 · inf = nan, as in torch.
 */
export const binaryCrossEntropyWithLogits: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: ["weight", "size_average", "reduce", "reduction", "posWeight"],
    functional: {
      from: "torch.nn.functional",
      name: "binary_cross_entropy_with_logits",
      parameters: ["weight", "size_average", "reduce", "reduction", "posWeight"],
    },
  },
  defaults: { reduction: "mean" },
  takes: "logits",
  targets: ["binary"],
  bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: ({ shape }, { dtype }) => ({ shape, dtype }),
  values,
  elementwise: true,
  denominator: allElements,
  gradient,
  refuseGradient: undefined,
  inType: summed(valuesIn, allElements),
  ranges,
  mistake: (meaning, { reading }) => {
    const forExclusive = tasks[reading.task].exclusive && meaning !== "probabilities";
    if (forExclusive) return { kind: "elementwiseForExclusive" };
    return sigmoidMistake(meaning, reading) ?? labelMistake(reading);
  },
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  return checkReduction(options) ?? checkLogitsAndTarget(input, target, options);
}

/** All checks but that of the reduction; `sigmoid_focal_loss` comes here with its own. */
export function checkLogitsAndTarget(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const { weight, posWeight } = options;
  if (!sameShape(input.shape, target.shape)) {
    return refusal(
      "ValueError",
      `Target size (${formatSize(target.shape)}) must be the same as input size (${formatSize(input.shape)})`,
      sameShapeFixes(input, target),
    );
  }
  const fixes = targetToInputType(input);
  return (
    checkKernelType("log_sigmoid_cpu", input.dtype) ??
    (posWeight && checkPosWeight(input, target, posWeight)) ??
    checkScalarMinus(target.dtype, fixes) ??
    checkInPlace(target, input, fixes) ??
    (weight && checkInPlace(target, weight))
  );
}

function checkPosWeight(input: Tensor, target: Tensor, posWeight: Tensor): Refusal | undefined {
  const refused = checkMinusScalar(posWeight.dtype, []) ?? checkBroadcast(posWeight.shape, target.shape);
  if (refused !== undefined) return refused;
  const shape = commonShape(posWeight.shape, target.shape);
  return checkInPlace(input, { shape, dtype: resultType(posWeight, target) });
}

function values(input: Tensor, target: Tensor, { weight, posWeight }: LossOptions, room?: Float64Array): Float64Array {
  const x = input.data;
  const t = target.data;
  const w = weight && broadcastTo(weight, input.shape);
  const p = posWeight && broadcastTo(posWeight, input.shape);
  const posWeightType = posWeight?.dtype ?? "float64";
  const data = room ?? new Float64Array(x.length);
  for (let i = 0; i < data.length; i++) {
    const logProbability =
      p === undefined ? logSigmoid(x[i]) : logSigmoid(x[i]) * (wrapInteger(p[i] - 1, posWeightType) * t[i] + 1);
    const loss = (1 - t[i]) * x[i] - logProbability;
    data[i] = w === undefined ? loss : loss * w[i];
  }
  return data;
}

/** ∂l/∂x = w · [(1 + (p − 1) · t) · σ(x) − p · t] */
function gradient(
  upstream: Float64Array,
  input: Tensor,
  target: Tensor,
  { weight, posWeight }: LossOptions,
): Float64Array {
  const x = input.data;
  const t = target.data;
  const w = weight && broadcastTo(weight, input.shape);
  const p = posWeight && broadcastTo(posWeight, input.shape);
  const result = new Float64Array(x.length);
  for (let i = 0; i < result.length; i++) {
    const positive = p === undefined ? t[i] : p[i] * t[i];
    const both = p === undefined ? 1 : positive + 1 - t[i];
    const slope = (both * sigmoid(x[i]) - positive) * upstream[i];
    result[i] = w === undefined ? slope : slope * w[i];
  }
  return result;
}

/** One element in a floating type, without its weight; `p` is its pos_weight. */
export function withLogitsIn(r: Rounding, x: number, t: number, p: number | undefined): number {
  const logProbability = logSigmoidIn(r, x);
  const weighted = p === undefined ? logProbability : r(logProbability * r(r(r(p - 1) * t) + 1));
  return r(r(r(1 - t) * x) - weighted);
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor, { weight, posWeight }: LossOptions): Float64Array {
  const p = posWeight && broadcastTo(posWeight, input.shape);
  return elementsIn(r, input, target, weight, (x, t, i) => withLogitsIn(r, x, t, p?.[i]));
}

/** Falls to its lowest point, where σ(x) = p · t / (1 + (p − 1) · t), and rises from there. */
function ranges(box: Box, target: Tensor, { weight, posWeight }: LossOptions) {
  const p = posWeight && broadcastTo(posWeight, box.low.shape);
  return elementRanges(box, target, weight, (low, high, t, i) => {
    const own = p?.[i] ?? 1;
    const both = 1 + (own - 1) * t;
    return betweenEnds((x) => (1 - t) * x - both * logSigmoid(x), low, high, logit((own * t) / both));
  });
}
