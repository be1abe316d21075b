import { laneStart } from "../../tensor/layout";
import type { Tensor } from "../../tensor/tensor";
import { exp } from "../exp";
import type { Box } from "../interval/box";
import { logSumExpOfOthers } from "../interval/box";
import type { Denominator, LossOptions } from "../loss";
import { checkSoftmaxType } from "../ops/alongLanes";
import { logSoftmaxIn } from "../ops/logSoftmax";
import { dimOutOfRange } from "../ops/operation";
import type { Rounding } from "../precision/rounding";
import type { Refusal } from "../refusal";
import { checkExponent, checkReduction } from "./shared/checks";
import { checkClassIndices, checkClassIndicesBackward, ignoreIndexOf } from "./shared/classIndices";
import { classLanes, sampleShape, torchClassDim } from "./shared/classLanes";
import { INPUT_AND_TARGET, type LossDefinition, type Ranges } from "./shared/definition";
import { betweenEnds, ordered, summed } from "./shared/elements";
import { inputToFloat, onInput } from "./shared/fixes";
import { logSumExp } from "./shared/logSumExp";

/**
 * The focal loss of one class of C (Lin et al., https://arxiv.org/abs/1708.02002), which torch does not have, from logits and class
 * indices as `cross_entropy` takes them:
 *
 *   l = −α[y] · (1 − p_y)^γ · ln p_y,   p = softmax(x),   0 where y is `ignoreIndex`
 *
 * `weight` holds α. `mean` divides by the number of targets that are not ignored, whatever the weights.
 */
export const softmaxFocalLoss: LossDefinition = {
  signature: { arguments: INPUT_AND_TARGET, module: undefined, functional: undefined },
  defaults: { reduction: "mean", gamma: 2, ignoreIndex: -100 },
  takes: "logits",
  targets: ["classIndices"],
  bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: (input) => ({ shape: sampleShape(input.shape), dtype: input.dtype }),
  values,
  elementwise: false,
  denominator,
  gradient,
  refuseGradient: checkClassIndicesBackward,
  inType: summed(valuesIn, denominator),
  ranges,
  mistake: () => ({ kind: "otherLoss", loss: "SoftmaxFocalLoss" }),
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

/** What `log_softmax` and `nll_loss` with `reduction="none"` refuse, of which it is made. */
function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const classDim = torchClassDim(input.shape.length);
  if (input.shape.length === 0) {
    return { ...dimOutOfRange(classDim, 0), fixes: [onInput({ op: "unsqueeze", dim: 0 })] };
  }
  const refused = checkSoftmaxType("log_softmax", input, classDim);
  return (
    (refused && { ...refused, fixes: inputToFloat }) ??
    checkClassIndices(input, target, { ...options, reduction: "none" }) ??
    checkExponent(options.gamma ?? 2, input.dtype) ??
    checkReduction(options)
  );
}

function denominator(total: number, _input: Tensor, target: Tensor, options: LossOptions): Denominator {
  const ignored = ignoreIndexOf(options);
  let counted = 0;
  for (const y of target.data) if (y !== ignored) counted++;
  return { value: counted, kind: "samples", counted, total };
}

/** The loss of a sample by the logarithm of its target's probability. */
function focal(logProbability: number, gamma: number): number {
  return -logProbability * (1 - Math.exp(logProbability)) ** gamma;
}

function values(input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { gamma = 2, weight } = options;
  const lanes = classLanes(input.shape);
  const ignored = ignoreIndexOf(options);
  const x = input.data;
  const data = new Float64Array(lanes.count);
  const lse = { max: 0, logTotal: 0 };
  for (let sample = 0; sample < lanes.count; sample++) {
    const y = target.data[sample];
    if (y === ignored) continue;
    const start = laneStart(lanes, sample);
    logSumExp(x, start, start + lanes.span, lanes.inner, lse);
    const loss = focal(x[start + y * lanes.inner] - lse.max - lse.logTotal, gamma);
    data[sample] = weight === undefined ? loss : loss * weight.data[y];
  }
  return data;
}

/**
 * By the chain rule on lp = ln p_y: ∂l/∂lp = −[α · (1 − p)^γ + γ · p · (−lp · α) · (1 − p)^(γ−1)], then back through log softmax,
 * ∂lp/∂x[c] = [c = y] − p_c.
 */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { gamma = 2, weight } = options;
  const lanes = classLanes(input.shape);
  const ignored = ignoreIndexOf(options);
  const x = input.data;
  const result = new Float64Array(x.length);
  const lse = { max: 0, logTotal: 0 };
  for (let sample = 0; sample < lanes.count; sample++) {
    const y = target.data[sample];
    const start = laneStart(lanes, sample);
    logSumExp(x, start, start + lanes.span, lanes.inner, lse);
    if (y === ignored) {
      // It sends back 0, which a nan among the logits still turns into nan.
      for (let j = start; j < start + lanes.span; j += lanes.inner) {
        result[j] = -0 * exp(x[j] - lse.max - lse.logTotal);
      }
      continue;
    }
    const logProbability = x[start + y * lanes.inner] - lse.max - lse.logTotal;
    const p = Math.exp(logProbability);
    const alpha = weight?.data[y] ?? 1;
    const throughPower = gamma === 0 ? 0 : gamma * p * (-logProbability * alpha) * (1 - p) ** (gamma - 1);
    const up = -upstream[sample] * (alpha * (1 - p) ** gamma + throughPower);
    for (let j = start; j < start + lanes.span; j += lanes.inner) {
      result[j] = -up * exp(x[j] - lse.max - lse.logTotal);
    }
    result[start + y * lanes.inner] += up;
  }
  return result;
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { gamma = 2, weight } = options;
  const lanes = classLanes(input.shape);
  const ignored = ignoreIndexOf(options);
  const logs = logSoftmaxIn(r, input, torchClassDim(input.shape.length));
  return new Float64Array(lanes.count).map((_, sample) => {
    const y = target.data[sample];
    if (y === ignored) return 0;
    const log = logs[laneStart(lanes, sample) + y * lanes.inner];
    const sharp = weight === undefined ? -log : r(-log * weight.data[y]);
    return r(r(r(1 - r(Math.exp(log))) ** gamma) * sharp);
  });
}

/** Falls with ln p_y (γ ≥ 0), whose bounds are two corners of the box. */
function ranges(box: Box, target: Tensor, options: LossOptions): Ranges {
  const { gamma = 2, weight } = options;
  const lanes = classLanes(box.low.shape);
  const ignored = ignoreIndexOf(options);
  const dim = torchClassDim(box.low.shape.length);
  const [aboveLow, aboveHigh] = [logSumExpOfOthers(box.high, dim), logSumExpOfOthers(box.low, dim)];
  const logSigmoid = (z: number) => Math.min(0, z) - Math.log1p(Math.exp(-Math.abs(z)));
  const bounds = Array.from({ length: lanes.count }, (_, sample) => {
    const y = target.data[sample];
    if (y === ignored) return { low: 0, high: 0, exact: true };
    const j = laneStart(lanes, sample) + y * lanes.inner;
    const [low, high] = [logSigmoid(box.low.data[j] - aboveLow[j]), logSigmoid(box.high.data[j] - aboveHigh[j])];
    const { low: least, high: most } = betweenEnds((log) => focal(log, gamma), low, high);
    const w = weight?.data[y] ?? 1;
    return ordered(least * w, most * w, gamma >= 0);
  });
  return { ranges: bounds, together: box.dependence === "none" };
}
