import { formatShape } from "../../tensor/shape";
import { isFloatingPoint, numel, type Tensor } from "../../tensor/tensor";
import type { LossOptions } from "../loss";
import type { Rounding } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { checkReduction, checkScalarType, kernelMissing } from "./shared/checks";
import { allSamples, INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { addedOnce, cornerRanges } from "./shared/elements";
import { sameShapeFixes, targetToLong } from "./shared/fixes";
import { checkMarginInput, marginLayout } from "./shared/marginShapes";

/**
 * `torch.nn.functional.multilabel_margin_loss` of scores (C) or (N, C) and lists T of class indices of the same shape,
 * each ended by its first −1:
 *
 *   l = 1/C · Σ_{j ∈ T} Σ_{i ∉ T} max(0, 1 − x[j] + x[i])
 *
 * A class listed twice counts twice. What is nan is not greater than 0 and adds nothing.
 * Without samples torch leaves the reduced loss uninitialised; here `mean` is nan and `sum` 0.
 */
export const multilabelMarginLoss: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: ["size_average", "reduce", "reduction"],
    functional: {
      from: "torch.nn.functional",
      name: "multilabel_margin_loss",
      parameters: ["size_average", "reduce", "reduction"],
    },
  },
  defaults: { reduction: "mean" },
  takes: "logits",
  targets: ["labelLists"],
  bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
  refuse,
  result: ({ shape, dtype }, target) => ({ shape: target.shape.length <= 1 ? [] : shape.slice(0, 1), dtype }),
  values,
  elementwise: false,
  denominator: allSamples,
  gradient,
  refuseGradient: undefined,
  inType: addedOnce(valuesIn, allSamples),
  ranges: (box, target) => cornerRanges(box, listedPlaces(box.low, target), (corner) => values(corner, target)),
  mistake: () => ({ kind: "otherLoss", loss: "MultiLabelMarginLoss" }),
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: undefined,
};

const KERNEL = "multilabel_margin_loss_forward_out_frame";

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const refused = checkReduction(options) ?? checkMarginInput(input.shape);
  if (refused !== undefined) return refused;
  const { samples, classes } = marginLayout(input.shape);
  const fits =
    input.shape.length <= 1
      ? target.shape.length <= 1 && target.data.length === classes
      : target.shape.length === 2 && target.shape[0] === samples && target.shape[1] === classes;
  if (!fits) {
    return refusal(
      "RuntimeError",
      `inconsistent target size: ${formatShape(target.shape)} for input of size: ${formatShape(input.shape)}`,
      sameShapeFixes(input, target),
    );
  }
  if (numel(input.shape) === 0) return undefined;
  if (!isFloatingPoint(input.dtype) || input.dtype === "float16" || input.dtype === "bfloat16") {
    return checkRange(target, classes) ?? kernelMissing(KERNEL, input.dtype);
  }
  return checkRange(target, classes) ?? checkScalarType("int64", target.dtype, targetToLong);
}

function checkRange(target: Tensor, classes: number): Refusal | undefined {
  const outOfRange = refusal("RuntimeError", "argument #2 'target' is out of range");
  const overflow = refusal("RuntimeError", "value cannot be converted to type int64_t without overflow");
  const bounds = extremes(target.data);
  for (const [bound, inRange] of [
    [bounds.min, Math.trunc(bounds.min) >= -1],
    [bounds.max, Math.trunc(bounds.max) < classes],
  ] as const) {
    if (!(Math.abs(bound) < 2 ** 63)) return overflow;
    if (!inRange) return outOfRange;
  }
  return undefined;
}

/** The smallest and the largest element, both nan if there is a nan. */
function extremes(data: Float64Array): { readonly min: number; readonly max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (Number.isNaN(value)) return { min: value, max: value };
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

function values(input: Tensor, target: Tensor): Float64Array {
  const { samples, classes } = marginLayout(input.shape);
  const x = input.data;
  const data = new Float64Array(samples);
  const isLabel = new Uint8Array(classes);
  for (let n = 0, row = 0; n < samples; n++, row += classes) {
    const end = markLabels(isLabel, target.data, row, row + classes);
    let total = 0;
    for (let j = row; j < end; j++) {
      const distance = 1 - x[row + target.data[j]];
      for (let c = 0; c < classes; c++) {
        const z = distance + x[row + c];
        if (z > 0 && isLabel[c] === 0) total += z;
      }
    }
    data[n] = total / classes;
  }
  return data;
}

/** Marks the classes of a row's list, and says where the list ends. */
function markLabels(isLabel: Uint8Array, target: Float64Array, row: number, rowEnd: number): number {
  const end = endOfList(target, row, rowEnd);
  isLabel.fill(0);
  for (let j = row; j < end; j++) isLabel[target[j]] = 1;
  return end;
}

/** Each pair of a label j and another class i that violates the margin pulls them apart by 1/C. */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor): Float64Array {
  const { classes } = marginLayout(input.shape);
  const result = new Float64Array(input.data.length);
  forEachViolation(input, target, (sample, label, other) => {
    result[label] -= upstream[sample] / classes;
    result[other] += upstream[sample] / classes;
  });
  return result;
}

/** Visits the pairs of a label and another class, by their places in the input, whose z = 1 − x[label] + x[other] is positive. */
function forEachViolation(
  input: Tensor,
  target: Tensor,
  visit: (sample: number, label: number, other: number, z: number) => void,
): void {
  const { samples, classes } = marginLayout(input.shape);
  const isLabel = new Uint8Array(classes);
  for (let n = 0, row = 0; n < samples; n++, row += classes) {
    const end = markLabels(isLabel, target.data, row, row + classes);
    for (let j = row; j < end; j++) {
      const label = row + target.data[j];
      for (let c = 0; c < classes; c++) {
        const z = 1 - input.data[label] + input.data[row + c];
        if (isLabel[c] === 0 && z > 0) visit(n, label, row + c, z);
      }
    }
  }
}

/** Where the list of class indices of a row ends: at the first negative number. */
function endOfList(target: Float64Array, start: number, end: number): number {
  for (let j = start; j < end; j++) if (target[j] < 0) return j;
  return end;
}

/** The places in the input of the classes that are listed. */
function listedPlaces({ shape }: Tensor, target: Tensor): readonly number[] {
  const { samples, classes } = marginLayout(shape);
  return Array.from({ length: samples }, (_, n) => {
    const row = n * classes;
    return Array.from(target.data.subarray(row, endOfList(target.data, row, row + classes)), (label) => row + label);
  }).flat();
}

function valuesIn(round: Rounding, input: Tensor, target: Tensor): Float64Array {
  const { samples, classes } = marginLayout(input.shape);
  const totals = new Float64Array(samples);
  for (let n = 0, row = 0; n < samples; n++, row += classes) {
    const x = input.data.subarray(row, row + classes);
    const labels = target.data.subarray(row, endOfList(target.data, row, row + classes));
    const isLabel = new Set(labels);
    for (const label of labels) {
      const distance = round(1 - x[label]);
      x.forEach((score, c) => {
        const z = round(distance + score);
        if (!isLabel.has(c) && z > 0) totals[n] += z;
      });
    }
  }
  return totals.map((total) => round(total / classes));
}
