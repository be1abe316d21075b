import { broadcastTo, commonShape, sameShape } from "../../tensor/shape";
import { numel, type Tensor } from "../../tensor/tensor";
import type { LossName, LossOptions, Reduction } from "../loss";
import { batchSizeOf } from "../losses/definition";
import { lossDefinitions } from "../losses/lossFunctions";
import { divisor, sum } from "../reduce";
import { classLossIn } from "./classLossIn";
import { elementLosses } from "./elementLossesIn";
import { marginValuesIn } from "./marginValuesIn";
import { type FloatType, type Rounding, roundingTo } from "./rounding";

/** A loss in a floating type: its unreduced values and their reduction. */
export interface LossIn {
  readonly values: Float64Array;
  readonly reduced: number;
}

/** The loss of arguments that are already rounded to `type` and not refused, computed as torch's CPU kernels of that type do. */
export function lossIn(
  type: FloatType,
  name: LossName,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
  reduction: Reduction,
): LossIn {
  const round = roundingTo[type];
  switch (name) {
    case "CrossEntropyLoss":
    case "NLLLoss":
      return classLossIn(round, name, input, target, options, reduction);
    case "MultiMarginLoss":
    case "MultiLabelMarginLoss":
      return reduceIn(
        round,
        marginValuesIn(round, name, input, target, options),
        name,
        input,
        target,
        options,
        reduction,
      );
    case "MultiLabelSoftMarginLoss": {
      const elements = elementValuesIn(round, name, input, target, options);
      const values = sumOverClasses(round, elements, input, target, options);
      return reduceIn(round, values, name, input, target, options, reduction);
    }
    default:
      return reduceIn(
        round,
        elementValuesIn(round, name, input, target, options),
        name,
        input,
        target,
        options,
        reduction,
      );
  }
}

/** torch adds in float32 or wider and rounds once. */
function reduceIn(
  round: Rounding,
  values: Float64Array,
  name: LossName,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
  reduction: Reduction,
): LossIn {
  const total = sum(values);
  const share = divisor(
    reduction,
    lossDefinitions[name].denominator(values.length, input, target, options),
    batchSizeOf(input),
  );
  return { values, reduced: round((reduction === "batchmean" ? round(total) : total) / share) };
}

function elementShape(input: Tensor, target: Tensor, { weight }: LossOptions): readonly number[] {
  const shape = sameShape(input.shape, target.shape) ? input.shape : commonShape(target.shape, input.shape);
  return weight === undefined ? shape : commonShape(shape, weight.shape);
}

function elementValuesIn(
  round: Rounding,
  name: LossName,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
): Float64Array {
  const loss = elementLosses(round)[name];
  const shape = elementShape(input, target, name === "KLDivLoss" || name === "HingeEmbeddingLoss" ? {} : options);
  const x = broadcastTo(input, shape);
  const t = broadcastTo(target, shape);
  const takesWeight = name === "BCELoss" || name === "BCEWithLogitsLoss" || name === "MultiLabelSoftMarginLoss";
  const w = takesWeight && options.weight ? broadcastTo(options.weight, shape) : undefined;
  const p = name === "BCEWithLogitsLoss" && options.posWeight ? broadcastTo(options.posWeight, shape) : undefined;
  const values = new Float64Array(numel(shape));
  if (loss === undefined) return values;
  for (let i = 0; i < values.length; i++) {
    const value = loss(x[i], t[i], { ...options, p: p?.[i] });
    values[i] = w === undefined ? value : round(value * w[i]);
  }
  return values;
}

/** The mean over the classes of `multilabel_soft_margin_loss`: a sum and a division, each rounded. */
function sumOverClasses(
  round: Rounding,
  elements: Float64Array,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
): Float64Array {
  const classDim = input.shape.length - 1;
  const shape = elementShape(input, target, options);
  const inner = numel(shape.slice(classDim + 1));
  const size = shape[classDim];
  const values = new Float64Array(numel(shape.toSpliced(classDim, 1)));
  return values.map((_, sample) => {
    const start = Math.floor(sample / inner) * size * inner + (sample % inner);
    let total = 0;
    for (let c = 0; c < size; c++) total += elements[start + c * inner];
    return round(round(total) / input.shape[classDim]);
  });
}
