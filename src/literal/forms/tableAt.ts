import type { TableKind } from "../expression/language";
import type { Span } from "../literal";
import { commasAt } from "./commaInitializer";

/** The table around a cursor, where tables are made of lines: its lines and nothing else. */
export function tableAt(text: string, offset: number, tables: TableKind | undefined): Span | undefined {
  switch (tables) {
    case "file":
      return { offset: 0, length: text.length };
    case "bars":
      return linesAround(text, offset, (line) => line.includes("|"));
    case "items":
      return linesAround(text, offset, (line) => /^\s*-(?:\s|$)/.test(line));
    case "commas":
      return commasAt(text, offset);
    case "environments":
      return environmentAround(text, offset);
    case "numbers":
      return linesAround(text, offset, isNumbers) ?? linesAround(text, offset, (line) => /^\s*\|.*\|\s*$/.test(line));
    case undefined:
      return undefined;
  }
}

const maxLine = 2000;

function isNumbers(line: string): boolean {
  return (
    line.length < maxLine &&
    /^\s*[-+.\d]/.test(line) &&
    line
      .trim()
      .split(/[\s,;]+/)
      .every((word) => word === "" || /^[-+]?(?:\d[\d.]*|\.\d+|nan|inf)(?:e[-+]?\d+)?$/i.test(word))
  );
}

/** At least two neighbouring lines that pass, the cursor's among them. */
function linesAround(text: string, offset: number, passes: (line: string) => boolean): Span | undefined {
  const lineStart = (from: number): number => text.lastIndexOf("\n", from - 1) + 1;
  const lineEnd = (from: number): number => {
    const end = text.indexOf("\n", from);
    return end < 0 ? text.length : end;
  };
  let start = lineStart(offset);
  let end = lineEnd(start);
  if (!passes(text.slice(start, end))) return undefined;
  let count = 1;
  while (start > 0) {
    const above = lineStart(start - 1);
    if (!passes(text.slice(above, start - 1))) break;
    start = above;
    count++;
  }
  while (end < text.length) {
    const below = lineEnd(end + 1);
    if (!passes(text.slice(end + 1, below))) break;
    end = below;
    count++;
  }
  return count > 1 ? { offset: start, length: end - start } : undefined;
}

const begin = /\\begin\{(tabular[x*]?|array|[pbvBV]?matrix\*?|smallmatrix|longtable)\}/g;

function environmentAround(text: string, offset: number): Span | undefined {
  for (const match of text.slice(0, offset + 20).matchAll(begin)) {
    const close = `\\end{${match[1]}}`;
    const end = text.indexOf(close, match.index);
    if (end >= 0 && match.index <= offset && offset <= end + close.length) {
      return { offset: match.index, length: end + close.length - match.index };
    }
  }
  return undefined;
}
