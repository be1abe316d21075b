import type { Curve } from "../../../engine/lossCurve";
import { type Axis, placeOn } from "../../../render/chartScale";

/** From so many points on they are counted along the axis instead of drawn one by one. */
export const CROWD = 150;

/** The points in a stretch of the axis across. */
export interface CurveBin {
  /** Among the bins, from the left. */
  readonly index: number;
  readonly right: number;
  readonly wrong: number;
  /** The point with the largest loss. */
  readonly worst: number;
}

/** How many points lie in each of `count` equal stretches; the empty ones and points without a place (nan) are left out. */
export function curveBins(curve: Curve, across: Axis, count: number): readonly CurveBin[] {
  const bins = Array.from({ length: count }, (_, index) => ({ index, right: 0, wrong: 0, worst: -1 }));
  for (const [point, loss] of curve.loss.entries()) {
    const place = placeOn(across, curve.x[point]);
    if (Number.isNaN(loss) || Number.isNaN(place)) continue;
    const bin = bins[Math.min(Math.max(Math.floor(place * count), 0), count - 1)];
    if (curve.right[point] === 1) bin.right++;
    else bin.wrong++;
    if (bin.worst === -1 || loss > curve.loss[bin.worst]) bin.worst = point;
  }
  return bins.filter(({ worst }) => worst !== -1);
}

/** The point with the largest loss, nan left out. */
export function worstPoint({ loss }: Pick<Curve, "loss">): number | undefined {
  let worst: number | undefined;
  for (const [point, value] of loss.entries()) {
    if (!Number.isNaN(value) && (worst === undefined || value > loss[worst])) worst = point;
  }
  return worst;
}
