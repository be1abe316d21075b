import { applyOps } from "../engine/applyOp";
import type { LossOptions } from "../engine/loss";
import type { TensorOp } from "../engine/ops";
import { type PairReport, reportPair } from "../engine/pairReport";
import { runPipeline } from "../engine/runPipeline";
import type { Mistake, PipelineResult, Raised, Ran } from "../engine/verdict";
import type { Literal } from "../literal/literal";
import { parseLiteral } from "../literal/parseLiteral";
import type { Tensor } from "../tensor/tensor";
import type { LossUse, TracedArray } from "./lossUse";

/** A loss call of the code that was carried out on the values its arguments come from. */
export interface CheckedUse {
  readonly use: LossUse;
  readonly report: PairReport;
  readonly result: PipelineResult;
  /** What does not fit: torch raises, or the loss runs and is another than the values mean. Undefined where all is well. */
  readonly misfit: Raised | (Ran & { readonly mistake: Mistake }) | undefined;
}

/** Below this confidence in the reading nothing is called a mistake. */
const SURE = 0.75;

/** Losses that people choose for what they are; that they are no cross-entropy is no mistake. */
const chosen: ReadonlySet<Mistake["kind"]> = new Set([
  "otherLoss",
  "divergence",
  "meanOverLabels",
  "precision",
  "clamped",
]);

/** Runs a loss call of the code on its literals; undefined where these cannot be read, or no reading fits them. */
export function checkUse(texts: readonly string[], use: LossUse): CheckedUse | undefined {
  const input = literalOf(texts, use.input);
  const target = tensorOf(texts, use.target);
  if (input === undefined || target === undefined) return undefined;
  const options = optionsOf(texts, use);
  const args = { input: input.tensor, target };
  const report = reportPair(args, use.input.name, {}, options);
  if (report === undefined) return undefined;
  const { reading, reference } = report;
  const expected = reference.kind === "reference" ? reference.value : undefined;
  const pipeline = { loss: use.loss, ops: opsOf(use.input).map((op) => fromFront(op, input.tensor.shape.length)) };
  const circumstances = {
    reading,
    shape: input.tensor.shape,
    reduction: options.reduction ?? "mean",
    weighted: options.weight !== undefined || options.posWeight !== undefined || use.options.others === true,
  };
  const result = runPipeline(pipeline, args, options, circumstances, expected);
  return { use, report, result, misfit: misfitOf(result, report) };
}

function misfitOf(result: PipelineResult, report: PairReport): CheckedUse["misfit"] {
  if (result.kind === "raised") return result;
  const { verdict } = result;
  const { reading, readings } = report;
  // The confidence that the input is of this kind, whichever way the targets are taken.
  const confidence = readings
    .filter((each) => each.reading.inputKind === reading.inputKind && each.reading.task === reading.task)
    .reduce((sum, each) => sum + each.confidence, 0);
  if (verdict === undefined || verdict.kind === "matches" || chosen.has(verdict.mistake.kind)) return undefined;
  return confidence < SURE ? undefined : { ...result, mistake: verdict.mistake };
}

function optionsOf(texts: readonly string[], { options: written }: LossUse): LossOptions {
  const { weight, posWeight, others, ...options } = written;
  const [own, positive] = [weight && tensorOf(texts, weight), posWeight && tensorOf(texts, posWeight)];
  return { ...options, ...(own && { weight: own }), ...(positive && { posWeight: positive }) };
}

function tensorOf(texts: readonly string[], array: TracedArray): Tensor | undefined {
  const literal = literalOf(texts, array);
  const tensor = literal && applyOps(literal.tensor, opsOf(array));
  return tensor && "data" in tensor ? tensor : undefined;
}

function literalOf(texts: readonly string[], { literal }: TracedArray): Literal | undefined {
  const text = texts[literal.text].slice(literal.offset, literal.offset + literal.length);
  const parsed = parseLiteral(text, "python");
  return parsed.kind === "literal" ? parsed : undefined;
}

function opsOf({ ops }: TracedArray): readonly TensorOp[] {
  return ops.map(({ op }) => op);
}

/** Softmax with dim=-1 as the dim it means, which is what readings speak of. */
function fromFront(op: TensorOp, rank: number): TensorOp {
  return (op.op === "softmax" || op.op === "logSoftmax") && op.dim < 0 ? { ...op, dim: op.dim + rank } : op;
}
