import { broadcastTo } from "../../tensor/shape";
import type { PairReport } from "../pairReport";
import { binaryTargets, DEFAULT_IGNORE_INDEX } from "../reference";
import { elementIndex, type SampleLayout } from "../sampleLayout";
import { tasks } from "../tasks";
import { withTeacherProbabilities } from "../teacher";

type Pair = Pick<PairReport, "input" | "target" | "options" | "reading">;

/** ∂ℓ/∂x of a sample's own values, an entry a class: the derivative of the definition, before the reduction. */
export function sampleSlopes(pair: Pair, layout: SampleLayout, sample: number): Float64Array {
  const { temperature = 1 } = pair.reading;
  const { times, ...read } = withTeacherProbabilities(pair);
  const slopes = slopesOf({ ...pair, ...read }, layout, sample);
  return times === 1 ? slopes : slopes.map((slope) => (slope * times) / temperature);
}

function slopesOf(pair: Pair, layout: SampleLayout, sample: number): Float64Array {
  if (tasks[pair.reading.task].reference === "squaredError") {
    return Float64Array.of(2 * (pair.input.data[sample] - pair.target.data[sample]));
  }
  return tasks[pair.reading.task].exclusive
    ? exclusiveSlopes(pair, layout, sample)
    : Float64Array.from({ length: layout.classes }, (_, c) => elementSlope(pair, elementIndex(layout, sample, c)));
}

/** ℓ = −Σ a[c] log p[c] with a[c] = w[c] q[c]: its slope is −a[c]/p[c], and through a softmax p[c] Σ a − a[c]. */
function exclusiveSlopes(
  { input, target, options, reading }: Pair,
  layout: SampleLayout,
  sample: number,
): Float64Array {
  const smoothing = Math.max(0, options.labelSmoothing ?? 0);
  const index = reading.targetKind === "classIndices" ? target.data[sample] : undefined;
  if (index === (options.ignoreIndex ?? DEFAULT_IGNORE_INDEX)) return new Float64Array(layout.classes);
  const x = Float64Array.from({ length: layout.classes }, (_, c) => input.data[elementIndex(layout, sample, c)]);
  const shares = x.map((_, c) => {
    const value = target.data[elementIndex(layout, sample, c)];
    const probability = reading.targetKind === "logProbabilities" ? Math.exp(value) : value;
    const label = index === undefined ? probability : Number(index === c);
    if (tasks[reading.task].reference === "divergence") return label;
    return (options.weight?.data[c] ?? 1) * (label * (1 - smoothing) + smoothing / layout.classes);
  });
  switch (reading.inputKind) {
    case "probabilities":
      return x.map((p, c) => (shares[c] === 0 ? 0 : -shares[c] / p));
    case "logProbabilities":
      return shares.map((share) => -share);
    case "logits": {
      const largest = x.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
      const exponentials = x.map((value) => Math.exp(value - largest));
      const total = exponentials.reduce((sum, value) => sum + value, 0);
      const shareSum = shares.reduce((sum, value) => sum + value, 0);
      return exponentials.map((value, c) => (value / total) * shareSum - shares[c]);
    }
  }
}

/** ℓ = −w [ρ y log q + (1 − y) log (1 − q)] */
function elementSlope({ input, target, options, reading }: Pair, element: number): number {
  const x = input.data[element];
  const y = binaryTargets(input, target, reading)[element];
  const weight = options.weight === undefined ? 1 : broadcastTo(options.weight, input.shape)[element];
  const positive = options.posWeight === undefined ? 1 : broadcastTo(options.posWeight, input.shape)[element];
  const [yes, no] = [positive * y, 1 - y];
  switch (reading.inputKind) {
    case "probabilities":
      return weight * ((no === 0 ? 0 : no / (1 - x)) - (yes === 0 ? 0 : yes / x));
    case "logProbabilities":
      return weight * ((no === 0 ? 0 : no / Math.expm1(-x)) - yes);
    case "logits":
      return weight * (no / (1 + Math.exp(-x)) - yes / (1 + Math.exp(x)));
  }
}
