import { shade } from "../data/heatField";

export const CELL_HEIGHT = 20;

interface CellProps {
  readonly x: number;
  readonly width: number;
  readonly share: number;
  /** Below 0, where there are values above it, too. */
  readonly isBelow: boolean;
  readonly text: string | undefined;
  readonly marked: boolean;
}

/** A value as a shade, with its number where there is room, outlined where the target names it. */
export function Cell({ x, width, share, isBelow, text, marked }: CellProps) {
  return (
    <>
      <rect
        class={isBelow ? "heat-rect below" : "heat-rect"}
        x={x + 0.5}
        y="0.5"
        width={width - 1}
        height={CELL_HEIGHT - 1}
        fill-opacity={shade(share)}
      />
      {marked && (
        <rect class="heat-target" x={x + 1.5} y="1.5" width={Math.max(width - 3, 1)} height={CELL_HEIGHT - 3} />
      )}
      {text !== undefined && (
        <text class="heat-number" x={x + width / 2} y="14" text-anchor="middle">
          {text}
        </text>
      )}
    </>
  );
}
