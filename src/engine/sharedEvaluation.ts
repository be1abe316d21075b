import { wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { classScores } from "./classScores";
import type { LossName, LossOptions, Unreduced } from "./loss";
import { losses } from "./losses/losses";
import { refusalOf, unreducedLoss } from "./losses/shared/call";
import { ignoreIndexOf } from "./losses/shared/classIndices";
import { torchClassDim } from "./losses/shared/classLanes";
import { once } from "./once";
import { applyLazily } from "./ops/applyOp";
import type { TensorOp } from "./ops/tensorOp";
import { isRefusal, type Refusal } from "./refusal";

/** The unreduced loss after operations on the input, or what torch raises: as `applyOps` and the loss function give it. */
export type Evaluate = (ops: readonly TensorOp[], loss: LossName) => Unreduced | Refusal;

/**
 * Evaluates many pipelines on the same arrays in little more than the time of one. A tensor between two operations is computed once,
 * and only when a loss reads its numbers; the losses of class indices share one pass over the input.
 */
export function shareEvaluation(input: Tensor, target: Tensor, options: LossOptions): Evaluate {
  const stages = new Map<string, Tensor | Refusal>([["", input]]);
  const after = (ops: readonly TensorOp[]): Tensor | Refusal => {
    const key = ops.map((op) => JSON.stringify(op)).join();
    const known = stages.get(key);
    if (known !== undefined) return known;
    const before = after(ops.slice(0, -1));
    const made = isRefusal(before) ? before : applyLazily(before, ops[ops.length - 1]);
    stages.set(key, made);
    return made;
  };
  const scores = once(() => classScores(input, target, ignoreIndexOf(options)));
  return (ops, loss) => {
    const activated = after(ops);
    if (isRefusal(activated)) return activated;
    const definition = losses[loss];
    const refused = refusalOf(definition, [activated, target, options]);
    if (refused !== undefined) return refused;
    const { fromScores } = definition;
    const read = fromScores?.apply(input, target, options) ? fromScores.by[nameOf(ops, input)] : undefined;
    const values = (room?: Float64Array) =>
      read ? negated(read(scores()), target, options, room) : definition.values(activated, target, options, room);
    return unreducedLoss(definition, values, [activated, target, options]);
  };
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
