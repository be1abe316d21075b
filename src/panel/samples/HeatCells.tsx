import * as l10n from "@vscode/l10n";
import { elementIndex } from "../../engine/sampleLayout";
import type { CellColumn } from "./sampleColumns";
import type { SampleTable } from "./sampleTable";

export interface CellsProps {
  readonly table: SampleTable;
  readonly sample: number;
  /** 0 to 1. */
  readonly heat: (element: number, group: CellColumn["group"]) => number;
  readonly onReveal: (sample: number, column?: number) => void;
}

interface HeatCellsProps extends CellsProps {
  readonly shown: readonly CellColumn[];
  readonly text: (element: number, group: CellColumn["group"]) => string;
  /** All that there is to say of a value. */
  readonly words: (element: number, column: number) => string;
}

/** A sample's values, a cell each, shaded by what they say; what the target names is outlined. */
export function HeatCells({ table, sample, shown, text, words, heat, onReveal }: HeatCellsProps) {
  return shown.map(({ group, column }) => {
    const element = elementIndex(table.layout, sample, column);
    const named = table.marks?.[element] === 1;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: a shortcut for the mouse; the row has the keyboard's way
      <td
        key={`${group} ${column}`}
        class="cell"
        title={words(element, column)}
        onClick={(event) => {
          event.stopPropagation();
          onReveal(sample, column);
        }}
      >
        <span
          class={named ? "heat-cell marked" : "heat-cell"}
          style={{ "--heat": String(clamp(heat(element, group))) }}
        >
          {text(element, group)}
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
