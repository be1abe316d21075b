import { scalarTypeName } from "../../../tensor/dtype";
import { laneStart } from "../../../tensor/layout";
import { formatShape, type Shape, sameShape } from "../../../tensor/shape";
import { isFloatingPoint, numel, type Tensor } from "../../../tensor/tensor";
import type { Denominator, LossOptions, Reduction } from "../../loss";
import type { Rounding } from "../../precision/rounding";
import { sum } from "../../reduce";
import { DEFAULT_IGNORE_INDEX } from "../../reference";
import { type Refusal, refusal } from "../../refusal";
import { valueFacts } from "../../valueFacts";
import { checkKernelType, checkScalarType } from "./checks";
import { classLanes } from "./classLanes";
import type { LossIn } from "./definition";
import { classIndexFixes, onInput, onTarget, targetToLong, to } from "./fixes";

export function ignoreIndexOf({ ignoreIndex = DEFAULT_IGNORE_INDEX }: LossOptions): number {
  return ignoreIndex;
}

/**
 * The checks of `nll_loss` (LossNLL.cpp, LossNLL2d.cpp), which `cross_entropy` shares. Inputs of 1 and 2 dimensions go to one kernel,
 * all others, viewed as (N, C, H, W), to another one, with texts of its own.
 */
export function checkClassIndices(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const ndim = input.shape.length;
  const fixes = classIndexFixes(input, target);
  if (ndim < 1)
    return refusal("ValueError", "Expected 1 or more dimensions (got 0)", [onInput({ op: "unsqueeze", dim: 0 })]);
  const batch = target.shape[0] ?? 0;
  if (ndim !== 1 && input.shape[0] !== batch) {
    return refusal(
      "ValueError",
      `Expected input batch_size (${input.shape[0]}) to match target batch_size (${batch}).`,
      fixes,
    );
  }
  return (
    (ndim <= 2 ? checkVectorTarget(input, target, options) : checkSpatialTarget(input, target, options)) ??
    checkIndexRange(input, target, options)
  );
}

/** What `nll_loss` lets pass on its way forward and refuses on its way back. */
export function checkClassIndicesBackward(input: Tensor, target: Tensor): Refusal | undefined {
  if (input.shape.length === 1 && target.shape.length === 1 && input.shape[0] !== 1) {
    const message = `size mismatch (got input: ${formatShape(input.shape)}, target: ${formatShape(target.shape)})`;
    return refusal("RuntimeError", message, [onTarget({ op: "squeeze", dim: 0 })]);
  }
  return input.shape.length > 2 ? checkScalarType("int64", target.dtype, targetToLong) : undefined;
}

function checkVectorTarget(input: Tensor, target: Tensor, { weight }: LossOptions): Refusal | undefined {
  const fixes = classIndexFixes(input, target);
  if (target.shape.length > 1) {
    return refusal("RuntimeError", "0D or 1D target tensor expected, multi-target not supported", fixes);
  }
  const refused = checkIndexType(target);
  if (refused !== undefined) return refused;
  if (input.shape.length === 2 && target.shape.length === 0) {
    return refusal("IndexError", "Dimension specified as 0 but tensor has no dimensions", fixes);
  }
  if (input.shape.length === 1 && target.shape.length === 1 && target.shape[0] !== 1) {
    return refusal(
      "ValueError",
      `For 1D input, 1D target must have size 1, but got target size: ${target.shape[0]}`,
      fixes,
    );
  }
  const classes = input.shape[input.shape.length - 1];
  if (weight !== undefined && (weight.shape.length !== 1 || weight.shape[0] !== classes)) {
    return refusal(
      "RuntimeError",
      `weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${formatShape(weight.shape)}`,
    );
  }
  return checkInputTypes("nll_loss_out_frame", input, weight);
}

function checkSpatialTarget(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const { weight, reduction } = options;
  const fixes = classIndexFixes(input, target);
  const [batch, classes, ...spatial] = input.shape;
  let inputView: Shape = input.shape;
  let targetView: Shape = target.shape;
  if (input.shape.length !== 4) {
    if (target.shape.length === 0) return refusal("RuntimeError", "ArrayRef: invalid slice, N = 1; size = 0");
    if (!sameShape(target.shape.slice(1), spatial)) {
      return refusal(
        "RuntimeError",
        `Expected target size ${formatShape([batch, ...spatial])}, got ${formatShape(target.shape)}`,
        fixes,
      );
    }
    inputView = numel(input.shape) > 0 ? [batch, classes, 1, numel(spatial)] : [batch, classes, 0, 0];
    targetView = target.data.length > 0 ? [batch, 1, numel(spatial)] : [batch, 0, 0];
  } else if (target.shape.length !== 3) {
    return refusal(
      "RuntimeError",
      `only batches of spatial targets supported (3D tensors) but got targets of dimension: ${target.shape.length}`,
      fixes,
    );
  }
  const refused = checkIndexType(target);
  if (refused !== undefined) return refused;
  if (weight !== undefined && weight.data.length !== classes) {
    return refusal("RuntimeError", "weight tensor should be defined either for all or no classes");
  }
  if (!sameShape([inputView[0], inputView[2], inputView[3]], targetView)) {
    return refusal(
      "RuntimeError",
      // The parenthesis is never closed, there as here.
      `size mismatch (got input: ${formatShape(inputView)} , target: ${formatShape(targetView)}`,
      fixes,
    );
  }
  const readsTarget = reduction === "none" || target.data.length > 0;
  return (
    checkInputTypes("nll_loss2d_forward_out_frame", input, weight) ??
    (readsTarget ? checkScalarType("int64", target.dtype, targetToLong) : undefined)
  );
}

function checkIndexType({ dtype }: Tensor): Refusal | undefined {
  if (dtype === "int64" || dtype === "uint8") return undefined;
  return refusal(
    "RuntimeError",
    `expected target dtype to be Long or Byte, but got ${scalarTypeName[dtype]}`,
    targetToLong,
  );
}

function checkInputTypes(kernel: string, input: Tensor, weight: Tensor | undefined): Refusal | undefined {
  const refused = checkKernelType(kernel, input.dtype);
  if (refused !== undefined || weight === undefined) return refused;
  return checkScalarType(input.dtype, weight.dtype, isFloatingPoint(weight.dtype) ? [onInput(to(weight.dtype))] : []);
}

function checkIndexRange(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const classes = input.shape.length === 1 ? input.shape[0] : input.shape[1];
  const outside = firstOutside(target, classes, ignoreIndexOf(options));
  if (outside === undefined) return undefined;
  const fixes = input.shape.length > 2 ? [onInput({ op: "movedim", source: -1, destination: 1 })] : [];
  const printsCharacter = target.dtype === "uint8" && options.reduction === "none" && input.shape.length === 2;
  return printsCharacter
    ? characterOutOfBounds(outside)
    : refusal("IndexError", `Target ${outside} is out of bounds.`, fixes);
}

/** The first index that is neither a class nor ignored. Hardly ever is there one, and their range is known once for all losses. */
function firstOutside(target: Tensor, classes: number, ignored: number): number | undefined {
  const { min, max } = valueFacts(target);
  if (min >= 0 && max < classes) return undefined;
  return target.data.find((index) => !(index >= 0 && index < classes) && index !== ignored);
}

/** Whether a target may be ignored, by their range. */
export function mayIgnore(target: Tensor, ignored: number): boolean {
  const { min, max } = valueFacts(target);
  return !(ignored < min || ignored > max);
}

/**
 * With `reduction="none"` a uint8 index goes into the message as a character: 0 ends the text, and from 128 on it is not UTF-8,
 * so that Python raises an error of its own.
 */
function characterOutOfBounds(index: number): Refusal {
  if (index === 0) return refusal("IndexError", "Target ");
  if (index < 128) return refusal("IndexError", `Target ${String.fromCharCode(index)} is out of bounds.`);
  const starts = index >= 0xc2 && index <= 0xf4;
  return refusal(
    "UnicodeDecodeError",
    `'utf-8' codec can't decode byte 0x${index.toString(16)} in position 7: invalid ${starts ? "continuation" : "start"} byte`,
  );
}

/** The denominator of `mean`: the sum of the class weights of the targets not ignored, or their number. */
export function classIndexDenominator(
  total: number,
  _input: Tensor,
  target: Tensor,
  options: LossOptions,
): Denominator {
  const ignored = ignoreIndexOf(options);
  const weight = options.weight?.data;
  let counted = 0;
  let weights = 0;
  const indices = target.data;
  if (weight === undefined) {
    if (!mayIgnore(target, ignored)) return { value: total, kind: "samples", counted: total, total };
    for (let i = 0; i < indices.length; i++) counted += Number(indices[i] !== ignored);
    return { value: counted, kind: "samples", counted, total };
  }
  for (let i = 0; i < indices.length; i++) {
    if (indices[i] === ignored) continue;
    counted++;
    weights += weight[indices[i]];
  }
  return { value: weights, kind: "weights", counted, total };
}

/** The places in an input of class scores of the classes that its targets name. */
export function labelPlaces(shape: Shape, target: Tensor): readonly number[] {
  const lanes = classLanes(shape);
  return Array.from(target.data).flatMap((y, sample) =>
    y >= 0 && y < lanes.size && sample < lanes.count ? [laneStart(lanes, sample) + y * lanes.inner] : [],
  );
}

/** `nll_loss` in a floating type. It adds up in the type itself, so that float16 overflows on the way to a small mean. */
export function classIndicesIn(
  round: Rounding,
  reduction: Reduction,
  input: Tensor,
  target: Tensor,
  options: LossOptions,
): LossIn {
  const lanes = classLanes(input.shape);
  const ignored = ignoreIndexOf(options);
  const weight = options.weight?.data;
  const weights = new Float64Array(target.data.length);
  const values = new Float64Array(target.data.length);
  target.data.forEach((y, sample) => {
    if (y === ignored) return;
    weights[sample] = weight === undefined ? 1 : weight[y];
    values[sample] = round(-input.data[laneStart(lanes, sample) + y * lanes.inner] * weights[sample]);
  });
  const total = cascadeSum(round, values);
  const share = weight === undefined ? sum(weights) : cascadeSum(round, weights);
  return { values, reduced: reduction === "mean" ? round(total / round(share)) : total };
}

const LEVELS = 8;

/** The summation of LossNLL.cpp: partial sums of 16 or more terms, of 16 or more of those, and so on. */
function cascadeSum(round: Rounding, values: Float64Array): number {
  const power = Math.max(4, Math.floor(Math.ceil(Math.log2(Math.max(values.length, 1))) / LEVELS));
  const mask = (1 << power) - 1;
  const partial = new Array<number>(LEVELS).fill(0);
  values.forEach((value, index) => {
    partial[0] = round(partial[0] + value);
    for (let level = 0; level + 1 < LEVELS && (index & (mask << (level * power))) === 0; level++) {
      partial[level + 1] = round(partial[level + 1] + partial[level]);
      partial[level] = 0;
    }
  });
  return partial.reduce((total, part) => round(total + part), 0);
}
