import type { LossBar } from "../../../engine/lossBins";
import { barPath } from "../../../render/chartShapes";

interface BarsProps {
  readonly bars: readonly LossBar[];
  /** From the middle of a bar to that of the next. */
  readonly step: number;
  readonly isSelected: (bar: LossBar) => boolean;
  /** The height that a loss stands at, downwards. */
  readonly y: (loss: number) => number;
}

/** Losses as bars from 0: an infinite one ends in an arrow, and one that is no number is a small cross. */
export function Bars({ bars, step, isSelected, y }: BarsProps) {
  // Between bars there is air, however narrow they are.
  const air = Math.min(Math.max(step * 0.28, 1), 20);
  return (
    <g class="bars">
      {bars.map((bar, index) => (
        <path
          key={bar.sample}
          class={`loss-bar${Number.isFinite(bar.loss) ? "" : " endless"}${isSelected(bar) ? " selected" : ""}`}
          d={barPath(bar.loss, { x: index * step + air / 2, width: step - air, top: y(bar.loss), zero: y(0) })}
        />
      ))}
    </g>
  );
}
