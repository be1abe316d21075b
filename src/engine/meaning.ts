import type { Reduction } from "./loss";
import { losses } from "./losses/losses";
import { sigmoidMistake, softmaxMistake } from "./losses/shared/mistakes";
import type { TensorOp } from "./ops";
import type { InputKind, Reading } from "./reading";
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
  return typeof meaning === "string" ? losses[pipeline.loss].mistake(meaning, here) : meaning;
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
    case "to":
    case "squeeze":
    case "unsqueeze":
    case "argmax":
    case "movedim":
    case "oneHot":
      // They move or retype the numbers and leave what they mean.
      return meaning;
  }
}
