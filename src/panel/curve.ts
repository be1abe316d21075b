import { binaryTargets } from "../engine/reference";
import type { Evaluation } from "../report";
import type { SampleTable } from "./sampleTable";

/** Losses against what decides them: the probability of what was right, or the logit that speaks for it. */
export interface Curve {
  readonly kind: "negativeLog" | "logistic";
  /** An entry a point: a sample, for multilabel one of its labels. */
  readonly x: Float64Array;
  readonly loss: Float64Array;
  /** 1 where the prediction is right. */
  readonly right: Uint8Array;
  readonly sampleOf: (point: number) => number;
}

export function curveOf({ input, target, reading }: Evaluation, table: SampleTable): Curve {
  const { layout, probability, expected, predicted, loss, unreduced } = table;
  if (reading.task === "multiclass" && probability !== undefined && expected !== undefined) {
    const right = Uint8Array.from(expected, (column, sample) => Number(column === predicted?.[sample]));
    return { kind: "negativeLog", x: probability, loss, right, sampleOf: (point) => point };
  }
  const labels = binaryTargets(input, target, reading);
  const logits = reading.inputKind === "logits";
  const p = table.probabilities.data;
  const x = Float64Array.from(labels, (label, element) => {
    const yes = label > 0.5;
    if (logits) return yes ? input.data[element] : -input.data[element];
    return yes ? p[element] : 1 - p[element];
  });
  const right = Uint8Array.from(x, (value) => Number(value > (logits ? 0 : 0.5)));
  const sampleOf = (point: number) => Math.floor(point / layout.classes);
  return { kind: logits ? "logistic" : "negativeLog", x, loss: unreduced.data, right, sampleOf };
}

/** How much the curve itself costs at x. */
export function lossAt(kind: Curve["kind"], x: number): number {
  return kind === "negativeLog" ? -Math.log(x) : Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** The inverse of `lossAt`. */
export function inputAt(kind: Curve["kind"], loss: number): number {
  return kind === "negativeLog" ? Math.exp(-loss) : -Math.log(Math.expm1(loss));
}

export interface Axis {
  readonly from: number;
  readonly to: number;
  /** Probabilities close to 0 are told apart on a logarithmic axis only. */
  readonly scale: "linear" | "log";
  readonly ticks: readonly number[];
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

/** Round numbers from `from` to `to`, about `count` of them. */
export function niceTicks(from: number, to: number, count: number): readonly number[] {
  const rough = (to - from) / count;
  if (!(rough > 0) || !Number.isFinite(rough)) return [from];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** 0 to 1 along an axis; beyond it where the value is. */
export function placeOn({ from, to, scale }: Axis, value: number): number {
  if (scale === "linear") return (value - from) / (to - from);
  return (Math.log10(value) - Math.log10(from)) / (Math.log10(to) - Math.log10(from));
}

export function valueAt({ from, to, scale }: Axis, place: number): number {
  return scale === "linear" ? from + place * (to - from) : from * (to / from) ** place;
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

/** From so many points on they are drawn small, and gathered more coarsely. */
export const CROWD = 150;

/** Dots in a plane of `width` by `height` pixels, y downwards; points without a place (nan) are left out. */
export function dotsOf(curve: Curve, across: Axis, up: Axis, width: number, height: number): readonly Dot[] {
  const grain = curve.loss.length > CROWD ? 3 : 1;
  const dots = new Map<number, { -readonly [Key in keyof Dot]: Dot[Key] }>();
  curve.loss.forEach((loss, point) => {
    const x = placeOn(across, curve.x[point]);
    if (Number.isNaN(loss) || Number.isNaN(x)) return;
    const endless = !Number.isFinite(loss);
    const cx = Math.round((Math.min(Math.max(x, 0), 1) * width) / grain) * grain;
    const cy = Math.round(((1 - Math.min(placeOn(up, loss), 1)) * height) / grain) * grain;
    const right = curve.right[point] === 1;
    const key = (cx * 16384 + cy) * 2 + Number(right);
    const dot = dots.get(key);
    if (dot === undefined) dots.set(key, { cx, cy, count: 1, right, endless, point });
    else dot.count++;
  });
  return [...dots.values()];
}
