import * as l10n from "@vscode/l10n";
import { elementIndex } from "../engine/sampleLayout";
import type { SampleTable } from "./sampleTable";

/** Samples with more values are drawn as a strip: the numbers are in the tables of the steps. */
export const MOST_CELLS = 12;

export interface CellsProps {
  readonly table: SampleTable;
  readonly sample: number;
  readonly className: (column: number) => string;
  readonly text: (element: number) => string;
  /** 0 to 1. */
  readonly heat: (element: number) => number;
  readonly onReveal: (sample: number, column?: number) => void;
}

/** A sample's values side by side, shaded by what they say; what the target names is outlined. */
export function HeatCells({ table, sample, className, text, heat, onReveal }: CellsProps) {
  return (
    <span class="heat">
      {Array.from({ length: table.layout.classes }, (_, column) => {
        const element = elementIndex(table.layout, sample, column);
        const named = table.marks?.[element] === 1;
        const single = table.layout.classes === 1;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the row has the keyboard's way
          // biome-ignore lint/a11y/useKeyWithClickEvents: likewise
          <span
            key={column}
            class={named ? "heat-cell marked" : "heat-cell"}
            title={single ? undefined : l10n.t("class {0}", className(column))}
            style={{ "--heat": String(clamp(heat(element))) }}
            onClick={(event) => {
              event.stopPropagation();
              onReveal(sample, column);
            }}
          >
            {text(element)}
            {named && <span class="visually-hidden"> {l10n.t("(target)")}</span>}
          </span>
        );
      })}
    </span>
  );
}

const STRIP_BARS = 60;

/** Many values as small bars: where there are more classes than bars, each is the largest of its classes. */
export function ClassStrip({ table, sample, className, heat }: CellsProps) {
  const { layout, marks } = table;
  const bars = Math.min(layout.classes, STRIP_BARS);
  const heights = new Float64Array(bars);
  const named: number[] = [];
  for (let column = 0; column < layout.classes; column++) {
    const element = elementIndex(layout, sample, column);
    const bar = Math.floor((column * bars) / layout.classes);
    heights[bar] = Math.max(heights[bar], clamp(heat(element)));
    if (marks?.[element] === 1) named.push(column);
  }
  const path = Array.from(
    heights,
    (height, bar) => `M${bar * 3 + 1.5} 16V${(16 - Math.max(height * 15, 0.5)).toFixed(2)}`,
  ).join("");
  const words = l10n.t("{0} classes; target: {1}", layout.classes, named.map(className).join(", "));
  return (
    <svg class="strip" role="img" aria-label={words} width={bars * 3} height="21" viewBox={`0 0 ${bars * 3} 21`}>
      <title>{words}</title>
      <path class="strip-bars" d={path} />
      {named.map((column) => {
        const x = Math.floor((column * bars) / layout.classes) * 3 + 1.5;
        return <path key={column} class="strip-mark" d={`M${x} 17l2.5 4h-5z`} />;
      })}
    </svg>
  );
}

function clamp(share: number): number {
  return share > 0 ? Math.min(share, 1) : 0;
}
