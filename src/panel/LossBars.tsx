import * as l10n from "@vscode/l10n";
import { useMemo } from "preact/hooks";
import { formatLoss } from "../render/numbers";
import { ChartFrame } from "./ChartFrame";
import type { ChartProps } from "./Charts";
import { lossAxis, placeOn } from "./curve";
import { ChanceLine, LossAxis } from "./LossAxis";
import { type LossBar, lossBins } from "./lossBins";
import { worstSample } from "./sampleTable";

const MARGIN = { left: 46, right: 14, top: 14, bottom: 30 };
const LEAST_STEP = 3;
const MOST_STEP = 46;
const NAMES_FROM = 22;

/** The loss of every sample in the order of the input. */
export function LossBars({ reference, table, selected, actions, title }: ChartProps) {
  const { chance } = reference.summary;
  const { loss } = table;
  const up = useMemo(() => lossAxis({ loss }, chance), [loss, chance]);
  const words = useMemo(() => barWords(table, chance), [table, chance]);
  return (
    <ChartFrame height={230} margin={MARGIN} file="loss-per-sample" caption={words} {...{ title, words, actions }}>
      {(width, height) => {
        const { bars, perBar } = lossBins(loss, Math.floor(width / LEAST_STEP));
        const step = Math.min(width / Math.max(bars.length, 1), MOST_STEP);
        const y = (value: number) => (1 - Math.min(placeOn(up, value), 1)) * height;
        const zero = y(0);
        return (
          <>
            <LossAxis {...{ up, width, height }} />
            {bars.map((bar, index) => {
              const [x, top] = [index * step + step * 0.14, y(bar.loss)];
              return (
                // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the table of samples has the keyboard's way
                <path
                  key={bar.sample}
                  class={barClass(bar, selected, perBar)}
                  d={barPath(bar, x, step * 0.72, top, zero)}
                  onClick={() => actions.select(bar.sample)}
                >
                  <title>{`${table.nameOf(bar.sample)}: ${formatLoss(bar.loss)}`}</title>
                </path>
              );
            })}
            <ChanceLine {...{ up, chance, width, height }} />
            {step >= NAMES_FROM &&
              bars.map(({ sample }, index) => (
                <text key={sample} x={(index + 0.5) * step} y={height + 16} text-anchor="middle">
                  {table.nameOf(sample)}
                </text>
              ))}
            <text class="axis-name" x={width} y={height + (step >= NAMES_FROM ? 28 : 16)} text-anchor="end">
              {perBar > 1 ? l10n.t("each bar: the worst of {0} samples", perBar) : l10n.t("sample")}
            </text>
          </>
        );
      }}
    </ChartFrame>
  );
}

function barClass({ sample, loss }: LossBar, selected: number | undefined, perBar: number): string {
  const chosen = selected !== undefined && Math.floor(selected / perBar) === Math.floor(sample / perBar);
  return `loss-bar${Number.isFinite(loss) ? "" : " endless"}${chosen ? " selected" : ""}`;
}

/** An infinite loss ends in an arrow, and one that is no number is a small cross. */
function barPath({ loss }: LossBar, x: number, width: number, top: number, zero: number): string {
  if (Number.isNaN(loss)) return `M${x} ${zero - width}l${width} ${width}m0 ${-width}l${-width} ${width}`;
  if (loss === Number.POSITIVE_INFINITY) return `M${x} ${zero}V8l${width / 2} -8l${width / 2} 8V${zero}z`;
  return `M${x} ${zero}V${Math.abs(zero - top) < 0.5 ? zero - 0.5 : top}h${width}V${zero}z`;
}

function barWords(table: ChartProps["table"], chance: number): string {
  const { loss } = table;
  const worst = worstSample(table);
  if (worst === undefined) return l10n.t("No sample.");
  const above = loss.reduce((count, value) => count + Number(!(value <= chance)), 0);
  return l10n.t(
    "{0} of {1} samples cost more than chance, {2}; the worst is {3} with {4}.",
    above,
    loss.length,
    formatLoss(chance),
    table.nameOf(worst),
    formatLoss(loss[worst]),
  );
}
