import type { Tensor } from "../tensor/tensor";
import { applyOp } from "./ops/applyOp";
import type { Reading } from "./reading";
import { isRefusal } from "./refusal";

interface ReadPair {
  readonly input: Tensor;
  readonly target: Tensor;
  readonly reading: Reading;
}

/**
 * A pair whose target holds the scores of another model, as the one of log-probabilities that it means, and what its loss is multiplied by:
 * T² · KL(softmax(target / T) ‖ softmax(input / T)), with which gradients are as large at every temperature T. Other pairs as they are.
 */
export function withTeacherProbabilities({ input, target, reading }: ReadPair): ReadPair & { readonly times: number } {
  const { targetKind, classDim = 0, temperature = 1 } = reading;
  if (targetKind !== "logits") return { input, target, reading, times: 1 };
  const divided = (tensor: Tensor): Tensor =>
    temperature === 1 ? tensor : { ...tensor, data: tensor.data.map((x) => x / temperature) };
  const log = applyOp({ ...divided(target), dtype: "float64" }, { op: "logSoftmax", dim: classDim });
  return {
    input: divided(input),
    // The reading's axis is one of the target's: nothing is refused.
    target: isRefusal(log) ? target : log,
    reading: { ...reading, targetKind: "logProbabilities", temperature: undefined },
    times: temperature ** 2,
  };
}
