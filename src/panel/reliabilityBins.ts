import { type Calibration, calibration } from "../engine/metrics";
import { elementIndex } from "../engine/sampleLayout";
import type { SampleTable } from "./sampleTable";

export const RELIABILITY_BINS = 10;

/**
 * How often predictions come true that are made with a confidence: for classes the probability of the likeliest one, for yes or no
 * that of yes. Ignored targets and what is no probability are left out; undefined where nothing is left.
 */
export function reliability({
  layout,
  probabilities,
  predicted,
  expected,
  marks,
}: SampleTable): Calibration | undefined {
  const confidences: number[] = [];
  const correct: number[] = [];
  const add = (p: number, right: boolean) => {
    if (!(p >= 0 && p <= 1)) return;
    confidences.push(p);
    correct.push(Number(right));
  };
  if (expected === undefined || predicted === undefined) {
    for (const [element, p] of probabilities.data.entries()) add(p, marks?.[element] === 1);
  } else if (marks === undefined) {
    for (const [element, p] of probabilities.data.entries()) add(p, expected[element] === 1);
  } else {
    for (let sample = 0; sample < layout.count; sample++) {
      if (expected[sample] < 0) continue;
      const p = probabilities.data[elementIndex(layout, sample, predicted[sample])];
      add(p, predicted[sample] === expected[sample]);
    }
  }
  return confidences.length === 0 ? undefined : calibration(Float64Array.from(confidences), correct, RELIABILITY_BINS);
}
