import { laneStart } from "../../tensor/layout";
import type { Tensor } from "../../tensor/tensor";
import type { LossOptions } from "../loss";
import { checkReduction } from "./shared/checks";
import {
  checkClassIndices,
  checkClassIndicesBackward,
  classIndexDenominator,
  classIndicesIn,
  ignoreIndexOf,
  labelPlaces,
  mayIgnore,
} from "./shared/classIndices";
import { classLanes, sampleShape } from "./shared/classLanes";
import { INPUT_AND_TARGET, type LossDefinition } from "./shared/definition";
import { cornerRanges } from "./shared/elements";
import { classDimMistake } from "./shared/mistakes";

/**
 * `torch.nn.functional.nll_loss`: −w[y] · x[y] for each target y, 0 where y is `ignoreIndex`. The input is taken for
 * log-probabilities, whatever it holds; `mean` divides by Σ w[y] over the targets not ignored.
 *
 * Input (C), (N, C) or (N, C, d1 … dk); target of class indices (), (N) or (N, d1 … dk).
 */
export const nllLoss: LossDefinition = {
  signature: {
    arguments: INPUT_AND_TARGET,
    module: ["weight", "size_average", "ignoreIndex", "reduce", "reduction"],
    functional: {
      from: "torch.nn.functional",
      name: "nll_loss",
      parameters: ["weight", "size_average", "ignoreIndex", "reduce", "reduction"],
    },
  },
  defaults: { reduction: "mean", ignoreIndex: -100 },
  takes: "logProbabilities",
  targets: ["classIndices"],
  bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
  refuse: (input, target, options) => checkReduction(options) ?? checkClassIndices(input, target, options),
  result: (input) => ({ shape: sampleShape(input.shape), dtype: input.dtype }),
  values,
  elementwise: false,
  denominator: classIndexDenominator,
  gradient,
  refuseGradient: checkClassIndicesBackward,
  inType: classIndicesIn,
  ranges: (box, target, options) => ({
    ...cornerRanges(box, labelPlaces(box.low.shape, target), (corner) => values(corner, target, options)),
    // Each range depends on one element of its sample: those of one softmax do not get in each other's way.
    together: box.dependence !== "all",
  }),
  mistake: (meaning, context) => {
    const mistake = classDimMistake(context);
    if (mistake !== undefined) return mistake;
    return meaning === "logProbabilities" ? undefined : { kind: "noLogarithm", of: meaning };
  },
  warnsOfBroadcast: false,
  clampsAt: undefined,
  fromScores: {
    apply: () => true,
    by: {
      "": ({ own }) => own,
      log: ({ own }) => own.map(Math.log),
      softmax: ({ softmax }) => softmax,
      logSoftmax: ({ logSoftmax }) => logSoftmax,
      "softmax,log": ({ softmax }) => softmax.map(Math.log),
    },
  },
};

function values(input: Tensor, target: Tensor, options: LossOptions, room?: Float64Array): Float64Array {
  const lanes = classLanes(input.shape);
  const ignored = ignoreIndexOf(options);
  const x = input.data;
  const indices = target.data;
  const weight = options.weight?.data;
  const data = room ?? new Float64Array(indices.length);
  const isPlain = lanes.inner === 1 && weight === undefined && !mayIgnore(target, ignored);
  const read = isPlain ? gatherNegative(data, x, indices, lanes.size) : 0;
  for (let sample = read; sample < indices.length; sample++) {
    const y = indices[sample];
    if (y === ignored) {
      data[sample] = 0;
      continue;
    }
    const value = -x[laneStart(lanes, sample) + y * lanes.inner];
    data[sample] = weight === undefined ? value : value * weight[y];
  }
  return data;
}

/**
 * −x[y] of samples that follow one another; how many were written. Four at a time, of which none waits for another's number out of a far
 * part of memory; places are counted faster as whole numbers below 2³¹.
 */
function gatherNegative(data: Float64Array, x: Float64Array, indices: Float64Array, size: number): number {
  let read = 0;
  for (let start = 0; read < indices.length - 3; read += 4, start += 4 * size) {
    const first = x[start + (indices[read] | 0)];
    const second = x[start + size + (indices[read + 1] | 0)];
    const third = x[start + 2 * size + (indices[read + 2] | 0)];
    const fourth = x[start + 3 * size + (indices[read + 3] | 0)];
    data[read] = -first;
    data[read + 1] = -second;
    data[read + 2] = -third;
    data[read + 3] = -fourth;
  }
  return read;
}

/** ∂l/∂x[y] = −w[y] */
function gradient(upstream: Float64Array, input: Tensor, target: Tensor, options: LossOptions): Float64Array {
  const lanes = classLanes(input.shape);
  const ignored = ignoreIndexOf(options);
  const weight = options.weight?.data;
  const result = new Float64Array(input.data.length);
  for (let sample = 0; sample < target.data.length; sample++) {
    const y = target.data[sample];
    if (y === ignored) continue;
    const element = laneStart(lanes, sample) + y * lanes.inner;
    result[element] = weight === undefined ? -upstream[sample] : -upstream[sample] * weight[y];
  }
  return result;
}
