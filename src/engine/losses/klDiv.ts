import { resultType } from "../../tensor/dtype";
import { broadcastTo, commonShape, unbroadcast } from "../../tensor/shape";
import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { Box } from "../interval/box";
import type { LossOptions } from "../loss";
import type { Rounding } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { tasks } from "../tasks";
import { checkBroadcast } from "./shared/checks";
import { allElements, INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { betweenEnds, elementRanges, elementsIn, summed } from "./shared/elements";
import { inputToFloat, sameShapeFixes, targetToInputType } from "./shared/fixes";

/**
 * `torch.nn.functional.kl_div` of log-probabilities x and probabilities t, or log-probabilities t with `logTarget`:
 *
 *   l = t · ln t − t · x   (0 · ln 0 = 0),   l = e^t · (t − x) with `logTarget`.
 *
 * Any shapes that broadcast. `mean` divides by the number of elements; `batchmean`, by input.size(0), is the divergence.
 */
export const klDiv: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: ["size_average", "reduce", "reduction", "logTarget"],
    functional: {
      from: "torch.nn.functional",
      name: "kl_div",
      parameters: ["size_average", "reduce", "reduction", "logTarget"],
    },
  },
  defaults: { reduction: "mean", logTarget: false },
  takes: "logProbabilities",
  targets: ["classProbabilities", "logProbabilities"],
  // One element alone may be below 0; the sum over a distribution never is.
  bounds: () => ({ min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: (input, target) => ({ shape: commonShape(target.shape, input.shape), dtype: resultType(input, target) }),
  values,
  elementwise: true,
  denominator: allElements,
  gradient,
  refuseGradient: undefined,
  inType: summed(valuesIn, allElements),
  ranges,
  mistake: (meaning, { reading, reduction, shape }) => {
    if (meaning !== "logProbabilities") return { kind: "noLogarithm", of: meaning };
    if (tasks[reading.task].reference !== "divergence") return { kind: "divergence" };
    if (reduction === "none") return { kind: "termsOfDivergence" };
    const classes = shape[reading.classDim ?? 0];
    return reduction === "mean" && classes !== 1 ? { kind: "meanOverElements", classes } : undefined;
  },
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

function refuse(input: Tensor, target: Tensor): Refusal | undefined {
  const message = "kl_div: Integral inputs not supported.";
  if (!isFloatingPoint(input.dtype)) return refusal("RuntimeError", message, inputToFloat);
  if (!isFloatingPoint(target.dtype)) return refusal("RuntimeError", message, targetToInputType(input));
  return checkBroadcast(target.shape, input.shape, sameShapeFixes(input, target));
}

function values(input: Tensor, target: Tensor, { logTarget = false }: LossOptions, room?: Float64Array): Float64Array {
  const shape = commonShape(target.shape, input.shape);
  const x = broadcastTo(input, shape);
  const t = broadcastTo(target, shape);
  const data = room ?? new Float64Array(x.length);
  if (logTarget) for (let i = 0; i < data.length; i++) data[i] = Math.exp(t[i]) * (t[i] - x[i]);
  else for (let i = 0; i < data.length; i++) data[i] = xlogx(t[i]) - t[i] * x[i];
  return data;
}

/** ∂l/∂x = −t, or −e^t with `logTarget`, whatever x is. */
function gradient(
  upstream: Float64Array,
  input: Tensor,
  target: Tensor,
  { logTarget = false }: LossOptions,
): Float64Array {
  const shape = commonShape(target.shape, input.shape);
  const t = broadcastTo(target, shape);
  const result = upstream.map((up, i) => -up * (logTarget ? Math.exp(t[i]) : t[i]));
  return unbroadcast(result, shape, input.shape);
}

/** x · ln x, continued by 0 at 0. */
function xlogx(x: number): number {
  return x === 0 ? 0 : x * Math.log(x);
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor, { logTarget }: LossOptions): Float64Array {
  return elementsIn(r, input, target, undefined, (x, t) =>
    logTarget ? r(r(Math.exp(t)) * r(t - x)) : r((t === 0 ? 0 : r(t * r(Math.log(t)))) - r(t * x)),
  );
}

/** A line in x. */
function ranges(box: Box, target: Tensor, { logTarget }: LossOptions) {
  return elementRanges(box, target, undefined, (low, high, t) =>
    betweenEnds((x) => (logTarget ? Math.exp(t) * (t - x) : xlogx(t) - t * x), low, high),
  );
}
