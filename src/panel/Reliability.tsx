import * as l10n from "@vscode/l10n";
import { useMemo } from "preact/hooks";
import { formatLoss, formatPercent, formatShort } from "../render/numbers";
import { ChartFrame } from "./ChartFrame";
import type { ChartProps } from "./Charts";
import { RELIABILITY_BINS, reliability } from "./reliabilityBins";

const MARGIN = { left: 46, right: 14, top: 14, bottom: 40 };
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** How often predictions come true, by their confidence: on the diagonal where they are as sure as they are right. */
export function Reliability({ table, actions, title }: ChartProps) {
  const result = useMemo(() => reliability(table), [table]);
  if (result === undefined) return <p>{l10n.t("No target counts, so there is nothing to compare.")}</p>;
  const { error, bins } = result;
  const over = bins.reduce((sum, { confidence, accuracy, count }) => sum + (confidence - accuracy) * count, 0);
  const tendency =
    Math.abs(over) < 1e-9
      ? ""
      : over > 0
        ? ` ${l10n.t("On the whole it is too sure.")}`
        : ` ${l10n.t("On the whole it is not sure enough.")}`;
  const words = `${l10n.t("Expected calibration error {0}, in {1} bins.", formatLoss(error), RELIABILITY_BINS)}${tendency}`;
  return (
    <ChartFrame height={280} margin={MARGIN} file="reliability" caption={words} {...{ title, words, actions }}>
      {(room, height) => {
        const width = Math.min(room, height * 1.6);
        return (
          <>
            <g class="axes">
              {TICKS.map((tick) => (
                <g key={tick}>
                  <line class="grid-line" x1="0" x2={width} y1={(1 - tick) * height} y2={(1 - tick) * height} />
                  <text x="-8" y={(1 - tick) * height + 4} text-anchor="end">
                    {formatShort(tick)}
                  </text>
                  <text x={tick * width} y={height + 17} text-anchor="middle">
                    {formatShort(tick)}
                  </text>
                </g>
              ))}
              <text class="axis-name" x={width} y={height + 34} text-anchor="end">
                {l10n.t("confidence; upwards: the share that came true")}
              </text>
            </g>
            {bins.map(({ lower, upper, accuracy, confidence, count }) => {
              // A confidence of exactly 1 is a bin without a width.
              const left = Math.min(lower, 1 - 1 / RELIABILITY_BINS) * width;
              const right = Math.max(upper, lower) * width;
              const inset = lower === 1 ? (right - left) * 0.4 : 1;
              return (
                <g key={lower}>
                  <rect
                    class="reliability-bar"
                    x={left + inset}
                    width={Math.max(right - left - 2 * inset, 1)}
                    y={(1 - accuracy) * height}
                    height={Math.max(accuracy * height, 1)}
                  >
                    <title>
                      {l10n.t(
                        "{0} predictions, mean confidence {1}, {2} came true",
                        count,
                        formatLoss(confidence),
                        formatPercent(accuracy),
                      )}
                    </title>
                  </rect>
                  <text
                    class="reliability-count"
                    x={(left + right) / 2}
                    y={(1 - accuracy) * height + (accuracy > 0.9 ? 18 : -7)}
                    text-anchor="middle"
                  >
                    {count}
                  </text>
                  <circle class="dot right" cx={confidence * width} cy={(1 - accuracy) * height} r="3.5" />
                </g>
              );
            })}
            <line class="chance-line" x1="0" y1={height} x2={width} y2="0" />
          </>
        );
      }}
    </ChartFrame>
  );
}
