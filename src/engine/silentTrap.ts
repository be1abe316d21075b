import type { LossName } from "./loss";
import type { PairReport, ReferenceLoss } from "./pairReport";
import type { Reading } from "./reading";
import type { Mistake, Ran } from "./verdict";

/** What a person most likely writes on these values, runs without a word from torch, and is another number than the loss. */
export interface SilentTrap {
  readonly wrong: Ran;
  readonly mistake: Mistake;
  readonly reference: ReferenceLoss;
  /** The first pipeline that gives the loss, where there is one. */
  readonly right: Ran | undefined;
}

/** The task's own loss of torch.nn, the first that a person thinks of. */
export function usualLoss({ task }: Reading): LossName {
  return task === "multiclass" ? "CrossEntropyLoss" : "BCEWithLogitsLoss";
}

/** The loss that takes values of the reading's kind as they are. */
export function directLoss(reading: Reading): LossName {
  if (reading.inputKind === "logits") return usualLoss(reading);
  return reading.task === "multiclass" ? "NLLLoss" : "BCELoss";
}

/** The usual loss, fed with the values as they are. */
export function silentTrap({ reading, reference, pipelines }: PairReport): SilentTrap | undefined {
  if (reference.kind !== "reference") return undefined;
  const ran = pipelines.filter((result) => result.kind === "ran");
  const wrong = ran.find(({ pipeline }) => pipeline.loss === usualLoss(reading) && pipeline.ops.length === 0);
  if (wrong?.verdict?.kind !== "differs") return undefined;
  return {
    wrong,
    mistake: wrong.verdict.mistake,
    reference,
    right: ran.find(({ verdict }) => verdict?.kind === "matches"),
  };
}
