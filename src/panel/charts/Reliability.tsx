import * as l10n from "@vscode/l10n";
import { useCallback, useMemo } from "preact/hooks";
import type { CalibrationBin } from "../../engine/metrics/probabilities";
import { formatLoss, formatPercent } from "../../render/numbers";
import { AXES_MARGIN } from "./AxisTitles";
import { ChartFrame, type Plot } from "./ChartFrame";
import type { ChartProps } from "./Charts";
import { RELIABILITY_BINS, reliability } from "./reliabilityBins";
import { UnitGrid } from "./UnitGrid";

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
          box: { ...ends(bin, width), y: 0, height },
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
              <Bin key={bin.lower} {...{ bin, width, height }} />
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

/** A confidence of exactly 1 is a bin without a width: it is drawn as wide as the others, at the end. */
function ends({ lower, upper }: CalibrationBin, width: number): { readonly x: number; readonly width: number } {
  const left = Math.min(lower, 1 - 1 / RELIABILITY_BINS);
  return { x: left * width, width: (Math.max(upper, lower) - left) * width };
}

interface SizeProps {
  readonly width: number;
  readonly height: number;
}

function Bin({ bin, width, height }: SizeProps & { readonly bin: CalibrationBin }) {
  const { lower, accuracy, confidence, count } = bin;
  const { x, width: room } = ends(bin, width);
  const inset = lower === 1 ? room * 0.4 : 1;
  const top = (1 - accuracy) * height;
  return (
    <g>
      <rect
        class="reliability-bar"
        x={x + inset}
        width={Math.max(room - 2 * inset, 1)}
        y={top}
        height={Math.max(accuracy * height, 1)}
      />
      <text class="reliability-count" x={x + room / 2} y={top + (accuracy > 0.9 ? 18 : -7)} text-anchor="middle">
        {count}
      </text>
      <circle class="dot right" cx={confidence * width} cy={top} r="3.5" />
    </g>
  );
}
