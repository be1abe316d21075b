import { wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { classScores } from "./classScores";
import type { LossOptions, Unreduced } from "./loss";
import { losses } from "./losses/losses";
import { refusalOf, unreducedLoss } from "./losses/shared/call";
import { ignoreIndexOf } from "./losses/shared/classIndices";
import { torchClassDim } from "./losses/shared/classLanes";
import { once } from "./once";
import { applyLazily } from "./ops/applyOp";
import type { TensorOp } from "./ops/tensorOp";
import { multiplied } from "./reduce";
import { isRefusal, type Refusal } from "./refusal";
import type { Pipeline } from "./verdict";

/** The unreduced loss of a pipeline, or what torch raises: as `applyOps` and the loss function give it. */
export type Evaluate = (pipeline: Pipeline) => Unreduced | Refusal;

/**
 * Evaluates many pipelines on the same arrays in little more than the time of one. A tensor between two operations is computed once,
 * and only when a loss reads its numbers; the losses of class indices share one pass over the input.
 */
export function shareEvaluation(input: Tensor, target: Tensor, options: LossOptions): Evaluate {
  const inputAfter = stagesOf(input);
  const targetAfter = stagesOf(target);
  const scores = once(() => classScores(input, target, ignoreIndexOf(options)));
  return ({ ops, loss, targetOps = [], times = 1 }) => {
    const activated = inputAfter(ops);
    if (isRefusal(activated)) return activated;
    const taken = targetAfter(targetOps);
    if (isRefusal(taken)) return taken;
    const definition = losses[loss];
    const refused = refusalOf(definition, [activated, taken, options]);
    if (refused !== undefined) return refused;
    const { fromScores } = definition;
    const read = fromScores?.apply(input, taken, options) ? fromScores.by[nameOf(ops, input)] : undefined;
    const values = (room?: Float64Array) =>
      read ? negated(read(scores()), taken, options, room) : definition.values(activated, taken, options, room);
    return multiplied(unreducedLoss(definition, values, [activated, taken, options]), times);
  };
}

/** A tensor after operations, each stage computed once. */
function stagesOf(tensor: Tensor): (ops: readonly TensorOp[]) => Tensor | Refusal {
  const stages = new Map<string, Tensor | Refusal>([["", tensor]]);
  const after = (ops: readonly TensorOp[]): Tensor | Refusal => {
    const key = ops.map((op) => JSON.stringify(op)).join();
    const known = stages.get(key);
    if (known !== undefined) return known;
    const before = after(ops.slice(0, -1));
    const made = isRefusal(before) ? before : applyLazily(before, ops[ops.length - 1]);
    stages.set(key, made);
    return made;
  };
  return after;
}

/** The names of the operations, where each softmax is over the classes. */
function nameOf(ops: readonly TensorOp[], { shape }: Tensor): string {
  const classDim = torchClassDim(shape.length);
  return ops.map((op) => ("dim" in op && wrapDim(op.dim, shape.length) !== classDim ? "other" : op.op)).join();
}

/** The losses of scores: −w[y] times each, 0 where the target is ignored. */
function negated(scores: Float64Array, target: Tensor, options: LossOptions, room?: Float64Array): Float64Array {
  const ignored = ignoreIndexOf(options);
  const weight = options.weight?.data;
  const values = room ?? new Float64Array(scores.length);
  for (let sample = 0; sample < values.length; sample++) {
    const y = target.data[sample];
    if (y === ignored) values[sample] = 0;
    else values[sample] = weight === undefined ? -scores[sample] : -scores[sample] * weight[y];
  }
  return values;
}
