import * as l10n from "@vscode/l10n";
import { dtypeNamed } from "../../dtypes";
import { permute, stack, unsupported } from "../arrays";
import { type CallArgument, type CallNode, dottedName, type Node } from "../syntax";
import { type ArrayValue, asArray, castTo, made } from "../value";
import type { ExpressionEvaluator } from "./evaluator";

/** Tables of pandas and polars as code writes them. */

export function keyword(args: readonly CallArgument[], ...names: readonly string[]): Node | undefined {
  return args.find(({ name }) => name !== undefined && names.includes(name))?.value;
}

export function positional(args: readonly CallArgument[]): readonly Node[] {
  return args.filter(({ name }) => name === undefined).map(({ value }) => value);
}

/** What NumPy makes of numbers as they are written. */
export function numpyType({ written }: ArrayValue): "bool" | "int64" | "float64" {
  return written === 0 ? "bool" : written === 1 ? "int64" : "float64";
}

type DictNode = Extract<Node, { kind: "dict" }>;

/** pandas' and polars' tables: of columns, of records, of rows. */
export function dataFrame(ev: ExpressionEvaluator, node: CallNode): ArrayValue {
  const source = positional(node.args)[0] ?? keyword(node.args, "data");
  const columns = keyword(node.args, "columns", "schema");
  const names = columns && namesIn(columns);
  const unread = (at: Node): Error =>
    unsupported(at, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(at))) as unknown as Error;
  const isRecords =
    source?.kind === "list" && source.items.length > 0 && source.items.every((item) => item.kind === "dict");
  if (isRecords) {
    const rows = source.items as readonly DictNode[];
    const keys = rows[0].entries.map(({ key }) => key);
    if (columns || rows.some(({ entries }) => entries.map(({ key }) => key).join() !== keys.join())) throw unread(node);
    ev.columnNames = keys;
    const values = rows.map((row) =>
      stack(
        row.entries.map(({ value }) => ev.numeric(value)),
        row,
      ),
    );
    return table(stack(values, node));
  }
  if (source?.kind === "dict") {
    const keys = source.entries.map(({ key }) => key);
    const taken = columns ? names : keys;
    if (!taken?.every((key) => keys.includes(key))) throw unread(columns ?? node);
    ev.columnNames = taken;
    const nodes = taken.map((key) => source.entries[keys.indexOf(key)].value);
    return table(fromColumns(ev, nodes, node));
  }
  if (!source) throw unsupported(node, l10n.t("There are no values in “{0}”.", ev.excerpt(node)));
  const array = asArray(ev.numeric(source));
  ev.columnNames = names;
  const typeNode = keyword(node.args, "dtype");
  const typeName = typeNode && (typeNode.kind === "string" ? typeNode.value : dottedName(typeNode));
  return table(array, (typeName && dtypeNamed(typeName, "numpy")) || undefined);
}

function table(array: ArrayValue, dtype?: ReturnType<typeof dtypeNamed>): ArrayValue {
  const own = array.dtype ?? numpyType(array);
  return { ...castTo({ ...array, dtype: own }, dtype ?? own), library: "numpy", isList: false };
}

/** Columns side by side; a number stands for a column of it. */
function fromColumns(ev: ExpressionEvaluator, nodes: readonly Node[], node: CallNode): ArrayValue {
  const columns = nodes.map((each) => ev.numeric(each));
  const size = Math.max(
    ...columns.map((column) => (column.kind === "array" && column.shape.length > 0 ? column.data.length : 0)),
  );
  if (size <= 0) throw unsupported(node, l10n.t("There are no values in “{0}”.", ev.excerpt(node)));
  ev.budget.spend(size * columns.length, node);
  const full = columns.map((column) => {
    if (column.kind === "array") return column;
    return made(new Float64Array(size).fill(column.value), [size], { ...column, library: undefined }, column);
  });
  return permute(stack(full, node), [1, 0]);
}

function namesIn(node: Node): readonly string[] | undefined {
  if (node.kind !== "list") return undefined;
  const names = node.items.map((item) => (item.kind === "string" ? item.value : undefined));
  return names.every((name) => name !== undefined) ? (names as string[]) : undefined;
}

/** `pd.Series([…])`, `pd.Series({'a': 1})`, and polars' `pl.Series('a', […])`. */
export function series(ev: ExpressionEvaluator, node: CallNode): ArrayValue {
  const [first, second] = positional(node.args);
  if (first?.kind === "dict" && node.args.length === 1) {
    ev.columnNames = first.entries.map(({ key }) => key);
    return table(
      stack(
        first.entries.map(({ value }) => ev.numeric(value)),
        node,
      ),
    );
  }
  const source = first?.kind === "string" && second ? second : (first ?? keyword(node.args, "data", "values"));
  if (!source) throw unsupported(node, l10n.t("There are no values in “{0}”.", ev.excerpt(node)));
  const array = asArray(ev.numeric(source));
  const typeNode = keyword(node.args, "dtype");
  const typeName = typeNode && (typeNode.kind === "string" ? typeNode.value : dottedName(typeNode));
  return table(array, (typeName && dtypeNamed(typeName, "numpy")) || undefined);
}
