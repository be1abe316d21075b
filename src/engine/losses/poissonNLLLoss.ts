import { resultType, wrapInteger } from "../../tensor/dtype";
import { broadcastTo, commonShape, unbroadcast } from "../../tensor/shape";
import { type DType, isFloatingPoint, type Tensor } from "../../tensor/tensor";
import { exp } from "../exp";
import type { Box } from "../interval/box";
import type { LossOptions } from "../loss";
import { type Rounding, scalarIn } from "../precision/rounding";
import type { Refusal } from "../refusal";
import { checkBroadcast, checkMinusScalar, checkReduction } from "./shared/checks";
import { allElements, INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { betweenEnds, elementRanges, elementsIn, summed } from "./shared/elements";
import { inputToFloat, sameShapeFixes, targetToInputType } from "./shared/fixes";

/**
 * `torch.nn.functional.poisson_nll_loss` of rates and counts t that broadcast, without the constant log t!:
 *
 *   l = e^x − t · x of logarithms of rates,   l = x − t · ln(x + ε) of rates (`logInput` false)
 *
 * With `full` Stirling's t · ln t − t + ln(2πt)/2 is added where t > 1. Integers are computed in float32.
 */
export const poissonNLLLoss: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: ["logInput", "full", "size_average", "eps", "reduce", "reduction"],
    functional: {
      from: "torch.nn.functional",
      name: "poisson_nll_loss",
      parameters: ["logInput", "full", "size_average", "eps", "reduce", "reduction"],
    },
  },
  defaults: { reduction: "mean", logInput: true, full: false, eps: 1e-8 },
  takes: "values",
  targets: ["values"],
  bounds: () => ({ min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: (input, target, options) => ({
    shape: commonShape(target.shape, input.shape),
    dtype: typeOf(input, target, options),
  }),
  values,
  elementwise: true,
  denominator: allElements,
  gradient,
  refuseGradient: undefined,
  inType: summed(valuesIn, allElements),
  ranges,
  mistake: () => ({ kind: "otherLoss", loss: "PoissonNLLLoss" }),
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const { logInput = true, full = false } = options;
  const refused = checkReduction(options) ?? checkBroadcast(target.shape, input.shape, sameShapeFixes(input, target));
  if (refused !== undefined) return refused;
  // e^x is never a bool; what is subtracted from it, or it is subtracted from, may be one.
  const subtracts = logInput ? input.dtype === "bool" && target.dtype === "bool" : input.dtype === "bool";
  return (
    (subtracts ? checkMinusScalar("bool", inputToFloat) : undefined) ??
    (full ? checkMinusScalar(target.dtype, targetToInputType(input)) : undefined)
  );
}

function typeOf(input: Tensor, target: Tensor, { logInput = true }: LossOptions): DType {
  const floating: DType = isFloatingPoint(input.dtype) ? input.dtype : "float32";
  const made = { ...input, dtype: floating };
  return logInput ? resultType(made, product(input, target)) : resultType(input, product(made, target));
}

function product(a: Tensor, b: Tensor): Pick<Tensor, "shape" | "dtype"> {
  return { shape: commonShape(a.shape, b.shape), dtype: resultType(a, b) };
}

function values(input: Tensor, target: Tensor, options: LossOptions, room?: Float64Array): Float64Array {
  const { logInput = true, full = false, eps = 1e-8 } = options;
  const shape = commonShape(target.shape, input.shape);
  const x = broadcastTo(input, shape);
  const t = broadcastTo(target, shape);
  const { dtype } = product(input, target);
  const data = room ?? new Float64Array(x.length);
  if (logInput && !full && isFloatingPoint(dtype)) {
    for (let i = 0; i < data.length; i++) data[i] = exp(x[i]) - t[i] * x[i];
    return data;
  }
  for (let i = 0; i < data.length; i++) {
    const loss = logInput ? exp(x[i]) - wrapInteger(t[i] * x[i], dtype) : x[i] - t[i] * Math.log(x[i] + eps);
    data[i] = full ? loss + stirling(t[i]) : loss;
  }
  return data;
}

/** ln t! for t > 1, nearly; 0 for what is not greater. */
function stirling(t: number): number {
  return t <= 1 ? 0 : t * Math.log(t) - t + 0.5 * Math.log(2 * Math.PI * t);
}

/** ∂l/∂x = e^x − t, or 1 − t / (x + ε) */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { logInput = true, eps = 1e-8 } = options;
  const shape = commonShape(target.shape, input.shape);
  const x = broadcastTo(input, shape);
  const t = broadcastTo(target, shape);
  const slopes = upstream.map((up, i) =>
    logInput ? up * Math.exp(x[i]) - up * t[i] : up - (up * t[i]) / (x[i] + eps),
  );
  return unbroadcast(slopes, shape, input.shape);
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { logInput = true, full = false, eps = 1e-8 } = options;
  return elementsIn(r, input, target, undefined, (x, t) => {
    const loss = logInput ? r(r(Math.exp(x)) - r(t * x)) : r(x - r(t * r(Math.log(r(x + scalarIn(r, eps))))));
    if (!full) return loss;
    const term = r(r(r(t * r(Math.log(t))) - t) + r(0.5 * r(Math.log(r(scalarIn(r, 2 * Math.PI) * t)))));
    return t <= 1 ? loss : r(loss + term);
  });
}

/** Falls to its lowest point, where the rate is t, and rises from there. */
function ranges(box: Box, target: Tensor, { logInput = true, full = false, eps = 1e-8 }: LossOptions) {
  return elementRanges(box, target, undefined, (low, high, t) => {
    const constant = full ? stirling(t) : 0;
    return logInput
      ? betweenEnds((x) => Math.exp(x) - t * x + constant, low, high, Math.log(t))
      : betweenEnds((x) => x - t * Math.log(x + eps) + constant, low, high, t - eps);
  });
}
