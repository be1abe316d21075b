import { type Axis, placeOn } from "../../../render/chartScale";
import { formatShort } from "../../../render/numbers";

export interface AxisProps {
  readonly axis: Axis;
  readonly width: number;
  readonly height: number;
}

/** A measure upwards: its ticks at the left side, with a line through the plot each. */
export function UpAxis({ axis, width, height }: AxisProps) {
  const y = (value: number) => (1 - placeOn(axis, value)) * height;
  return (
    <g class="axes">
      {axis.ticks.map((tick) => (
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
