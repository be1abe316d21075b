import { elementIndex, everySample } from "../sampleLayout";
import type { SampleValues } from "../sampleValues";
import { type Calibration, calibration } from "./probabilities";

export const RELIABILITY_BINS = 10;

/**
 * How often predictions come true that are made with a confidence: for classes the probability of the likeliest one, for yes or no
 * that of yes. Ignored targets and what is no probability are left out; undefined where nothing is left.
 */
export function reliability(
  { layout, probabilities, predicted, expected, marks }: SampleValues,
  samples: Uint32Array = everySample(layout),
): Calibration | undefined {
  const confidences: number[] = [];
  const correct: number[] = [];
  const add = (element: number, right: boolean) => {
    const p = probabilities.data[element];
    if (!(p >= 0 && p <= 1)) return;
    confidences.push(p);
    correct.push(Number(right));
  };
  for (const sample of samples) {
    if (expected === undefined || predicted === undefined) {
      for (let column = 0; column < layout.classes; column++) {
        const element = elementIndex(layout, sample, column);
        add(element, marks?.[element] === 1);
      }
    } else if (marks === undefined) add(sample, expected[sample] === 1);
    else if (expected[sample] >= 0) {
      add(elementIndex(layout, sample, predicted[sample]), predicted[sample] === expected[sample]);
    }
  }
  return confidences.length === 0 ? undefined : calibration(Float64Array.from(confidences), correct, RELIABILITY_BINS);
}
