import * as l10n from "@vscode/l10n";
import { elementIndex } from "../../engine/sampleLayout";
import type { SampleTable } from "./sampleTable";

/** Samples with more values are drawn as a strip: the numbers are in the tables of the steps. */
export const MOST_CELLS = 12;

export interface CellsProps {
  readonly table: SampleTable;
  readonly sample: number;
  readonly text: (element: number) => string;
  /** 0 to 1. */
  readonly heat: (element: number) => number;
  readonly onReveal: (sample: number, column?: number) => void;
}

/** A sample's values, a cell each, shaded by what they say; what the target names is outlined. */
export function HeatCells({ table, sample, text, heat, onReveal }: CellsProps) {
  return Array.from({ length: table.layout.classes }, (_, column) => {
    const element = elementIndex(table.layout, sample, column);
    const named = table.marks?.[element] === 1;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: a shortcut for the mouse; the row has the keyboard's way
      <td
        key={column}
        class={column === 0 ? "cell first" : "cell"}
        onClick={(event) => {
          event.stopPropagation();
          onReveal(sample, column);
        }}
      >
        <span class={named ? "heat-cell marked" : "heat-cell"} style={{ "--heat": String(clamp(heat(element))) }}>
          {text(element)}
          {named && <span class="visually-hidden"> {l10n.t("(target)")}</span>}
        </span>
      </td>
    );
  });
}

/** A share that can be drawn: nan as nothing. */
export function clamp(share: number): number {
  return share > 0 ? Math.min(share, 1) : 0;
}
