import { broadcastTo, commonShape } from "../../tensor/shape";
import { isFloatingPoint, numel, type Tensor } from "../../tensor/tensor";
import { applyOp } from "../applyOp";
import type { LossName, LossOptions, Unreduced } from "../loss";
import { lossDefinitions, lossFunctions } from "../losses/lossFunctions";
import { marginLayout } from "../losses/marginShapes";
import { endOfList } from "../losses/multilabelMarginLoss";
import type { TensorOp } from "../ops";
import { defaultReduction, reduce } from "../reduce";
import { isRefusal, type Refusal } from "../refusal";
import { applyOpToBox, type Box, boxAround, clip } from "./box";
import { crossEntropyRanges } from "./classRange";
import { elementRanges, type Range } from "./elementRange";

/** The losses that the true values behind rounded digits can have. */
export interface LossInterval {
  /** Under `options.reduction`, or the loss's default: a scalar, or the shape of the unreduced loss for `none`. */
  readonly low: Tensor;
  readonly high: Tensor;
  /** Whether both ends are reached; otherwise they enclose the losses, and may be wider. */
  readonly exact: boolean;
}

/**
 * The interval of the loss of `input` after `ops`, when the true value of each element lies within its half unit of the one given.
 * `undefined` where an operation yields integers, or the input is of an integer type: they are not rounded.
 */
export function lossInterval(
  input: Tensor,
  halfUnits: Float64Array,
  ops: readonly TensorOp[],
  name: LossName,
  target: Tensor,
  options: LossOptions,
): LossInterval | Refusal | undefined {
  if (!isFloatingPoint(input.dtype)) return undefined;
  let point: Tensor = input;
  let box = boxAround(input, halfUnits);
  for (const op of ops) {
    const next = applyOp(point, op);
    if (isRefusal(next)) return next;
    const nextBox = applyOpToBox(box, op);
    if (nextBox === undefined) return undefined;
    point = next;
    box = nextBox;
  }
  const loss = lossFunctions[name](point, target, options);
  if (isRefusal(loss)) return loss;
  const ranges = unreducedRanges(name, name === "BCELoss" ? clip(box, 0, 1) : box, target, options);
  return reduceRanges(name, ranges, loss, box, point, target, options);
}

function unreducedRanges(name: LossName, box: Box, target: Tensor, options: LossOptions): readonly Range[] {
  switch (name) {
    case "CrossEntropyLoss":
      return crossEntropyRanges(box, target, options);
    case "NLLLoss":
    case "MultiMarginLoss":
    case "MultiLabelMarginLoss":
      return cornerRanges(name, box, target, options);
    case "MultiLabelSoftMarginLoss":
      return classSums(elementwiseRanges(name, box, target, options), box, target, options);
    default:
      return elementwiseRanges(name, box, target, options);
  }
}

/** Losses that fall in the elements of the target's classes and rise in all others: the range lies between two corners. */
function cornerRanges(name: LossName, box: Box, target: Tensor, options: LossOptions): readonly Range[] {
  const towards = (labels: Tensor, others: Tensor): Tensor => {
    const data = others.data.slice();
    for (const element of labelElements(name, box.low, target)) data[element] = labels.data[element];
    return { ...others, data };
  };
  const ends = [towards(box.high, box.low), towards(box.low, box.high)].map((corner) =>
    lossDefinitions[name].values(corner, target, options),
  );
  return Array.from(ends[0], (_, i) => ordered(ends[0][i], ends[1][i], true));
}

function labelElements(name: LossName, { shape, data }: Tensor, target: Tensor): readonly number[] {
  if (name !== "MultiLabelMarginLoss") {
    const classes = shape.length < 2 ? (shape[0] ?? 1) : shape[1];
    const inner = numel(shape.slice(2));
    return [...target.data].flatMap((y, sample) => {
      const element = (Math.floor(sample / inner) * classes + y) * inner + (sample % inner);
      return y >= 0 && y < classes && element < data.length ? [element] : [];
    });
  }
  const { samples, classes } = marginLayout(shape);
  return Array.from({ length: samples }, (_, n) => {
    const row = n * classes;
    return Array.from(target.data.subarray(row, endOfList(target.data, row, row + classes)), (label) => row + label);
  }).flat();
}

function ordered(a: number, b: number, exact: boolean): Range {
  return { low: Math.min(a, b), high: Math.max(a, b), exact };
}

function weightIn(name: LossName, { weight }: LossOptions): Tensor | undefined {
  const takesWeight = name === "BCELoss" || name === "BCEWithLogitsLoss" || name === "MultiLabelSoftMarginLoss";
  return takesWeight ? weight : undefined;
}

function elementShape(name: LossName, input: Tensor, target: Tensor, options: LossOptions): readonly number[] {
  const shape = commonShape(target.shape, input.shape);
  const weight = weightIn(name, options);
  return weight === undefined ? shape : commonShape(shape, weight.shape);
}

function elementwiseRanges(name: LossName, box: Box, target: Tensor, options: LossOptions): readonly Range[] {
  const range = elementRanges[name];
  if (range === undefined) return [];
  const shape = elementShape(name, box.low, target, options);
  const low = broadcastTo(box.low, shape);
  const high = broadcastTo(box.high, shape);
  const t = broadcastTo(target, shape);
  const weight = weightIn(name, options);
  const w = weight && broadcastTo(weight, shape);
  const p = name === "BCEWithLogitsLoss" && options.posWeight ? broadcastTo(options.posWeight, shape) : undefined;
  return Array.from(low, (_, i) => {
    const bare = range(low[i], high[i], t[i], { ...options, p: p?.[i] });
    return w === undefined ? bare : ordered(bare.low * w[i], bare.high * w[i], bare.exact);
  });
}

/** The means over the classes of `multilabel_soft_margin_loss`. */
function classSums(elements: readonly Range[], box: Box, target: Tensor, options: LossOptions): readonly Range[] {
  const classDim = box.low.shape.length - 1;
  const classes = box.low.shape[classDim];
  const shape = elementShape("MultiLabelSoftMarginLoss", box.low, target, options);
  const inner = numel(shape.slice(classDim + 1));
  const size = shape[classDim];
  return Array.from({ length: elements.length / Math.max(size, 1) }, (_, sample) => {
    const start = Math.floor(sample / inner) * size * inner + (sample % inner);
    const terms = Array.from({ length: size }, (_, c) => elements[start + c * inner]);
    return {
      low: terms.reduce((total, { low }) => total + low, 0) / classes,
      high: terms.reduce((total, { high }) => total + high, 0) / classes,
      exact: terms.every(({ exact }) => exact),
    };
  });
}

function reduceRanges(
  name: LossName,
  ranges: readonly Range[],
  loss: Unreduced,
  box: Box,
  point: Tensor,
  target: Tensor,
  options: LossOptions,
): LossInterval {
  const reduction = options.reduction ?? defaultReduction(name);
  const end = (pick: (range: Range) => number) =>
    reduce({ ...loss, values: { ...loss.values, data: Float64Array.from(ranges, pick) } }, reduction);
  const ends = [end(({ low }) => low), end(({ high }) => high)];
  const value = reduce(loss, reduction);
  // Σ w[y] may be negative; and rounding must not push the loss that is shown out of its own interval.
  const bound = (choose: (...values: number[]) => number) => ({
    ...value,
    data: value.data.map((own, i) => choose(own, ends[0].data[i], ends[1].data[i])),
  });
  return {
    low: bound(Math.min),
    high: bound(Math.max),
    exact: ranges.every(({ exact }) => exact) && isReached(name, box, point, target, options),
  };
}

/** Whether the ends of all the ranges can be reached at once. */
function isReached(name: LossName, box: Box, point: Tensor, target: Tensor, options: LossOptions): boolean {
  if (box.dependence !== "none") return box.dependence === "classes" && name === "NLLLoss";
  if (elementRanges[name] === undefined) return true;
  return numel(elementShape(name, point, target, options)) === point.data.length;
}
