import * as l10n from "@vscode/l10n";
import { integerRange } from "../../../tensor/dtype";
import { type DType, numel } from "../../../tensor/tensor";
import { concatenate, permute, select, unsupported } from "../arrays";
import { keyword, positional } from "../construct";
import type { ExpressionEvaluator } from "../interpreted/evaluator";
import type { CallArgument } from "../syntax";
import { type ArrayValue, asArray, castTo, counted, dtypeOf, made, type ScalarValue, type ValuePlace } from "../value";
import { type Builtin, named, required, values } from "./arguments";
import { columnOrder, fromColumns, sizesOf } from "./columnMajor";
import { juliaFrame, table } from "./frames";
import { common } from "./math";

/** Functions of Julia and MATLAB. A size alone makes a square matrix in MATLAB and a vector in Julia. */

const plain = { dtype: undefined, library: undefined } as const;

function shapeOf(
  ev: ExpressionEvaluator,
  args: readonly CallArgument[],
  place: ValuePlace,
): { shape: number[]; dtype: DType | undefined } {
  let dtype: DType | undefined;
  const sizes: (ScalarValue | ArrayValue)[] = [];
  for (const { value } of positional(args)) {
    const isOfJulia = value.kind === "name" && /^(?:Float|Int)(?:8|16|32|64)$/.test(value.name);
    const type = isOfJulia ? ev.torchType(value) : value.kind === "number" ? undefined : ev.dtype(value, undefined);
    if (type) dtype = type;
    else if (value.kind !== "string") sizes.push(ev.numeric(value));
  }
  const given = sizesOf(sizes);
  const shape = ev.language.vectors === "rows" && given.length < 2 ? [given[0] ?? 1, given[0] ?? 1] : given;
  if (shape.some((size) => !(Number.isInteger(size) && size >= 0)))
    throw unsupported(place, l10n.t("A size cannot be negative."));
  ev.budget.spend(numel(shape), place);
  return { shape, dtype };
}

function constant(value: number, written: 0 | 1 | 2): Builtin {
  return (ev, args, place) => {
    const { shape, dtype } = shapeOf(ev, args, place);
    const type = { written, dtype, library: undefined };
    return made(new Float64Array(numel(shape)).fill(value), shape, type, place);
  };
}

const fill: Builtin = (ev, args, place) => {
  const [first, ...rest] = positional(args);
  const value = first && ev.numeric(first.value);
  if (value?.kind !== "scalar") throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  const { shape } = shapeOf(ev, rest, place);
  return made(new Float64Array(numel(shape)).fill(value.value), shape, { ...value, library: undefined }, place);
};

const eye: Builtin = (ev, args, place) => {
  const { shape } = shapeOf(ev, args, place);
  const array = made(new Float64Array(numel(shape)), shape, { written: 2, ...plain }, place);
  for (let i = 0; i < Math.min(shape[0], shape[1]); i++) array.data[i * shape[1] + i] = 1;
  return array;
};

const linspace: Builtin = (ev, args, place) => {
  const given = positional(args).map((arg) => ev.numeric(arg.value));
  const count = keyword(args, "length");
  const numbers = sizesOf(given);
  const [from, to] = numbers;
  const n = count ? ev.integer(count.value) : (numbers[2] ?? 100);
  if (to === undefined || !(Number.isInteger(n) && n >= 0))
    throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  ev.budget.spend(n, place);
  const data = counted(n, (i) => (i === n - 1 && i > 0 ? to : from + (i * (to - from)) / Math.max(1, n - 1)));
  return made(data, ev.language.vectors === "rows" ? [1, n] : [n], { written: 2, ...plain }, place);
};

/** `range(0, 1, length=5)` and `range(1, 9, step=2)` of Julia. */
const range: Builtin = (ev, args, place) => {
  const stepNode = keyword(args, "step");
  if (!stepNode) return linspace(ev, args, place, "range");
  const [from, to] = sizesOf(positional(args).map((arg) => ev.numeric(arg.value)));
  const step = asArray(ev.numeric(stepNode.value)).data[0];
  const n = Math.floor((to - from) / step + 1e-10) + 1;
  if (!(n >= 0 && Number.isFinite(n))) throw unsupported(place, l10n.t("“{0}” has no end.", ev.excerpt(place)));
  ev.budget.spend(n, place);
  const written = Number.isInteger(step) && Number.isInteger(from) ? 1 : 2;
  return made(
    counted(n, (i) => from + i * step),
    [n],
    { written, ...plain },
    place,
  );
};

const reshape: Builtin = (ev, args, place) => {
  const [first, ...rest] = positional(args);
  if (!first) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  const array = asArray(ev.numeric(first.value));
  const open = rest.findIndex((arg) => arg.value.kind === "nested" && arg.value.nested.elements.count === 0);
  const sizes = rest.flatMap((arg, i) => (i === open ? [-1] : ev.integers(arg.value)));
  const known = numel(sizes.filter((size) => size !== -1));
  return fromColumns(
    array,
    sizes.map((size) => (size === -1 ? array.data.length / known : size)),
    place,
  );
};

function matrixOf(array: ArrayValue, ev: ExpressionEvaluator): ArrayValue {
  if (array.shape.length >= 2) return array;
  return { ...array, shape: ev.language.vectors === "columns" ? [array.data.length, 1] : [1, array.data.length] };
}

function joined(axis: number): Builtin {
  return values((ev, items, place) => {
    const arrays = items.map(asArray);
    if (arrays.length === 0) throw unsupported(place, l10n.t("There is nothing to join."));
    if (axis === 0 && ev.language.vectors === "columns" && arrays.every((array) => array.shape.length < 2)) {
      const vectors = arrays.map((array) => ({ ...array, shape: [array.data.length] }));
      return { ...concatenate(vectors, 0, place), isList: false, ...place };
    }
    const blocks = arrays.map((array) => matrixOf(array, ev));
    return { ...concatenate(blocks, axis, place), isList: false, ...place };
  });
}

const cat: Builtin = (ev, args, place) => {
  const dims = keyword(args, "dims");
  const plainArgs = positional(args);
  const axis = (dims ? ev.integer(dims.value) : ev.integer(plainArgs[0]?.value ?? required(ev, args, place, 0))) - 1;
  const arrays = (dims ? plainArgs : plainArgs.slice(1)).map((arg) => asArray(ev.numeric(arg.value)));
  const rank = Math.max(axis + 1, ...arrays.map((array) => array.shape.length));
  const padded = arrays.map((array) => ({
    ...array,
    shape: [...array.shape, ...new Array<number>(rank - array.shape.length).fill(1)],
  }));
  return { ...concatenate(padded, axis, place), isList: false, ...place };
};

const transpose: Builtin = values((ev, [value], place) => {
  if (!value) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  const array = asArray(value);
  if (array.shape.length < 2) return { ...array, shape: [1, array.data.length], ...place };
  return { ...permute(array, [1, 0]), ...place };
});

const permuted: Builtin = (ev, args, place) => {
  const array = asArray(ev.numeric(required(ev, args, place, 0)));
  const order = positional(args)[1];
  if (!order) return transpose(ev, args, place, "permutedims");
  const axes = ev.integers(order.value).map((axis) => axis - 1);
  if (axes.toSorted().some((axis, d) => axis !== d) || axes.length !== array.shape.length) {
    throw unsupported(place, l10n.t("These are not all the dimensions."));
  }
  const result = permute(array, axes);
  return {
    ...result,
    shape: ev.language.vectors === "rows" ? withoutTrailingOnes(result.shape) : result.shape,
    ...place,
  };
};

/** MATLAB has no dimensions of size one behind the second. */
function withoutTrailingOnes(shape: readonly number[]): readonly number[] {
  let rank = shape.length;
  while (rank > 2 && shape[rank - 1] === 1) rank--;
  return shape.slice(0, rank);
}

/** `repmat(A, 2, 3)` and Julia's `repeat(A, 2, 3)`. */
const repeat: Builtin = values((ev, [first, ...rest], place) => {
  const times = sizesOf(rest);
  if (!first || times.length === 0)
    throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  if (!times.every(Number.isInteger))
    throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  const isMatlab = ev.language.vectors === "rows";
  if (isMatlab && times.length === 1) times.push(times[0]);
  let array = asArray(first);
  // Further axes have one element each; MATLAB's vectors are rows.
  const ones = new Array<number>(Math.max(0, times.length - Math.max(isMatlab ? 2 : 1, array.shape.length))).fill(1);
  const own = isMatlab && array.shape.length < 2 ? [1, array.data.length] : array.shape;
  array = { ...array, shape: [...own, ...ones] };
  ev.budget.spend(array.data.length * numel(times.map((n) => Math.max(0, n))), place);
  // What is left out is so first, before anything is repeated.
  for (const axis of [...times.keys()].sort((a, b) => times[a] - times[b]))
    if (times[axis] !== 1) array = select(array, axis, tiled(array.shape[axis], Math.max(0, times[axis])));
  let rank = array.shape.length;
  while (isMatlab && rank > 2 && array.shape[rank - 1] === 1) rank--;
  return { ...array, shape: array.shape.slice(0, rank), isList: false, ...place };
});

/** `0 … size − 1`, so many times. */
function tiled(size: number, times: number): Uint32Array {
  const result = new Uint32Array(size * times);
  for (let i = 0; i < Math.min(size, result.length); i++) result[i] = i;
  for (let done = size; done < result.length; done *= 2)
    result.copyWithin(done, 0, Math.min(done, result.length - done));
  return result;
}

/** What an integer type of MATLAB cannot hold is the nearest that it can. */
function saturated(array: ArrayValue, dtype: DType): ArrayValue {
  const { min, max } = integerRange[dtype] ?? { min: -(2 ** 63), max: 2 ** 63 };
  return { ...array, data: array.data.map((value) => Math.min(max, Math.max(min, value))) };
}

/** MATLAB rounds to integers where Julia's conversions refuse what is not whole. */
function converted(dtype: DType): Builtin {
  return values((ev, [value], place) => {
    if (!value) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
    const array = asArray(value);
    const isInteger = /int/.test(dtype);
    const inexact = isInteger && array.data.some((x) => !Number.isInteger(x));
    if (inexact) throw unsupported(place, l10n.t("“{0}” rounds its argument and is not evaluated.", ev.excerpt(place)));
    const held = isInteger && ev.language.vectors === "rows" ? saturated(array, dtype) : array;
    const result = { ...castTo({ ...held, dtype: dtypeOf(held) }, dtype), isList: false, ...place };
    return value.kind === "scalar"
      ? { kind: "scalar", value: result.data[0], written: result.written, dtype, ...place }
      : result;
  });
}

const same: Builtin = values((ev, [value], place) => {
  if (!value) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  return { ...asArray(value), isList: false, ...place };
});

const shared: [string, Builtin][] = [
  ["zeros", constant(0, 2)],
  ["ones", constant(1, 2)],
  ["reshape", reshape],
  ["hcat", joined(1)],
  ["vcat", joined(0)],
  ["cat", cat],
  ["transpose", transpose],
  ...named("repmat repeat", repeat),
  ...common,
];

export const juliaFunctions: ReadonlyMap<string, Builtin> = new Map([
  ...shared,
  ["fill", fill],
  ["trues", constant(1, 0)],
  ["falses", constant(0, 0)],
  ...named("range LinRange", range),
  ["adjoint", transpose],
  ["permutedims", permuted],
  ["vec", values((ev, [value], place) => columnOrder(asArray(value ?? unreachable(ev, place))))],
  ...named("collect Array Vector Matrix copy SVector SMatrix cu gpu cpu Tuple", same),
  ["Float64", converted("float64")],
  ["Float32", converted("float32")],
  ["Float16", converted("float16")],
  ...named("Int Int64", converted("int64")),
  ["Int32", converted("int32")],
  ["Bool", converted("bool")],
  ["DataFrame", juliaFrame],
]);

function unreachable(ev: ExpressionEvaluator, place: ValuePlace): never {
  throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
}

export const matlabFunctions: ReadonlyMap<string, Builtin> = new Map([
  ...shared,
  ["eye", eye],
  ["linspace", linspace],
  ["horzcat", joined(1)],
  ["vertcat", joined(0)],
  ["permute", permuted],
  ["true", constant(1, 0)],
  ["false", constant(0, 0)],
  ...named("NaN nan", constant(Number.NaN, 2)),
  ...named("Inf inf", constant(Number.POSITIVE_INFINITY, 2)),
  ...named("gpuArray full gather sparse", same),
  ["double", converted("float64")],
  ["single", converted("float32")],
  ["logical", converted("bool")],
  ["int8", converted("int8")],
  ["int16", converted("int16")],
  ["int32", converted("int32")],
  ["int64", converted("int64")],
  ["uint8", converted("uint8")],
  ["dlarray", same],
  ["array2table", same],
  ["table", table],
]);
