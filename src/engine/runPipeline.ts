import { numel, type Tensor } from "../tensor/tensor";
import { judge } from "./judge";
import type { LossOptions, Unreduced } from "./loss";
import { findMistake, type MeaningContext, normalisesAgain } from "./meaning";
import { once } from "./once";
import { applyOps } from "./ops/applyOp";
import { operationOf } from "./ops/operations";
import { reduce } from "./reduce";
import type { Fix, Refusal } from "./refusal";
import { type Evaluate, shareEvaluation } from "./sharedEvaluation";
import type { Pipeline, PipelineResult, PipelineVerdict, Repaired } from "./verdict";

export interface Arguments {
  readonly input: Tensor;
  readonly target: Tensor;
}

/**
 * What a pipeline gives or raises on the raw arrays, and how it stands to the reference (its reduced value; undefined: none).
 * Pipelines on the same arrays and options share `evaluate`, and with it the passes over the input that they have in common.
 */
export function runPipeline(
  pipeline: Pipeline,
  args: Arguments,
  options: LossOptions,
  context: MeaningContext,
  reference: Tensor | undefined,
  evaluate = shareEvaluation(args.input, args.target, options),
): PipelineResult {
  const loss = evaluate(pipeline);
  if (loss.kind === "unreduced") {
    const value = reduce(loss, options.reduction ?? "mean");
    const verdict = broadcastVerdict(loss, verdictOn(pipeline, value, context, reference));
    return { kind: "ran", pipeline, value, verdict };
  }
  // The repaired call costs as much as the loss itself: it is made when it is shown.
  const repaired = once(() => repair(pipeline, args, options, context, reference, loss));
  return {
    kind: "raised",
    pipeline,
    refusal: loss,
    get repaired() {
      return repaired();
    },
  };
}

function verdictOn(
  pipeline: Pipeline,
  value: Tensor,
  context: MeaningContext,
  reference: Tensor | undefined,
): PipelineVerdict | undefined {
  return (
    reference && judge(pipeline, value, reference, findMistake(pipeline, context), normalisesAgain(pipeline, context))
  );
}

/** Where nothing else is amiss, a loss that broadcast is another because of that. */
function broadcastVerdict({ broadcast }: Unreduced, verdict: PipelineVerdict | undefined): PipelineVerdict | undefined {
  if (broadcast === undefined || verdict?.kind !== "differs" || verdict.mistake.kind !== "precision") return verdict;
  return { kind: "differs", mistake: { kind: "broadcasts", elements: numel(broadcast.result) } };
}

/** The loss that torch would return, or what it would raise, in the order in which its own calls are made. */
export function callPipeline(pipeline: Pipeline, options: LossOptions, evaluate: Evaluate): Tensor | Refusal {
  const loss = evaluate(pipeline);
  return loss.kind === "refusal" ? loss : reduce(loss, options.reduction ?? "mean");
}

/** A fix of the input goes before the activations: it is the raw array that a person changes. */
export function applyFix({ argument, ops }: Fix, args: Arguments): Arguments | Refusal {
  const changed = applyOps(args[argument], ops);
  return "data" in changed ? { ...args, [argument]: changed } : changed;
}

function repair(
  pipeline: Pipeline,
  args: Arguments,
  options: LossOptions,
  context: MeaningContext,
  reference: Tensor | undefined,
  refusal: Refusal,
): Repaired | undefined {
  for (const fix of refusal.fixes) {
    const fixed = applyFix(fix, args);
    if ("kind" in fixed) continue;
    const moved = afterFix(fix, pipeline, context, fixed.input.shape);
    const value = callPipeline(moved.pipeline, options, shareEvaluation(fixed.input, fixed.target, options));
    if ("data" in value) {
      return {
        fix,
        pipeline: moved.pipeline,
        value,
        verdict: verdictOn(moved.pipeline, value, moved.context, reference),
      };
    }
  }
  return undefined;
}

/** A fix that moves the input's class axis takes the reading and the activations' dims along. */
function afterFix(fix: Fix, pipeline: Pipeline, context: MeaningContext, shape: readonly number[]) {
  const moves = fix.argument === "input" ? fix.ops : [];
  const moved = moves.reduce((here, op) => operationOf(op).moved(here), context);
  const [from, to] = [context.reading.classDim, moved.reading.classDim];
  const ops = pipeline.ops.map((op) => ("dim" in op && op.dim === from && to !== undefined ? { ...op, dim: to } : op));
  return { pipeline: { ...pipeline, ops }, context: { ...moved, shape } };
}
