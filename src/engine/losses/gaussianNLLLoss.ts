import { resultType, wrapInteger } from "../../tensor/dtype";
import { broadcastTo, commonShape, type Shape, sameShape, unbroadcast } from "../../tensor/shape";
import { type DType, type FloatingDType, isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { Box } from "../interval/box";
import { log } from "../log";
import type { LossOptions } from "../loss";
import type { Rounding } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { checkBroadcast, checkScalarFits, checkSubtraction } from "./shared/checks";
import { allElements, type LossDefinition } from "./shared/definition";
import { betweenEnds, summed } from "./shared/elements";
import { inputToFloat, sameShapeFixes } from "./shared/fixes";

/**
 * `torch.nn.functional.gaussian_nll_loss` of means x, values t and variances v, without the constant ln(2π)/2, which `full` adds:
 *
 *   l = (ln v + (x − t)² / v) / 2,   v at least ε
 *
 * The variance has the input's shape, or lacks its last dimension, or has one dimension of size 1 in place of another; a number is
 * one variance for all.
 */
export const gaussianNLLLoss: LossDefinition = {
  signature: {
    arguments: [
      ["input", "input"],
      ["target", "target"],
      ["var", "var"],
    ],
    module: ["*", "full", "eps", "reduction"],
    functional: { from: "torch.nn.functional", name: "gaussian_nll_loss", parameters: ["full", "eps", "reduction"] },
  },
  defaults: { reduction: "mean", full: false, eps: 1e-6 },
  takes: "values",
  targets: ["values"],
  bounds: ({ full, eps = 1e-6 }) => ({
    min: 0.5 * Math.log(eps) + (full ? HALF_LOG_TAU : 0),
    max: Number.POSITIVE_INFINITY,
  }),
  refuse,
  result: (input, target, options) => ({
    shape: shapeOf(input, target, options),
    dtype: typeOf(input, target, options),
  }),
  values,
  elementwise: true,
  denominator: allElements,
  gradient,
  refuseGradient: undefined,
  inType: summed(valuesIn, allElements),
  ranges,
  mistake: () => ({ kind: "otherLoss", loss: "GaussianNLLLoss" }),
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

/** ln(2π) / 2 */
const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const variance = varianceOf(input, options);
  if (variance === undefined) {
    return refusal("TypeError", "gaussian_nll_loss() missing 1 required positional argument: 'var'");
  }
  if (hasNegative(variance.data)) return refusal("ValueError", "var has negative entry/entries");
  if (!fitsVariance(input.shape, variance.shape)) return refusal("ValueError", "var is of incorrect size");
  if (options.reduction === "batchmean") return refusal("ValueError", "batchmean is not valid");
  if (!isFloatingPoint(variance.dtype)) {
    const name = namesInC[variance.dtype];
    return refusal("RuntimeError", `result type Float can't be cast to the desired output type ${name}`);
  }
  const tooLarge = checkScalarFits(options.eps ?? 1e-6, variance.dtype);
  if (tooLarge !== undefined) return tooLarge;
  const fixes = sameShapeFixes(input, target);
  const expanded = alignedTo(input.shape, variance);
  return (
    checkSubtraction(input.dtype, target.dtype, inputToFloat) ??
    checkBroadcast(input.shape, target.shape, fixes) ??
    checkBroadcast(commonShape(input.shape, target.shape), expanded.shape, fixes)
  );
}

function hasNegative(data: Float64Array): boolean {
  for (let i = 0; i < data.length; i++) if (data[i] < 0) return true;
  return false;
}

/** The integer types as C++ calls them, which is what this one message prints. */
const namesInC: Readonly<Record<Exclude<DType, FloatingDType>, string>> = {
  bool: "bool",
  uint8: "unsigned char",
  int8: "signed char",
  int16: "short int",
  int32: "int",
  int64: "long int",
};

/** A number stands for `number * torch.ones_like(input)`. */
function varianceOf(input: Tensor, { var: given }: LossOptions): Tensor | undefined {
  if (typeof given !== "number") return given;
  const dtype = isFloatingPoint(input.dtype) ? input.dtype : "float32";
  return { data: new Float64Array(input.data.length).fill(given), shape: input.shape, dtype };
}

function fitsVariance(input: Shape, variance: Shape): boolean {
  if (sameShape(input, variance) || sameShape(input.slice(0, -1), variance)) return true;
  if (input.length !== variance.length) return false;
  return variance.reduce((total, size, axis) => (size === input[axis] ? total : total + size), 0) === 1;
}

/** A variance without the last dimension gets one of size 1. */
function alignedTo(input: Shape, variance: Tensor): Tensor {
  const lacksOne = !sameShape(input, variance.shape) && sameShape(input.slice(0, -1), variance.shape);
  return lacksOne ? { ...variance, shape: [...variance.shape, 1] } : variance;
}

function operands(input: Tensor, target: Tensor, options: LossOptions) {
  const { eps = 1e-6 } = options;
  const variance = alignedTo(input.shape, varianceOf(input, options) ?? input);
  const shape = commonShape(commonShape(input.shape, target.shape), variance.shape);
  const clamped = isAtLeast(variance.data, eps)
    ? variance
    : { ...variance, data: variance.data.map((value) => Math.max(value, eps)) };
  return { shape, x: broadcastTo(input, shape), t: broadcastTo(target, shape), v: broadcastTo(clamped, shape) };
}

function isAtLeast(data: Float64Array, least: number): boolean {
  for (let i = 0; i < data.length; i++) if (!(data[i] >= least)) return false;
  return true;
}

function shapeOf(input: Tensor, target: Tensor, options: LossOptions): Shape {
  const variance = alignedTo(input.shape, varianceOf(input, options) ?? input);
  return commonShape(commonShape(input.shape, target.shape), variance.shape);
}

function typeOf(input: Tensor, target: Tensor, options: LossOptions): DType {
  const variance = alignedTo(input.shape, varianceOf(input, options) ?? input);
  const difference = { shape: commonShape(input.shape, target.shape), dtype: resultType(input, target) };
  return resultType(variance, difference);
}

function values(input: Tensor, target: Tensor, options: LossOptions, room?: Float64Array): Float64Array {
  const { x, t, v } = operands(input, target, options);
  const dtype = resultType(input, target);
  const constant = options.full ? HALF_LOG_TAU : 0;
  const data = room ?? new Float64Array(x.length);
  if (isFloatingPoint(dtype)) {
    for (let i = 0; i < data.length; i++) {
      const error = x[i] - t[i];
      data[i] = 0.5 * (log(v[i]) + (error * error) / v[i]) + constant;
    }
    return data;
  }
  for (let i = 0; i < data.length; i++) {
    const error = wrapInteger(x[i] - t[i], dtype);
    data[i] = 0.5 * (Math.log(v[i]) + wrapInteger(error * error, dtype) / v[i]) + constant;
  }
  return data;
}

/** ∂l/∂x = (x − t) / v */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { shape, x, t, v } = operands(input, target, options);
  const slopes = upstream.map((up, i) => ((up * 0.5) / v[i]) * (2 * (x[i] - t[i])));
  return unbroadcast(slopes, shape, input.shape);
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { x, t, v } = operands(input, target, options);
  return x.map((mean, i) => {
    const error = r(mean - t[i]);
    const variance = r(v[i]);
    const loss = r(0.5 * r(r(Math.log(variance)) + r(r(error * error) / variance)));
    return options.full ? r(loss + HALF_LOG_TAU) : loss;
  });
}

/** A parabola in x with its lowest point at t. */
function ranges(box: Box, target: Tensor, options: LossOptions) {
  const { t, v } = operands(box.low, target, options);
  const low = operands(box.low, target, options).x;
  const high = operands(box.high, target, options).x;
  const constant = options.full ? HALF_LOG_TAU : 0;
  const elements = Array.from(low, (x, i) => {
    const loss = (mean: number) => 0.5 * (Math.log(v[i]) + (mean - t[i]) ** 2 / v[i]) + constant;
    return betweenEnds(loss, x, high[i], t[i]);
  });
  return { ranges: elements, together: box.dependence === "none" && low.length === box.low.data.length };
}
