import * as l10n from "@vscode/l10n";
import { useCallback, useMemo } from "preact/hooks";
import { type LossBar, lossBins } from "../../engine/lossBins";
import { tasks } from "../../engine/tasks";
import { placeOn } from "../../render/chartScale";
import { formatLoss, formatValue } from "../../render/numbers";
import { inNumber } from "../../render/plural";
import { worstSample } from "../samples/sampleTable";
import { AXES_MARGIN, AxisTitles } from "./axes/AxisTitles";
import { ChanceLine, chanceRoom } from "./axes/ChanceLine";
import { UpAxis } from "./axes/UpAxis";
import { ChartFrame, type Plot } from "./ChartFrame";
import type { ChartProps } from "./Charts";
import { lossAxis } from "./data/curve";
import { Bars } from "./marks/Bars";
import { textWidth } from "./textWidth";

const LEAST_STEP = 3;
const MOST_STEP = 84;
/** Between names that do not stand under every bar. */
const FAR = 70;

/** The loss of every sample in the order of the input. */
export function LossBars({ report, reference, table, samples, selected, actions, title }: ChartProps) {
  const { chance } = reference.summary;
  const margin = useMemo(() => ({ ...AXES_MARGIN, right: chanceRoom(chance) }), [chance]);
  const loss = useMemo(() => Float64Array.from(samples, (sample) => table.loss[sample]), [samples, table]);
  const up = useMemo(() => lossAxis({ loss }, chance), [loss, chance]);
  const nameAt = (at: number) => table.nameOf(samples[at]);
  const words = useMemo(() => barWords(loss, chance, nameAt), [loss, chance]);

  const isNats = tasks[report.reading.task].reference !== "squaredError";
  const lossName = isNats ? l10n.t("loss in nats") : l10n.t("squared error");
  const plot = useCallback(
    (width: number, height: number): Plot => {
      const { bars, perBar } = lossBins(loss, Math.floor(width / LEAST_STEP));
      const step = Math.min(width / Math.max(bars.length, 1), MOST_STEP);
      const y = (value: number) => (1 - Math.min(placeOn(up, value), 1)) * height;
      const longest = textWidth(nameAt(samples.length - 1).length);
      const every = Math.ceil(Math.max(longest, perBar > 1 || step < longest ? FAR : 0) / step);
      const isSelected = ({ sample }: LossBar) => {
        const first = Math.floor(sample / perBar) * perBar;
        return selected !== undefined && samples.subarray(first, first + perBar).includes(selected);
      };
      return {
        marks: bars.map(({ sample, loss: value }, index) => ({
          box: { x: index * step, y: 0, width: step, height },
          sample: samples[sample],
          words: () =>
            perBar > 1
              ? l10n.t("{0}: {1}, the worst of {2}", nameAt(sample), formatValue(value), perBar)
              : `${nameAt(sample)}: ${formatValue(value)}`,
        })),
        drawing: (
          <>
            <UpAxis axis={up} {...{ width, height }} />
            <Bars {...{ bars, step, isSelected, y }} />
            <ChanceLine axis={up} {...{ chance, width, height }} />
            {bars.map(
              (bar, index) =>
                index % every === 0 && (
                  <text key={bar.sample} x={(index + 0.5) * step} y={height + 16} text-anchor="middle">
                    {nameAt(index * perBar)}
                  </text>
                ),
            )}
            <AxisTitles
              up={lossName}
              across={perBar > 1 ? l10n.t("sample; each bar is the worst of {0}", perBar) : l10n.t("sample")}
              {...{ width, height }}
            />
          </>
        ),
      };
    },
    [loss, samples, up, chance, selected, table, lossName],
  );

  return (
    <ChartFrame
      height={276}
      margin={margin}
      file="loss-per-sample"
      caption={words}
      {...{ title, words, selected, actions, plot }}
    />
  );
}

function barWords(loss: Float64Array, chance: number, nameAt: (at: number) => string): string {
  const worst = worstSample({ loss });
  if (worst === undefined) return l10n.t("No sample.");
  const above = loss.reduce((count, value) => count + Number(!(value <= chance)), 0);
  const text = l10n.t(
    "{0} of {1} samples {0|costs|cost} more than chance, {2}; the worst is {3} with {4}.",
    above,
    loss.length,
    formatLoss(chance),
    nameAt(worst),
    formatLoss(loss[worst]),
  );
  return inNumber(text, above);
}
