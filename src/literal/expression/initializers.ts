import * as l10n from "@vscode/l10n";
import { sameShape } from "../../tensor/shape";
import { numel } from "../../tensor/tensor";
import { Refused } from "../refused";
import { Elements } from "../text/elements";
import { unfit } from "../text/errors";
import { reshape, stack, unsupported } from "./arrays";
import type { ExpressionEvaluator } from "./interpreted/evaluator";
import { itemNodes } from "./rows";
import type { Node } from "./syntax";
import type { TypeInfo } from "./types";
import {
  type ArrayValue,
  castTo,
  dtypeOf,
  type ExpressionValue,
  listOf,
  made,
  type ScalarValue,
  tiled,
  type ValuePlace,
} from "./value";

/** Rust's `[value; count]`. */
export function repeated(ev: ExpressionEvaluator, value: Node, count: Node, place: ValuePlace): ArrayValue {
  const item = ev.numeric(value);
  const times = ev.integer(count);
  const size = item.kind === "array" ? item.data.length : 1;
  ev.budget.spend(Math.max(size, 1) * times, place);
  if (!(times >= 0)) throw unsupported(count, l10n.t("A size cannot be negative."));
  if (times === 0) return stack([], place);
  const one = stack([item], place);
  return { ...tiled(one, times), shape: one.shape.with(0, times) };
}

/** Elements in braces as an array of a declared type: its dtype, and in C and C++ zeros for what is not written. */
export function conform(ev: ExpressionEvaluator, node: Node, type: TypeInfo, place: ValuePlace): ExpressionValue {
  const value = type.zeroFill && type.dims.length > 0 ? initialize(ev, node, type.dims, place) : ev.numeric(node);
  if (type.unknown !== undefined && value.written < 2) {
    const message = l10n.t("The type “{0}” is not known here; the values are read as they are written.", type.unknown);
    ev.warn("unsupported-expression", place, message);
  }
  if (value.kind === "scalar") {
    if (!type.dtype) return { ...value, ...place };
    const { data, written } = wrapped(castTo({ ...listOfOne(value), dtype: undefined }, type.dtype), type, place);
    return { kind: "scalar", value: data[0], written, dtype: type.dtype, ...place };
  }
  const shaped = matchDims(value, type.dims, place);
  const typed =
    type.dtype && type.dtype !== shaped.dtype ? castTo({ ...shaped, dtype: dtypeOf(shaped) }, type.dtype) : shaped;
  return { ...wrapped(typed, type, place), ...place };
}

/** C's -1 is the largest of the integers without a sign; that of 64 bits is larger than any array holds. */
function wrapped(array: ArrayValue, { unsignedBits }: TypeInfo, place: ValuePlace): ArrayValue {
  if (unsignedBits === undefined) return array;
  const size = 2 ** unsignedBits;
  if (array.data.every((value) => value >= 0 && value < size)) return array;
  if (unsignedBits === 64)
    throw new Refused("non-numeric", place.start, place.end, l10n.t("This integer is too large for any array."));
  return { ...array, data: array.data.map((value) => ((value % size) + size) % size) };
}

function listOfOne(value: ScalarValue): ArrayValue {
  const elements = new Elements();
  elements.push(value.value, value.written, value.dtype, value.start, value.end - value.start);
  return listOf(elements, [1], value);
}

/** std::array takes one pair of braces more than it has dimensions; any other difference from the declared sizes is an error. */
function matchDims(array: ArrayValue, dims: TypeInfo["dims"], place: ValuePlace): ArrayValue {
  const fits = (shape: readonly number[]): boolean =>
    shape.length === dims.length && shape.every((size, d) => dims[d] === undefined || dims[d] === size);
  if (dims.length === 0 || fits(array.shape)) return array;
  const known = dims.filter((size) => size !== undefined);
  if (known.length === dims.length && numel(known) === array.data.length)
    return { ...reshape(array, known, place), isList: array.isList };
  const squeezed = array.shape.filter((size, d) => size !== 1 || d > 0);
  if (fits(squeezed)) return { ...array, shape: squeezed };
  if (array.data.length === 0) return array;
  throw unsupported(
    place,
    l10n.t("The values have the shape [{0}], which is not the declared one.", array.shape.join(", ")),
  );
}

/** C's rules: rows may be short, or written on end without braces of their own; what is missing is zero. */
function initialize(ev: ExpressionEvaluator, node: Node, dims: TypeInfo["dims"], place: ValuePlace): ArrayValue {
  const plain = tryArray(ev, node);
  const full = plain?.shape ?? [];
  if (plain && full.length === dims.length && dims.every((size, d) => size === undefined || size === full[d]))
    return plain;
  const inner = dims.slice(1);
  if (plain && plain.shape.length === 1 && dims.length > 1 && inner.every((size) => size !== undefined)) {
    const row = numel(inner as number[]);
    const outer = dims[0] ?? Math.ceil(plain.data.length / row);
    return padded(ev, plain, [outer, ...(inner as number[])], place);
  }
  if (plain && plain.shape.length === 1 && dims.length === 1)
    return padded(ev, plain, [dims[0] ?? plain.data.length], place);
  // std::array's extra braces.
  if (plain && plain.shape.length === dims.length + 1 && plain.shape[0] === 1 && dims[0] !== 1)
    return { ...plain, shape: plain.shape.slice(1) };
  if (inner.length === 0) return plain ?? ev.array(node);
  const rows = itemNodes(node).map((item) => initialize(ev, item, inner, place));
  const widest = rows.reduce((max, row) => (row.data.length > max.data.length ? row : max), rows[0]);
  if (rows.some((row) => !sameShape(row.shape, widest.shape))) return stack(rows, place);
  const stacked = stack(rows, place);
  const outer = dims[0] ?? rows.length;
  return padded(ev, { ...stacked, shape: [stacked.data.length] }, [outer, ...widest.shape], place);
}

function tryArray(ev: ExpressionEvaluator, node: Node): ArrayValue | undefined {
  try {
    const value = ev.numeric(node);
    return value.kind === "array" ? value : undefined;
  } catch (error) {
    if (error instanceof Refused && error.diagnostic.code === "ragged") return undefined;
    throw error;
  }
}

/** The elements in a shape that may hold more; the rest is zero and has the place of the whole. */
function padded(ev: ExpressionEvaluator, array: ArrayValue, shape: readonly number[], place: ValuePlace): ArrayValue {
  const size = numel(shape);
  const { length } = array.data;
  if (length > size) throw unsupported(place, unfit(length, shape));
  if (length === size) return { ...array, shape };
  ev.budget.spend(size, place);
  const zeros = made(new Float64Array(size), shape, { ...array, written: array.written }, place);
  zeros.data.set(array.data);
  zeros.offsets.set(array.offsets);
  zeros.lengths.set(array.lengths);
  return zeros;
}
