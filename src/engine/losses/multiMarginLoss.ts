import type { LossFunction, LossOptions } from "../loss";
import { type Refusal, refusal } from "../refusal";
import { formatShape } from "../shape";
import { isFloatingPoint, type Tensor } from "../tensor";
import { checkReduction, checkScalarType, kernelMissing } from "./checks";
import { allSamples, type LossDefinition, lossFunction } from "./definition";
import { classIndexFixes, inputToFloat, onInput, targetToLong, to } from "./fixes";
import { checkMarginInput, marginLayout } from "./marginShapes";

/**
 * `torch.nn.functional.multi_margin_loss` of scores (C) or (N, C) and class indices () or (N):
 *
 *   l = 1/C · Σ_{c ≠ y} w[y] · max(0, margin − x[y] + x[c])^p,   p = 1 or 2
 *
 * `mean` divides by N, not by Σ w[y]. What is nan is not greater than 0 and adds nothing.
 * Without samples torch leaves the reduced loss uninitialised; here `mean` is nan and `sum` 0.
 */
export const multiMarginLossDefinition: LossDefinition = {
  refuse,
  result: ({ shape, dtype }, target) => ({
    shape: target.shape.length === 0 ? [] : [marginLayout(shape).samples],
    dtype,
  }),
  values,
  denominator: allSamples,
  gradient,
};

export const multiMarginLoss: LossFunction = lossFunction(multiMarginLossDefinition);

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const { p = 1, weight } = options;
  const refused = checkReduction(options);
  if (refused !== undefined) return refused;
  if (p !== 1 && p !== 2) return refusal("ValueError", "only p == 1 and p == 2 supported");
  if (weight !== undefined && weight.shape.length !== 1) {
    return refusal("ValueError", "weight must be one-dimensional");
  }
  return checkMarginInput(input.shape) ?? checkTargetAndWeight(input, target, weight);
}

function checkTargetAndWeight(input: Tensor, target: Tensor, weight: Tensor | undefined): Refusal | undefined {
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
  if (input.data.length === 0) return undefined;
  if (!isFloatingPoint(input.dtype) || input.dtype === "float16" || input.dtype === "bfloat16") {
    return kernelMissing("multi_margin_loss_cpu_kernel", input.dtype, inputToFloat);
  }
  return (
    checkScalarType("int64", target.dtype, targetToLong) ??
    (weight &&
      checkScalarType(input.dtype, weight.dtype, isFloatingPoint(weight.dtype) ? [onInput(to(weight.dtype))] : [])) ??
    checkIndexRange(target, classes)
  );
}

function checkIndexRange(target: Tensor, classes: number): Refusal | undefined {
  const inRange = target.data.every((index) => index >= 0 && index < classes);
  return inRange ? undefined : refusal("RuntimeError", "target out of range");
}

function values(input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { samples, classes } = marginLayout(input.shape);
  const { p = 1, weight } = options;
  const data = new Float64Array(samples);
  forEachViolation(input, target, options, (sample, y, _element, z) => {
    const loss = p === 1 ? z : z * z;
    data[sample] += weight === undefined ? loss : loss * weight.data[y];
  });
  return data.map((total) => total / classes);
}

/** ∂l/∂x[c] = w[y]/C · p · z^(p−1) for each class c that violates the margin; x[y] gets the opposite of them all. */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const { classes } = marginLayout(input.shape);
  const { p = 1, weight } = options;
  const result = new Float64Array(input.data.length);
  forEachViolation(input, target, options, (sample, y, element, z) => {
    const slope = (p === 1 ? 1 : 2 * z) * (weight === undefined ? 1 : weight.data[y]) * (upstream[sample] / classes);
    result[element] = slope;
    result[sample * classes + y] -= slope;
  });
  return result;
}

/** Visits the classes other than y, by their places in the input, whose z = margin − x[y] + x[c] is positive. */
function forEachViolation(
  input: Tensor,
  target: Tensor,
  { margin = 1 }: LossOptions,
  visit: (sample: number, y: number, element: number, z: number) => void,
): void {
  const { samples, classes } = marginLayout(input.shape);
  for (let n = 0, row = 0; n < samples; n++, row += classes) {
    const y = target.data[n];
    for (let c = 0; c < classes; c++) {
      const z = margin - input.data[row + y] + input.data[row + c];
      if (c !== y && z > 0) visit(n, y, row + c, z);
    }
  }
}
