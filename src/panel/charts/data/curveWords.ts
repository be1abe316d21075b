import * as l10n from "@vscode/l10n";
import { type Curve, lossAt } from "../../../engine/lossCurve";
import type { ReferenceLoss } from "../../../engine/pairReport";
import { formatLoss, formatShort } from "../../../render/numbers";
import { clauses } from "../../../render/sentences";
import type { SampleTable } from "../../samples/sampleTable";

/** What the chart says, in words: in full for those who do not see it, and its gist for everyone. */
export function curveWords(
  curve: Curve,
  table: SampleTable,
  { summary }: ReferenceLoss,
): { readonly full: string; readonly short: string } {
  const { loss, x } = curve;
  let [best, worst, above, lost, off] = [-1, -1, 0, 0, 0];
  loss.forEach((value, point) => {
    if (Number.isNaN(value)) {
      lost++;
      return;
    }
    if (best < 0 || value < loss[best]) best = point;
    if (worst < 0 || value > loss[worst]) worst = point;
    if (value > summary.chance) above++;
    if (Math.abs(value - lossAt(curve.kind, x[point])) > 1e-6 * Math.max(1, value)) off++;
  });
  const short = clauses([
    above === 0
      ? l10n.t("none costs more than chance")
      : l10n.t("{0} of {1} cost more than chance", above, loss.length),
    ...(off > 0 ? [l10n.t("weights, smoothing or shared targets move {0} off the curve", off)] : []),
    ...(lost > 0 ? [l10n.t("{0} nan, not drawn", lost)] : []),
  ]);
  if (best < 0) return { full: short, short };
  const point = (at: number) =>
    l10n.t("{0} (sample {1}, at {2})", formatLoss(loss[at]), table.nameOf(curve.sampleOf(at)), formatShort(x[at]));
  const full = l10n.t(
    "{0} losses from {1} to {2}; {3}: {4}.",
    loss.length,
    point(best),
    point(worst),
    short,
    formatLoss(summary.chance),
  );
  return { full, short };
}
