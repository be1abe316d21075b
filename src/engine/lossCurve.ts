import { logSigmoid } from "./activations";
import type { PairReport } from "./pairReport";
import { binaryTargets } from "./reference";
import { elementIndex, everySample } from "./sampleLayout";
import type { SampleValues } from "./sampleValues";
import { tasks } from "./tasks";

/** What turns the number that decides a sample into its loss: −log p of a probability, or −log σ(x) of a logit. */
export type CurveKind = "negativeLog" | "logistic";

export function lossAt(kind: CurveKind, x: number): number {
  return kind === "negativeLog" ? -Math.log(x) : -logSigmoid(x);
}

/** The inverse of `lossAt`. */
export function inputAt(kind: CurveKind, loss: number): number {
  return kind === "negativeLog" ? Math.exp(-loss) : -Math.log(Math.expm1(loss));
}

/** Losses against what decides them: the probability of what was right, or the logit that speaks for it. */
export interface Curve {
  readonly kind: CurveKind;
  /** An entry a point: a sample, for multilabel one of its labels. */
  readonly x: Float64Array;
  readonly loss: Float64Array;
  /** 1 where the prediction is right. */
  readonly right: Uint8Array;
  readonly sampleOf: (point: number) => number;
}

/** Of all samples, or of some of them. */
export function curveOf(
  { input, target, reading }: Pick<PairReport, "input" | "target" | "reading">,
  values: SampleValues,
  samples: Uint32Array = everySample(values.layout),
): Curve {
  const { layout, probability, expected, predicted, unreduced } = values;
  if (tasks[reading.task].exclusive && probability !== undefined && expected !== undefined) {
    return {
      kind: "negativeLog",
      x: Float64Array.from(samples, (sample) => probability[sample]),
      loss: Float64Array.from(samples, (sample) => values.loss[sample]),
      right: Uint8Array.from(samples, (sample) => Number(expected[sample] === predicted?.[sample])),
      sampleOf: (point) => samples[point],
    };
  }
  const labels = binaryTargets(input, target, reading);
  const logits = reading.inputKind === "logits";
  const p = values.probabilities.data;
  const { classes } = layout;
  const [x, loss] = [new Float64Array(samples.length * classes), new Float64Array(samples.length * classes)];
  for (let point = 0; point < x.length; point++) {
    const element = elementIndex(layout, samples[Math.floor(point / classes)], point % classes);
    const yes = labels[element] > 0.5;
    if (logits) x[point] = yes ? input.data[element] : -input.data[element];
    else x[point] = yes ? p[element] : 1 - p[element];
    loss[point] = unreduced.data[element];
  }
  const right = Uint8Array.from(x, (value) => Number(value > (logits ? 0 : 0.5)));
  const sampleOf = (point: number) => samples[Math.floor(point / classes)];
  return { kind: logits ? "logistic" : "negativeLog", x, loss, right, sampleOf };
}
