import type { Span } from "../literal/literal";
import type { TableCell } from "./tableText";

/** Dictionaries of the same plain values one after the other, as programs print them and JSON keeps them: `{'cat': 0.7, 'label': 'cat'}`. */
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
  return found.filter(({ header, rows }) => header.length > 1 || rows.length > 1);
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
    value.lastIndex = key.lastIndex;
    const match = value.exec(text);
    if (match === null) return undefined;
    const written = match[1] ?? match[2] ?? match[3];
    keys.push(name[1] ?? name[2]);
    cells.push({ text: written, offset: match.index + match[0].indexOf(written), length: written.length });
    comma.lastIndex = value.lastIndex;
    const separated = comma.exec(text)?.[1] === ",";
    p = comma.lastIndex;
    const close = /^\s{0,200}\}/.exec(text.slice(p, p + 202));
    if (close !== null) return { keys, cells, end: p + close[0].length };
    if (!separated) return undefined;
  }
  return undefined;
}
