import * as l10n from "@vscode/l10n";
import { niceTicks } from "../../../render/chartScale";
import { formatCount } from "../../../render/numbers";

interface CountAxisProps {
  readonly most: number;
  /** Of the height of the plot, for the largest count. */
  readonly share: number;
  readonly width: number;
  /** Beside the plot, for the axis' name to end at. */
  readonly room: number;
  readonly height: number;
}

/** Counts of samples, upwards at the right side of the plot. */
export function CountAxis({ most, share, width, height, room }: CountAxisProps) {
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
      <text class="axis-name" x={width + room} y="-16" text-anchor="end">
        {l10n.t("samples")} ↑
      </text>
    </g>
  );
}
