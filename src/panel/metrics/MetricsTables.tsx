import * as l10n from "@vscode/l10n";
import { useMemo } from "preact/hooks";
import { metricsOf } from "../../engine/metrics/metricsOf";
import { formatLoss, formatPercent } from "../../render/numbers";
import { ClassTable } from "./ClassTable";
import { Confusion } from "./Confusion";
import type { MetricsProps } from "./MetricsSection";
import { RankingCurves } from "./RankingCurves";

/** The metrics of an evaluation, from one number for all to single classes. */
export function MetricsTables({ evaluated: { report }, reference, table, actions }: MetricsProps) {
  const metrics = useMemo(() => metricsOf(report, reference), [report, reference]);
  if (metrics === undefined || (metrics.matrix?.total ?? 1) === 0) {
    return <p>{l10n.t("No target counts, so there is nothing to compare.")}</p>;
  }
  const { matrix, scores, matthews, logLoss, brier, entropy, topK, rankings } = metrics;
  // The columns of yes or no have no names of their own.
  const isYesOrNo = table.layout.classes === 1;
  const className = isYesOrNo ? (column: number) => (column === 1 ? l10n.t("yes") : l10n.t("no")) : table.className;
  return (
    <>
      <p class="metrics-words">
        {matthews !== undefined && <span>{l10n.t("Matthews correlation {0}", formatLoss(matthews))}</span>}
        <span>{l10n.t("log loss of scikit-learn {0}", formatLoss(logLoss))}</span>
        <span>{l10n.t("Brier score {0}", formatLoss(brier))}</span>
        <span>{l10n.t("mean entropy of the predictions {0}", formatLoss(entropy))}</span>
        {topK !== undefined && (
          <span>{l10n.t("among the {0} likeliest: {1}", topK.k, formatPercent(topK.accuracy))}</span>
        )}
      </p>
      <ClassTable {...{ scores, rankings, className }} />
      {matrix !== undefined && <Confusion {...{ matrix, className }} />}
      {rankings === undefined ? (
        <p>{l10n.t("Too many numbers for ROC and precision–recall curves.")}</p>
      ) : (
        <RankingCurves {...{ rankings, className, actions }} />
      )}
    </>
  );
}
