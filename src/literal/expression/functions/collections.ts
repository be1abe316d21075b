import * as l10n from "@vscode/l10n";
import type { DType } from "../../../tensor/tensor";
import { reshape, stack, unsupported } from "../arrays";
import { makeArray, positional } from "../construct";
import { applied } from "../interpreted/applied";
import { asArray, castTo, dtypeOf, type ExpressionValue, made } from "../value";
import { argument, type Builtin, required } from "./arguments";
import { common, elementwise } from "./math";

/** Functions that hold lists, most of them by naming their elements one by one: each language says which of them it has. */

export function itemsOf(dtype: DType | undefined): Builtin {
  return (ev, args, place) => {
    const array = stack(ev.items(positional(args).map((arg) => arg.value)), place);
    return dtype ? { ...castTo({ ...array, dtype: dtypeOf(array) }, dtype), isList: true } : array;
  };
}

/** A set, which keeps each value once. */
export const distinctItems: Builtin = (ev, args, place, name) => {
  const all = itemsOf(undefined)(ev, args, place, name);
  if (all.kind === "array" && new Set(all.data).size < all.data.length)
    throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  return all;
};

/** A library's constructor around one array. */
export function around(dtype: DType | undefined): Builtin {
  return (ev, args, place) => {
    const array = ev.array(required(ev, args, place, 0));
    // Python in a comment of another language.
    const asked = args.find(({ name }) => name === "dtype");
    const type = dtype ?? (asked && ev.dtype(asked.value, "numpy"));
    return { ...(type ? castTo({ ...array, dtype: dtypeOf(array) }, type) : array), ...place };
  };
}

/** TensorFlow.js: all numbers are float32 unless a type is named; the second argument is a shape. */
export const tensorflowJs: Builtin = (ev, args, place) => {
  const [, second, third] = args;
  const shape =
    second && second.value.kind !== "string" && second.value.kind !== "null" ? ev.integers(second.value) : undefined;
  const type = third ?? (shape ? undefined : second);
  const dtype = (type && ev.dtype(type.value, "tensorflow")) ?? undefined;
  const value = ev.numeric(required(ev, args, place, 0));
  const array = makeArray(ev, value, "tensorflow", dtype ?? (value.written === 0 ? "bool" : "float32"), place);
  return shape ? reshape(array, shape, place) : array;
};

/** `Array2::from_shape_vec((2, 3), vec![…])`, `mat.NewDense(2, 3, []float64{…})`: sizes in front of the elements. */
export const sizesFirst: Builtin = (ev, args, place) => {
  const given = positional(args);
  const last = given[given.length - 1];
  if (!last || given.length < 2)
    throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  const shape = given.slice(0, -1).flatMap((arg) => ev.integers(arg.value));
  return { ...reshape(ev.array(last.value), shape, place), ...place };
};

/** `Tensor::from_vec(vec![…], (2, 3), &device)`: sizes behind the elements. */
export const sizesSecond: Builtin = (ev, args, place) => {
  const array = ev.array(required(ev, args, place, 0));
  const second = args[1]?.value;
  return { ...(second && second.kind !== "name" ? reshape(array, ev.integers(second), place) : array), ...place };
};

/** multik's `mk.ndarray(doubleArrayOf(…), 2, 3)`: sizes behind the elements, one by one or as an array, or none. */
export const sizesBehind: Builtin = (ev, args, place) => {
  const [first, ...sizes] = positional(args);
  const array = ev.array(required(ev, first ? [first] : [], place, 0));
  const shape = sizes.flatMap((arg) => ev.integers(arg.value));
  return { ...(shape.length > 0 ? reshape(array, shape, place) : array), ...place };
};

export const infinite: Builtin = (ev, args, place) => {
  const sign = args[0] ? asArray(ev.numeric(args[0].value)).data[0] : 1;
  return {
    kind: "scalar",
    value: sign >= 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
    written: 2,
    dtype: undefined,
    ...place,
  };
};

export const notANumber: Builtin = (_, __, place): ExpressionValue => ({
  kind: "scalar",
  value: Number.NaN,
  written: 2,
  dtype: undefined,
  ...place,
});

/** `new Array(3).fill(0.5)` begins with this. */
export const sizedArray: Builtin = (ev, args, place, name) => {
  const [first] = args;
  if (args.length !== 1 || !first || first.value.kind !== "number") return itemsOf(undefined)(ev, args, place, name);
  const n = ev.integer(first.value);
  ev.budget.spend(n, place);
  return made(
    new Float64Array(n).fill(Number.NaN),
    [n],
    { written: 2, dtype: undefined, library: undefined, isList: true },
    place,
  );
};

/** torch for C++ and C#: `torch::tensor({{…}}, torch::kFloat64)`. */
export const torchTensor: Builtin = (ev, args, place) => {
  const option = argument(args, 1, "dtype");
  const value = ev.evaluate(required(ev, args, place, 0));
  return makeArray(ev, value, "torch", option && ev.torchType(option), place);
};

export const numbers: readonly [string, Builtin][] = [
  ...common,
  ["ln", elementwise("numpy.log")],
  [
    "pow",
    (ev, args, place) => {
      const numbers = args.map((arg) => ev.numeric(arg.value));
      if (numbers.length !== 2 || numbers.some(({ kind }) => kind === "array"))
        throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
      const reals = numbers.map((number) => ({ ...number, written: 2 as const }));
      const power = asArray(applied(ev, "numpy.power", reals, place));
      return { kind: "scalar", value: power.data[0], written: 2, dtype: undefined, ...place };
    },
  ],
];
export const upper = numbers.map(([name, builtin]): [string, Builtin] => [
  name[0].toUpperCase() + name.slice(1),
  builtin,
]);

/** The functions of a module: `Math.log`. */
export function within(module: string, functions: readonly [string, Builtin][]): [string, Builtin][] {
  return functions.map(([name, builtin]) => [`${module}.${name}`, builtin]);
}
