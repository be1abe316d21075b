import { losses } from "../engine/losses/losses";
import { lossFunctions } from "../engine/losses/lossFunctions";
import { reduce } from "../engine/reduce";
import { isRefusal, type Refusal } from "../engine/refusal";
import type { Tensor } from "../tensor/tensor";
import { classDimOf, columnsOf } from "./arrays";
import type { Form } from "./callFacts";
import type { Change } from "./claim";

/** What a call gives, or what torch raises. */
export function callValue({ loss, input, target, options }: Form): Tensor | Refusal {
  const unreduced = lossFunctions[loss](input, target, options);
  return isRefusal(unreduced) ? unreduced : reduce(unreduced, options.reduction ?? losses[loss].defaults.reduction);
}

/** The call's value as one number: its own, or the mean of the unreduced ones; undefined where it raises. */
export function numberOf(form: Form): number | undefined {
  const value = callValue(form);
  if (isRefusal(value)) return undefined;
  return value.data.length === 1 ? value.data[0] : value.data.reduce((sum, each) => sum + each, 0) / value.data.length;
}

/** The mean loss of a sample, whatever the reduction: what two forms of a call are compared by. */
export function meanOf(form: Form): number | undefined {
  const unreduced = lossFunctions[form.loss](form.input, form.target, form.options);
  return isRefusal(unreduced) ? undefined : reduce(unreduced, "mean").data[0];
}

export interface Accuracy {
  readonly correct: number;
  readonly of: number;
}

/** How many of the samples whose target counts are predicted right, where the loss has classes or a yes and no. */
export function accuracyOf({ loss, input, target, options }: Form): Accuracy | undefined {
  switch (loss) {
    case "CrossEntropyLoss":
    case "NLLLoss":
    case "MultiMarginLoss":
      return input.shape.length === 0 ? undefined : classAccuracy(input, target, options.ignoreIndex ?? -100);
    case "BCELoss":
      return yesNoAccuracy(input, target, 0.5, 0.5);
    case "BCEWithLogitsLoss":
    case "MultiLabelSoftMarginLoss":
    case "SigmoidFocalLoss":
      return yesNoAccuracy(input, target, 0, 0.5);
    case "SoftMarginLoss":
    case "HingeEmbeddingLoss":
      return yesNoAccuracy(input, target, 0, 0);
    default:
      return undefined;
  }
}

function classAccuracy(input: Tensor, target: Tensor, ignoreIndex: number): Accuracy | undefined {
  const dim = classDimOf(input.shape.length);
  const { count, size, at } = columnsOf(input.shape, dim);
  const soft = target.data.length === input.data.length && count !== target.data.length;
  if (!soft && target.data.length !== count) return undefined;
  let [correct, of] = [0, 0];
  for (let sample = 0; sample < count; sample++) {
    const wanted = soft ? largest(target.data, sample, size, at) : target.data[sample];
    if (!soft && (wanted === ignoreIndex || wanted < 0 || wanted >= size)) continue;
    of++;
    if (largest(input.data, sample, size, at) === wanted) correct++;
  }
  return { correct, of };
}

function largest(
  data: Float64Array,
  sample: number,
  size: number,
  at: (sample: number, column: number) => number,
): number {
  let best = 0;
  for (let column = 1; column < size; column++) if (data[at(sample, column)] > data[at(sample, best)]) best = column;
  return best;
}

function yesNoAccuracy(input: Tensor, target: Tensor, threshold: number, middle: number): Accuracy | undefined {
  if (input.data.length !== target.data.length) return undefined;
  let correct = 0;
  for (let i = 0; i < input.data.length; i++) {
    if (input.data[i] > threshold === target.data[i] > middle) correct++;
  }
  return { correct, of: input.data.length };
}

export function changeOf(before: Form, after: Form): Change {
  const [own, other] = [accuracyOf(before), accuracyOf(after)];
  return {
    before: numberOf(before),
    after: numberOf(after),
    accuracy: own && other && { before: own.correct, after: other.correct, of: other.of },
  };
}
