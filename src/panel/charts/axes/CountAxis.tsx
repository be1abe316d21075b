import * as l10n from "@vscode/l10n";
import { niceTicks } from "../../../render/chartScale";
import { formatCount } from "../../../render/numbers";
import { CHANCE_ROOM } from "./ChanceLine";

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
