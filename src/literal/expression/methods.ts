import * as l10n from "@vscode/l10n";
import type { DType } from "../../tensor/tensor";
import { defaultDType, dtypeNamed } from "../dtypes";
import { unsupported } from "./arrays";
import { keyword, positional } from "./construct";
import { type Apply, type Method, placed } from "./method";
import {
  expand,
  flat,
  flip,
  lastSwapped,
  moved,
  permuted,
  repeat,
  reshaped,
  reversedAxes,
  squeeze,
  tile,
  transpose,
  unsqueeze,
} from "./shapeMethods";
import { dottedName } from "./syntax";
import { type ArrayValue, castTo, dtypeOf, made, type Place, writtenAs } from "./value";

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
    if (/complex|q\w*int\d|float8|uint[1-7]$/.test(dottedName(value) ?? "")) {
      throw unsupported(value, l10n.t("The type “{0}” is not known here.", ev.excerpt(value)));
    }
  }
  return placed(array, place);
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

function call(apply: Apply): Method {
  return { property: false, apply };
}

/** Methods that give the array itself. */
export function unchanged(names: string): [string, Method][] {
  return names.split(" ").map((name) => [name, call(same)]);
}

/** Transposition, which Julia and MATLAB write with an apostrophe. */
export const transposition: ReadonlyMap<string, Method> = new Map([["T", { property: true, apply: reversedAxes }]]);

/** The methods of tensors, as torch and its like have them in every language. */
export const tensorMethods: readonly [string, Method][] = [
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
  ["to", call(to)],
  ["type", call(to)],
  ...unchanged("cuda cpu detach clone copy contiguous requires_grad_"),
  ["data", { property: true, apply: same }],
  ["reshape", call(reshaped)],
  ["view", call(reshaped)],
  ["T", { property: true, apply: reversedAxes }],
  ["mT", { property: true, apply: lastSwapped }],
  ["t", call(reversedAxes)],
  ["transpose", call(transpose)],
  ["permute", call(permuted)],
  ["movedim", call(moved)],
  ["unsqueeze", call(unsqueeze)],
  ["unsqueeze_", call(unsqueeze)],
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
];
