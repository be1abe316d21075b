import { torchSmoothing } from "./labelSmoothing";
import type { LossName, LossOptions, Unreduced } from "./loss";
import { losses } from "./losses/losses";
import type { PairReport } from "./pairReport";
import { reduce } from "./reduce";
import type { Fix } from "./refusal";
import { type Arguments, applyFix } from "./runPipeline";
import { roundsTo, type SeenLoss } from "./seenLoss";
import { type Evaluate, shareEvaluation } from "./sharedEvaluation";
import type { Pipeline, PipelineResult, PipelineVerdict } from "./verdict";

/** How the losses became one number; `meanOfLosses` is `reduction="none"` followed by `.mean()`. */
export type Averaging = "mean" | "sum" | "batchmean" | "meanOfLosses";

/** What is changed about the options of the panel. */
export interface OptionChange {
  readonly labelSmoothing?: number;
  /** The smoothing that this is by torch's measure: spread over the other classes alone. */
  readonly overOthers?: number;
  readonly ignoreIndex?: number;
  readonly unweighted?: true;
}

/** One way to come to a loss. */
export interface Explanation {
  readonly pipeline: Pipeline;
  /** Others that give the same, as they do in general. */
  readonly alike: readonly Pipeline[];
  readonly fix: Fix | undefined;
  readonly averaging: Averaging;
  readonly change: OptionChange;
  readonly value: number;
  readonly verdict: PipelineVerdict | undefined;
}

export interface LossExplanations {
  /** All whose value rounds to the digits seen, the simplest first. */
  readonly explanations: readonly Explanation[];
  /** Where there is none: the one that comes closest. */
  readonly nearest: Explanation | undefined;
}

interface Weighed extends Explanation {
  readonly cost: number;
}

/** Which pipeline, reduction and options give a loss that someone saw on this pair. Never claims one that does not round to it. */
export function explainLoss(report: PairReport, seen: SeenLoss): LossExplanations {
  const all = [...possibilities(report)];
  const explanations = merge(all.filter(({ value }) => roundsTo(value, seen)));
  const nearest = explanations.length > 0 ? undefined : closest(all, seen.value);
  return { explanations, nearest };
}

function* possibilities(report: PairReport): Iterable<Weighed> {
  const evaluator = evaluators(report);
  for (const result of report.pipelines) {
    const { fix, pipeline, verdict } =
      result.kind === "ran" ? { ...result, fix: undefined } : (result.repaired ?? unrepaired(result));
    const args = fix === undefined ? report : applyFix(fix, report);
    if (!("input" in args)) continue;
    for (const change of optionChanges(pipeline.loss, report)) {
      const unreduced = evaluator(args, change)(pipeline);
      if (unreduced.kind === "refusal") continue;
      for (const averaging of averagings) {
        const value = average(unreduced, averaging);
        const cost = pipelineCost(pipeline, verdict, fix) + averagingCost[averaging] + changeCost(change);
        yield { pipeline, alike: [], fix, averaging, change, value, verdict, cost };
      }
    }
  }
}

function unrepaired({ pipeline }: PipelineResult): { pipeline: Pipeline; verdict: undefined; fix: undefined } {
  return { pipeline, verdict: undefined, fix: undefined };
}

const averagings: readonly Averaging[] = ["mean", "sum", "batchmean", "meanOfLosses"];
const averagingCost: Readonly<Record<Averaging, number>> = { mean: 0, sum: 1, batchmean: 2, meanOfLosses: 2.5 };

function average(loss: Unreduced, averaging: Averaging): number {
  if (averaging !== "meanOfLosses") return reduce(loss, averaging).data[0];
  return reduce(loss, "sum").data[0] / loss.values.data.length;
}

/** Pipelines on the same arrays with the same options share their passes over the input. */
function evaluators(report: PairReport): (args: Arguments, change: OptionChange) => Evaluate {
  const known = new Map<string, Evaluate>();
  return ({ input, target }, change) => {
    const make = () => shareEvaluation(input, target, changedOptions(report.options, change));
    // Arrays after a fix are made anew for each pipeline: only the raw ones are shared.
    if (input !== report.input || target !== report.target) return make();
    const key = JSON.stringify(change);
    const evaluate = known.get(key) ?? make();
    known.set(key, evaluate);
    return evaluate;
  };
}

const SMOOTHINGS = [0.1, 0.05, 0.2];
/** Of more, the rarer way to smooth is not tried: each costs a pass over the input. */
const RESPREAD_ELEMENTS = 200_000;

/** The options as they are first, then one change at a time. */
function optionChanges(loss: LossName, { options, reading, input, target }: PairReport): readonly OptionChange[] {
  const changes: OptionChange[] = [{}];
  const { defaults } = losses[loss];
  if (defaults.labelSmoothing !== undefined) {
    for (const labelSmoothing of [0, ...SMOOTHINGS]) {
      if (labelSmoothing !== (options.labelSmoothing ?? 0)) changes.push({ labelSmoothing });
    }
    const classes = input.shape[reading.classDim ?? 0] ?? 1;
    for (const overOthers of options.labelSmoothing ? [options.labelSmoothing] : SMOOTHINGS) {
      const labelSmoothing = torchSmoothing(overOthers, classes);
      const isTried = reading.targetKind === "classIndices" && input.data.length <= RESPREAD_ELEMENTS;
      if (isTried && labelSmoothing <= 1) changes.push({ labelSmoothing, overOthers });
    }
  }
  if (defaults.ignoreIndex !== undefined && reading.targetKind === "classIndices") {
    const present = [...new Set(target.data)].filter((value) => value !== options.ignoreIndex);
    // Padding is the first or the last class, as a rule; with few classes any may be meant.
    const ignorable = present.length <= 4 ? present : [Math.min(...present), Math.max(...present)];
    if (present.length > 1) changes.push(...ignorable.map((ignoreIndex) => ({ ignoreIndex })));
  }
  if (options.weight !== undefined || options.posWeight !== undefined) changes.push({ unweighted: true });
  return changes;
}

function changedOptions(
  { weight, posWeight, ...options }: LossOptions,
  { unweighted, overOthers, ...change }: OptionChange,
): LossOptions {
  return {
    ...options,
    ...(!unweighted && weight && { weight }),
    ...(!unweighted && posWeight && { posWeight }),
    ...change,
  };
}

/** Judgements of how far-fetched an explanation is: the plain loss is what people write. */
function pipelineCost({ ops }: Pipeline, verdict: PipelineVerdict | undefined, fix: Fix | undefined): number {
  const standing = verdict?.kind === "matches" ? 0 : 0.6;
  return standing + 0.3 * ops.length + (fix === undefined ? 0 : 0.5);
}

function changeCost({ labelSmoothing, overOthers, ignoreIndex, unweighted }: OptionChange): number {
  const usual = overOthers ?? labelSmoothing;
  const smoothing =
    usual === undefined ? 0 : (usual === 0.1 || usual === 0 ? 2 : 3) + (overOthers === undefined ? 0 : 0.4);
  return smoothing + (ignoreIndex === undefined ? 0 : 2.5) + (unweighted ? 1 : 0);
}

/** The simplest first; those that only repeat it with another pipeline, or another name of the same average, fold into it. */
function merge(found: readonly Weighed[]): readonly Explanation[] {
  const merged: Explanation[] = [];
  for (const next of [...found].sort((a, b) => a.cost - b.cost)) {
    const same = merged.findIndex((kept) => sameChange(kept.change, next.change) && closeTo(kept.value, next.value));
    if (same === -1) merged.push(next);
    else if (merged[same].averaging === next.averaging && merged[same].fix === next.fix) {
      merged[same] = { ...merged[same], alike: [...merged[same].alike, next.pipeline] };
    }
  }
  return merged;
}

function sameChange(a: OptionChange, b: OptionChange): boolean {
  return a.labelSmoothing === b.labelSmoothing && a.ignoreIndex === b.ignoreIndex && a.unweighted === b.unweighted;
}

function closeTo(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
}

function closest(all: readonly Weighed[], seen: number): Explanation | undefined {
  const finite = all.filter(({ value }) => Number.isFinite(value));
  return finite.sort((a, b) => Math.abs(a.value - seen) - Math.abs(b.value - seen) || a.cost - b.cost)[0];
}
