import type { Literal } from "../literal";
import { CellReader } from "../text/cells";
import type { Lexis } from "../text/lexis";
import { isBlank, lines, type TextLine, trimmed } from "../text/lines";
import { RowReader } from "./rowReader";

/** Tables with lines between their cells: Markdown, and the boxes that databases, polars and rich draw. */

const pipes = "|│┃║┆┊╎";
const pipe = new RegExp(`[${pipes}]`);
const rule = /^[\s|+:=\-_─━═┄┈│┃║┌┐└┘├┤┬┴┼╒╕╘╛╞╡╤╧╪╔╗╚╝╠╣╦╩╬╭╮╯╰┏┓┗┛┣┫┳┻╋┡┢┩┪╇┆╌┍┑┝┥┕┙┯┷┿]+$/;
/** polars prints the types below the names. */
const typeRow = /^(?:---|f32|f64|[iu](?:8|16|32|64)|str|bool|cat|list\[\w+\]|array\[.*\])$/;
/** The line below the names in Markdown, and in what psql prints. */
const headerRule = /^\s*\|?(?:[ \t]*:?-+:?[ \t]*[|+])*[ \t]*:?-+:?[ \t]*\|?\s*$/;
const foot = /^\s*(?:\(\d+ rows?\)|shape: \([\d, _]+\)|\d+ rows in set.*)\s*$/;

/** Blanks a title of its own above a drawn box. */
function withoutTitle(text: string): string {
  const title = /^\s*[^\s|│┃║┆+][^\n|│┃║┆]{0,200}(?=\n\s*[┏┌╭╔┍+])/.exec(text.slice(0, 500));
  return title ? title[0].replace(/[^\n]/g, " ") + text.slice(title[0].length) : text;
}

/** As `pipe`, and many times as fast on a text that has none. */
function mayHavePipes(text: string): boolean {
  for (const sign of pipes) if (text.includes(sign)) return true;
  return false;
}

export function looksLikePipes(source: string): boolean {
  const start = withoutTitle(source).slice(0, 20_000);
  if (!mayHavePipes(start)) return false;
  const head = start.split(/\r?\n/).filter((line) => line.trim() !== "" && !foot.test(line));
  return (
    head.length > 1 &&
    head.slice(0, 50).every((line) => pipe.test(line) || rule.test(line)) &&
    (head.some((line) => rule.test(line)) || head.every((line) => /^\s*\|/.test(line)))
  );
}

export function readPipes(source: string, lexis: Lexis): Literal {
  const text = withoutTitle(source);
  const cells = new CellReader(text, lexis);
  const nameOf = ({ start, end }: TextLine): string => text.slice(start, end);
  const table = new RowReader(cells, (part) => cells.cell(part), nameOf);
  let first: TextLine | undefined;
  let isBegun = false;
  for (const line of lines(text)) {
    const content = text.slice(line.start, line.end);
    if (isBlank(text, line) || foot.test(content)) continue;
    const isRule = rule.test(content);
    if (first) {
      if (isRule && headerRule.test(content)) table.header(split(text, first));
      else table.row(split(text, first), first);
      first = undefined;
    }
    const parts = isRule ? [] : split(text, line);
    if (parts.every((part) => typeRow.test(nameOf(part)))) continue;
    if (isBegun) table.row(parts, line);
    else first = line;
    isBegun = true;
  }
  if (first) table.row(split(text, first), first);
  return table.literal();
}

/** The cells of a line, without the marks of bold, code and formulas around them. */
function split(text: string, line: TextLine): TextLine[] {
  const { start, end } = trimmed(text, line);
  const parts: TextLine[] = [];
  let from = start;
  for (let p = start; p < end; p++) {
    if (!pipe.test(text[p])) continue;
    if (p > start) parts.push(unmarked(text, { start: from, end: p }));
    from = p + 1;
  }
  if (from < end) parts.push(unmarked(text, { start: from, end }));
  return parts;
}

function unmarked(text: string, part: TextLine): TextLine {
  let { start, end } = trimmed(text, part);
  while (end - start > 2 && /[*_`$]/.test(text[start]) && text[start] === text[end - 1]) {
    start++;
    end--;
  }
  return trimmed(text, { start, end });
}
