import * as l10n from "@vscode/l10n";
import { useCallback, useMemo } from "preact/hooks";
import type { CalibrationBin } from "../../engine/metrics/probabilities";
import { RELIABILITY_BINS, reliability } from "../../engine/metrics/reliability";
import { formatLoss, formatPercent } from "../../render/numbers";
import { AXES_MARGIN } from "./axes/AxisTitles";
import { UnitGrid } from "./axes/UnitGrid";
import { ChartFrame, type Plot } from "./ChartFrame";
import type { ChartProps } from "./Charts";
import { endsOf, ReliabilityBar } from "./marks/ReliabilityBar";

const WIDEST = 1.6;

/** How often predictions come true, by their confidence: on the diagonal where they are as sure as they are right. */
export function Reliability({ table, samples, selected, actions, title }: ChartProps) {
  const result = useMemo(() => reliability(table, samples), [table, samples]);
  const bins = result?.bins ?? [];
  const plot = useCallback(
    (room: number, height: number): Plot => {
      const width = Math.min(room, height * WIDEST);
      return {
        marks: bins.map((bin) => ({
          box: { ...endsOf(bin, width), y: 0, height },
          sample: undefined,
          words: () =>
            l10n.t(
              "{0} predictions, mean confidence {1}, {2} came true",
              bin.count,
              formatLoss(bin.confidence),
              formatPercent(bin.accuracy),
            ),
        })),
        drawing: (
          <>
            <UnitGrid {...{ width, height }} up={l10n.t("share that came true")} across={l10n.t("confidence")} />
            {bins.map((bin) => (
              <ReliabilityBar key={bin.lower} {...{ bin, width, height }} />
            ))}
            <line class="chance-line" x1="0" y1={height} x2={width} y2="0" />
          </>
        ),
      };
    },
    [bins],
  );
  if (result === undefined) return <p>{l10n.t("No target counts, so there is nothing to compare.")}</p>;
  const words = `${l10n.t("Expected calibration error {0}, in {1} bins.", formatLoss(result.error), RELIABILITY_BINS)} ${tendency(bins)}`;
  return (
    <ChartFrame
      height={276}
      margin={AXES_MARGIN}
      file="reliability"
      caption={words}
      {...{ title, words, selected, actions, plot }}
    />
  );
}

function tendency(bins: readonly CalibrationBin[]): string {
  const over = bins.reduce((sum, { confidence, accuracy, count }) => sum + (confidence - accuracy) * count, 0);
  if (Math.abs(over) < 1e-9) return "";
  return over > 0 ? l10n.t("On the whole it is too sure.") : l10n.t("On the whole it is not sure enough.");
}
