import { scalarTypeName } from "../../tensor/dtype";
import { broadcastShapes, broadcastTo, formatShape, formatSize, sameShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { type Box, clip } from "../interval/box";
import type { LossOptions } from "../loss";
import type { Rounding } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { tasks } from "../tasks";
import { checkInPlace, checkKernelType, checkReduction } from "./shared/checks";
import { allElements, INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { betweenEnds, elementRanges, elementsIn, summed } from "./shared/elements";
import { inputToFloat, onInput, sameShapeFixes, targetToInputType } from "./shared/fixes";
import { labelMistake } from "./shared/mistakes";

/**
 * `torch.nn.functional.binary_cross_entropy` of probabilities x in [0, 1], any shape, and a target of the same shape:
 *
 *   l = −w · [t · max(ln x, −100) + (1 − t) · max(ln(1 − x), −100)]
 *
 * The logarithms are clamped so that no element exceeds 100. `mean` divides by the number of elements, whatever the weights.
 */
export const binaryCrossEntropy: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: ["weight", "size_average", "reduce", "reduction"],
    functional: {
      from: "torch.nn.functional",
      name: "binary_cross_entropy",
      parameters: ["weight", "size_average", "reduce", "reduction"],
    },
  },
  defaults: { reduction: "mean" },
  takes: "probabilities",
  targets: ["binary"],
  bounds: ({ weight }) => ({ min: 0, max: weight === undefined ? 100 : Number.POSITIVE_INFINITY }),
  refuse,
  result: ({ shape, dtype }) => ({ shape, dtype }),
  values,
  elementwise: true,
  denominator: allElements,
  gradient,
  refuseGradient: undefined,
  inType: summed(valuesIn, allElements),
  ranges,
  mistake: (meaning, { reading }) => {
    if (tasks[reading.task].exclusive) return { kind: "elementwiseForExclusive" };
    return meaning === "probabilities" ? labelMistake(reading) : { kind: "notProbabilities", of: meaning };
  },
  warnsOfBroadcast: false,
  clampsAt: -100,
  fromScores: undefined,
};

function refuse(input: Tensor, target: Tensor, options: LossOptions): Refusal | undefined {
  const refused = checkReduction(options);
  if (refused !== undefined) return refused;
  if (!sameShape(input.shape, target.shape)) {
    return refusal(
      "ValueError",
      `Using a target size (${formatSize(target.shape)}) that is different to the input size (${formatSize(input.shape)}) is deprecated. Please ensure they have the same size.`,
      sameShapeFixes(input, target),
    );
  }
  return (
    checkWeightExpands(target, options.weight) ??
    checkTypes(input, target) ??
    checkRange(input, target) ??
    (options.weight && checkInPlace(input, options.weight))
  );
}

/** `torch.broadcast_shapes(target.size(), weight.size())` */
function checkWeightExpands(target: Tensor, weight: Tensor | undefined): Refusal | undefined {
  if (weight === undefined) return undefined;
  const common = broadcastShapes(target.shape, weight.shape);
  if ("shape" in common) return undefined;
  // torch goes through the dimensions of the weight from the last one, and says what it had so far.
  const ndim = Math.max(target.shape.length, weight.shape.length);
  const padded = [...new Array(ndim - target.shape.length).fill(1), ...target.shape];
  const soFar = padded.map((size, dim) => (dim > common.dim && size === 1 ? (weight.shape.at(dim - ndim) ?? 1) : size));
  return refusal(
    "RuntimeError",
    `Attempting to broadcast a dimension of length ${common.sizeB} at ${common.dim - ndim}! Mismatching argument at index 1 had ${formatSize(weight.shape)}; but expected shape should be broadcastable to ${formatShape(soFar)}`,
  );
}

function checkTypes(input: Tensor, target: Tensor): Refusal | undefined {
  if (target.dtype !== input.dtype) {
    return refusal(
      "RuntimeError",
      `Found dtype ${scalarTypeName[target.dtype]} but expected ${scalarTypeName[input.dtype]}`,
      [...targetToInputType(input), ...inputToFloat],
    );
  }
  return checkKernelType("binary_cross_entropy", input.dtype);
}

function checkRange(input: Tensor, target: Tensor): Refusal | undefined {
  for (let i = 0; i < input.data.length; i++) {
    if (!(input.data[i] >= 0 && input.data[i] <= 1)) {
      return refusal("RuntimeError", "all elements of input should be between 0 and 1", [onInput({ op: "sigmoid" })]);
    }
    if (!(target.data[i] >= 0 && target.data[i] <= 1)) {
      return refusal("RuntimeError", "all elements of target should be between 0 and 1");
    }
  }
  return undefined;
}

function values(input: Tensor, target: Tensor, { weight }: LossOptions, room?: Float64Array): Float64Array {
  const x = input.data;
  const t = target.data;
  const w = weight && broadcastTo(weight, input.shape);
  const data = room ?? new Float64Array(x.length);
  for (let i = 0; i < data.length; i++) {
    const loss = lossOf(x[i], t[i]);
    data[i] = w === undefined ? loss : loss * w[i];
  }
  return data;
}

/** A target of 0 or 1 leaves one of the two logarithms, which are what takes the time. */
function lossOf(x: number, t: number): number {
  if (t === 1) return -Math.max(Math.log(x), -100);
  if (t === 0) return -Math.max(Math.log1p(-x), -100);
  return (t - 1) * Math.max(Math.log1p(-x), -100) - t * Math.max(Math.log(x), -100);
}

/** torch keeps the denominator of the gradient away from 0 with a constant of type float. */
const EPSILON = Math.fround(1e-12);

/** ∂l/∂x = w · (x − t) / max(x · (1 − x), 1e−12): the gradient of the loss without its clamp at −100. */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, { weight }: LossOptions): Float64Array {
  const x = input.data;
  const t = target.data;
  const w = weight && broadcastTo(weight, input.shape);
  const result = new Float64Array(x.length);
  for (let i = 0; i < result.length; i++) {
    const slope = (upstream[i] * (x[i] - t[i])) / Math.max((1 - x[i]) * x[i], EPSILON);
    result[i] = w === undefined ? slope : slope * w[i];
  }
  return result;
}

function valuesIn(r: Rounding, input: Tensor, target: Tensor, { weight }: LossOptions): Float64Array {
  return elementsIn(r, input, target, weight, (x, t) => {
    const ofOne = Math.max(r(Math.log(x)), -100);
    const ofZero = Math.max(r(Math.log1p(-x)), -100);
    return r(r(r(t - 1) * ofZero) - r(t * ofOne));
  });
}

/** Falls from x = 0 to its lowest point at x = t, and rises from there. Probabilities do not leave [0, 1] by their rounding. */
function ranges(box: Box, target: Tensor, { weight }: LossOptions) {
  return elementRanges(clip(box, 0, 1), target, weight, (low, high, t) =>
    betweenEnds((x) => (t - 1) * Math.max(Math.log1p(-x), -100) - t * Math.max(Math.log(x), -100), low, high, t),
  );
}
