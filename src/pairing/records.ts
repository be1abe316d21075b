import type { Span } from "../literal/literal";
import type { TableCell } from "./tableText";

/**
 * Dictionaries of the same plain values one after the other, as programs print them and JSON keeps them: `{'cat': 0.7, 'label': 'cat'}`.
 * A list of numbers among them is as many columns: `{"logits": [0.1, 2.0], "label": 1}` has logits[0] and logits[1].
 */
export interface Records {
  readonly span: Span;
  readonly header: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
}

const MOST_RECORDS = 100_000;
const MOST_KEYS = 1000;

const key = /\s{0,200}(?:"([^"\\\n]{1,80})"|'([^'\\\n]{1,80})')[ \t]{0,20}:[ \t]{0,20}/y;
const value =
  /(?:np\.float\d+\(|tensor\()?([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[-+]?(?:nan|inf|Infinity)\b)(?:, dtype=[\w.]+)?\)?|"([^"\\\n]{0,200})"|'([^'\\\n]{0,200})'/iy;
const comma = /[ \t\n\r]{0,200}(,?)/y;
const between = /[\s,]{0,200}/y;

/** The records of a text: at least two keys each, or two records; those that follow each other with the same keys are one table. */
export function recordsOf(text: string): readonly Records[] {
  const found: Records[] = [];
  for (let open = text.indexOf("{"); open !== -1 && found.length < MOST_KEYS; ) {
    const records = readFrom(text, open);
    if (records !== undefined) found.push(records);
    const past = records === undefined ? open + 1 : records.span.offset + records.span.length;
    open = text.indexOf("{", past);
  }
  // Lists of a single record are arrays side by side, not a row of numbers.
  return found.filter(({ header, rows }) => rows.length > 1 || (header.length > 1 && !header.some(isOfList)));
}

function isOfList(name: string): boolean {
  return /\[\d+\]$/.test(name);
}

function readFrom(text: string, open: number): Records | undefined {
  let header: readonly string[] | undefined;
  const rows: (readonly TableCell[])[] = [];
  let end = open;
  for (let start = open; text[start] === "{" && rows.length < MOST_RECORDS; ) {
    const record = readRecord(text, start + 1);
    if (record === undefined || (header !== undefined && header.join("\n") !== record.keys.join("\n"))) break;
    header = record.keys;
    rows.push(record.cells);
    end = record.end;
    between.lastIndex = end;
    start = end + (between.exec(text)?.[0].length ?? 0);
  }
  return header && { span: { offset: open, length: end - open }, header, rows };
}

function readRecord(text: string, from: number) {
  const keys: string[] = [];
  const cells: TableCell[] = [];
  for (let p = from; keys.length < MOST_KEYS; ) {
    key.lastIndex = p;
    const name = key.exec(text);
    if (name === null) return undefined;
    const own = name[1] ?? name[2];
    const list = text[key.lastIndex] === "[" ? readList(text, key.lastIndex + 1) : undefined;
    value.lastIndex = key.lastIndex;
    const match = list === undefined ? value.exec(text) : null;
    if (match === null && list === undefined) return undefined;
    for (const [index, cell] of list?.cells.entries() ?? []) {
      keys.push(`${own}[${index}]`);
      cells.push(cell);
    }
    if (match !== null) {
      keys.push(own);
      cells.push(cellOf(match));
    }
    comma.lastIndex = list?.end ?? value.lastIndex;
    const separated = comma.exec(text)?.[1] === ",";
    p = comma.lastIndex;
    const close = /^\s{0,200}\}/.exec(text.slice(p, p + 202));
    if (close !== null) return { keys, cells, end: p + close[0].length };
    if (!separated) return undefined;
  }
  return undefined;
}

/** The numbers of a flat list from behind its bracket on; undefined where it holds anything else. */
function readList(text: string, from: number) {
  const cells: TableCell[] = [];
  for (let p = from; cells.length < MOST_KEYS; ) {
    value.lastIndex = p + (/^\s{0,200}/.exec(text.slice(p, p + 200))?.[0].length ?? 0);
    const match = value.exec(text);
    if (match?.[1] === undefined) return undefined;
    cells.push(cellOf(match));
    const close = /^\s{0,200}([,\]])/.exec(text.slice(value.lastIndex, value.lastIndex + 202));
    if (close === null) return undefined;
    p = value.lastIndex + close[0].length;
    if (close[1] === "]") return { cells, end: p };
  }
  return undefined;
}

function cellOf(match: RegExpExecArray): TableCell {
  const written = match[1] ?? match[2] ?? match[3];
  return { text: written, offset: match.index + match[0].indexOf(written), length: written.length };
}
