import { isBlank, lines, type TextLine, tokens } from "../text/lines";

/** The first cell of a series' index, as pandas' `to_string` has it: rows counted from 0 at the left, values at the right, four blanks between. */
export function seriesIndex(text: string): TextLine | undefined {
  let first: TextLine | undefined;
  let width = 0;
  let count = 0;
  for (const line of lines(text)) {
    if (isBlank(text, line)) continue;
    const { start, end } = line;
    first ??= { start, end: start + 1 };
    width ||= end - start;
    const index = String(count++);
    const gap = /^ *-?/.exec(text.slice(start + index.length, Math.min(end, start + 100)))?.[0].length ?? 0;
    const isRow = text.startsWith(index, start) && gap >= 4 && end - start === width;
    if (!isRow || tokens(text, line).length !== 2) return undefined;
  }
  return count > 1 ? first : undefined;
}

/**
 * The index of a frame's rows that were taken without their header: whole numbers from 0 up, then nothing but decimals, two blanks or a
 * minus between. As for the first cell, how many columns stand beside it.
 */
export function rowsIndex(text: string): (TextLine & { readonly width: number }) | undefined {
  let first: (TextLine & { readonly width: number }) | undefined;
  let count = 0;
  for (const line of lines(text)) {
    if (isBlank(text, line)) continue;
    const [index, ...cells] = tokens(text, line);
    first ??= { ...index, width: cells.length };
    if (cells.length === 0 || cells.length !== first.width || text.slice(index.start, index.end) !== String(count++))
      return undefined;
    const gap = cells[0].start - index.end;
    if (text.slice(index.end, cells[0].start).trim() !== "" || gap < (text[cells[0].start] === "-" ? 1 : 2))
      return undefined;
    if (!cells.every(({ start, end }) => isDecimal(text.slice(start, end)))) return undefined;
  }
  return count > 1 ? first : undefined;
}

function isDecimal(word: string): boolean {
  return word === "NaN" || word === "inf" || word === "-inf" || (word.includes(".") && Number.isFinite(Number(word)));
}
