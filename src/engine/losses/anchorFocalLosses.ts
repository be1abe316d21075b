import { formatShape } from "../../tensor/shape";
import { isFloatingPoint, type Tensor } from "../../tensor/tensor";
import type { Box } from "../interval/box";
import type { Denominator, LossName, LossOptions } from "../loss";
import type { Rounding } from "../precision/rounding";
import { type Refusal, refusal } from "../refusal";
import { checkReduction } from "./shared/checks";
import { allElements, INPUT_AND_TARGET, type LossDefinition, type Ranges } from "./shared/definition";
import { summed } from "./shared/elements";
import { inputToFloat, targetToLong } from "./shared/fixes";
import { sigmoidFocalLoss } from "./sigmoidFocalLoss";

/*
 * The focal loss of anchors (N, C) against class indices (N), as detectors count it: a sigmoid for each class, and the index C is the
 * background, which is 0 for all classes. The values are those of `sigmoid_focal_loss` on the labels as rows of 0 and 1.
 */

/**
 * RetinaNet (Lin et al., https://arxiv.org/abs/1708.02002): anchors below 0 are not counted, and `mean` divides the sum by the number of
 * anchors that hold an object, or by 1 where none does.
 */
export const retinaNetFocalLoss: LossDefinition = anchorFocalLoss("RetinaNetFocalLoss", true, positives);

/** mmdetection's `FocalLoss` on its own: all anchors count, and `mean` divides by N · C. */
export const mmdetFocalLoss: LossDefinition = anchorFocalLoss("MMDetFocalLoss", false, allElements);

function anchorFocalLoss(name: LossName, ignores: boolean, denominator: LossDefinition["denominator"]): LossDefinition {
  const isIgnored = (y: number): boolean => ignores && y < 0;
  const counted = (values: Float64Array, target: Tensor): Float64Array => {
    const classes = values.length / Math.max(1, target.data.length);
    target.data.forEach((y, anchor) => {
      if (isIgnored(y)) values.fill(0, anchor * classes, (anchor + 1) * classes);
    });
    return values;
  };
  const valuesIn = (round: Rounding, input: Tensor, target: Tensor, options: LossOptions): Float64Array => {
    const rows = sigmoidFocalLoss.inType(round, "none", input, labelRows(input, target), options);
    return counted(rows.values, target);
  };
  return {
    signature: { arguments: INPUT_AND_TARGET, module: undefined, functional: undefined },
    defaults: { reduction: "mean", alpha: 0.25, gamma: 2 },
    takes: "logits",
    targets: ["classIndices"],
    bounds: () => ({ min: 0, max: Number.POSITIVE_INFINITY }),
    refuse: (input, target, options) =>
      checkAnchors(input, target, ignores) ??
      sigmoidFocalLoss.refuse(input, labelRows(input, target), { ...options, reduction: "none" }) ??
      checkReduction(options),
    result: ({ shape, dtype }) => ({ shape, dtype }),
    values: (input, target, options) =>
      counted(sigmoidFocalLoss.values(input, labelRows(input, target), options), target),
    elementwise: false,
    denominator,
    gradient: (upstream, input, target, options) =>
      counted(sigmoidFocalLoss.gradient(upstream, input, labelRows(input, target), options), target),
    refuseGradient: undefined,
    inType: summed(valuesIn, denominator),
    ranges: (box: Box, target: Tensor, options: LossOptions): Ranges => {
      const own = sigmoidFocalLoss.ranges(box, labelRows(box.low, target), options);
      const classes = box.low.shape[1];
      const none = { low: 0, high: 0, exact: true } as const;
      return {
        ...own,
        ranges: own.ranges.map((range, i) => (isIgnored(target.data[Math.floor(i / classes)]) ? none : range)),
      };
    },
    mistake: () => ({ kind: "otherLoss", loss: name }),
    warnsOfBroadcast: false,
    clampsAt: undefined,
    fromScores: undefined,
  };
}

function positives(total: number, input: Tensor, target: Tensor): Denominator {
  const [, classes] = input.shape;
  const [held, counted] = [target.data.filter((y) => y >= 0 && y < classes), target.data.filter((y) => y >= 0)];
  return { value: Math.max(1, held.length), kind: "samples", counted: counted.length * classes, total };
}

/** The labels as rows of 0 and 1; the background and what is not counted are rows of 0. */
function labelRows({ shape, dtype }: Tensor, target: Tensor): Tensor {
  const [anchors, classes] = shape;
  const data = new Float64Array(anchors * classes);
  target.data.forEach((y, anchor) => {
    if (y >= 0 && y < classes) data[anchor * classes + y] = 1;
  });
  return { data, shape, dtype };
}

function checkAnchors(input: Tensor, target: Tensor, ignores: boolean): Refusal | undefined {
  const [anchors, classes] = input.shape;
  if (input.shape.length !== 2 || target.shape.length !== 1 || target.shape[0] !== anchors) {
    const shapes = `${formatShape(input.shape)} and ${formatShape(target.shape)}`;
    return refusal("ValueError", `Expected input of shape (N, C) and target of shape (N), but got ${shapes}`);
  }
  if (!isFloatingPoint(input.dtype)) return refusal("TypeError", "Expected a floating input", inputToFloat);
  if (target.dtype !== "int64") return refusal("TypeError", "Expected class indices of int64", targetToLong);
  const outside = target.data.find((y) => y > classes || (!ignores && y < 0));
  return outside === undefined ? undefined : refusal("IndexError", `Target ${outside} is out of bounds.`);
}
