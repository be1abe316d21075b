import * as l10n from "@vscode/l10n";
import { broadcastIndices } from "../../tensor/layout";
import { numel } from "../../tensor/tensor";
import { flatten, permute, reshape, select, unsupported } from "./arrays";
import { keyword, positional } from "./construct";
import type { Evaluator } from "./evaluator";
import { type Apply, placed } from "./method";
import type { Argument, Node } from "./syntax";
import { type ArrayValue, take } from "./value";

/** Methods that rearrange the elements of an array. */

/** Numbers given as `(2, 3)` or `2, 3`. */
function numbers(ev: Evaluator, args: readonly Argument[]): number[] {
  const given = keyword(args, "shape", "newshape", "size", "dims", "axes");
  return given ? ev.integers(given.value) : positional(args).flatMap((arg) => ev.integers(arg.value));
}

function axisOf(ev: Evaluator, node: Node, rank: number): number {
  const axis = ev.integer(node);
  const at = axis < 0 ? axis + rank : axis;
  if (!(at >= 0 && at < rank)) throw unsupported(node, l10n.t("There is no dimension {0}.", axis));
  return at;
}

function axisArgument(args: readonly Argument[]): Node | undefined {
  return (keyword(args, "dim", "axis") ?? positional(args)[0])?.value;
}

export const reshaped: Apply = (ev, array, args, place) => {
  const order = keyword(args, "order");
  if (order && !(order.value.kind === "string" && order.value.value === "C"))
    throw unsupported(order.value, l10n.t("Only the order “C” is evaluated."));
  const [first] = positional(args);
  if (first && ev.dtype(first.value, array.library))
    throw unsupported(first.value, l10n.t("A view as another type is not evaluated."));
  return placed(reshape(array, numbers(ev, args), place), place);
};

export const unsqueeze: Apply = (ev, array, args, place) => {
  const node = axisArgument(args);
  if (!node) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  const axis = axisOf(ev, node, array.shape.length + 1);
  return placed({ ...array, shape: array.shape.toSpliced(axis, 0, 1), isList: false }, place);
};

export const squeeze: Apply = (ev, array, args, place) => {
  const node = axisArgument(args);
  const axis = node && axisOf(ev, node, array.shape.length);
  const shape = array.shape.filter((size, d) => size !== 1 || (axis !== undefined && d !== axis));
  return placed({ ...array, shape, isList: false }, place);
};

export const reversedAxes: Apply = (_, array, __, place) =>
  placed(permute(array, array.shape.map((_size, d) => d).reverse()), place);

export const swapped: Apply = (ev, array, args, place) => {
  const rank = array.shape.length;
  const axes = args.map((arg) => axisOf(ev, arg.value, rank));
  const order = array.shape.map((_, d) => d);
  if (axes.length !== 2) throw unsupported(place, l10n.t("Two dimensions are needed."));
  [order[axes[0]], order[axes[1]]] = [order[axes[1]], order[axes[0]]];
  return placed(permute(array, order), place);
};

export const permuted: Apply = (ev, array, args, place) => {
  const order = numbers(ev, args).map((axis) => (axis < 0 ? axis + array.shape.length : axis));
  if (order.length === 0) return reversedAxes(ev, array, args, place);
  if (order.toSorted().some((axis, d) => axis !== d) || order.length !== array.shape.length)
    throw unsupported(place, l10n.t("These are not all the dimensions."));
  return placed(permute(array, order), place);
};

/** torch swaps the two dimensions that it names; NumPy takes the order of all. */
export const transpose: Apply = (ev, array, args, place) =>
  array.library === "torch" && args.length === 2 ? swapped(ev, array, args, place) : permuted(ev, array, args, place);

export const moved: Apply = (ev, array, args, place) => {
  const rank = array.shape.length;
  const [from, to] = args.map((arg) => axisOf(ev, arg.value, rank));
  if (args.length !== 2) throw unsupported(place, l10n.t("Two dimensions are needed."));
  const order = array.shape.map((_, d) => d).filter((d) => d !== from);
  order.splice(to, 0, from);
  return placed(permute(array, order), place);
};

/** `x.repeat(2, 3)` of torch and `np.tile(x, (2, 3))`. */
export const tile: Apply = (ev, array, args, place) => {
  const repeats = positional(args).flatMap((arg) => ev.integers(arg.value));
  const rank = Math.max(repeats.length, array.shape.length);
  const times = [...new Array<number>(rank - repeats.length).fill(1), ...repeats];
  const shape = [...new Array<number>(rank - array.shape.length).fill(1), ...array.shape];
  let result: ArrayValue = { ...array, shape, isList: false };
  ev.budget.spend(array.data.length * numel(times), place);
  times.forEach((n, axis) => {
    if (!(n >= 0)) throw unsupported(place, l10n.t("A size cannot be negative."));
    if (n !== 1)
      result = select(
        result,
        axis,
        Array.from({ length: n * shape[axis] }, (_, i) => i % shape[axis]),
      );
  });
  return placed(result, place);
};

/** NumPy's `repeat(n, axis)` repeats each element; torch's is a tile. */
export const repeat: Apply = (ev, array, args, place) => {
  if (array.library === "torch") return tile(ev, array, args, place);
  const [first, second] = positional(args);
  const axisNode = keyword(args, "axis")?.value ?? second?.value;
  const source = axisNode ? array : flatten(array);
  const axis = axisNode ? axisOf(ev, axisNode, array.shape.length) : 0;
  const times = ev.integer(first.value);
  ev.budget.spend(array.data.length * times, place);
  return placed(
    select(
      source,
      axis,
      Array.from({ length: source.shape[axis] * times }, (_, i) => Math.floor(i / times)),
    ),
    place,
  );
};

export const expand: Apply = (ev, array, args, place) => {
  const asked = numbers(ev, args);
  const lead = asked.length - array.shape.length;
  const shape = asked.map((size, d) => (size === -1 ? array.shape[d - lead] : size));
  const fits = lead >= 0 && array.shape.every((size, d) => size === 1 || size === shape[d + lead]);
  if (!fits)
    throw unsupported(
      place,
      l10n.t("The shape [{0}] does not expand to [{1}].", array.shape.join(", "), asked.join(", ")),
    );
  ev.budget.spend(numel(shape), place);
  return placed({ ...take(array, broadcastIndices(array.shape, shape), shape), isList: false }, place);
};

export const flip: Apply = (ev, array, args, place) => {
  const given = positional(args).concat(args.filter((arg) => arg.name === "dims" || arg.name === "axis"));
  const axes = given.length > 0 ? given.flatMap((arg) => ev.integers(arg.value)) : array.shape.map((_, d) => d);
  let result = array;
  for (const given of axes) {
    const axis = given < 0 ? given + array.shape.length : given;
    if (!(axis >= 0 && axis < array.shape.length))
      throw unsupported(place, l10n.t("There is no dimension {0}.", given));
    const size = array.shape[axis];
    result = select(
      result,
      axis,
      Array.from({ length: size }, (_, i) => size - 1 - i),
    );
  }
  return placed(result, place);
};

export const flat: Apply = (_, array, __, place) => placed(flatten(array), place);

export const lastSwapped: Apply = (ev, array, _, place) => {
  const order = array.shape.map((_size, d) => d);
  if (order.length < 2) throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  return placed(permute(array, [...order.slice(0, -2), order.length - 1, order.length - 2]), place);
};
