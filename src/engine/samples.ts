import type { Tensor } from "../tensor/tensor";
import type { Unreduced } from "./loss";
import { argmaxOf } from "./ops/argmax";
import type { Reading, Task } from "./reading";
import { binaryTargets, logBernoulli } from "./reference";
import { elementIndex, type SampleLayout, sampleLayout } from "./sampleLayout";
import { tasks } from "./tasks";

/** Every sample of a reading; all arrays have length `layout.count`. */
export interface Samples {
  readonly layout: SampleLayout;
  /** The reading's loss of each sample in nats, a mean over its labels where it has several (multilabel). */
  readonly loss: Float64Array;
  /** The class with the largest value, 0 or 1 for binary; undefined for multilabel and regression. */
  readonly predicted: Int32Array | undefined;
  /** The target's class (its largest probability where it is soft), −1 where it is ignored; undefined where `predicted` is. */
  readonly expected: Int32Array | undefined;
}

export interface Summary {
  /** Samples, for multilabel labels, that the largest value (for yes or no: above one half) predicts right … */
  readonly correct: number;
  /** … out of those whose target counts. */
  readonly counted: number;
  /** What a guess without knowledge costs in nats: ln C, or ln 2 for a yes or no. */
  readonly chance: number;
}

export function describeSamples(
  input: Tensor,
  target: Tensor,
  reading: Reading,
  loss: Unreduced,
  ignoreIndex: number,
): { readonly samples: Samples; readonly summary: Summary } {
  const layout = sampleLayout(input.shape, reading);
  return describers[reading.task](input, target, reading, layout, loss, ignoreIndex);
}

type Describe = (
  input: Tensor,
  target: Tensor,
  reading: Reading,
  layout: SampleLayout,
  loss: Unreduced,
  ignoreIndex: number,
) => { readonly samples: Samples; readonly summary: Summary };

/** What is predicted of a sample, and whether it is right. */
const describers: Readonly<Record<Task, Describe>> = {
  binary: independentSamples,
  multiclass: exclusiveSamples,
  multilabel: independentSamples,
  distribution: exclusiveSamples,
  regression: (_input, target, reading, layout, loss) => ({
    samples: { layout, loss: loss.values.data, predicted: undefined, expected: undefined },
    // A value is never right or wrong.
    summary: { correct: 0, counted: 0, chance: tasks[reading.task].chance(1, target, reading) },
  }),
};

function independentSamples(
  input: Tensor,
  target: Tensor,
  reading: Reading,
  layout: SampleLayout,
  loss: Unreduced,
): ReturnType<Describe> {
  const labels = binaryTargets(input, target, reading);
  const decided = input.data.map((value) => Number(saysYes(value, reading)));
  // What is said of nan is no prediction.
  const isRight = (value: number, element: number) =>
    value === Number(labels[element] > 0.5) && !Number.isNaN(input.data[element]);
  const correct = decided.reduce((sum, value, element) => sum + Number(isRight(value, element)), 0);
  const summary = {
    correct,
    counted: decided.length,
    chance: tasks[reading.task].chance(layout.classes, target, reading),
  };
  if (layout.classes === 1) {
    const expected = Int32Array.from(labels, (label) => Number(label > 0.5));
    return { samples: { layout, loss: loss.values.data, predicted: Int32Array.from(decided), expected }, summary };
  }
  return {
    samples: { layout, loss: rowMeans(loss.values.data, layout), predicted: undefined, expected: undefined },
    summary,
  };
}

function exclusiveSamples(
  input: Tensor,
  target: Tensor,
  reading: Reading,
  layout: SampleLayout,
  loss: Unreduced,
  ignoreIndex: number,
): ReturnType<Describe> {
  const indexed = reading.targetKind === "classIndices";
  const predicted = new Int32Array(layout.count);
  const expected = new Int32Array(layout.count);
  const argmaxOfInput = argmaxOf(input, layout);
  const argmaxOfTarget = indexed ? undefined : argmaxOf(target, layout);
  let [correct, counted] = [0, 0];
  for (let sample = 0; sample < layout.count; sample++) {
    predicted[sample] = argmaxOfInput(sample);
    const ignored = indexed && target.data[sample] === ignoreIndex;
    expected[sample] = ignored ? -1 : (argmaxOfTarget?.(sample) ?? target.data[sample]);
    if (ignored) continue;
    counted++;
    // What torch.argmax takes of nan is no prediction.
    const isNan = Number.isNaN(input.data[elementIndex(layout, sample, predicted[sample])]);
    if (predicted[sample] === expected[sample] && !isNan) correct++;
  }
  const samples: Samples = { layout, loss: loss.values.data, predicted, expected };
  return {
    samples,
    summary: { correct, counted, chance: tasks[reading.task].chance(layout.classes, target, reading) },
  };
}

function saysYes(value: number, { inputKind }: Reading): boolean {
  const [logQ, logNotQ] = logBernoulli(value, inputKind);
  return logQ > logNotQ;
}

function rowMeans(values: Float64Array, layout: SampleLayout): Float64Array {
  const means = new Float64Array(layout.count);
  for (let sample = 0; sample < layout.count; sample++) {
    let sum = 0;
    for (let column = 0; column < layout.classes; column++) sum += values[elementIndex(layout, sample, column)];
    means[sample] = sum / layout.classes;
  }
  return means;
}
