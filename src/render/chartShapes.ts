import { joined, type SvgText, svg } from "./writtenText";

/** The shapes of the marks of all charts, here and in the panel, as paths in pixels; how they look is for those who draw them. */

/** Pixels as far as they can be seen. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export type Point = readonly [x: number, y: number];

/** A line through points in their order; one without a place breaks it. */
export function linePath(points: readonly Point[]): SvgText {
  const path: SvgText[] = [];
  let open = false;
  for (const [x, y] of points) {
    const isPlaced = Number.isFinite(x + y);
    if (isPlaced) path.push(svg`${open ? svg`L` : svg`M`}${round(x)} ${round(y)}`);
    open = isPlaced;
  }
  return joined(path);
}

/** A cross with its upper left corner at a place. */
export function crossPath(x: number, y: number, size: number): SvgText {
  const arm = round(size);
  return svg`M${round(x)} ${round(y)}l${arm} ${arm}m0 ${-arm}l${-arm} ${arm}`;
}

export interface BarPlace {
  readonly x: number;
  readonly width: number;
  /** The height that the loss stands at, and that of 0, downwards. */
  readonly top: number;
  readonly zero: number;
}

const CROSS = 10;
const HEAD = 8;
/** So much of a bar is seen of a loss of 0. */
const LEAST = 0.5;

/** A loss as a bar from 0: an infinite one fills the height and ends in an arrow, one that is no number is a small cross. */
export function barPath(loss: number, { x, width, top, zero }: BarPlace): SvgText {
  const [left, across] = [round(x), round(width)];
  if (Number.isNaN(loss)) {
    const arm = Math.min(width, CROSS);
    return crossPath(x + (width - arm) / 2, zero - arm - 2, arm);
  }
  if (loss === Number.POSITIVE_INFINITY) {
    const half = round(width / 2);
    return svg`M${left} ${round(zero)}V${HEAD}l${half} ${-HEAD}l${half} ${HEAD}V${round(zero)}z`;
  }
  const height = Math.abs(zero - top) < LEAST ? zero - LEAST : top;
  return svg`M${left} ${round(zero)}V${round(height)}h${across}V${round(zero)}z`;
}
