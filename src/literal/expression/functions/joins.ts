import * as l10n from "@vscode/l10n";
import { concatenate, flatten, permute, stack, toArray, unsupported } from "../arrays";
import { libraryOf, makeArray } from "../construct";
import type { ArrayValue } from "../value";
import { argument, type Builtin, required } from "./arguments";

/** Functions that join arrays. */

/** Functions that join a list of arrays: how the items are prepared, and along which axis they are joined by default. */
export function joining(
  prepare: (item: ArrayValue) => ArrayValue,
  axisOf: (rank: number) => number,
  fixedAxis = false,
): Builtin {
  return (ev, args, place, name) => {
    const items = ev
      .items(required(ev, args, place, 0, "tensors", "arrays", "values", "tup"))
      .map((item) => prepare(toArray(item)));
    if (items.length === 0) throw unsupported(place, l10n.t("There is nothing to join."));
    const axisNode = fixedAxis ? undefined : argument(args, 1, "dim", "axis");
    const axis = axisNode ? ev.integer(axisNode) : axisOf(items[0].shape.length);
    return makeArray(ev, concatenate(items, axis, place), libraryOf(name) ?? "numpy", undefined, place);
  };
}

export const stacked: Builtin = (ev, args, place, name) => {
  const items = ev.items(required(ev, args, place, 0, "tensors", "arrays", "values"));
  const axisNode = argument(args, 1, "dim", "axis");
  const array = makeArray(ev, stack(items, place), libraryOf(name) ?? "numpy", undefined, place);
  const axis = axisNode ? ev.integer(axisNode) : 0;
  const to = axis < 0 ? axis + array.shape.length : axis;
  const order = array.shape.map((_, d) => d).slice(1);
  order.splice(to, 0, 0);
  return to === 0 ? array : permute(array, order);
};

export const atLeast2d =
  (row: boolean) =>
  (item: ArrayValue): ArrayValue =>
    item.shape.length >= 2 ? item : { ...item, shape: row ? [1, item.data.length] : [item.data.length, 1] };

export const flattenScalars = (item: ArrayValue): ArrayValue => (item.shape.length === 0 ? flatten(item) : item);
