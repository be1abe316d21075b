import * as l10n from "@vscode/l10n";
import { formatCount, formatLoss, formatShort } from "../../render/numbers";
import { type Axis, niceTicks, placeOn } from "./curve";

interface LossAxisProps {
  readonly up: Axis;
  readonly width: number;
  readonly height: number;
}

/** The losses upwards. */
export function LossAxis({ up, width, height }: LossAxisProps) {
  const y = (loss: number) => (1 - placeOn(up, loss)) * height;
  return (
    <g class="axes">
      {up.ticks.map((tick) => (
        <g key={tick}>
          <line class="grid-line" x1="0" x2={width} y1={y(tick)} y2={y(tick)} />
          <text x="-8" y={y(tick) + 4} text-anchor="end">
            {formatShort(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Room for the words of a guess, beside the plot. */
export const CHANCE_ROOM = 58;

/** What a guess without knowledge costs: its words stand beside the plot, where they cover nothing. */
export function ChanceLine({ up, chance, width, height }: LossAxisProps & { readonly chance: number }) {
  const y = (1 - placeOn(up, chance)) * height;
  return (
    <>
      <line class="chance-line" x1="0" x2={width} y1={y} y2={y} />
      <text class="chance-text" x={width + 6} y={y - 2}>
        {l10n.t("chance")}
      </text>
      <text class="chance-text" x={width + 6} y={y + 11}>
        {formatLoss(chance)}
      </text>
    </>
  );
}

interface CountAxisProps {
  readonly most: number;
  /** Of the height of the plot, for the largest count. */
  readonly share: number;
  readonly width: number;
  readonly height: number;
}

/** Counts of samples, upwards at the right side of the plot. */
export function CountAxis({ most, share, width, height }: CountAxisProps) {
  const ticks = niceTicks(0, most, 3).filter((tick) => tick > 0 && Number.isInteger(tick));
  return (
    <g class="axes">
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(${width} ${(1 - (tick / most) * share) * height})`}>
          <line class="count-tick" x1="-4" x2="0" />
          <text x="6" y="4">
            {formatCount(tick)}
          </text>
        </g>
      ))}
      <text class="axis-name" x={width + CHANCE_ROOM} y="-16" text-anchor="end">
        {l10n.t("samples")} ↑
      </text>
    </g>
  );
}
