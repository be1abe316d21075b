import type { Span } from "../../literal/literal";

/** The line of a text in which a span begins, cut to what can be read, with the columns to be underlined. */
export interface Excerpt {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly from: number;
  /** At least one more than `from`. */
  readonly to: number;
}

const MOST_CHARACTERS = 120;

export function excerpt(text: string, { offset, length }: Span): Excerpt {
  const at = Math.min(Math.max(offset, 0), text.length);
  // A search from below 0 would find a line end that is the first character.
  const start = at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
  const nextBreak = text.indexOf("\n", at);
  const end = nextBreak === -1 ? text.length : nextBreak;
  let line = 1;
  for (let index = text.indexOf("\n"); index !== -1 && index < start; index = text.indexOf("\n", index + 1)) line++;
  // A long line is shown around the place.
  const from = end - start <= MOST_CHARACTERS ? start : Math.max(start, at - MOST_CHARACTERS / 2);
  const to = Math.min(end, from + MOST_CHARACTERS);
  const [before, after] = [from > start ? "…" : "", to < end ? "…" : ""];
  const shown = text.slice(from, to).replaceAll("\t", " ").replace(/\r$/, "");
  const column = before.length + at - from;
  const reach = Math.max(1, Math.min(length, to - at));
  return { line, text: `${before}${shown}${after}`, from: column, to: column + reach };
}
