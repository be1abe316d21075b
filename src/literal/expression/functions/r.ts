import * as l10n from "@vscode/l10n";
import { numel } from "../../../tensor/tensor";
import { dtypeNamed } from "../../dtypes";
import { permute, stack, unsupported } from "../arrays";
import { keyword, makeArray, positional } from "../construct";
import type { ExpressionEvaluator } from "../interpreted/evaluator";
import type { CallArgument, Node } from "../syntax";
import {
  type ArrayValue,
  asArray,
  castTo,
  counted,
  type ExpressionValue,
  indices,
  made,
  part,
  type ScalarValue,
  take,
  tiled,
  type ValuePlace,
} from "../value";
import { argument, type Builtin, named, required } from "./arguments";
import { combined, fromColumns } from "./columnMajor";
import { common } from "./math";
import { areDoubles } from "./rDoubles";

/** R's functions that make vectors and matrices, which are filled column by column. */

const plain = { dtype: undefined, library: undefined } as const;

function items(ev: ExpressionEvaluator, args: readonly CallArgument[]): (ScalarValue | ArrayValue)[] {
  return args.filter((arg) => arg.value.kind !== "null").map((arg) => ev.numeric(arg.value));
}

function flag(ev: ExpressionEvaluator, node: Node | undefined): boolean {
  return node !== undefined && asArray(ev.numeric(node)).data[0] !== 0;
}

const c: Builtin = (ev, args, place) => {
  if (args.length === 0) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  const names = args.map((arg) => arg.name);
  if (names.every((name) => name !== undefined)) ev.columnNames = names as string[];
  return combined(items(ev, args), place);
};

const matrix: Builtin = (ev, args, place) => {
  const data = combined([ev.numeric(required(ev, args, place, 0, "data"))], place);
  const [rowsNode, columnsNode] = [argument(args, 1, "nrow"), argument(args, 2, "ncol")];
  const n = data.data.length;
  const givenRows = rowsNode && ev.integer(rowsNode);
  const givenColumns = columnsNode && ev.integer(columnsNode);
  const rows = givenRows ?? (givenColumns ? Math.ceil(n / givenColumns) : n);
  const columns = givenColumns ?? (givenRows ? Math.ceil(n / givenRows) : 1);
  if (!(rows >= 0 && columns >= 0)) throw unsupported(place, l10n.t("A size cannot be negative."));
  ev.budget.spend(rows * columns, place);
  if (!flag(ev, argument(args, 3, "byrow"))) return fromColumns(data, [rows, columns], place, true);
  return permute(fromColumns(data, [columns, rows], place, true), [1, 0]);
};

const array: Builtin = (ev, args, place) => {
  const data = combined([ev.numeric(required(ev, args, place, 0, "data", ".Data"))], place);
  const dim = argument(args, 1, "dim", ".Dim");
  const kind = keyword(args, "class");
  if (kind && /data\.(?:frame|table)|tbl/.test(ev.excerpt(kind.value)))
    return frame(ev, required(ev, args, place, 0, ".Data"), place);
  if (!dim) return data;
  const shape = ev.integers(dim);
  ev.budget.spend(numel(shape), place);
  return fromColumns(data, shape, place, true);
};

/** What `dput` writes for a data frame: a list of its columns. */
function frame(ev: ExpressionEvaluator, node: Node, place: ValuePlace): ArrayValue {
  const columns = asArray(ev.numeric(node));
  if (node.kind === "call") ev.columnNames = node.args.map((arg) => arg.name ?? "");
  return { ...permute(columns, columns.shape.length === 2 ? [1, 0] : [0]), ...place };
}

/** `rbind`: vectors become rows; `cbind`: columns. */
function bound(byRow: boolean): Builtin {
  return (ev, args, place) => {
    const kept = args.filter((arg) => arg.name !== "deparse.level" && arg.name !== "stringsAsFactors");
    const blocks = items(ev, kept).map(asArray);
    const names = kept.map((arg) => arg.name);
    if (!byRow && names.every((name) => name !== undefined)) ev.columnNames = names as string[];
    const rows = blocks.flatMap((block) => {
      if (block.shape.length < 2) return [{ ...block, shape: [block.data.length] }];
      const lines = byRow ? block : permute(block, [1, 0]);
      const width = lines.shape[1];
      return Array.from({ length: lines.shape[0] }, (_, i) => part(lines, i * width, [width]));
    });
    const joined = { ...stack(rows, place), isList: false };
    return byRow ? joined : permute(joined, [1, 0]);
  };
}

const sequence: Builtin = (ev, args, place) => {
  const number = (node: Node | undefined): ScalarValue | undefined => {
    const value = node && ev.numeric(node);
    if (value?.kind === "array") throw unsupported(value, l10n.t("“{0}” is not a number.", ev.excerpt(value)));
    return value;
  };
  const [from, to, by] = [argument(args, 0, "from"), argument(args, 1, "to"), argument(args, 2, "by")].map(number);
  const count = number(keyword(args, "length.out", "length", "len")?.value)?.value;
  if (!from || (!to && !by && count === undefined)) {
    const last = from?.value ?? Number.NaN;
    return counting(ev, last, place);
  }
  const start = from.value;
  const step = by?.value ?? (count !== undefined && to ? (to.value - start) / Math.max(1, count - 1) : 1);
  const length = count ?? Math.floor(((to?.value ?? start) - start) / step + 1e-10) + 1;
  if (!(length >= 0 && Number.isFinite(length)))
    throw unsupported(place, l10n.t("“{0}” has no end.", ev.excerpt(place)));
  ev.budget.spend(length, place);
  const written = Number.isInteger(step) && from.written < 2 ? 1 : 2;
  return made(
    counted(length, (i) => start + i * step),
    [length],
    { written, ...plain },
    place,
  );
};

function counting(ev: ExpressionEvaluator, last: number, place: ValuePlace): ArrayValue {
  if (!(Number.isInteger(last) && last >= 0)) throw unsupported(place, l10n.t("“{0}” has no end.", ev.excerpt(place)));
  ev.budget.spend(last, place);
  return made(
    counted(last, (i) => i + 1),
    [last],
    { written: 1, ...plain },
    place,
  );
}

const repeat: Builtin = (ev, args, place) => {
  const vector = combined([ev.numeric(required(ev, args, place, 0, "x"))], place);
  const timesNode = argument(args, 1, "times");
  const eachNode = keyword(args, "each")?.value;
  const times = timesNode ? ev.integer(timesNode) : 1;
  const each = eachNode ? ev.integer(eachNode) : 1;
  const length = vector.data.length * Math.max(0, times) * Math.max(0, each);
  if (keyword(args, "length.out"))
    throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  ev.budget.spend(length, place);
  const n = vector.data.length;
  if (each === 1) return tiled(vector, Math.max(0, times));
  return take(
    vector,
    indices(length, (i) => Math.floor(i / each) % n),
    [length],
  );
};

function zeros(written: 0 | 1 | 2): Builtin {
  return (ev, args, place) => {
    const length = args.length === 0 ? 0 : ev.integer(args[0].value);
    ev.budget.spend(length, place);
    return made(new Float64Array(Math.max(0, length)), [Math.max(0, length)], { written, ...plain }, place);
  };
}

function converted(written: 0 | 1 | 2): Builtin {
  return (ev, args, place) => {
    const value = asArray(ev.numeric(required(ev, args, place, 0, "x")));
    const dtype = (["bool", "int64", "float64"] as const)[written];
    return { ...castTo(value, dtype), dtype: undefined, shape: [value.data.length], ...place };
  };
}

const transpose: Builtin = (ev, args, place) => {
  const value = asArray(ev.numeric(required(ev, args, place, 0, "x")));
  if (value.shape.length < 2) return { ...value, shape: [1, value.data.length], ...place };
  return { ...permute(value, value.shape.map((_, d) => d).reverse()), ...place };
};

const reversed: Builtin = (ev, args, place) => {
  const value = combined([ev.numeric(required(ev, args, place, 0, "x"))], place);
  const n = value.data.length;
  return take(
    value,
    indices(n, (i) => n - 1 - i),
    [n],
  );
};

const same: Builtin = (ev, args, place) => ({ ...asArray(ev.numeric(required(ev, args, place, 0, "x"))), ...place });

const listed: Builtin = (ev, args, place) => ({ ...stack(items(ev, args), place), isList: false });

const diagonal: Builtin = (ev, args, place) => {
  const value = ev.numeric(required(ev, args, place, 0, "x"));
  if (value.kind !== "scalar" || args.length > 1)
    throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  const n = value.value;
  ev.budget.spend(n * n, place);
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return made(data, [n, n], { written: 1, ...plain }, place);
};

/** R's torch: doubles become float32, `c(1, 2)` among them; integers are int64. */
const torchTensor: Builtin = (ev, args, place) => {
  const dtypeNode = argument(args, 1, "dtype");
  const name = dtypeNode && ev.excerpt(dtypeNode).match(/^torch_(\w+)\(\)$/)?.[1];
  const node = required(ev, args, place, 0, "data");
  const value: ExpressionValue = ev.evaluate(node);
  const type = name ? dtypeNamed(`torch.${name}`, "torch") : areDoubles(ev, node) ? "float32" : undefined;
  return makeArray(ev, value, "torch", type, place);
};

/** What `dtype = torch_long()` names is no array by itself. */
const torchType: Builtin = (ev, _args, place) => {
  throw unsupported(place, l10n.t("“{0}” is not a value.", ev.excerpt(place)));
};

export const rFunctions: ReadonlyMap<string, Builtin> = new Map([
  ["c", c],
  ["matrix", matrix],
  ...named("array structure", array),
  ["rbind", bound(true)],
  ...named("cbind data.frame tibble", bound(false)),
  ...named("seq seq.int", sequence),
  ["seq_len", (ev, args, place) => counting(ev, ev.integer(required(ev, args, place, 0)), place)],
  ...named("rep rep.int", repeat),
  ...named("numeric double", zeros(2)),
  ["integer", zeros(1)],
  ["logical", zeros(0)],
  ...named("as.numeric as.double", converted(2)),
  ["as.integer", converted(1)],
  ["as.logical", converted(0)],
  ["as.vector", (ev, args, place) => combined(items(ev, positional(args)), place)],
  ...named("as.matrix as.array identity I invisible print", same),
  ["unlist", (ev, args, place) => combined(items(ev, positional(args)), place)],
  ["list", listed],
  ["t", transpose],
  ["rev", reversed],
  ["diag", diagonal],
  ["torch_tensor", torchTensor],
  ...named(
    "torch_float torch_float32 torch_double torch_float64 torch_half torch_float16 torch_int torch_int32 torch_long torch_int64 torch_short torch_int16 torch_int8 torch_uint8 torch_bool",
    torchType,
  ),
  ...common,
]);
