import { placeOn } from "../../../render/chartScale";
import { formatShort } from "../../../render/numbers";
import type { AxisProps } from "./UpAxis";

/** A measure across: its ticks below the plot. */
export function AcrossAxis({ axis, width, height }: AxisProps) {
  return (
    <g class="axes">
      {axis.ticks.map((tick) => (
        <text key={tick} x={placeOn(axis, tick) * width} y={height + 17} text-anchor="middle">
          {formatShort(tick)}
        </text>
      ))}
    </g>
  );
}
