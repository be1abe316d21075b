/** A dot, a bar or a cell of a chart. */
export interface Mark {
  /** Where it is in the chart, in pixels; what is to be outlined. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** What it says, with its value. */
  readonly words: () => string;
  /** What a click selects; undefined where it stands for many. */
  readonly sample: number | undefined;
}

/** How far from a mark the pointer may be: a finger needs no more room than this. */
const REACH = 24;

/** The mark nearest to a place, within reach of it. */
export function markAt(marks: readonly Mark[], x: number, y: number): number | undefined {
  let [nearest, least] = [-1, REACH];
  for (const [index, { box }] of marks.entries()) {
    const across = Math.max(box.x - x, x - box.x - box.width, 0);
    const down = Math.max(box.y - y, y - box.y - box.height, 0);
    const distance = Math.hypot(across, down);
    if (distance < least) [nearest, least] = [index, distance];
  }
  return nearest === -1 ? undefined : nearest;
}

const PAGE = 10;

/** The mark that a key leads to from another one; undefined for keys that lead nowhere. */
export function steppedMark(count: number, columns: number | undefined, from: number, key: string): number | undefined {
  const down = columns ?? -1;
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: down,
    ArrowUp: -down,
    PageDown: down * PAGE,
    PageUp: -down * PAGE,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const next = from + step;
  // In a grid a step beyond the edge stays in its column.
  if (columns !== undefined && Math.abs(step) >= columns && Math.abs(step) < count && (next < 0 || next >= count)) {
    return from;
  }
  return Math.min(Math.max(next, 0), count - 1);
}
