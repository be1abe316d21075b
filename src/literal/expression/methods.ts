import * as l10n from "@vscode/l10n";
import { type DType, numel } from "../../engine/tensor";
import { defaultDType, dtypeNamed } from "../dtypes";
import { flatten, permute, reshape, select, unsupported } from "./arrays";
import { keyword, positional, requestedDType } from "./construct";
import type { Evaluator } from "./evaluator";
import { broadcastIndices } from "./operators";
import { type Argument, dottedName, type Node } from "./syntax";
import { type ArrayValue, castTo, dtypeOf, made, type Place, take, writtenAs } from "./value";

export interface Method {
  /** `.T` rather than `.t()`. */
  readonly property: boolean;
  readonly apply: (ev: Evaluator, array: ArrayValue, args: readonly Argument[], place: Place) => ArrayValue;
}

type Apply = Method["apply"];

function placed(array: ArrayValue, place: Place): ArrayValue {
  return { ...array, start: place.start, end: place.end };
}

function cast(dtype: DType): Apply {
  return (_, array, __, place) => placed(castTo({ ...array, dtype: dtypeOf(array) }, dtype), place);
}

const same: Apply = (_, array, __, place) => placed(array, place);

/** `.to(…)`, `.astype(…)`, `.type(…)`: the type among the arguments, if one is; devices and other names do not matter. */
const to: Apply = (ev, array, args, place) => {
  for (const { name, value } of args) {
    if (name !== undefined && name !== "dtype") continue;
    const tensorType =
      dottedName(value)?.match(/(\w+)Tensor$/)?.[1] ??
      (value.kind === "string" ? value.value.match(/(\w+)Tensor$/)?.[1] : undefined);
    const dtype = tensorType ? dtypeNamed(tensorType.toLowerCase(), "torch") : ev.dtype(value, array.library);
    if (dtype) return cast(dtype)(ev, array, args, place);
  }
  return placed(array, place);
};

const astype: Apply = (ev, array, args, place) => {
  const [first] = args;
  const dtype = first && ev.dtype(first.value, array.library);
  if (!dtype)
    throw unsupported(
      first?.value ?? place,
      l10n.t("The type “{0}” is not known here.", first ? ev.excerpt(first.value) : ""),
    );
  return cast(dtype)(ev, array, args, place);
};

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

const reshaped: Apply = (ev, array, args, place) => {
  const order = keyword(args, "order");
  if (order && !(order.value.kind === "string" && order.value.value === "C"))
    throw unsupported(order.value, l10n.t("Only the order “C” is evaluated."));
  const [first] = positional(args);
  if (first && ev.dtype(first.value, array.library))
    throw unsupported(first.value, l10n.t("A view as another type is not evaluated."));
  return placed(reshape(array, numbers(ev, args), place), place);
};

const unsqueeze: Apply = (ev, array, args, place) => {
  const node = axisArgument(args);
  if (!node) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  const axis = axisOf(ev, node, array.shape.length + 1);
  return placed({ ...array, shape: array.shape.toSpliced(axis, 0, 1), isList: false }, place);
};

const squeeze: Apply = (ev, array, args, place) => {
  const node = axisArgument(args);
  const axis = node && axisOf(ev, node, array.shape.length);
  const shape = array.shape.filter((size, d) => size !== 1 || (axis !== undefined && d !== axis));
  return placed({ ...array, shape, isList: false }, place);
};

const reversedAxes: Apply = (_, array, __, place) =>
  placed(permute(array, array.shape.map((_size, d) => d).reverse()), place);

const swapped: Apply = (ev, array, args, place) => {
  const rank = array.shape.length;
  const axes = args.map((arg) => axisOf(ev, arg.value, rank));
  const order = array.shape.map((_, d) => d);
  if (axes.length !== 2) throw unsupported(place, l10n.t("Two dimensions are needed."));
  [order[axes[0]], order[axes[1]]] = [order[axes[1]], order[axes[0]]];
  return placed(permute(array, order), place);
};

const permuted: Apply = (ev, array, args, place) => {
  const order = numbers(ev, args).map((axis) => (axis < 0 ? axis + array.shape.length : axis));
  if (order.length === 0) return reversedAxes(ev, array, args, place);
  if (order.toSorted().some((axis, d) => axis !== d) || order.length !== array.shape.length)
    throw unsupported(place, l10n.t("These are not all the dimensions."));
  return placed(permute(array, order), place);
};

/** torch swaps the two dimensions that it names; NumPy takes the order of all. */
const transpose: Apply = (ev, array, args, place) =>
  array.library === "torch" && args.length === 2 ? swapped(ev, array, args, place) : permuted(ev, array, args, place);

const moved: Apply = (ev, array, args, place) => {
  const rank = array.shape.length;
  const [from, to] = args.map((arg) => axisOf(ev, arg.value, rank));
  if (args.length !== 2) throw unsupported(place, l10n.t("Two dimensions are needed."));
  const order = array.shape.map((_, d) => d).filter((d) => d !== from);
  order.splice(to, 0, from);
  return placed(permute(array, order), place);
};

/** `x.repeat(2, 3)` of torch and `np.tile(x, (2, 3))`. */
const tile: Apply = (ev, array, args, place) => {
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
const repeat: Apply = (ev, array, args, place) => {
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

const expand: Apply = (ev, array, args, place) => {
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

const flip: Apply = (ev, array, args, place) => {
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

const toList: Apply = (_, array, __, place) => ({
  ...placed(array, place),
  isList: array.shape.length > 0,
  library: undefined,
  dtype: undefined,
});

const toNumpy: Apply = (ev, array, args, place) => {
  const dtype = requestedDType(ev, args, "numpy");
  const kept: ArrayValue = { ...placed(array, place), library: "numpy", dtype: dtypeOf(array), isList: false };
  return dtype ? castTo(kept, dtype) : kept;
};

const clamp: Apply = (ev, array, args, place) => {
  const bound = (index: number, ...names: string[]): number | undefined => {
    const node = (keyword(args, ...names) ?? positional(args)[index])?.value;
    return node && node.kind !== "null" ? ev.array(node).data[0] : undefined;
  };
  const low = bound(0, "min", "a_min") ?? Number.NEGATIVE_INFINITY;
  const high = bound(1, "max", "a_max") ?? Number.POSITIVE_INFINITY;
  if (array.written !== 2) throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  return placed({ ...array, data: array.data.map((x) => Math.min(Math.max(x, low), high)) }, place);
};

/** A function of each element; integers become floats unless it keeps them. */
export function mapped(array: ArrayValue, apply: (x: number) => number, keepsInt: boolean, place: Place): ArrayValue {
  const dtype = keepsInt || array.written === 2 ? dtypeOf(array) : defaultDType(2, array.library);
  return made(array.data.map(apply), array.shape, { written: writtenAs(dtype), dtype, library: array.library }, place);
}

function elementwise(apply: (x: number) => number, keepsInt = false): Apply {
  return (ev, array, args, place) => {
    if (args.length > 0) throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
    return mapped(array, apply, keepsInt, place);
  };
}

const flat: Apply = (_, array, __, place) => placed(flatten(array), place);

function call(apply: Apply): Method {
  return { property: false, apply };
}

const methods = new Map<string, Method>([
  ["float", call((ev, array, args, place) => cast("float32")(ev, array, args, place))],
  ["double", call(cast("float64"))],
  ["half", call(cast("float16"))],
  ["bfloat16", call(cast("bfloat16"))],
  ["int", call(cast("int32"))],
  ["long", call(cast("int64"))],
  ["short", call(cast("int16"))],
  ["char", call(cast("int8"))],
  ["byte", call(cast("uint8"))],
  ["bool", call(cast("bool"))],
  ["astype", call(astype)],
  ["to", call(to)],
  ["type", call(to)],
  ...(
    "cuda cpu mps xpu detach detach_ clone copy contiguous requires_grad_ retain_grad pin_memory share_memory_ " +
    "block_until_ready coalesce to_dense to_vec to_owned into unwrap as_slice toList toTypedArray"
  )
    .split(" ")
    .map((name): [string, Method] => [name, call(same)]),
  ["data", { property: true, apply: same }],
  ["values", { property: true, apply: same }],
  ["numpy", call(toNumpy)],
  ["to_numpy", call(toNumpy)],
  ["tolist", call(toList)],
  ["reshape", call(reshaped)],
  ["view", call(reshaped)],
  ["T", { property: true, apply: reversedAxes }],
  [
    "mT",
    {
      property: true,
      apply: (ev, array, _, place) => {
        const order = array.shape.map((_size, d) => d);
        if (order.length < 2) throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
        return placed(permute(array, [...order.slice(0, -2), order.length - 1, order.length - 2]), place);
      },
    },
  ],
  ["t", call(reversedAxes)],
  ["transpose", call(transpose)],
  ["swapaxes", call(swapped)],
  ["permute", call(permuted)],
  ["movedim", call(moved)],
  ["moveaxis", call(moved)],
  ["unsqueeze", call(unsqueeze)],
  ["unsqueeze_", call(unsqueeze)],
  ["expand_dims", call(unsqueeze)],
  ["squeeze", call(squeeze)],
  ["squeeze_", call(squeeze)],
  [
    "flatten",
    call((ev, array, args, place) => {
      if (args.length > 0) throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
      return flat(ev, array, args, place);
    }),
  ],
  ["ravel", call(flat)],
  ["tile", call(tile)],
  ["repeat", call(repeat)],
  ["expand", call(expand)],
  ["flip", call(flip)],
  ["log", call(elementwise(Math.log))],
  ["log2", call(elementwise(Math.log2))],
  ["log10", call(elementwise(Math.log10))],
  ["log1p", call(elementwise(Math.log1p))],
  ["exp", call(elementwise(Math.exp))],
  ["sqrt", call(elementwise(Math.sqrt))],
  ["abs", call(elementwise(Math.abs, true))],
  ["neg", call(elementwise((x) => -x, true))],
  ["clamp", call(clamp)],
  ["clip", call(clamp)],
  [
    "atleast_2d",
    call((_, array, __, place) =>
      placed(array.shape.length >= 2 ? array : { ...array, shape: [1, array.data.length] }, place),
    ),
  ],
]);

export function methodNamed(name: string): Method | undefined {
  return methods.get(name);
}
