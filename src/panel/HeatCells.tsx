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

/** A share that can be drawn: nan as nothing. */
export function clamp(share: number): number {
  return share > 0 ? Math.min(share, 1) : 0;
}
