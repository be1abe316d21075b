import { formatShort } from "../../render/numbers";
import { AxisTitles } from "./AxisTitles";

interface UnitGridProps {
  readonly width: number;
  readonly height: number;
  /** What the axes measure. */
  readonly up: string;
  readonly across: string;
}

const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Two axes from 0 to 1. */
export function UnitGrid({ width, height, up, across }: UnitGridProps) {
  return (
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
      <AxisTitles {...{ up, across, width, height }} />
    </g>
  );
}
