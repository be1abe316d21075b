import { sameShape } from "../tensor/shape";
import { numel, type Tensor } from "../tensor/tensor";
import { torchClassDim } from "./losses/shared/classLanes";
import type { Evidence, Reading } from "./reading";
import { rowSums } from "./rowSums";
import { elementIndex, sampleLayout } from "./sampleLayout";
import { valueFacts } from "./valueFacts";

/** One way in which a target's shape and values fit an input's shape. */
export interface TargetFit {
  readonly structure: Omit<Reading, "inputKind">;
  /** Relative to the other fits, before the input's values are looked at. */
  readonly weight: number;
  readonly evidence: readonly Evidence[];
}

const PADDING = -1;
/** The most that a row of class probabilities may miss 1 by. */
const SUM_TOLERANCE = 1e-3;

/** All ways to understand the target, in no particular order; empty where the two shapes have nothing to do with each other. */
export function targetFits(input: Tensor, target: Tensor, ignoreIndex: number): readonly TargetFit[] {
  return [
    ...indexFits(input, target, ignoreIndex),
    ...classProbabilityFits(input, target),
    ...elementwiseFits(input, target),
    ...teacherFits(input, target),
  ];
}

/** Log-probabilities of a teacher over the same classes: none above 0, and the exponentials of every row add up to 1. */
function teacherFits(input: Tensor, target: Tensor): readonly TargetFit[] {
  const { nans, max, count } = valueFacts(target);
  if (!sameShape(input.shape, target.shape) || nans > 0 || count === 0 || max > 0) return [];
  const usual = torchClassDim(input.shape.length);
  return input.shape.flatMap((classes, dim): TargetFit[] => {
    const sums = rowSums(target, sampleLayout(input.shape, { task: "distribution", classDim: dim }), Math.exp);
    if (classes < 2 || sums.sumToOne < sums.rows) return [];
    const structure = { task: "distribution", targetKind: "logProbabilities", classDim: dim } as const;
    const evidence: readonly Evidence[] = [{ kind: "teacherLogProbabilities", rows: sums.rows }];
    return [{ structure, weight: dim === usual ? 1 : 0.3, evidence }];
  });
}

/**
 * What nobody guesses and a person may choose: values to be predicted, and a teacher's distribution: its probabilities, which are classes
 * as a rule, or its scores.
 */
export function fitsByChoice(input: Tensor, target: Tensor): readonly TargetFit["structure"][] {
  const { nans, min, max, outsideUnit, integers } = valueFacts(target);
  if (nans > 0 || target.data.length === 0 || !sameUpToOnes(input.shape, target.shape)) return [];
  const values = { task: "regression", targetKind: "values", classDim: undefined } as const;
  const classDim = torchClassDim(input.shape.length);
  if (!sameShape(input.shape, target.shape) || (input.shape[classDim] ?? 1) < 2) return [values];
  const teacher = { task: "distribution", classDim } as const;
  return [
    ...(min >= 0 ? [{ ...teacher, targetKind: "classProbabilities" } as const] : []),
    ...(outsideUnit > 0 && Number.isFinite(max - min) && !integers
      ? [{ ...teacher, targetKind: "logits" } as const]
      : []),
    values,
  ];
}

function indexFits(input: Tensor, target: Tensor, ignoreIndex: number): readonly TargetFit[] {
  const facts = valueFacts(target);
  if (facts.nans > 0 || !facts.integers) return [];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of target.data) {
    if (value === ignoreIndex) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const usual = torchClassDim(input.shape.length);
  return input.shape.flatMap((classes, dim): TargetFit[] => {
    const remaining = input.shape.filter((_, axis) => axis !== dim);
    if (!sameUpToOnes(remaining, target.shape) || numel(input.shape) === 0) return [];
    const inRange = min >= 0 && max < classes;
    const exact = remaining.length === target.shape.length;
    const evidence: Evidence[] = [
      min > max || inRange
        ? { kind: "classIndices", min, max, classes }
        : { kind: "indicesOutOfRange", min, max, classes },
    ];
    if (dim !== usual || input.shape.length > 2)
      evidence.push({ kind: "classDim", dim, size: classes, usual: dim === usual });
    const dimWeight = dim === usual ? 1 : dim === input.shape.length - 1 ? 0.3 : 0.1;
    const weight = dimWeight * (inRange ? 1 : 0.02) * (exact ? 1 : 0.3) * (classes === 1 ? 0.01 : 1);
    return [{ structure: { task: "multiclass", targetKind: "classIndices", classDim: dim }, weight, evidence }];
  });
}

function classProbabilityFits(input: Tensor, target: Tensor): readonly TargetFit[] {
  const facts = valueFacts(target);
  if (!sameShape(input.shape, target.shape) || facts.nans > 0 || facts.outsideUnit > 0) return [];
  const usual = torchClassDim(input.shape.length);
  return input.shape.flatMap((classes, dim): TargetFit[] => {
    const layout = sampleLayout(input.shape, { task: "multiclass", classDim: dim });
    if (classes < 2 || layout.count === 0) return [];
    for (let sample = 0; sample < layout.count; sample++) {
      let sum = 0;
      for (let column = 0; column < classes; column++) sum += target.data[elementIndex(layout, sample, column)];
      if (Math.abs(sum - 1) > SUM_TOLERANCE) return [];
    }
    const evidence: Evidence[] = [{ kind: facts.integers ? "oneHot" : "softLabels", rows: layout.count }];
    if (dim !== usual || input.shape.length > 2)
      evidence.push({ kind: "classDim", dim, size: classes, usual: dim === usual });
    const weight =
      (dim === usual ? 1 : dim === input.shape.length - 1 ? 0.3 : 0.1) * (input.shape.length === 1 ? 0.1 : 1);
    return [{ structure: { task: "multiclass", targetKind: "classProbabilities", classDim: dim }, weight, evidence }];
  });
}

function elementwiseFits(input: Tensor, target: Tensor): readonly TargetFit[] {
  if (!sameUpToOnes(input.shape, target.shape)) return [];
  const facts = valueFacts(target);
  if (facts.nans > 0) return [];
  const several = input.shape.length > 1 && input.shape[input.shape.length - 1] > 1;
  const fits: TargetFit[] = [];
  const add = (targetKind: "binary" | "signs", weight: number, evidence: readonly Evidence[]): void => {
    const tasks = several
      ? ([
          ["multilabel", 1],
          ["binary", 0.1],
        ] as const)
      : ([["binary", 1]] as const);
    for (const [task, share] of tasks) {
      const { count, classes } = sampleLayout(input.shape, { task, classDim: undefined });
      const shape: readonly Evidence[] = classes === 1 && !several ? [{ kind: "oneValueASample" }] : [];
      fits.push({
        structure: { task, targetKind, classDim: undefined },
        weight: weight * share * (several ? oneHotByChance(target, count) : 1),
        evidence: [...evidence, ...shape],
      });
    }
  };
  if (facts.outsideUnit === 0) {
    add("binary", facts.integers ? 1 : 0.5, [
      facts.integers ? { kind: "zerosAndOnes", several } : { kind: "softBinary" },
    ]);
  }
  const signs = target.data.every((value) => value === 1 || value === -1);
  if (signs && facts.min === -1) add("signs", 1, [{ kind: "plusMinusOne" }]);
  if (isLabelLists(input, target)) {
    const structure = { task: "multilabel", targetKind: "labelLists", classDim: undefined } as const;
    fits.push({ structure, weight: signs ? 0.2 : 1, evidence: [{ kind: "paddedLabelLists" }] });
  }
  return fits;
}

/** −1 padded class lists as MultiLabelMarginLoss takes them: whole numbers below C, and some row ends early. */
function isLabelLists({ shape }: Tensor, target: Tensor): boolean {
  const classes = shape[shape.length - 1];
  if (shape.length === 0 || shape.length > 2 || !sameShape(shape, target.shape)) return false;
  const listable = target.data.every((value) => Number.isInteger(value) && value >= PADDING && value < classes);
  return listable && target.data.includes(PADDING) && target.data.some((value) => value > 0);
}

/**
 * How likely independent labels would all happen to be one-hot along the last axis: (C / 2^C) a row; 1 where they are not one-hot.
 * It keeps a one-hot target from being taken for several labels, and soft rows that sum to 1 likewise.
 */
function oneHotByChance(target: Tensor, rows: number): number {
  const classes = target.shape[target.shape.length - 1];
  if (classes === undefined || classes < 2) return 1;
  for (let start = 0; start < target.data.length; start += classes) {
    let ones = 0;
    for (let column = 0; column < classes; column++) ones += target.data[start + column];
    if (Math.abs(ones - 1) > SUM_TOLERANCE) return 1;
  }
  return Math.max(1e-6, (classes / 2 ** classes) ** rows);
}

/** Equal once the axes of size 1 are left out: (N, 1) and (N), () and (1). */
function sameUpToOnes(a: readonly number[], b: readonly number[]): boolean {
  return sameShape(
    a.filter((size) => size !== 1),
    b.filter((size) => size !== 1),
  );
}
