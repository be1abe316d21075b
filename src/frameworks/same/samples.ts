import type { LossOptions } from "../../engine/loss";
import type { InputKind, Reading } from "../../engine/reading";
import { DEFAULT_IGNORE_INDEX } from "../../engine/reference";
import { elementIndex, sampleLayout } from "../../engine/sampleLayout";
import type { Tensor } from "../../tensor/tensor";

/**
 * A pair of arrays as every framework takes it: one sample a row, the classes along it, ignored samples left out. In float64, on the digits
 * as written.
 */
export interface SamplePair {
  readonly task: "classes" | "yesNo" | "values";
  readonly inputKind: InputKind;
  /** (N, C) of classes, else (N). */
  readonly input: Float64Array;
  readonly samples: number;
  readonly classes: number;
  /** Class indices (N), or as many probabilities as there are inputs. */
  readonly target: Float64Array;
  readonly isIndexed: boolean;
  /** One weight a sample: that of its class. */
  readonly weights: Float64Array | undefined;
  readonly smoothing: number;
  /** (N, T, C) of a language model whose labels are (N, T): the steps. */
  readonly steps: number | undefined;
}

/** Beyond it the table would be waited for. */
const MOST_ELEMENTS = 1 << 20;

/** Undefined where the frameworks have no loss in common for the pair. */
export function samplePair(
  input: Tensor,
  target: Tensor,
  reading: Reading,
  options: LossOptions,
): SamplePair | undefined {
  if (input.data.length === 0 || input.data.length > MOST_ELEMENTS || options.posWeight !== undefined) return undefined;
  const { inputKind, task, targetKind } = reading;
  const common = { inputKind, smoothing: 0, steps: undefined };
  if (task === "multiclass" && (targetKind === "classIndices" || targetKind === "classProbabilities"))
    return ofClasses(input, target, reading, options);
  if (options.weight !== undefined || input.data.length !== target.data.length) return undefined;
  const whole = { ...common, input: input.data, target: target.data, samples: input.data.length, classes: 1 };
  const rest = { isIndexed: false, weights: undefined };
  if ((task === "binary" || task === "multilabel") && targetKind === "binary") {
    if (inputKind === "logProbabilities") return undefined;
    return { task: "yesNo", ...whole, ...rest };
  }
  return task === "regression" ? { task: "values", ...whole, ...rest } : undefined;
}

function ofClasses(input: Tensor, target: Tensor, reading: Reading, options: LossOptions): SamplePair | undefined {
  const layout = sampleLayout(input.shape, reading);
  const { count, classes } = layout;
  const isIndexed = reading.targetKind === "classIndices";
  const { ignoreIndex = DEFAULT_IGNORE_INDEX, weight, labelSmoothing: smoothing = 0 } = options;
  if (classes < 2 || (weight !== undefined && (!isIndexed || smoothing !== 0))) return undefined;
  if (isIndexed ? target.data.length !== count : target.data.length !== input.data.length) return undefined;
  const kept: number[] = [];
  for (let sample = 0; sample < count; sample++) {
    const label = target.data[sample];
    if (isIndexed && label === ignoreIndex) continue;
    if (isIndexed && !(label >= 0 && label < classes)) return undefined;
    kept.push(sample);
  }
  if (kept.length === 0) return undefined;
  const rows = (data: Float64Array): Float64Array =>
    Float64Array.from(
      { length: kept.length * classes },
      (_, i) => data[elementIndex(layout, kept[Math.floor(i / classes)], i % classes)],
    );
  const labels = isIndexed ? Float64Array.from(kept, (sample) => target.data[sample]) : rows(target.data);
  // A language model's labels may be shifted only where every step is there.
  const isSequence = isIndexed && input.shape.length === 3 && reading.classDim === 2 && kept.length === count;
  return {
    task: "classes",
    inputKind: reading.inputKind,
    input: rows(input.data),
    samples: kept.length,
    classes,
    target: labels,
    isIndexed,
    weights: weight && labels.map((label) => weight.data[label]),
    smoothing,
    steps: isSequence && input.shape[1] > 1 ? input.shape[1] : undefined,
  };
}
