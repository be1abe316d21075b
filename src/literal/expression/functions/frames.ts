import * as l10n from "@vscode/l10n";
import { permute, stack, unsupported } from "../arrays";
import type { ExpressionEvaluator } from "../interpreted/evaluator";
import type { Node } from "../syntax";
import { type ArrayValue, asArray, made, type ScalarValue, type ValuePlace } from "../value";
import type { Builtin } from "./arguments";

/** Tables and columns of Julia and MATLAB. */

/** Columns side by side; a number stands for a column of it. */
function fromColumnNodes(ev: ExpressionEvaluator, nodes: readonly Node[], place: ValuePlace): ArrayValue {
  const columns = nodes.map((node) => ev.numeric(node));
  const height = columns.find((column) => column.kind === "array" && column.shape.length > 0)?.kind;
  const size = Math.max(...columns.map((column) => (column.kind === "array" ? column.data.length : 0)));
  if (height === undefined) throw unsupported(place, l10n.t("There are no values in “{0}”.", ev.excerpt(place)));
  ev.budget.spend(size * columns.length, place);
  const full = columns.map((column) => (column.kind === "scalar" ? filledColumn(column, size) : flatColumn(column)));
  return permute(stack(full, place), [1, 0]);
}

function filledColumn(value: ScalarValue, size: number): ArrayValue {
  return made(new Float64Array(size).fill(value.value), [size], { ...value, library: undefined }, value);
}

/** A column of Julia or MATLAB may be a matrix of one. */
function flatColumn(column: ArrayValue): ArrayValue {
  return column.shape.length === 2 && column.shape[1] === 1 ? { ...column, shape: [column.data.length] } : column;
}

function namesIn(node: Node): readonly string[] | undefined {
  if (node.kind !== "list") return undefined;
  const names = node.items.map((item) => (item.kind === "string" ? item.value : undefined));
  return names.every((name) => name !== undefined) ? (names as string[]) : undefined;
}

/** MATLAB's `table(a, b, 'VariableNames', {'x', 'y'})`. */
export const table: Builtin = (ev, args, place) => {
  const option = args.findIndex(({ value }) => value.kind === "string");
  const columns = (option < 0 ? args : args.slice(0, option)).map((arg) => arg.value);
  const titled = args.findIndex(({ value }) => value.kind === "string" && value.value === "VariableNames");
  const titles = titled < 0 ? undefined : args[titled + 1];
  ev.columnNames = titles && namesIn(titles.value);
  return fromColumnNodes(ev, columns, place);
};

/** Julia's `DataFrame(a=[…], b=[…])` and `DataFrame(:a => […])`, and of a matrix. */
export const juliaFrame: Builtin = (ev, args, place) => {
  const pairs = args.map(({ name, value }) => {
    if (name !== undefined) return { key: name, value };
    const isPair = value.kind === "binary" && value.op === "=>" && value.left.kind === "string";
    return isPair ? { key: value.left.value, value: value.right } : undefined;
  });
  if (args.length > 0 && pairs.every((pair) => pair !== undefined)) {
    ev.columnNames = pairs.map(({ key }) => key);
    return fromColumnNodes(
      ev,
      pairs.map(({ value }) => value),
      place,
    );
  }
  const [matrix, names] = args;
  if (!matrix || matrix.name !== undefined || args.length > 2)
    throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  ev.columnNames = names && namesIn(names.value);
  return { ...asArray(ev.numeric(matrix.value)), isList: false, ...place };
};
