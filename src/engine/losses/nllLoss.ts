import type { Tensor } from "../../tensor/tensor";
import type { LossFunction, LossOptions } from "../loss";
import { checkReduction } from "./checks";
import { checkClassIndices, checkClassIndicesBackward, classIndexDenominator, ignoreIndexOf } from "./classIndices";
import { classLayout } from "./classLayout";
import { type LossDefinition, lossFunction } from "./definition";

/**
 * `torch.nn.functional.nll_loss`: −w[y] · x[y] for each target y, 0 where y is `ignoreIndex`. The input is taken for
 * log-probabilities, whatever it holds; `mean` divides by Σ w[y] over the targets not ignored.
 *
 * Input (C), (N, C) or (N, C, d1 … dk); target of class indices (), (N) or (N, d1 … dk).
 */
export const nllLossDefinition: LossDefinition = {
  refuse: (input, target, options) => checkReduction(options) ?? checkClassIndices(input, target, options),
  result: (input) => ({ shape: classLayout(input.shape).sampleShape, dtype: input.dtype }),
  values,
  denominator: classIndexDenominator,
  gradient,
  refuseGradient: checkClassIndicesBackward,
};

export const nllLoss: LossFunction = lossFunction(nllLossDefinition);

function values(input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const weight = options.weight?.data;
  const data = new Float64Array(target.data.length);
  forEachTarget(input, target, options, (sample, y, element) => {
    const value = -input.data[element];
    data[sample] = weight === undefined ? value : value * weight[y];
  });
  return data;
}

/** ∂l/∂x[y] = −w[y] */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const weight = options.weight?.data;
  const result = new Float64Array(input.data.length);
  forEachTarget(input, target, options, (sample, y, element) => {
    result[element] = weight === undefined ? -upstream[sample] : -upstream[sample] * weight[y];
  });
  return result;
}

/** Visits each target y that is not ignored, with the place of x[y] in the input. */
function forEachTarget(
  input: Tensor,
  target: Tensor,
  options: LossOptions,
  visit: (sample: number, y: number, element: number) => void,
): void {
  const { classes, inner } = classLayout(input.shape);
  const ignored = ignoreIndexOf(options);
  for (let sample = 0; sample < target.data.length; sample++) {
    const y = target.data[sample];
    if (y === ignored) continue;
    const n = Math.floor(sample / inner);
    visit(sample, y, (n * classes + y) * inner + (sample - n * inner));
  }
}
