import type { Reduction } from "./loss";
import type { TensorOp } from "./ops";
import type { InputKind, Reading } from "./reading";
import { torchClassDim } from "./targetFits";
import type { Mistake, Pipeline } from "./verdict";

/** What the numbers mean between two steps of a pipeline, or the first mistake that took their meaning away. */
type Meaning = InputKind | Mistake;

/** The facts beyond the reading on which a pipeline's meaning depends. */
export interface Circumstances {
  readonly reading: Reading;
  readonly shape: readonly number[];
  readonly reduction: Reduction;
  /** Whether samples or classes are weighted: then no loss has a floor of its own. */
  readonly weighted: boolean;
}

/**
 * Follows what the numbers mean through a pipeline, without looking at any number: undefined where it computes the reading's loss
 * in general, else the first mistake. That is what tells `matches` from `coincides`.
 */
export function findMistake(pipeline: Pipeline, circumstances: Circumstances): Mistake | undefined {
  const mistake = follow(pipeline, circumstances.reading.inputKind, circumstances);
  if (mistake?.kind !== "softmaxOfProbabilities" && mistake?.kind !== "sigmoidOfProbabilities") return mistake;
  // Read as logits the values are squashed once too often; the floor holds where nothing else is amiss.
  const otherwiseRight = !circumstances.weighted && follow(pipeline, "logits", circumstances) === undefined;
  return otherwiseRight ? mistake : { ...mistake, floor: undefined };
}

/** Whether a pipeline takes the softmax of log-probabilities, which changes them where they do not add up to exactly 1. */
export function normalisesAgain({ ops, loss }: Pipeline, { reading: { inputKind } }: Circumstances): boolean {
  const normalised = ops.findIndex(({ op }) => op === "softmax" || op === "logSoftmax");
  if (loss !== "CrossEntropyLoss" && normalised === -1) return false;
  const before = ops.slice(0, normalised === -1 ? ops.length : normalised);
  return inputKind === "logProbabilities" || (inputKind === "probabilities" && before.some(({ op }) => op === "log"));
}

function follow(pipeline: Pipeline, start: InputKind, circumstances: Circumstances): Mistake | undefined {
  let meaning: Meaning = start;
  let here = circumstances;
  for (const op of pipeline.ops) {
    if (typeof meaning !== "string") return meaning;
    meaning = afterOp(op, meaning, here);
    if (op.op === "movedim") here = afterMove(here, op.source, op.destination);
  }
  return typeof meaning === "string" ? mistakeOfLoss(pipeline, meaning, here) : meaning;
}

/** The reading and the shape once the axis of the classes, or another one, has been moved. */
export function afterMove(circumstances: Circumstances, source: number, destination: number): Circumstances {
  const { reading, shape } = circumstances;
  const axes = shape.map((_, axis) => axis);
  const [moved] = axes.splice(source, 1);
  axes.splice(destination < 0 ? destination + shape.length : destination, 0, moved);
  const { classDim } = reading;
  return {
    ...circumstances,
    shape: axes.map((axis) => shape[axis]),
    reading: { ...reading, classDim: classDim === undefined ? undefined : axes.indexOf(classDim) },
  };
}

function afterOp(op: TensorOp, meaning: InputKind, circumstances: Circumstances): Meaning {
  const { reading } = circumstances;
  switch (op.op) {
    case "softmax":
    case "logSoftmax": {
      const mistake = softmaxMistake(meaning, op.dim, circumstances);
      return mistake ?? (op.op === "softmax" ? "probabilities" : "logProbabilities");
    }
    case "sigmoid":
    case "logSigmoid":
      return sigmoidMistake(meaning, reading) ?? (op.op === "sigmoid" ? "probabilities" : "logProbabilities");
    case "log":
      if (meaning === "probabilities") return "logProbabilities";
      return { kind: meaning === "logits" ? "logOfLogits" : "logOfLogProbabilities" };
    case "exp":
      if (meaning === "logProbabilities") return "probabilities";
      return { kind: meaning === "logits" ? "expOfLogits" : "expOfProbabilities" };
    default:
      // Conversions move or retype the numbers and leave what they mean.
      return meaning;
  }
}

/** A softmax takes logits, and leaves log-probabilities what they are: exp(log p) already adds up to 1. */
function softmaxMistake(meaning: InputKind, dim: number, { reading, shape }: Circumstances): Mistake | undefined {
  if (reading.task !== "multiclass") {
    return shape.length < 2 ? { kind: "classDim", used: dim, meant: undefined } : { kind: "softmaxForIndependent" };
  }
  if (reading.classDim !== dim) return { kind: "classDim", used: dim, meant: reading.classDim };
  const classes = shape[dim];
  if (classes === 1) return { kind: "oneClass" };
  return meaning === "probabilities" ? { kind: "softmaxOfProbabilities", floor: softmaxFloor(classes) } : undefined;
}

/** The least cross-entropy of a softmax of probabilities: the best row is one-hot, which gives the right class e / (e + C − 1). */
export function softmaxFloor(classes: number): number {
  return Math.log(Math.E + classes - 1) - 1;
}

function sigmoidMistake(meaning: InputKind, { task }: Reading): Mistake | undefined {
  // A probability of 1 becomes σ(1), so a "yes" costs at least −log σ(1).
  if (meaning === "probabilities") return { kind: "sigmoidOfProbabilities", floor: Math.log1p(Math.exp(-1)) };
  if (task === "multiclass") return { kind: "sigmoidForExclusive" };
  return meaning === "logProbabilities" ? { kind: "sigmoidOfLogProbabilities" } : undefined;
}

function mistakeOfLoss({ loss }: Pipeline, meaning: InputKind, circumstances: Circumstances): Mistake | undefined {
  const { reading, shape, reduction } = circumstances;
  const exclusive = reading.task === "multiclass";
  switch (loss) {
    case "CrossEntropyLoss":
      return softmaxMistake(meaning, torchClassDim(shape.length), circumstances);
    case "NLLLoss": {
      const used = torchClassDim(shape.length);
      if (!exclusive || reading.classDim !== used) return { kind: "classDim", used, meant: reading.classDim };
      return meaning === "logProbabilities" ? undefined : { kind: "noLogarithm", of: meaning };
    }
    case "BCELoss":
      if (exclusive) return { kind: "elementwiseForExclusive" };
      if (meaning !== "probabilities") return { kind: "notProbabilities", of: meaning };
      return labelMistake(reading);
    case "BCEWithLogitsLoss":
      if (exclusive && meaning !== "probabilities") return { kind: "elementwiseForExclusive" };
      return sigmoidMistake(meaning, reading) ?? labelMistake(reading);
    case "MultiLabelSoftMarginLoss":
      if (exclusive) return { kind: "elementwiseForExclusive" };
      if (reduction !== "mean" && shape[shape.length - 1] !== 1) return { kind: "meanOverLabels" };
      return sigmoidMistake(meaning, reading) ?? labelMistake(reading);
    case "SoftMarginLoss":
      if (reading.targetKind !== "signs") return { kind: "labelsAsSigns" };
      return sigmoidMistake(meaning, reading);
    case "KLDivLoss":
      return meaning === "logProbabilities" ? { kind: "divergence" } : { kind: "noLogarithm", of: meaning };
    default:
      return { kind: "otherLoss", loss };
  }
}

function labelMistake({ targetKind }: Reading): Mistake | undefined {
  return targetKind === "signs" || targetKind === "labelLists" ? { kind: "signsAsLabels" } : undefined;
}
