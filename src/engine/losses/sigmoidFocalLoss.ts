import { resultType } from "../../tensor/dtype";
import type { Tensor } from "../../tensor/tensor";
import { logSigmoid, sigmoid } from "../activations";
import type { Box } from "../interval/box";
import type { LossOptions } from "../loss";
import { sigmoidIn } from "../ops/sigmoid";
import type { Rounding } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { checkLogitsAndTarget, withLogitsIn } from "./binaryCrossEntropyWithLogits";
import { checkAlpha, checkExponent } from "./shared/checks";
import { allElements, INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { betweenEnds, elementRanges, elementsIn, logit, summed } from "./shared/elements";

/**
 * `torchvision.ops.sigmoid_focal_loss` (Lin et al., https://arxiv.org/abs/1708.02002) of logits, any shape, and 0/1 labels of
 * the same shape:
 *
 *   l = α_t · (1 − p_t)^γ · BCEWithLogits(x, t),   p_t = t·σ(x) + (1 − t)·(1 − σ(x)),   α_t = t·α + (1 − t)·(1 − α)
 *
 * α = −1 leaves α_t out. The reduction is `none` by default.
 */
export const sigmoidFocalLoss: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: undefined,
    functional: { from: "torchvision.ops", name: "sigmoid_focal_loss", parameters: ["alpha", "gamma", "reduction"] },
  },
  defaults: { reduction: "none", alpha: 0.25, gamma: 2 },
  takes: "logits",
  targets: ["binary"],
  bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: (input, target) => ({ shape: input.shape, dtype: resultType(input, target) }),
  values,
  elementwise: true,
  denominator: allElements,
  gradient,
  refuseGradient: undefined,
  inType: summed(valuesIn, allElements),
  ranges,
  mistake: () => ({ kind: "otherLoss", loss: "SigmoidFocalLoss" }),
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const { alpha = 0.25, gamma = 2, reduction } = options;
  const refused =
    checkAlpha(alpha) ?? checkLogitsAndTarget(input, target, {}) ?? checkExponent(gamma, resultType(input, target));
  if (refused !== undefined || reduction !== "batchmean") return refused;
  return refusal(
    "ValueError",
    `Invalid Value for arg 'reduction': '${reduction} \n Supported reduction modes: 'none', 'mean', 'sum'`,
  );
}

function values(
  input: Tensor,
  target: Tensor,
  { alpha = 0.25, gamma = 2 }: LossOptions,
  room?: Float64Array,
): Float64Array {
  const x = input.data;
  const t = target.data;
  const data = room ?? new Float64Array(x.length);
  for (let i = 0; i < data.length; i++) {
    const crossEntropy = (1 - t[i]) * x[i] - logSigmoid(x[i]);
    const loss = crossEntropy * (1 - probabilityOfTarget(sigmoid(x[i]), t[i])) ** gamma;
    data[i] = alpha >= 0 ? balance(alpha, t[i]) * loss : loss;
  }
  return data;
}

/**
 * The product rule on l = α_t · CE · (1 − p_t)^γ: with ∂CE/∂x = σ(x) − t, ∂p_t/∂σ = t − (1 − t) and ∂σ/∂x = σ · (1 − σ)
 *
 *   ∂l/∂x = α_t · [(1 − p_t)^γ · (σ(x) − t) − CE · γ · (1 − p_t)^(γ−1) · (2t − 1) · σ · (1 − σ)].
 */
function gradient(
  upstream: Float64Array,
  input: Tensor,
  target: Tensor,
  { alpha = 0.25, gamma = 2 }: LossOptions,
): Float64Array {
  const x = input.data;
  const t = target.data;
  const result = new Float64Array(x.length);
  for (let i = 0; i < result.length; i++) {
    const crossEntropy = (1 - t[i]) * x[i] - logSigmoid(x[i]);
    const p = sigmoid(x[i]);
    const rest = 1 - probabilityOfTarget(p, t[i]);
    const up = alpha >= 0 ? balance(alpha, t[i]) * upstream[i] : upstream[i];
    const throughPower = gamma === 0 ? 0 : -(up * crossEntropy) * (gamma * rest ** (gamma - 1));
    const throughSigmoid = throughPower * t[i] - throughPower * (1 - t[i]);
    result[i] = up * rest ** gamma * (p - t[i]) + throughSigmoid * (1 - p) * p;
  }
  return result;
}

/** p_t */
function probabilityOfTarget(p: number, t: number): number {
  return p * t + (1 - p) * (1 - t);
}

/** α_t */
function balance(alpha: number, t: number): number {
  return alpha * t + (1 - alpha) * (1 - t);
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor, { alpha = 0.25, gamma = 2 }: LossOptions): Float64Array {
  return elementsIn(r, input, target, undefined, (x, t) => {
    const p = sigmoidIn(r, x);
    const ofTarget = r(r(p * t) + r(r(1 - p) * r(1 - t)));
    const loss = r(withLogitsIn(r, x, t, undefined) * r(r(1 - ofTarget) ** gamma));
    return alpha >= 0 ? r(r(r(alpha * t) + r((1 - alpha) * r(1 - t))) * loss) : loss;
  });
}

/** For a hard label both factors fall, or both rise, with x; for a soft one they are bounded one by one. */
function ranges(box: Box, target: Tensor, { alpha = 0.25, gamma = 2 }: LossOptions) {
  return elementRanges(box, target, undefined, (low, high, t) => {
    const outside = alpha >= 0 ? balance(alpha, t) : 1;
    const crossEntropy = (x: number) => (1 - t) * x - logSigmoid(x);
    const focus = (x: number) => (1 - probabilityOfTarget(sigmoid(x), t)) ** gamma;
    if ((t === 0 || t === 1) && gamma >= 0) {
      return betweenEnds((x) => outside * crossEntropy(x) * focus(x), low, high);
    }
    const first = betweenEnds(crossEntropy, low, high, logit(t));
    const second = betweenEnds(focus, low, high);
    const products = [first.low, first.high].flatMap((a) => [second.low, second.high].map((b) => outside * a * b));
    return { low: Math.min(...products), high: Math.max(...products), exact: false };
  });
}
