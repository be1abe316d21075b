import type { PastedLine } from "./lines";
import { kindOf, type Metric, metricOf, nameOf } from "./series";

const MOST_ROWS = 10_000;
/** A word of every name that is a loss or an accuracy. */
const mayBeMetric = /loss|nll|cross|ce|elbo|objective|acc|top/i;

/** The columns of losses and accuracies in a table with a header: CSV, Markdown, what is separated by tabs or blanks. */
export function tableMetrics(lines: readonly PastedLine[]): readonly Metric[] {
  const found: Metric[] = [];
  for (let i = 0; i < lines.length && found.length < MOST_ROWS; i++) {
    if (!mayBeMetric.test(lines[i].text)) continue;
    const delimiter = delimiterOf(lines[i].text);
    const header = cellsOf(lines[i], delimiter);
    if (header.length < 2 || header.some(({ text }) => /\d\.\d/.test(text))) continue;
    const wanted = header.map(
      ({ text }) => /^[A-Za-z][\w /.-]{0,30}$/.test(text) && ["loss", "accuracy"].includes(kindOf(nameOf(text))),
    );
    if (!wanted.includes(true)) continue;
    let row = i + 1;
    for (; row < lines.length; row++) {
      if (/^[\s|:+=-]*-[\s|:+=-]*$/.test(lines[row].text)) continue;
      const cells = cellsOf(lines[row], delimiter);
      // Behind the columns there may be a bar: `640: 100%|███|`.
      const isLong = delimiter === undefined && cells[header.length - 1]?.text.endsWith(":");
      const isRow =
        (cells.length === header.length || isLong) &&
        wanted.every((own, column) => !own || /^[-+]?(?:\d|\.\d|nan|inf)/i.test(cells[column].text));
      if (!isRow) break;
      for (const [column, { text, start }] of cells.entries()) {
        const own = wanted[column]
          ? metricOf(header[column].text, text.replace(/\s?%$/, ""), text.endsWith("%"))
          : undefined;
        if (own !== undefined)
          found.push({ ...own, line: row, spoken: false, place: { start, end: start + text.length } });
      }
    }
    i = Math.max(i, row - 1);
  }
  return found;
}

interface Cell {
  readonly text: string;
  readonly start: number;
}

type Delimiter = "|" | "\t" | "," | undefined;

/** That of the header is that of its rows, where a comma may stand in front of decimals. */
function delimiterOf(text: string): Delimiter {
  return text.includes("|") ? "|" : text.includes("\t") ? "\t" : text.includes(",") ? "," : undefined;
}

function cellsOf({ text, start }: PastedLine, delimiter: Delimiter): readonly Cell[] {
  if (text.length > 500) return [];
  const parts =
    delimiter === undefined
      ? text.matchAll(/\S+/g)
      : text.matchAll(delimiter === "|" ? /[^|]+/g : delimiter === "," ? /[^,]+/g : /[^\t]+/g);
  return Array.from(parts, ({ 0: part, index }) => ({
    text: part.trim(),
    start: start + index + part.length - part.trimStart().length,
  })).filter((cell) => cell.text !== "");
}
