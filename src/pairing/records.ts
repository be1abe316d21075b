import type { Span } from "../literal/literal";
import type { TableCell } from "./tableText";

/**
 * Dictionaries of the same plain values one after the other, as programs print them and JSON keeps them: `{'cat': 0.7, 'label': 'cat'}`.
 * A list of numbers among them is as many columns: `{"logits": [0.1, 2.0], "label": 1}` has logits[0] and logits[1].
 */
export interface RecordTable {
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
export function recordsOf(text: string): readonly RecordTable[] {
  const found: RecordTable[] = [];
  for (let open = text.indexOf("{"); open !== -1 && found.length < MOST_KEYS; ) {
    const records = readFrom(text, open);
    if (records !== undefined) found.push(records);
    const past = records === undefined ? open + 1 : records.span.offset + records.span.length;
    open = text.indexOf("{", past);
  }
  // Lists of a single record are arrays side by side, not a row of numbers.
  return unbroken(found, text).filter(
    ({ header, rows }) => rows.length > 1 || (header.length > 1 && !header.some(isOfList)),
  );
}

/** Without those that are parts of one table whose records differ: a part alone is not what the text holds. */
function unbroken(found: readonly RecordTable[], text: string): readonly RecordTable[] {
  const parts = new Set<RecordTable>();
  let run: RecordTable[] = [];
  for (const [index, each] of found.entries()) {
    const before = found[index - 1];
    if (before !== undefined && !isNext(text, before, each)) run = [];
    const like = run.filter(({ header }) => header.some((name) => each.header.includes(name)));
    for (const other of like) parts.add(other);
    if (like.length > 0) parts.add(each);
    run.push(each);
  }
  return found.filter((each) => !parts.has(each));
}

/** Whether nothing stands between two, or records that cannot be read. */
function isNext(text: string, before: RecordTable, next: RecordTable): boolean {
  const gap = text
    .slice(before.span.offset + before.span.length, next.span.offset)
    .slice(0, 10_000)
    .trim();
  return /^,?$/.test(gap) || (/^,?\s{0,20}\{/.test(gap) && /\},?$/.test(gap));
}

function listName(name: string): string {
  return name.slice(0, name.lastIndexOf("["));
}

function isOfList(name: string): boolean {
  return /\[\d+\]$/.test(name);
}

function readFrom(text: string, open: number): RecordTable | undefined {
  let header: readonly string[] | undefined;
  const rows: (readonly TableCell[])[] = [];
  let end = open;
  for (let start = open; text[start] === "{" && rows.length < MOST_RECORDS; ) {
    const record = readRecord(text, start + 1);
    const cells = record && inOrder(record, header ?? record.keys);
    if (record === undefined || cells === undefined) break;
    header ??= record.keys;
    rows.push(cells);
    end = record.end;
    between.lastIndex = end;
    start = end + (between.exec(text)?.[0].length ?? 0);
  }
  return header && { span: { offset: open, length: end - open }, header, rows };
}

/** The cells of a record as the header has them, a missing one empty; undefined where it has other keys. */
function inOrder(
  {
    keys,
    cells,
    end,
  }: { readonly keys: readonly string[]; readonly cells: readonly TableCell[]; readonly end: number },
  header: readonly string[],
): readonly TableCell[] | undefined {
  if (keys.length > header.length) return undefined;
  if (keys.length === header.length && keys.every((own, index) => own === header[index])) return cells;
  const at = new Map(keys.map((own, index) => [own, cells[index]]));
  if (at.size < keys.length || keys.some((own) => !header.includes(own))) return undefined;
  const lists = new Set(keys.filter(isOfList).map(listName));
  const rest = header.filter((name) => !at.has(name));
  // A list that is shorter is no list with something missing.
  if (rest.some((name) => isOfList(name) && lists.has(listName(name)))) return undefined;
  return header.map((name) => at.get(name) ?? { text: "", offset: end, length: 0 });
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
