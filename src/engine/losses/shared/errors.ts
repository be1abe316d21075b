import { promoteTypes, resultType, scalarTypeName, wrapInteger } from "../../../tensor/dtype";
import { broadcastTo, commonShape, formatSize, type Shape, sameShape, unbroadcast } from "../../../tensor/shape";
import { isFloatingPoint, type Tensor } from "../../../tensor/tensor";
import type { Box } from "../../interval/box";
import type { Broadcast, Denominator, LossOptions } from "../../loss";
import type { Rounding } from "../../precision/rounding";
import { sum } from "../../reduce";
import { type Refusal, refusal } from "../../refusal";
import { checkBroadcast, checkKernelType, checkReduction, checkSubtraction } from "./checks";
import { allElements, type LossDefinition } from "./definition";
import { betweenEnds, elementRanges, elementsIn, summed } from "./elements";
import { inputToFloat, sameShapeFixes } from "./fixes";

/**
 * The losses of the error x − t of predictions of any shape: MSE, L1, Huber, smooth L1. Input and target broadcast, of which torch
 * warns: a column (N, 1) against a row (N) becomes N × N. The functions also take a weight of the input's own shape; the modules do not.
 */
export interface ErrorLoss {
  readonly signature: LossDefinition["signature"];
  readonly defaults: LossDefinition["defaults"];
  /** What torch refuses of the options and of the types, in the place where it computes the errors. */
  readonly refuseErrors: (
    input: Tensor,
    target: Tensor,
    options: LossOptions,
    weight: Tensor | undefined,
  ) => Refusal | undefined;
  readonly refuseGradient: LossDefinition["refuseGradient"];
  /** The type of the errors. */
  readonly dtype: (input: Tensor, target: Tensor) => Tensor["dtype"];
  /** Writes the loss of each element of floating types: `ofError` in a loop of its own, which the compiler makes fast. */
  readonly fill: (result: Float64Array, x: Float64Array, t: Float64Array, options: LossOptions) => void;
  /** ∂l/∂x of one element, given the error. */
  readonly slope: (error: number, options: LossOptions) => number;
  /** One element by its error, and in a floating type. Of integers an error wraps around, and so does what comes of it. */
  readonly ofError: (error: number, options: LossOptions) => number;
  readonly inType: (r: Rounding, x: number, t: number, options: LossOptions) => number;
  /** Whether `mean` divides by the sum of the weights, where there are any. */
  readonly weightedMean: boolean;
}

export function errorLoss(loss: ErrorLoss): Omit<LossDefinition, "mistake"> {
  const takesWeight = loss.signature.functional?.parameters.includes("weight") ?? false;
  const weightOf = ({ weight }: LossOptions) => (takesWeight ? weight : undefined);
  const denominator = (count: number, _input: Tensor, _target: Tensor, options: LossOptions): Denominator => {
    const weight = loss.weightedMean ? weightOf(options) : undefined;
    if (weight === undefined) return allElements(count);
    return { value: sum(weight.data), kind: "weights", counted: count, total: count };
  };
  return {
    signature: loss.signature,
    defaults: loss.defaults,
    takes: "values",
    targets: ["values"],
    bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
    refuse: (input, target, options) => {
      const weight = weightOf(options);
      return (
        checkBroadcast(input.shape, target.shape, sameShapeFixes(input, target)) ??
        (weight && checkWeightShape(input, weight)) ??
        (weight === undefined ? checkReduction(options) : undefined) ??
        loss.refuseErrors(input, target, options, weight) ??
        (weight && checkWeightedReduction(options)) ??
        checkMean(loss, input, target, options, weight)
      );
    },
    result: (input, target, options) => ({
      shape: resultShape(input, target, weightOf(options)),
      dtype: weightedType(loss, input, target, weightOf(options)),
    }),
    values: (input, target, options, room) => {
      const weight = weightOf(options);
      const shape = resultShape(input, target, weight);
      const w = weight && broadcastTo(weight, shape);
      const [x, t] = [broadcastTo(input, shape), broadcastTo(target, shape)];
      const dtype = loss.dtype(input, target);
      const data = room ?? new Float64Array(x.length);
      if (isFloatingPoint(dtype)) loss.fill(data, x, t, options);
      else {
        for (let i = 0; i < data.length; i++) {
          data[i] = wrapInteger(loss.ofError(wrapInteger(x[i] - t[i], dtype), options), dtype);
        }
      }
      if (w !== undefined) for (let i = 0; i < data.length; i++) data[i] *= w[i];
      return data;
    },
    elementwise: true,
    denominator,
    gradient: (upstream, input, target, options) => {
      const weight = weightOf(options);
      const shape = resultShape(input, target, weight);
      const w = weight && broadcastTo(weight, shape);
      const [x, t] = [broadcastTo(input, shape), broadcastTo(target, shape)];
      const slopes = upstream.map((up, i) => (w === undefined ? up : up * w[i]) * loss.slope(x[i] - t[i], options));
      return unbroadcast(slopes, shape, input.shape);
    },
    refuseGradient: loss.refuseGradient,
    inType: summed(
      (r, input, target, options) =>
        elementsIn(r, input, target, weightOf(options), (x, t) => loss.inType(r, x, t, options)),
      denominator,
    ),
    // Even in the error, and rising with its size.
    ranges: (box: Box, target, options) =>
      elementRanges(box, target, weightOf(options), (low, high, t) =>
        betweenEnds((x) => loss.ofError(x - t, options), low, high, t),
      ),
    warnsOfBroadcast: true,
    clampsAt: undefined,
    fromScores: undefined,
  };
}

/**
 * z · (z/2) where z = |x − t| is below `limit`, limit · (z − limit/2) elsewhere: four elements at a time, as far as there are so many;
 * returns how far. Both at once, with a place to look at instead of a branch, which no processor could predict.
 */
export function fillWithin(result: Float64Array, x: Float64Array, t: Float64Array, limit: number): number {
  const either = new Float64Array(8).fill(limit);
  let i = 0;
  for (const last = result.length - 3; i < last; i += 4) {
    const a = Math.abs(x[i] - t[i]);
    const b = Math.abs(x[i + 1] - t[i + 1]);
    const c = Math.abs(x[i + 2] - t[i + 2]);
    const d = Math.abs(x[i + 3] - t[i + 3]);
    either[1] = a;
    either[3] = b;
    either[5] = c;
    either[7] = d;
    const nearA = either[Number(a < limit)];
    const nearB = either[2 + Number(b < limit)];
    const nearC = either[4 + Number(c < limit)];
    const nearD = either[6 + Number(d < limit)];
    result[i] = nearA * (a - 0.5 * nearA);
    result[i + 1] = nearB * (b - 0.5 * nearB);
    result[i + 2] = nearC * (c - 0.5 * nearC);
    result[i + 3] = nearD * (d - 0.5 * nearD);
  }
  return i;
}

/** `mse_cpu` and its like: the kernel of the promoted type (both are expanded first, so that a scalar counts), a floating one. */
export function promoted(kernel: string, input: Tensor, target: Tensor): Refusal | undefined {
  return checkKernelType(kernel, promoteTypes(input.dtype, target.dtype));
}

/** torch's UserWarning where the shapes differ. */
export function broadcastWarning(input: Shape, target: Shape): Broadcast | undefined {
  if (sameShape(input, target)) return undefined;
  const message = `Using a target size (${formatSize(target)}) that is different to the input size (${formatSize(input)}). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.`;
  return { input, target, result: commonShape(input, target), message };
}

/** The squared or absolute errors that a weight is multiplied by are made in Python, of any type but bool. */
export function checkDifference(input: Tensor, target: Tensor): Refusal | undefined {
  return checkSubtraction(input.dtype, target.dtype, inputToFloat);
}

function resultShape(input: Tensor, target: Tensor, weight: Tensor | undefined): Shape {
  const shape = commonShape(input.shape, target.shape);
  return weight === undefined ? shape : commonShape(shape, weight.shape);
}

function weightedType(loss: ErrorLoss, input: Tensor, target: Tensor, weight: Tensor | undefined): Tensor["dtype"] {
  const dtype = loss.dtype(input, target);
  return weight === undefined ? dtype : resultType({ dtype, shape: commonShape(input.shape, target.shape) }, weight);
}

function checkWeightShape(input: Tensor, weight: Tensor): Refusal | undefined {
  if (sameShape(input.shape, weight.shape)) return undefined;
  return refusal("ValueError", "Weights and input must have the same size.");
}

function checkWeightedReduction({ reduction }: LossOptions): Refusal | undefined {
  if (reduction !== "batchmean") return undefined;
  return refusal("ValueError", "Invalid reduction mode: batchmean. Expected one of 'none', 'mean', 'sum'.");
}

/** Integers have no mean; a quotient of their sums they do have. */
function checkMean(
  loss: ErrorLoss,
  input: Tensor,
  target: Tensor,
  { reduction = "mean" }: LossOptions,
  weight: Tensor | undefined,
): Refusal | undefined {
  const dtype = weightedType(loss, input, target, weight);
  const divides = weight !== undefined && loss.weightedMean;
  if (isFloatingPoint(dtype) || divides || reduction !== "mean") return undefined;
  return refusal(
    "RuntimeError",
    `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${scalarTypeName[dtype]}`,
    inputToFloat,
  );
}
