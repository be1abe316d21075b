import type { RecordTable } from "./records";
import type { TableCell } from "./tableText";

/** A value of JSON as far as a data frame has them: plain ones keep where they stand. */
type Node =
  | { readonly kind: "cell"; readonly cell: TableCell }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "record"; readonly items: readonly (readonly [key: string, node: Node])[] };

const MOST_NODES = 200_000;
const DEEPEST = 3;
const token = /\s{0,200}(?:"([^"\\\n]{0,200})"|([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|null|true|false)|([[\]{},:]))/iy;

/**
 * A data frame as pandas writes it to JSON, where that is all of the text: `orient="split"`, `{"columns": […], "index": […], "data": [[…]]}`;
 * `"columns"`, `{"cat": {"0": 0.1, "1": 0.2}, …}`; `"index"`, `{"0": {"cat": 0.1, …}, …}`. What counts the rows is no column.
 */
export function frameOf(text: string): RecordTable | undefined {
  if (!/^\s{0,200}\{\s{0,200}"[^"\\\n]{0,200}"\s{0,20}:\s{0,20}[[{]/.test(text)) return undefined;
  const node = new Scanner(text).whole();
  if (node?.kind !== "record") return undefined;
  const span = { offset: 0, length: text.length };
  const split = splitFrame(node.items) ?? nestedFrame(node.items);
  return split && { span, ...split };
}

type Frame = Pick<RecordTable, "header" | "rows">;
type Items = (Node & { readonly kind: "record" })["items"];

function splitFrame(items: Items): Frame | undefined {
  const own = new Map(items);
  const [columns, index, data] = [own.get("columns"), own.get("index"), own.get("data")];
  if (own.size !== 3 || columns?.kind !== "list" || index?.kind !== "list" || data?.kind !== "list") return undefined;
  const header = cellsOf(columns.items)?.map(({ text }) => text);
  const rows = data.items.map((row) => (row.kind === "list" ? cellsOf(row.items) : undefined));
  return framed(header, rows);
}

function nestedFrame(items: Items): Frame | undefined {
  const outer = items.map(([key]) => key);
  const inner = items.map(([, node]) => (node.kind === "record" ? node.items : undefined));
  const keys = inner[0]?.map(([key]) => key);
  const cells = inner.map((own) => own && cellsOf(own.map(([, node]) => node)));
  if (keys === undefined || inner.some((own) => own?.map(([key]) => key).join("\n") !== keys.join("\n")))
    return undefined;
  const [rowsOutside, rowsInside] = [counts(outer), counts(keys)];
  if (rowsOutside === rowsInside) return undefined;
  if (rowsOutside) return framed(keys, cells);
  const rows = keys.map((_, row) => cells.flatMap((column) => column?.[row] ?? []));
  return framed(outer, rows);
}

function framed(
  header: readonly string[] | undefined,
  rows: readonly (readonly TableCell[] | undefined)[],
): Frame | undefined {
  const full = rows.flatMap((row) => (row?.length === header?.length && row !== undefined ? [row] : []));
  return header === undefined || header.length === 0 || rows.length === 0 || full.length < rows.length
    ? undefined
    : { header, rows: full };
}

function counts(keys: readonly string[]): boolean {
  return keys.every((key, index) => key === String(index));
}

function cellsOf(nodes: readonly Node[]): readonly TableCell[] | undefined {
  const cells = nodes.flatMap((node) => (node.kind === "cell" ? [node.cell] : []));
  return cells.length === nodes.length ? cells : undefined;
}

/** One pass over the text; stops at what is no JSON, is nested deeper than a frame, or has too many values. */
class Scanner {
  private at = 0;
  private nodes = 0;

  constructor(private readonly text: string) {}

  whole(): Node | undefined {
    const node = this.node(0);
    return node !== undefined && this.text.slice(this.at).trim() === "" ? node : undefined;
  }

  private next(): { readonly sign: string } | { readonly cell: TableCell } | undefined {
    token.lastIndex = this.at;
    const match = token.exec(this.text);
    if (match === null) return undefined;
    this.at = token.lastIndex;
    if (match[3] !== undefined) return { sign: match[3] };
    const [written, quote] = match[1] === undefined ? [match[2], 0] : [match[1], 1];
    return { cell: { text: written, offset: this.at - quote - written.length, length: written.length } };
  }

  private node(depth: number): Node | undefined {
    return this.nodeOf(this.next(), depth);
  }

  private nodeOf(first: ReturnType<Scanner["next"]>, depth: number): Node | undefined {
    if (first === undefined || ++this.nodes > MOST_NODES || depth > DEEPEST) return undefined;
    if ("cell" in first) return { kind: "cell", cell: first.cell };
    if (first.sign === "[") return this.list(depth + 1);
    return first.sign === "{" ? this.record(depth + 1) : undefined;
  }

  private list(depth: number): Node | undefined {
    const items: Node[] = [];
    for (let first = this.next(); ; first = this.next()) {
      if (first !== undefined && "sign" in first && first.sign === "]" && items.length === 0) break;
      const item = this.nodeOf(first, depth);
      if (item === undefined) return undefined;
      items.push(item);
      const sign = this.sign();
      if (sign === "]") break;
      if (sign !== ",") return undefined;
    }
    return { kind: "list", items };
  }

  private record(depth: number): Node | undefined {
    const items: (readonly [string, Node])[] = [];
    for (;;) {
      const key = this.next();
      if (key === undefined || !("cell" in key) || this.sign() !== ":") return undefined;
      const node = this.node(depth);
      if (node === undefined) return undefined;
      items.push([key.cell.text, node]);
      const sign = this.sign();
      if (sign === "}") break;
      if (sign !== ",") return undefined;
    }
    return { kind: "record", items };
  }

  private sign(): string | undefined {
    const token = this.next();
    return token !== undefined && "sign" in token ? token.sign : undefined;
  }
}
