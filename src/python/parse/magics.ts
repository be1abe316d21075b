import { behindLineEnd, isLineEnd, lineEnd, wordEnd } from "./chars";
import { Kind } from "./kind";

/**
 * Whether the character `c` at `p`, behind a token of kind `last`, begins a magic of IPython: `%matplotlib inline`, `!pip install torch`
 * and `?name` at the start of a statement, `files = !ls` in an assignment.
 */
export function beginsMagic(text: string, p: number, c: number, last: Kind): boolean {
  if (c !== 33 && c !== 37 && c !== 63) return false;
  if (last === Kind.Equal) return c !== 63;
  return (last === Kind.Newline || last === Kind.Indent || last === Kind.Dedent) && text.charCodeAt(p + 1) !== 61;
}

/** The end of the magic at `start`: that of its line and of those that continue it. */
export function magicEnd(text: string, start: number, end: number): number {
  let p = lineEnd(text, start, end);
  while (p < end && text.charCodeAt(p - 1) === 92) p = lineEnd(text, behindLineEnd(text, p), end);
  return p;
}

/** Where the statement begins that `%time` at `p` runs as if it stood alone; −1 where there is none. */
export function timedStatement(text: string, p: number): number {
  return /^%time [ \t]*[^\s#]/.test(text.slice(p, p + 40)) ? p + 6 : -1;
}

/** Magics whose cells hold Python. */
const pythonMagics = new Set(["time", "timeit", "capture", "prun", "debug", "memit", "mprun"]);

export interface CellMagic {
  readonly start: number;
  readonly end: number;
  readonly isPython: boolean;
}

/** `%%time` as the first line of a cell: what the rest of it is. */
export function cellMagic(text: string): CellMagic | undefined {
  let start = 0;
  while (start < text.length && (isLineEnd(text.charCodeAt(start)) || text.charCodeAt(start) === 32)) start++;
  if (!text.startsWith("%%", start)) return undefined;
  const name = text.slice(start + 2, wordEnd(text, start + 2));
  return { start, end: lineEnd(text, start, text.length), isPython: pythonMagics.has(name) };
}
