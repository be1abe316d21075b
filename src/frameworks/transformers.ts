import { sameShape } from "../tensor/shape";
import { isFloatingPoint } from "../tensor/tensor";
import { alongAxis, inType, logSumExp, numberOr } from "./arithmetic";
import type { ForeignCall, FrameworkLoss, Outcome } from "./framework";

/**
 * What Hugging Face's models compute of their `labels`: a causal language model's are shifted by one inside, and −100 is left out. Formulas:
 * transformers/loss/loss_utils.py.
 */

/** Cross-entropy of logits (N, T, C) at step t with the label of step t + 1 in float32, a mean over the labels that count. */
export function causalLoss({ prediction, truth, options }: ForeignCall): Outcome {
  const ignored = numberOr(options, "ignore_index", -100);
  const [samples, steps] = prediction.shape;
  if (ignored === undefined || prediction.shape.length !== 3 || isFloatingPoint(truth.dtype)) return undefined;
  if (!sameShape(truth.shape, [samples, steps]) || steps < 2) return undefined;
  const logits = inType(prediction, "float32");
  let [loss, count] = [0, 0];
  let isInside = true;
  alongAxis(logits, 2, (at, size, lane) => {
    const label = lane % steps === steps - 1 ? ignored : truth.data[lane + 1];
    if (label === ignored) return 0;
    if (label < 0 || label >= size) isInside = false;
    else loss += logSumExp(at, size, logits.data) - logits.data[at(label)];
    count++;
    return 0;
  });
  if (!isInside) return undefined;
  const data = Float64Array.of(count === 0 ? Number.NaN : loss / count);
  return { kind: "value", values: { data, shape: [], dtype: "float32" }, clipped: 0 };
}

export const transformersLosses: readonly FrameworkLoss[] = [
  {
    framework: "transformers",
    name: "ForCausalLMLoss",
    functions: "transformers.loss.loss_utils.ForCausalLMLoss",
    signature: "logits, labels, vocab_size, num_items_in_batch=None, ignore_index=-100, shift_labels=None, **others",
    form: undefined,
    prediction: "logits",
    truth: "labels",
    logitsOption: undefined,
    expects: () => ({ kin: "CrossEntropyLoss", takes: "logits", targets: "classIndices" }),
    compute: (call) =>
      call.options.get("num_items_in_batch") || call.options.get("shift_labels") ? undefined : causalLoss(call),
    before: undefined,
  },
];
