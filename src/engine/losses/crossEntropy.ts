import { resultType, scalarTypeName } from "../../tensor/dtype";
import { formatShape, sameShape } from "../../tensor/shape";
import { isFloatingPoint, numel, type Tensor } from "../../tensor/tensor";
import type { LossOptions } from "../loss";
import { checkSoftmaxType } from "../ops/alongLanes";
import { dimOutOfRange } from "../ops/operation";
import { type Refusal, refusal } from "../refusal";
import { tasks } from "../tasks";
import { classIndexGradient, classIndexValues, smoothedDenominator } from "./crossEntropy/indices";
import { crossEntropyIn } from "./crossEntropy/inType";
import { classProbabilityGradient, classProbabilityValues } from "./crossEntropy/probabilities";
import { crossEntropyRanges } from "./crossEntropy/range";
import { checkReduction } from "./shared/checks";
import { checkClassIndices, checkClassIndicesBackward, ignoreIndexOf } from "./shared/classIndices";
import { sampleShape, torchClassDim } from "./shared/classLanes";
import { allSamples, INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { inputToFloat, onInput, onTarget, targetToInputType, targetToLong } from "./shared/fixes";
import { formatDouble } from "./shared/formatDouble";
import { softmaxMistake } from "./shared/mistakes";

/**
 * `torch.nn.functional.cross_entropy` of logits. Whether the target holds class probabilities or class indices is decided by the
 * shapes alone: a target of the input's own shape holds probabilities.
 *
 * Input (C), (N, C) or (N, C, d1 … dk); target of the input's shape, or of class indices (), (N) or (N, d1 … dk).
 */
export const crossEntropy: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: ["weight", "size_average", "ignoreIndex", "reduce", "reduction", "labelSmoothing"],
    functional: {
      from: "torch.nn.functional",
      name: "cross_entropy",
      parameters: ["weight", "size_average", "ignoreIndex", "reduce", "reduction", "labelSmoothing"],
    },
  },
  defaults: { reduction: "mean", ignoreIndex: -100, labelSmoothing: 0 },
  takes: "logits",
  targets: ["classIndices", "classProbabilities"],
  bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
  refuse: (input, target, options) =>
    checkReduction(options) ??
    (hasClassProbabilities(input, target)
      ? refuseClassProbabilities(input, target, options)
      : refuseClassIndices(input, target, options)),
  result: (input, target, { weight }) => ({
    shape: sampleShape(input.shape),
    dtype: hasClassProbabilities(input, target) ? resultType(input, target, ...(weight ? [weight] : [])) : input.dtype,
  }),
  values: (input, target, options, room) =>
    hasClassProbabilities(input, target)
      ? classProbabilityValues(input, target, options)
      : classIndexValues(input, target, options, room),
  elementwise: false,
  denominator: (count, input, target, options) =>
    hasClassProbabilities(input, target)
      ? allSamples(numel(input.shape) === 0 ? 0 : count)
      : smoothedDenominator(count, input, target, options),
  gradient: (upstream, input, target, options) =>
    hasClassProbabilities(input, target)
      ? classProbabilityGradient(upstream, input, target, options)
      : classIndexGradient(upstream, input, target, options),
  refuseGradient: (input, target) =>
    hasClassProbabilities(input, target) ? undefined : checkClassIndicesBackward(input, target),
  inType: crossEntropyIn,
  ranges: (box, target, options) => ({
    ranges: crossEntropyRanges(box, target, options),
    together: box.dependence === "none",
  }),
  mistake: (meaning, context) =>
    softmaxMistake(meaning, torchClassDim(context.shape.length), context) ??
    (tasks[context.reading.task].reference === "divergence" ? { kind: "entropyIncluded" } : undefined),
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: {
    apply: (input, target, { labelSmoothing = 0 }) => !hasClassProbabilities(input, target) && !(labelSmoothing > 0),
    by: {
      "": ({ logSoftmax }) => logSoftmax,
      // log softmax of log-probabilities is what they were: their exponentials already add up to 1.
      logSoftmax: ({ logSoftmax }) => logSoftmax,
      log: ({ logSoftmaxOfLog }) => logSoftmaxOfLog,
      softmax: ({ logSoftmaxOfSoftmax }) => logSoftmaxOfSoftmax,
      sigmoid: ({ logSoftmaxOfSigmoid }) => logSoftmaxOfSigmoid,
    },
  },
};

function hasClassProbabilities(input: Tensor, target: Tensor): boolean {
  return sameShape(input.shape, target.shape);
}

function refuseClassProbabilities(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const { weight } = options;
  const classDim = torchClassDim(input.shape.length);
  if (!isFloatingPoint(target.dtype)) {
    return refusal(
      "RuntimeError",
      `Expected floating point type for target with class probabilities, got ${scalarTypeName[target.dtype]}`,
      [...targetToInputType(input), onTarget({ op: "argmax", dim: classDim })],
    );
  }
  if (ignoreIndexOf(options) >= 0) {
    return refusal("RuntimeError", "ignore_index is not supported for floating point target", [
      onTarget({ op: "argmax", dim: classDim }),
    ]);
  }
  if (input.shape.length === 0) {
    return refusal("IndexError", "Dimension specified as 1 but tensor has no dimensions");
  }
  const classes = input.shape[classDim];
  if (weight !== undefined && (weight.shape.length !== 1 || weight.shape[0] !== classes)) {
    return refusal(
      "RuntimeError",
      `cross_entropy: weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${formatShape(weight.shape)}`,
    );
  }
  return checkLogits(input) ?? checkLabelSmoothing(options);
}

function refuseClassIndices(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  return (
    checkLabelSmoothing(options) ??
    checkLogits(input) ??
    checkClassIndices(input, target, options) ??
    ((options.labelSmoothing ?? 0) > 0 ? checkSmoothing(input, target, options) : undefined)
  );
}

function checkLogits(input: Tensor): Refusal | undefined {
  const classDim = torchClassDim(input.shape.length);
  if (input.shape.length === 0) {
    return { ...dimOutOfRange(classDim, 0), fixes: [onInput({ op: "unsqueeze", dim: 0 })] };
  }
  const refused = checkSoftmaxType("log_softmax", input, classDim);
  return refused && { ...refused, fixes: inputToFloat };
}

function checkLabelSmoothing({ labelSmoothing = 0 }: LossOptions): Refusal | undefined {
  if (!(labelSmoothing > 1)) return undefined;
  return refusal("RuntimeError", `label_smoothing must be between 0.0 and 1.0. Got: ${formatDouble(labelSmoothing)}`);
}

/** What only the smoothed part of the loss refuses, after the part without smoothing has gone through. */
function checkSmoothing(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const { weight } = options;
  if (input.shape.length === 1 && target.shape.length === 1) {
    return refusal("RuntimeError", "output with shape [] doesn't match the broadcast shape [1]", [
      onTarget({ op: "squeeze", dim: 0 }),
    ]);
  }
  if (weight === undefined) return undefined;
  const view = input.shape.map((_, dim) => (dim === torchClassDim(input.shape.length) ? weight.shape[0] : 1));
  if (weight.shape.length === 0) {
    return refusal("IndexError", "Dimension specified as 0 but tensor has no dimensions");
  }
  if (weight.shape[0] !== weight.data.length) {
    return refusal("RuntimeError", `shape '${formatShape(view)}' is invalid for input of size ${weight.data.length}`);
  }
  // Only the mean gathers the weights of the targets, and only if there are any.
  const gathers = (options.reduction ?? "mean") === "mean" && target.data.some((y) => y !== ignoreIndexOf(options));
  if (!gathers) return undefined;
  if (target.dtype === "uint8") {
    return refusal("RuntimeError", "gather(): Expected dtype int32/int64 for index", targetToLong);
  }
  if (weight.shape.length !== 1) {
    return refusal("RuntimeError", "Index tensor must have the same number of dimensions as input tensor");
  }
  return undefined;
}
