import * as l10n from "@vscode/l10n";
import { placeOn } from "../../../render/chartScale";
import { formatLoss } from "../../../render/numbers";
import { textWidth } from "../textWidth";
import type { AxisProps } from "./UpAxis";

/** Between the plot and the words beside it. */
const GAP = 6;

/** Room for the words of a guess, beside the plot: some languages have a long word for it. */
export function chanceRoom(chance: number): number {
  return GAP + textWidth(Math.max(l10n.t("chance").length, formatLoss(chance).length));
}

/** What a guess without knowledge costs: its words stand beside the plot, where they cover nothing. */
export function ChanceLine({ axis, chance, width, height }: AxisProps & { readonly chance: number }) {
  const y = (1 - placeOn(axis, chance)) * height;
  return (
    <>
      <line class="chance-line" x1="0" x2={width} y1={y} y2={y} />
      <text class="chance-text" x={width + GAP} y={y - 2}>
        {l10n.t("chance")}
      </text>
      <text class="chance-text" x={width + GAP} y={y + 11}>
        {formatLoss(chance)}
      </text>
    </>
  );
}
