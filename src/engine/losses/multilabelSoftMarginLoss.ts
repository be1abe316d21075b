import { resultType, wrapInteger } from "../../tensor/dtype";
import { type Lanes, laneStart, lanesAlong } from "../../tensor/layout";
import { broadcastTo, commonShape, unbroadcast } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { logSigmoid, logSigmoidSlope } from "../activations";
import type { Box } from "../interval/box";
import type { LossOptions } from "../loss";
import { logSigmoidIn } from "../ops/logSigmoid";
import type { Rounding } from "../precision/rounding";
import { sumIn } from "../precision/sumIn";
import { type Refusal, refusal } from "../refusal";
import { tasks } from "../tasks";
import { checkBroadcast, checkKernelType, checkMinusScalar } from "./shared/checks";
import { allSamples, INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { betweenEnds, elementRanges, elementShape, elementsIn, logit, summed } from "./shared/elements";
import { onInput, sameShapeFixes, targetToInputType } from "./shared/fixes";
import { labelMistake, sigmoidMistake } from "./shared/mistakes";

/**
 * `torch.nn.functional.multilabel_soft_margin_loss` of logits (C) or (N, C) and 0/1 labels of the same shape:
 *
 *   l = −1/C · Σ_c w[c] · [t[c] · log σ(x[c]) + (1 − t[c]) · log σ(−x[c])]
 *
 * One value per sample. The classes are the input's last dimension; all operands broadcast.
 */
export const multilabelSoftMarginLoss: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: ["weight", "size_average", "reduce", "reduction"],
    functional: {
      from: "torch.nn.functional",
      name: "multilabel_soft_margin_loss",
      parameters: ["weight", "size_average", "reduce", "reduction"],
    },
  },
  defaults: { reduction: "mean" },
  takes: "logits",
  targets: ["binary"],
  bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: (input, target, { weight }) => ({
    shape: elementShape(input, target, weight).toSpliced(input.shape.length - 1, 1),
    dtype: resultType(input, target, ...(weight ? [weight] : [])),
  }),
  values,
  elementwise: false,
  denominator: allSamples,
  gradient,
  refuseGradient: undefined,
  inType: summed(valuesIn, allSamples),
  ranges,
  mistake: (meaning, { reading, shape, reduction }) => {
    if (tasks[reading.task].exclusive) return { kind: "elementwiseForExclusive" };
    if (reduction !== "mean" && shape[shape.length - 1] !== 1) return { kind: "meanOverLabels" };
    return sigmoidMistake(meaning, reading) ?? labelMistake(reading);
  },
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

function refuse(input: Tensor, target: Tensor, { weight, reduction }: LossOptions): Refusal | undefined {
  const refused =
    checkKernelType("log_sigmoid_cpu", input.dtype) ??
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

/** The classes of each sample among all elements: they are the input's last dimension, wherever a weight of more dimensions puts it. */
function labelLanes(input: Tensor, target: Tensor, weight: Tensor | undefined): Lanes {
  return lanesAlong(elementShape(input, target, weight), input.shape.length - 1);
}

function values(input: Tensor, target: Tensor, { weight }: LossOptions): Float64Array {
  const shape = elementShape(input, target, weight);
  const x = broadcastTo(input, shape);
  const t = broadcastTo(target, shape);
  const w = weight && broadcastTo(weight, shape);
  const classes = input.shape[input.shape.length - 1];
  const lanes = labelLanes(input, target, weight);
  const data = new Float64Array(lanes.count);
  for (let lane = 0; lane < lanes.count; lane++) {
    let total = 0;
    for (let j = laneStart(lanes, lane), end = j + lanes.span; j < end; j += lanes.inner) {
      const term = t[j] * logSigmoid(x[j]) + wrapInteger(1 - t[j], target.dtype) * logSigmoid(-x[j]);
      total -= w === undefined ? term : term * w[j];
    }
    data[lane] = total / classes;
  }
  return data;
}

/** ∂l/∂x[c] = −w[c]/C · [t[c] · σ(−x[c]) − (1 − t[c]) · σ(x[c])] */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, { weight }: LossOptions): Float64Array {
  const shape = elementShape(input, target, weight);
  const t = broadcastTo(target, shape);
  const w = weight && broadcastTo(weight, shape);
  const lanes = labelLanes(input, target, weight);
  const positive = new Float64Array(t.length);
  const negative = new Float64Array(t.length);
  for (let lane = 0; lane < lanes.count; lane++) {
    const up = -upstream[lane] / input.shape[input.shape.length - 1];
    for (let j = laneStart(lanes, lane), end = j + lanes.span; j < end; j += lanes.inner) {
      const outside = w === undefined ? up : up * w[j];
      positive[j] = outside * t[j];
      negative[j] = outside * wrapInteger(1 - t[j], target.dtype);
    }
  }
  // Autograd adds up what was repeated before it goes back through log σ.
  const toLogSigmoid = unbroadcast(positive, shape, input.shape);
  const toLogSigmoidOfMinus = unbroadcast(negative, shape, input.shape);
  return input.data.map((x, i) => toLogSigmoid[i] * logSigmoidSlope(x) - toLogSigmoidOfMinus[i] * logSigmoidSlope(-x));
}

/** The mean over the classes is a sum and a division, each rounded. */
function valuesIn(r: Rounding, input: Tensor, target: Tensor, { weight }: LossOptions): Float64Array {
  const elements = elementsIn(
    r,
    input,
    target,
    weight,
    (x, t) => -r(r(t * logSigmoidIn(r, x)) + r(r(1 - t) * logSigmoidIn(r, -x))),
  );
  const lanes = labelLanes(input, target, weight);
  return new Float64Array(lanes.count).map((_, lane) => {
    const start = laneStart(lanes, lane);
    const total = sumIn(r, elements, start, start + lanes.span, lanes.inner);
    return r(r(total) / input.shape[input.shape.length - 1]);
  });
}

/** The means of the ranges of a sample's labels, each of which has its lowest point where σ(x) = t. */
function ranges(box: Box, target: Tensor, { weight }: LossOptions) {
  const elements = elementRanges(box, target, weight, (low, high, t) =>
    betweenEnds((x) => -(t * logSigmoid(x) + (1 - t) * logSigmoid(-x)), low, high, logit(t)),
  );
  const lanes = labelLanes(box.low, target, weight);
  const classes = box.low.shape[box.low.shape.length - 1];
  const means = Array.from({ length: lanes.count }, (_, lane) => {
    const sum = { low: 0, high: 0, exact: true };
    for (let j = laneStart(lanes, lane), end = j + lanes.span; j < end; j += lanes.inner) {
      const { low, high, exact } = elements.ranges[j];
      sum.low += low;
      sum.high += high;
      sum.exact &&= exact;
    }
    return { low: sum.low / classes, high: sum.high / classes, exact: sum.exact };
  });
  return { ranges: means, together: elements.together };
}
