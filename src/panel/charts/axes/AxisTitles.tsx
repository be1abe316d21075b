interface AxisTitlesProps {
  readonly up: string;
  readonly across: string;
  readonly width: number;
  readonly height: number;
}

/** Room around a plot for its ticks and the titles of its axes. */
export const AXES_MARGIN = { left: 46, right: 14, top: 30, bottom: 40 };

/** What both axes measure: upwards at its upper end, across at its right one. */
export function AxisTitles({ up, across, width, height }: AxisTitlesProps) {
  return (
    <>
      <text class="axis-name" x={-AXES_MARGIN.left} y="-16" text-anchor="start">
        ↑ {up}
      </text>
      <text class="axis-name" x={width} y={height + 34} text-anchor="end">
        {across} →
      </text>
    </>
  );
}
