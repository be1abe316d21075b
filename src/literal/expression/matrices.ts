import * as l10n from "@vscode/l10n";
import { concatenate, stack, unsupported } from "./arrays";
import type { ExpressionEvaluator } from "./interpreted/evaluator";
import type { Node } from "./syntax";
import { type ArrayValue, asArray, made, type ScalarValue, type ValuePlace } from "./value";

/** `[1 2; 3 4]`: the blocks of each row side by side, the rows one below the other. In Julia a column of numbers is a vector. */
export function matrixOf(ev: ExpressionEvaluator, rows: readonly (readonly Node[])[], place: ValuePlace): ArrayValue {
  const blocks = rows.map((row) => row.map((node) => ev.numeric(node)));
  if (blocks.length === 0)
    return made(
      new Float64Array(0),
      ev.language.vectors === "columns" ? [0] : [0, 0],
      { written: 2, dtype: undefined, library: undefined },
      place,
    );
  const isColumn = ev.language.vectors === "columns" && blocks.every((row) => row.length === 1 && isVector(row[0]));
  if (isColumn)
    return {
      ...concatenate(
        blocks.map(([block]) => asVector(block)),
        0,
        place,
      ),
      isList: false,
    };
  const joined = blocks.map((row) => sideBySide(ev, row, placeOf(row, place)));
  return { ...concatenate(joined, 0, place), isList: false, start: place.start, end: place.end };
}

function sideBySide(
  ev: ExpressionEvaluator,
  row: readonly (ScalarValue | ArrayValue)[],
  place: ValuePlace,
): ArrayValue {
  if (row.every((block) => block.kind === "scalar")) return { ...stack(row, place), shape: [1, row.length] };
  const blocks = row.map((block) => asMatrix(block, ev));
  return concatenate(blocks, 1, place);
}

function placeOf(row: readonly (ScalarValue | ArrayValue)[], place: ValuePlace): ValuePlace {
  return row.length === 0 ? place : { start: row[0].start, end: row[row.length - 1].end };
}

function isVector(block: ScalarValue | ArrayValue): boolean {
  return block.kind === "scalar" || block.shape.length === 1;
}

function asVector(block: ScalarValue | ArrayValue): ArrayValue {
  return { ...asArray(block), shape: [asArray(block).data.length] };
}

function asMatrix(block: ScalarValue | ArrayValue, ev: ExpressionEvaluator): ArrayValue {
  const array = asArray(block);
  if (array.shape.length === 2) return array;
  if (array.shape.length > 2) throw unsupported(block, l10n.t("A block of more than two dimensions is not evaluated."));
  const n = array.data.length;
  return { ...array, shape: ev.language.vectors === "columns" ? [n, 1] : [1, n] };
}

/** `from:to` and `from:step:to` of R, Julia and MATLAB, both ends included. */
export function range(ev: ExpressionEvaluator, node: Extract<Node, { kind: "binary" }>, place: ValuePlace): ArrayValue {
  const { left, right } = node;
  const stepped = left.kind === "binary" && left.op === ":";
  const [first, by, last] = [stepped ? left.left : left, stepped ? left.right : undefined, right].map(
    (part) => part && ev.numeric(part),
  );
  if (first?.kind !== "scalar" || last?.kind !== "scalar" || by?.kind === "array") {
    throw unsupported(place, l10n.t("“{0}” is not a range of numbers.", ev.excerpt(place)));
  }
  const downwards = ev.dialect.countsDown && last.value < first.value;
  const step = by?.value ?? (downwards ? -1 : 1);
  // A step such as 0.1 is not exact: the last element may be missed by a rounding error.
  const count = Math.max(0, Math.floor(((last.value - first.value) / step) * (1 + 1e-14) + 1e-10) + 1);
  if (!Number.isFinite(count)) throw unsupported(place, l10n.t("“{0}” has no end.", ev.excerpt(place)));
  ev.budget.spend(count, place);
  // Millions of elements: a rule that is called for each costs as much again.
  const data = new Float64Array(count);
  const start = first.value;
  for (let i = 0; i < count; i++) data[i] = start + i * step;
  const written = Math.max(1, first.written, by?.written ?? 1) as 1 | 2;
  const shape = ev.language.vectors === "rows" ? [1, count] : [count];
  return made(data, shape, { written, dtype: undefined, library: undefined }, place);
}
