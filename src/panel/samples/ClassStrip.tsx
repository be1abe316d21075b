import * as l10n from "@vscode/l10n";
import { elementIndex } from "../../engine/sampleLayout";
import { type CellsProps, clamp } from "./HeatCells";

const STRIP_BARS = 60;
const BAR_STEP = 3;

/** From so many classes on there is a strip beside the cells, which shows all of them at once. */
export const STRIP_CLASSES = 13;

/** Of the strip's column, in pixels. */
export function stripWidth(classes: number): number {
  return Math.min(classes, STRIP_BARS) * BAR_STEP + 12;
}

/** Many values as small bars: where there are more classes than bars, each is the largest of its classes. */
export function ClassStrip({ table, sample, heat }: Omit<CellsProps, "onReveal">) {
  const { layout, marks, className } = table;
  const bars = Math.min(layout.classes, STRIP_BARS);
  const heights = new Float64Array(bars);
  const named: number[] = [];
  for (let column = 0; column < layout.classes; column++) {
    const element = elementIndex(layout, sample, column);
    const bar = Math.floor((column * bars) / layout.classes);
    heights[bar] = Math.max(heights[bar], clamp(heat(element, "value")));
    if (marks?.[element] === 1) named.push(column);
  }
  // The tallest bar fills the strip: beside many classes even a likely one has a small probability.
  const tallest = heights.reduce((most, height) => Math.max(most, height), 0) || 1;
  const path = Array.from(
    heights,
    (height, bar) => `M${(bar + 0.5) * BAR_STEP} 16V${(16 - Math.max((height / tallest) * 15, 0.5)).toFixed(2)}`,
  ).join("");
  const words = l10n.t("{0} classes; target: {1}", layout.classes, named.map(className).join(", "));
  return (
    <td class="strip-cell">
      <svg
        class="strip"
        role="img"
        aria-label={words}
        width={bars * BAR_STEP}
        height="21"
        viewBox={`0 0 ${bars * BAR_STEP} 21`}
      >
        <title>{words}</title>
        <path class="strip-bars" d={path} />
        {named.map((column) => {
          const x = (Math.floor((column * bars) / layout.classes) + 0.5) * BAR_STEP;
          return <path key={column} class="strip-mark" d={`M${x} 17l2.5 4h-5z`} />;
        })}
      </svg>
    </td>
  );
}
