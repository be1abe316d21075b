import * as l10n from "@vscode/l10n";
import type { Diagnostic, Literal } from "../literal";
import { Refused } from "../refused";
import { CellReader } from "../text/cells";
import type { Family } from "../text/lexis";
import { isBlank, type Line, lines, trimmed } from "../text/lines";
import { raggedLine } from "./printedPages";
import { tableLiteral } from "./result";

/** Tables with lines between their cells: Markdown, and the boxes that databases, polars and rich draw. */

const pipe = /[|│┃║┆┊╎]/;
const rule = /^[\s|+:=\-_─━═┄┈│┃║┌┐└┘├┤┬┴┼╒╕╘╛╞╡╤╧╪╔╗╚╝╠╣╦╩╬╭╮╯╰┏┓┗┛┣┫┳┻╋┡┢┩┪╇┆╌]+$/;
/** polars prints the types below the names. */
const typeRow = /^(?:---|f32|f64|[iu](?:8|16|32|64)|str|bool|cat)$/;
const foot = /^\s*(?:\(\d+ rows?\)|shape: \([\d, _]+\)|\d+ rows in set.*)\s*$/;

export function looksLikePipes(text: string): boolean {
  const head = text
    .slice(0, 20_000)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "" && !foot.test(line));
  return (
    head.length > 1 &&
    head.slice(0, 50).every((line) => pipe.test(line) || rule.test(line)) &&
    (head.some((line) => rule.test(line)) || head.every((line) => /^\s*\|/.test(line)))
  );
}

export function readPipes(text: string, family: Family): Literal {
  const cells = new CellReader(text, family);
  const warnings: Diagnostic[] = [];
  let names: string[] | undefined;
  let skipped = 0;
  let width = -1;
  let rows = 0;
  let first = -1;
  let last = 0;
  for (const line of lines(text)) {
    const content = text.slice(line.start, line.end);
    if (isBlank(text, line) || rule.test(content) || foot.test(content)) continue;
    const parts = split(text, line);
    const bare = parts.map((part) => text.slice(part.start, part.end));
    if (bare.every((cell) => typeRow.test(cell))) continue;
    if (rows === 0 && !names && !parts.some((part) => part.end > part.start && isNumeric(cells, part))) {
      names = bare;
      continue;
    }
    if (rows === 0 && names) {
      const isIndex = names[0] === "" && parts.length > 1;
      const isLabel =
        parts.length > 1 && !isNumeric(cells, parts[0]) && parts[0].end > parts[0].start && isNumeric(cells, parts[1]);
      if (isIndex || isLabel) {
        skipped = 1;
        names.shift();
        const message = isIndex
          ? l10n.t("The first column has no name: it is taken for an index and left out.")
          : l10n.t("The first column holds words: it is taken for labels and left out.");
        const { start, end } = parts[0];
        warnings.push({ code: "non-numeric", severity: "warning", offset: start, length: end - start, message });
      }
    }
    const kept = parts.slice(skipped);
    if (width < 0) width = kept.length;
    if (kept.length !== width) throw raggedLine(line, kept.length, width);
    if (first < 0) first = kept[0].start;
    for (const part of kept) cells.cell(part);
    rows++;
    last = kept[kept.length - 1].end;
  }
  if (rows === 0) throw new Refused("not-an-array", 0, text.length, l10n.t("There are no rows of numbers here."));
  const isVector = width === 1 || (rows === 1 && !names);
  return tableLiteral({
    elements: cells.elements,
    shape: isVector ? [cells.elements.count] : [rows, width],
    span: { offset: first, length: last - first },
    columnNames: names?.length === width ? names : undefined,
    diagnostics: [...warnings, ...cells.warnings],
  });
}

function isNumeric(cells: CellReader, part: Line): boolean {
  const { count, kind } = cells.elements;
  const numeric = cells.tryCell(part);
  cells.elements.count = count;
  cells.elements.kind = kind;
  return numeric;
}

/** The cells of a line, without the marks of bold, code and formulas around them. */
function split(text: string, line: Line): Line[] {
  const { start, end } = trimmed(text, line);
  const parts: Line[] = [];
  let from = start;
  for (let p = start; p < end; p++) {
    if (!pipe.test(text[p])) continue;
    if (p > start) parts.push(unmarked(text, { start: from, end: p }));
    from = p + 1;
  }
  if (from < end) parts.push(unmarked(text, { start: from, end }));
  return parts;
}

function unmarked(text: string, part: Line): Line {
  let { start, end } = trimmed(text, part);
  while (end - start > 2 && /[*_`$]/.test(text[start]) && text[start] === text[end - 1]) {
    start++;
    end--;
  }
  return trimmed(text, { start, end });
}
