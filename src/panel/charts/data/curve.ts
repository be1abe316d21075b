import type { CurveKind } from "../../../engine/lossCurve";
import { binaryTargets } from "../../../engine/reference";
import { elementIndex } from "../../../engine/sampleLayout";
import { tasks } from "../../../engine/tasks";
import { type Axis, niceTicks, placeOn } from "../../../render/chartScale";
import type { Evaluation } from "../../../report";
import { allSamples, type SampleTable } from "../../samples/sampleTable";

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
  { input, target, reading }: Evaluation,
  table: SampleTable,
  samples: Uint32Array = allSamples(table),
): Curve {
  const { layout, probability, expected, predicted, unreduced } = table;
  if (tasks[reading.task].exclusive && probability !== undefined && expected !== undefined) {
    return {
      kind: "negativeLog",
      x: Float64Array.from(samples, (sample) => probability[sample]),
      loss: Float64Array.from(samples, (sample) => table.loss[sample]),
      right: Uint8Array.from(samples, (sample) => Number(expected[sample] === predicted?.[sample])),
      sampleOf: (point) => samples[point],
    };
  }
  const labels = binaryTargets(input, target, reading);
  const logits = reading.inputKind === "logits";
  const p = table.probabilities.data;
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

export function lossAxis({ loss }: Pick<Curve, "loss">, chance: number): Axis {
  let most = chance * 1.25;
  for (const value of loss) if (Number.isFinite(value) && value * 1.05 > most) most = value * 1.05;
  let least = 0;
  for (const value of loss) if (Number.isFinite(value) && value < least) least = value;
  return { from: least, to: most, scale: "linear", ticks: niceTicks(least, most, 4) };
}

const SMALL_PROBABILITY = 0.005;

export function inputAxis({ kind, x }: Curve): Axis {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of x) {
    if (!Number.isFinite(value) || (kind === "negativeLog" && value <= 0)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (kind === "logistic") {
    const [from, to] = [Math.min(least, -3), Math.max(most, 3)];
    return { from, to, scale: "linear", ticks: niceTicks(from, to, 6) };
  }
  if (least < SMALL_PROBABILITY) {
    const decades = Math.ceil(-Math.log10(least));
    const step = Math.ceil(decades / 5);
    const ticks = Array.from({ length: Math.floor(decades / step) + 1 }, (_, index) => 10 ** (-index * step));
    return { from: 10 ** -decades, to: 1, scale: "log", ticks: ticks.reverse() };
  }
  return { from: 0, to: 1, scale: "linear", ticks: [0, 0.25, 0.5, 0.75, 1] };
}

/** Points that would lie on top of each other drawn as one. */
export interface Dot {
  readonly cx: number;
  readonly cy: number;
  readonly count: number;
  readonly right: boolean;
  readonly endless: boolean;
  /** The first of its points. */
  readonly point: number;
}

/** Dots in a plane of `width` by `height` pixels, y downwards; points without a place (nan) are left out. */
export function dotsOf(
  curve: Curve,
  across: Axis,
  up: Axis,
  width: number,
  height: number,
  points: Iterable<number> = curve.loss.keys(),
): readonly Dot[] {
  const dots = new Map<number, { -readonly [Key in keyof Dot]: Dot[Key] }>();
  for (const point of points) {
    const loss = curve.loss[point];
    const x = placeOn(across, curve.x[point]);
    if (Number.isNaN(loss) || Number.isNaN(x)) continue;
    const cx = Math.round(Math.min(Math.max(x, 0), 1) * width);
    const cy = Math.round((1 - Math.min(placeOn(up, loss), 1)) * height);
    const right = curve.right[point] === 1;
    const key = (cx * 16384 + cy) * 2 + Number(right);
    const dot = dots.get(key);
    if (dot === undefined) dots.set(key, { cx, cy, count: 1, right, endless: !Number.isFinite(loss), point });
    else dot.count++;
  }
  return [...dots.values()].sort((a, b) => a.cx - b.cx);
}
