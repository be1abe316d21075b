import type { SamplePair } from "./samples";

/** Probabilities of a pair's input, and torch's own cut of their logarithms. */

export function logistic({ input, inputKind }: SamplePair): Float64Array {
  return inputKind === "logits" ? input.map((x) => 1 / (1 + Math.exp(-x))) : input;
}

/** XGBoost's, of margins in float32: 1 / (1 + exp(−x) + 1e−16), with exp(−x) of no more than exp(88.7). */
export function singleLogistic({ input, inputKind }: SamplePair): Float64Array {
  const round = Math.fround;
  const margins = inputKind === "logits" ? input : input.map((p) => Math.log(p / (1 - p)));
  return margins.map((x) => round(1 / (round(round(Math.exp(Math.min(-round(x), 88.7))) + 1) + 1e-16)));
}

/** Each row's, whatever it holds. */
export function softmaxed({ input, inputKind, classes, samples }: SamplePair): Float64Array {
  if (inputKind === "probabilities") return input;
  if (inputKind === "logProbabilities") return input.map(Math.exp);
  const result = new Float64Array(input.length);
  for (let sample = 0; sample < samples; sample++) {
    const row = input.subarray(sample * classes, (sample + 1) * classes);
    const max = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const terms = row.map((x) => Math.exp(x - max));
    const total = terms.reduce((a, b) => a + b, 0);
    result.set(
      terms.map((term) => term / total),
      sample * classes,
    );
  }
  return result;
}

/** Rows divided by their sums. */
export function normalisedRows(rows: Float64Array, classes: number): Float64Array {
  return rows.map((p, i) => {
    const start = i - (i % classes);
    let total = 0;
    for (let place = start; place < start + classes; place++) total += rows[place];
    return p / total;
  });
}

/** BCELoss: no logarithm is below −100. */
export function clampedTorch({ input, target }: SamplePair): { readonly value: number; readonly clamped: number } {
  let [total, clamped] = [0, 0];
  for (const [i, p] of input.entries()) {
    const [yes, no] = [Math.log(p), Math.log1p(-p)];
    const t = target[i];
    if ((yes < -100 && t > 0) || (no < -100 && t < 1)) clamped++;
    total -= t * Math.max(yes, -100) + (1 - t) * Math.max(no, -100);
  }
  return { value: total / input.length, clamped };
}
