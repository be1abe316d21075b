import type { Curve } from "../../../engine/lossCurve";
import { type Axis, niceTicks, placeOn } from "../../../render/chartScale";

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
