import * as l10n from "@vscode/l10n";
import type { Literal } from "../literal";
import { Refused } from "../refused";
import { CellReader } from "../text/cells";
import { elided } from "../text/errors";
import { type Line, trimmed } from "../text/lines";
import { raggedLine } from "./printedPages";
import { tableLiteral } from "./result";

const environment = /\\begin\{(?:tabular[x*]?|array|[pbvBV]?matrix\*?|smallmatrix|longtable|NiceTabular|align\*?)\}/;
const rules =
  /\\(?:hline|toprule|midrule|bottomrule|(?:cline|cmidrule(?:\([^)]{0,20}\))?|noalign|rowcolor)\{[^}]{0,80}\}|centering|small|footnotesize)/g;
/** Commands around a number that leave its value alone. */
const wrappers =
  /^\\(?:textbf|mathbf|num|bm|emph|mathrm|boldsymbol|underline|text|textit|mathit|cellcolor\{[^}]*\}|color\{[^}]*\})\s*\{/;
const names = /\\(?:textbf|emph|text|mathrm)\{([^}]*)\}/g;

export function looksLikeLatex(text: string): boolean {
  const head = text.slice(0, 20_000);
  if (!head.includes("&") && !head.includes("\\")) return false;
  return environment.test(head) || head.split("\n").some((line) => line.includes("&") && /\d/.test(line));
}

/** The cells of a table or matrix between `&` and `\\`. */
export function readLatex(text: string): Literal {
  const cells = new CellReader(text, "latex");
  const { start: from, end: to } = body(text);
  let columnNames: string[] | undefined;
  let width = -1;
  let rows = 0;
  let first = -1;
  let last = from;
  for (const row of splitAt(text, { start: from, end: to }, /\\\\(?:\[[^\]]{0,40}\])?|\\tabularnewline\b|\\cr\b/g)) {
    const content = text.slice(row.start, row.end).replace(rules, (rule) => " ".repeat(rule.length));
    if (content.replace(/%.*$/gm, "").trim() === "") continue;
    const lead = content.length - content.trimStart().length;
    const parts = splitAt(text, { start: row.start + lead, end: row.end }, /(?<!\\)&/g).map((part) =>
      trimmed(text, part),
    );
    if (rows === 0 && !columnNames && !parts.some((part) => isNumeric(cells, part))) {
      if (parts.some(({ start, end }) => /\\[clv]?dots/.test(text.slice(start, end)))) throw elided(row.start, row.end);
      columnNames = parts.map(({ start, end }) =>
        text.slice(start, end).replace(names, "$1").replace(/\$/g, "").trim(),
      );
      continue;
    }
    if (width < 0) width = parts.length;
    if (parts.length !== width) throw raggedLine({ start: row.start + lead, end: row.end }, parts.length, width);
    if (first < 0) first = parts[0].start;
    for (const part of parts) readCell(cells, part);
    rows++;
    last = parts[parts.length - 1].end;
  }
  if (rows === 0) throw new Refused("not-an-array", 0, text.length, l10n.t("There are no rows of numbers here."));
  const isVector = width === 1 || (rows === 1 && !columnNames);
  return tableLiteral({
    elements: cells.elements,
    shape: isVector ? [cells.elements.count] : [rows, width],
    span: { offset: first, length: last - first },
    columnNames: columnNames?.length === width ? columnNames : undefined,
    diagnostics: cells.warnings,
  });
}

/** What stands between `\begin{…}` with its arguments and `\end{…}`; the whole text where there is no environment. */
function body(text: string): Line {
  const begin = environment.exec(text);
  if (!begin) return { start: 0, end: text.length };
  let start = begin.index + begin[0].length;
  const argument = /\s*(?:\[[^\]]*\]|\{(?:[^{}]|\{[^{}]*\})*\})/y;
  if (!/matrix/.test(begin[0])) {
    argument.lastIndex = start;
    while (argument.test(text)) start = argument.lastIndex;
  }
  const end = text.indexOf("\\end{", start);
  return { start, end: end < 0 ? text.length : end };
}

function splitAt(text: string, { start, end }: Line, separator: RegExp): Line[] {
  const parts: Line[] = [];
  let from = start;
  separator.lastIndex = start;
  for (let match = separator.exec(text); match && match.index < end; match = separator.exec(text)) {
    parts.push({ start: from, end: match.index });
    from = match.index + match[0].length;
  }
  if (from <= end) parts.push({ start: from, end });
  return parts;
}

function isNumeric(cells: CellReader, part: Line): boolean {
  const { count, kind } = cells.elements;
  try {
    if (part.start === part.end) return false;
    readCell(cells, part);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return false;
  } finally {
    cells.elements.count = count;
    cells.elements.kind = kind;
  }
}

function readCell(cells: CellReader, part: Line): void {
  const { text } = cells;
  const { start, end } = unwrapped(text, part);
  const content = text.slice(start, Math.min(end, start + 400));
  const infinity = /^([-+−]?)\s*\\infty$/.exec(content);
  const fraction = /^([-+−]?)\s*\\[dt]?frac\{\s*([\d.]+)\s*\}\{\s*([\d.]+)\s*\}$/.exec(content);
  const power = /^([-+]?[\d.]+)\s*\\(?:times|cdot)\s*10\^\{?\s*([-+]?\d+)\s*\}?$/.exec(content);
  const signOf = (sign: string): number => (sign === "-" || sign === "−" ? -1 : 1);
  if (/^\\[clv]?dots$/.test(content)) throw elided(start, end);
  if (infinity) cells.elements.push(signOf(infinity[1]) * Number.POSITIVE_INFINITY, 2, undefined, start, end - start);
  else if (fraction)
    cells.elements.push(
      (signOf(fraction[1]) * Number(fraction[2])) / Number(fraction[3]),
      2,
      undefined,
      start,
      end - start,
    );
  else if (power) cells.elements.push(Number(`${power[1]}e${power[2]}`), 2, undefined, start, end - start);
  else cells.cell({ start, end });
}

function unwrapped(text: string, part: Line): Line {
  let { start, end } = trimmed(text, part);
  for (let depth = 0; depth < 8 && end - start < 400; depth++) {
    const content = text.slice(start, end);
    const command = wrappers.exec(content);
    if (command && content.endsWith("}")) {
      start += command[0].length;
      end--;
    } else if (content.length > 2 && /^(?:\$.*\$|\{.*\})$/s.test(content)) {
      start++;
      end--;
    } else break;
    ({ start, end } = trimmed(text, { start, end }));
  }
  return { start, end };
}
