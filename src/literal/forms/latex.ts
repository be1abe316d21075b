import { latex } from "../languages/latex";
import type { Literal } from "../literal";
import { CellReader } from "../text/cells";
import { elided } from "../text/errors";
import { type TextLine, trimmed } from "../text/lines";
import { RowReader } from "./rowReader";

const environment = /\\begin\{(?:tabular[x*]?|array|[pbvBV]?matrix\*?|smallmatrix|longtable|NiceTabular|align\*?)\}/;
const rules =
  /\\(?:hline|toprule|midrule|bottomrule|(?:cline|cmidrule(?:\([^)]{0,20}\))?|noalign|rowcolor)\{[^}]{0,80}\}|end(?:first|last)?(?:head|foot)|centering|small|footnotesize)/g;
/** What tables have and matrices have not. */
const tableSign = /\\begin\{(?:tabular|longtable|NiceTabular)|\\(?:hline|toprule|midrule)/;
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
  const cells = new CellReader(text, latex);
  const nameOf = ({ start, end }: TextLine): string =>
    text.slice(start, end).replace(names, "$1").replace(/\$/g, "").trim();
  const table = new RowReader(cells, (part) => readCell(cells, part), nameOf, tableSign.test(text));
  for (const row of splitAt(text, body(text), /\\\\(?:\[[^\]]{0,40}\])?|\\tabularnewline\b|\\cr\b/g)) {
    const content = text.slice(row.start, row.end).replace(rules, (rule) => " ".repeat(rule.length));
    if (content.replace(/%.*$/gm, "").trim() === "") continue;
    const line = { start: row.start + content.length - content.trimStart().length, end: row.end };
    const parts = splitAt(text, line, /(?<!\\)&/g).map((part) => trimmed(text, part));
    table.row(parts, line);
  }
  return table.literal();
}

/** What stands between `\begin{…}` with its arguments and `\end{…}`; the whole text where there is no environment. */
function body(text: string): TextLine {
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

function splitAt(text: string, { start, end }: TextLine, separator: RegExp): TextLine[] {
  const parts: TextLine[] = [];
  let from = start;
  separator.lastIndex = start;
  for (let match = separator.exec(text); match && match.index < end; match = separator.exec(text)) {
    parts.push({ start: from, end: match.index });
    from = match.index + match[0].length;
  }
  if (from <= end) parts.push({ start: from, end });
  return parts;
}

function readCell(cells: CellReader, part: TextLine): void {
  const { text } = cells;
  const { start, end } = unwrapped(text, part);
  const content = text.slice(start, Math.min(end, start + 400));
  const infinity = /^([-+−]?)\s*\\infty$/.exec(content);
  const fraction = /^([-+−]?)\s*\\[dt]?frac\{\s*([\d.]+)\s*\}\{\s*([\d.]+)\s*\}$/.exec(content);
  const power = /^([-+]?[\d.]+)\s*\\(?:times|cdot)\s*10\^\{?\s*([-+]?\d+)\s*\}?$/.exec(content);
  const signOf = (sign: string): number => (sign === "-" || sign === "−" ? -1 : 1);
  if (/^\\[clv]?dots$/.test(content)) throw elided(start, end, "any");
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

function unwrapped(text: string, part: TextLine): TextLine {
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
