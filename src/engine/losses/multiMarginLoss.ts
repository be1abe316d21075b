import { formatShape } from "../../tensor/shape";
import { isFloatingPoint, numel, type Tensor } from "../../tensor/tensor";
import type { LossOptions } from "../loss";
import type { Rounding } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { checkReduction, checkScalarFits, checkScalarType, kernelMissing } from "./shared/checks";
import { labelPlaces } from "./shared/classIndices";
import { allSamples, INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { addedOnce, cornerRanges } from "./shared/elements";
import { classIndexFixes, onInput, targetToLong, to } from "./shared/fixes";
import { checkMarginInput, marginLayout } from "./shared/marginShapes";

/**
 * `torch.nn.functional.multi_margin_loss` of scores (C) or (N, C) and class indices () or (N):
 *
 *   l = 1/C · Σ_{c ≠ y} w[y] · max(0, margin − x[y] + x[c])^p,   p = 1 or 2
 *
 * `mean` divides by N, not by Σ w[y]. What is nan is not greater than 0 and adds nothing.
 * Without samples torch leaves the reduced loss uninitialised; here `mean` is nan and `sum` 0.
 */
export const multiMarginLoss: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: ["p", "margin", "weight", "size_average", "reduce", "reduction"],
    functional: {
      from: "torch.nn.functional",
      name: "multi_margin_loss",
      parameters: ["p", "margin", "weight", "size_average", "reduce", "reduction"],
    },
  },
  defaults: { reduction: "mean", p: 1, margin: 1 },
  takes: "logits",
  targets: ["classIndices"],
  bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: ({ shape, dtype }, target) => ({
    shape: target.shape.length === 0 ? [] : [marginLayout(shape).samples],
    dtype,
  }),
  values,
  elementwise: false,
  denominator: allSamples,
  gradient,
  refuseGradient: undefined,
  inType: addedOnce(valuesIn, allSamples),
  ranges: (box, target, options) =>
    cornerRanges(box, labelPlaces(box.low.shape, target), (corner) => values(corner, target, options)),
  mistake: () => ({ kind: "otherLoss", loss: "MultiMarginLoss" }),
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const { p = 1, weight } = options;
  const refused = checkReduction(options);
  if (refused !== undefined) return refused;
  if (p !== 1 && p !== 2) return refusal("ValueError", "only p == 1 and p == 2 supported");
  if (weight !== undefined && weight.shape.length !== 1) {
    return refusal("ValueError", "weight must be one-dimensional");
  }
  return checkMarginInput(input.shape) ?? checkTargetAndWeight(input, target, options);
}

function checkTargetAndWeight(input: Tensor, target: Tensor, { weight, margin = 1 }: LossOptions): Refusal | undefined {
  const { samples, classes } = marginLayout(input.shape);
  if (target.shape.length > 1 || target.data.length !== samples) {
    return refusal(
      "RuntimeError",
      `multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch size). Expected target size [${samples}], but got ${formatShape(target.shape)}. Input has shape ${formatShape(input.shape)}.`,
      classIndexFixes(input, target),
    );
  }
  if (weight !== undefined && weight.data.length !== classes) {
    return refusal(
      "RuntimeError",
      `inconsistent weight size, expected ${classes} but got ${formatShape(weight.shape)}`,
    );
  }
  if (numel(input.shape) === 0) return undefined;
  if (!isFloatingPoint(input.dtype) || input.dtype === "float16" || input.dtype === "bfloat16") {
    return kernelMissing("multi_margin_loss_cpu_kernel", input.dtype);
  }
  return (
    checkScalarType("int64", target.dtype, targetToLong) ??
    (weight &&
      checkScalarType(input.dtype, weight.dtype, isFloatingPoint(weight.dtype) ? [onInput(to(weight.dtype))] : [])) ??
    checkScalarFits(margin, input.dtype) ??
    checkIndexRange(target, classes)
  );
}

function checkIndexRange(target: Tensor, classes: number): Refusal | undefined {
  const inRange = target.data.every((index) => index >= 0 && index < classes);
  return inRange ? undefined : refusal("RuntimeError", "target out of range");
}

function values(
  input: Tensor,
  target: Tensor,
  { p = 1, margin = 1, weight }: LossOptions,
  room?: Float64Array,
): Float64Array {
  const { samples, classes } = marginLayout(input.shape);
  const x = input.data;
  const data = room ?? new Float64Array(samples);
  for (let n = 0, row = 0; n < samples; n++, row += classes) {
    const y = row + target.data[n];
    const distance = margin - x[y];
    const violation = violations(x, row, y, distance, p) + violations(x, y + 1, row + classes, distance, p);
    // torch multiplies by the weight what violates the margin, and nothing else: 0 stays 0 even if the weight is nan or infinite.
    data[n] = (weight === undefined || violation === 0 ? violation : violation * weight.data[y - row]) / classes;
  }
  return data;
}

/**
 * Σ max(0, z)^p, z = distance + x. z + |z| is 2 · max(0, z) without a branch that no processor can predict; only when a nan or an
 * infinity has spoilt the sum are the elements looked at one by one.
 */
function violations(x: Float64Array, start: number, end: number, distance: number, p: number): number {
  let total = 0;
  for (let j = start; j < end; j++) {
    const z = distance + x[j];
    const twice = z + Math.abs(z);
    total += p === 1 ? twice : twice * twice;
  }
  if (Number.isFinite(total)) return p === 1 ? total / 2 : total / 4;
  total = 0;
  for (let j = start; j < end; j++) {
    const z = distance + x[j];
    if (z > 0) total += p === 1 ? z : z * z;
  }
  return total;
}

/** ∂l/∂x[c] = w[y]/C · p · z^(p−1) for each class c that violates the margin; x[y] gets the opposite of them all. */
function gradient(
  upstream: Float64Array,
  input: Tensor,
  target: Tensor,
  { p = 1, margin = 1, weight }: LossOptions,
): Float64Array {
  const { samples, classes } = marginLayout(input.shape);
  const x = input.data;
  const result = new Float64Array(x.length);
  for (let n = 0, row = 0; n < samples; n++, row += classes) {
    const y = row + target.data[n];
    const w = weight === undefined ? 1 : weight.data[target.data[n]];
    const distance = margin - x[y];
    for (let j = row; j < row + classes; j++) {
      const z = distance + x[j];
      if (!(z > 0) || j === y) continue;
      // In torch's order, in which 2z does not pass the largest number where 2z/C does not.
      result[j] = (p === 1 ? 1 / classes : (2 / classes) * z) * w * upstream[n];
      result[y] -= result[j];
    }
  }
  return result;
}

/** torch's kernels of float32 and float64 add up a sample's classes in the type itself. */
function valuesIn(
  round: Rounding,
  input: Tensor,
  target: Tensor,
  { p = 1, margin = 1, weight }: LossOptions,
): Float64Array {
  const { samples, classes } = marginLayout(input.shape);
  const x = input.data;
  return new Float64Array(samples).map((_, n) => {
    const row = n * classes;
    const y = row + target.data[n];
    const distance = round(round(margin) - x[y]);
    let total = 0;
    for (let j = row; j < row + classes; j++) {
      const z = round(distance + x[j]);
      if (j === y || !(z > 0)) continue;
      const loss = p === 1 ? z : round(z * z);
      total = round(total + (weight === undefined ? loss : round(loss * weight.data[y - row])));
    }
    return round(total / classes);
  });
}
