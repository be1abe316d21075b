import type { LossName } from "./loss";
import type { PairReport, ReferenceLoss } from "./pairReport";
import type { Reading } from "./reading";
import { tasks } from "./tasks";
import type { Mistake, PipelineResult, Ran } from "./verdict";

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
  return tasks[task].usualLoss;
}

/** The loss that takes values of the reading's kind as they are. */
export function directLoss({ task, inputKind }: Reading): LossName {
  return tasks[task].directLosses[inputKind];
}

/** What a loss makes of the values as they are. */
export function plainResult(pipelines: readonly PipelineResult[], loss: LossName): PipelineResult | undefined {
  return pipelines.find(({ pipeline }) => pipeline.loss === loss && pipeline.ops.length === 0);
}

/** The usual loss, fed with the values as they are. */
export function silentTrap({ reading, reference, pipelines }: PairReport): SilentTrap | undefined {
  if (reference.kind !== "reference") return undefined;
  const wrong = plainResult(pipelines, usualLoss(reading));
  if (wrong?.kind !== "ran" || wrong.verdict?.kind !== "differs") return undefined;
  return {
    wrong,
    mistake: wrong.verdict.mistake,
    reference,
    right: pipelines.find((result): result is Ran => result.kind === "ran" && result.verdict?.kind === "matches"),
  };
}
