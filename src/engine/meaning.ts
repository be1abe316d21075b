import type { Reduction } from "./loss";
import { losses } from "./losses/losses";
import { operationOf } from "./ops/operations";
import type { InputKind, Reading } from "./reading";
import type { Mistake, Pipeline } from "./verdict";

/** What the numbers mean between two steps of a pipeline, or the first mistake that took their meaning away. */
export type Meaning = InputKind | Mistake;

/** The facts beyond the reading on which a pipeline's meaning depends. */
export interface MeaningContext {
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
export function findMistake(pipeline: Pipeline, context: MeaningContext): Mistake | undefined {
  const mistake = follow(pipeline, context.reading.inputKind, context);
  if (mistake?.kind !== "softmaxOfProbabilities" && mistake?.kind !== "sigmoidOfProbabilities") return mistake;
  // Read as logits the values are squashed once too often; the floor holds where nothing else is amiss.
  const otherwiseRight = !context.weighted && follow(pipeline, "logits", context) === undefined;
  return otherwiseRight ? mistake : { ...mistake, floor: undefined };
}

/** Whether a pipeline takes the softmax of log-probabilities, which changes them where they do not add up to exactly 1. */
export function normalisesAgain({ ops, loss }: Pipeline, context: MeaningContext): boolean {
  const normalised = ops.findIndex((op) => operationOf(op).normalises);
  if (loss !== "CrossEntropyLoss" && normalised === -1) return false;
  const before = ops.slice(0, normalised === -1 ? ops.length : normalised);
  return afterOps(before, context.reading.inputKind, context).meaning === "logProbabilities";
}

function follow(pipeline: Pipeline, start: InputKind, context: MeaningContext): Mistake | undefined {
  const { ops, loss } = pipeline;
  const { meaning, here } = afterOps(ops, start, context);
  if (typeof meaning !== "string") return meaning;
  return teacherMistake(pipeline, here.reading) ?? losses[loss].mistake(meaning, here);
}

/** Scores of another model are no distribution yet; and what a temperature divides twice is multiplied by its square. */
function teacherMistake({ targetOps = [], times = 1 }: Pipeline, { targetKind, temperature = 1 }: Reading) {
  if (targetKind !== "logits") return undefined;
  if (targetOps.length === 0) return { kind: "teacherLogits" } as const;
  return times === temperature ** 2 ? undefined : ({ kind: "withoutSquare", temperature } as const);
}

function afterOps(ops: Pipeline["ops"], start: InputKind, context: MeaningContext) {
  let meaning: Meaning = start;
  let here = context;
  for (const op of ops) {
    if (typeof meaning !== "string") break;
    const operation = operationOf(op);
    meaning = operation.meaning(meaning, here);
    here = operation.moved(here);
  }
  return { meaning, here };
}
