import type { Tensor } from "../tensor/tensor";
import { applyLazily } from "./ops/applyOp";
import type { TensorOp } from "./ops/tensorOp";
import type { Reading } from "./reading";
import { isRefusal } from "./refusal";
import { tasks } from "./tasks";

/** A table between the input and the loss: the input after these ops, of the input's shape. */
export interface Step {
  readonly ops: readonly TensorOp[];
  readonly tensor: Tensor;
}

/** The tables that lead from the input to log q, as one would compute them by hand; each is computed when its numbers are read. */
export function intermediateSteps(input: Tensor, reading: Reading): readonly Step[] {
  return stepOps(reading).flatMap((op) => {
    const tensor = applyLazily(input, op);
    return isRefusal(tensor) ? [] : [{ ops: [op], tensor }];
  });
}

/** What each value of the input says as a probability; of values that are none, the values. */
export function probabilitiesOf(input: Tensor, reading: Reading, steps = intermediateSteps(input, reading)): Tensor {
  // The first step of logits and of log-probabilities is what turns them into probabilities.
  return reading.inputKind === "probabilities" ? input : (steps[0]?.tensor ?? input);
}

function stepOps({ inputKind, classDim, task }: Reading): readonly TensorOp[] {
  if (tasks[task].reference === "squaredError") return [];
  if (inputKind === "probabilities") return [{ op: "log" }];
  if (inputKind === "logProbabilities") return [{ op: "exp" }];
  if (classDim === undefined) return [{ op: "sigmoid" }, { op: "logSigmoid" }];
  return [
    { op: "softmax", dim: classDim },
    { op: "logSoftmax", dim: classDim },
  ];
}
