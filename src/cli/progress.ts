import type { Tell } from "./run";
import { printable } from "./terminal";

/** What is written to: a terminal, or something that is none. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** A line that is written over itself. */
export interface ProgressLine {
  readonly tell: Tell;
  /** Leaves the line empty. */
  readonly end: () => void;
}

const EVERY_MS = 100;
/** Few files are done before anybody could read of them. */
const SILENT_MS = 500;

/** How far a run is, on a terminal; nothing where nobody looks, in a pipe or a log. `now`: the clock in milliseconds. */
export function progress(screen: Screen, now: () => number = Date.now): ProgressLine {
  if (screen.isTTY !== true) return { tell: () => {}, end: () => {} };
  const begun = now();
  let [last, isShown] = [begun + SILENT_MS - EVERY_MS, false];
  return {
    tell: (text) => {
      const time = now();
      if (time - last < EVERY_MS) return;
      [last, isShown] = [time, true];
      const line = printable(text);
      const width = Math.max(20, (screen.columns ?? 80) - 1);
      screen.write(`\r${line.slice(0, width).padEnd(width)}`);
    },
    end: () => {
      if (isShown) screen.write(`\r${" ".repeat(Math.max(20, (screen.columns ?? 80) - 1))}\r`);
    },
  };
}
