import type { LossBar } from "../../../engine/lossBins";

interface BarsProps {
  readonly bars: readonly LossBar[];
  /** From the middle of a bar to that of the next. */
  readonly step: number;
  readonly isSelected: (bar: LossBar) => boolean;
  /** The height that a loss stands at, downwards. */
  readonly y: (loss: number) => number;
}

const CROSS = 10;

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
          d={barPath(bar, index * step + air / 2, step - air, y(bar.loss), y(0))}
        />
      ))}
    </g>
  );
}

function barPath({ loss }: LossBar, x: number, width: number, top: number, zero: number): string {
  if (Number.isNaN(loss)) {
    const arm = Math.min(width, CROSS);
    return `M${x + (width - arm) / 2} ${zero - arm - 2}l${arm} ${arm}m0 ${-arm}l${-arm} ${arm}`;
  }
  if (loss === Number.POSITIVE_INFINITY) return `M${x} ${zero}V8l${width / 2} -8l${width / 2} 8V${zero}z`;
  return `M${x} ${zero}V${Math.abs(zero - top) < 0.5 ? zero - 0.5 : top}h${width}V${zero}z`;
}
