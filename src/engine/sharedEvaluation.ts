import { sameShape, wrapDim } from "../tensor/shape";
import { numel, type Tensor } from "../tensor/tensor";
import { applyOp, refuseActivation } from "./applyOp";
import { type ClassScores, classScores } from "./classScores";
import type { LossName, LossOptions, Unreduced } from "./loss";
import { ignoreIndexOf } from "./losses/classIndices";
import { refusalOf, unreducedLoss } from "./losses/definition";
import { lossDefinitions } from "./losses/lossFunctions";
import { once } from "./once";
import type { TensorOp } from "./ops";
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
    const definition = lossDefinitions[loss];
    const refused = refusalOf(definition, [activated, target, options]);
    if (refused !== undefined) return refused;
    const read = takesClassIndices(loss, input, target, options) ? scoreReaders[loss]?.[nameOf(ops, input)] : undefined;
    const values = read ? negated(read(scores()), target, options) : definition.values(activated, target, options);
    return unreducedLoss(definition, values, [activated, target, options]);
  };
}

/** An activation changes no shape: what it refuses is known, and its result described, before its numbers are. */
export function applyLazily(tensor: Tensor, op: TensorOp): Tensor | Refusal {
  const outcome = refuseActivation(tensor, op);
  if (outcome === undefined) return applyOp(tensor, op);
  if (isRefusal(outcome)) return outcome;
  const data = once(() => {
    const result = applyOp(tensor, op);
    return isRefusal(result) ? new Float64Array(numel(tensor.shape)) : result.data;
  });
  return {
    get data() {
      return data();
    },
    shape: tensor.shape,
    dtype: outcome.dtype,
  };
}

function takesClassIndices(
  loss: LossName,
  input: Tensor,
  target: Tensor,
  { labelSmoothing = 0 }: LossOptions,
): boolean {
  return loss === "NLLLoss" || (!sameShape(input.shape, target.shape) && !(labelSmoothing > 0));
}

type Reader = (scores: ClassScores) => Float64Array;

/** Where the scores of a pipeline stand, by its loss and the names of its operations. */
const scoreReaders: Readonly<Partial<Record<LossName, Readonly<Record<string, Reader>>>>> = {
  NLLLoss: {
    "": ({ own }) => own,
    log: ({ own }) => own.map(Math.log),
    softmax: ({ softmax }) => softmax,
    logSoftmax: ({ logSoftmax }) => logSoftmax,
    "softmax,log": ({ softmax }) => softmax.map(Math.log),
  },
  CrossEntropyLoss: {
    "": ({ logSoftmax }) => logSoftmax,
    // log softmax of log-probabilities is what they were: their exponentials already add up to 1.
    logSoftmax: ({ logSoftmax }) => logSoftmax,
    log: ({ logSoftmaxOfLog }) => logSoftmaxOfLog,
    softmax: ({ logSoftmaxOfSoftmax }) => logSoftmaxOfSoftmax,
    sigmoid: ({ logSoftmaxOfSigmoid }) => logSoftmaxOfSigmoid,
  },
};

/** The names of the operations, where each softmax is over the classes. */
function nameOf(ops: readonly TensorOp[], { shape }: Tensor): string {
  const classDim = shape.length === 1 ? 0 : 1;
  return ops.map((op) => ("dim" in op && wrapDim(op.dim, shape.length) !== classDim ? "other" : op.op)).join();
}

/** The losses of scores: −w[y] times each, 0 where the target is ignored. */
function negated(scores: Float64Array, target: Tensor, options: LossOptions): Float64Array {
  const ignored = ignoreIndexOf(options);
  const weight = options.weight?.data;
  const values = new Float64Array(scores.length);
  for (let sample = 0; sample < values.length; sample++) {
    const y = target.data[sample];
    if (y === ignored) continue;
    values[sample] = weight === undefined ? -scores[sample] : -scores[sample] * weight[y];
  }
  return values;
}
