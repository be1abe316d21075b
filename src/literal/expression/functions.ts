import * as l10n from "@vscode/l10n";
import { type DType, numel } from "../../engine/tensor";
import { defaultDType, type Library } from "../dtypes";
import type { Family } from "../text/lexis";
import { concatenate, flatten, permute, stack, toArray, unsupported } from "./arrays";
import { castCall, construct, keyword, libraryOf, makeArray, positional, requestedDType } from "./construct";
import type { Evaluator } from "./evaluator";
import { methodNamed } from "./methods";
import type { Argument, Node } from "./syntax";
import { type ArrayValue, asArray, dtypeOf, made, type Place, type ScalarValue, type Value, writtenAs } from "./value";

export type Builtin = (ev: Evaluator, args: readonly Argument[], place: Place, name: string) => Value;

function argument(args: readonly Argument[], index: number, ...names: readonly string[]): Node | undefined {
  return (keyword(args, ...names) ?? positional(args)[index])?.value;
}

function required(
  ev: Evaluator,
  args: readonly Argument[],
  place: Place,
  index: number,
  ...names: readonly string[]
): Node {
  const node = argument(args, index, ...names);
  if (!node) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  return node;
}

/** Sizes of `zeros((2, 3))` and of torch's `zeros(2, 3)`. */
function sizes(ev: Evaluator, args: readonly Argument[], place: Place): number[] {
  const given = keyword(args, "shape", "size");
  if (given) return ev.integers(given.value);
  const numbers = positional(args).filter(
    (arg) => ev.dtype(arg.value, undefined) === undefined || arg.value.kind === "number",
  );
  if (numbers.length === 0) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  return numbers.flatMap((arg) => ev.integers(arg.value));
}

function filled(
  ev: Evaluator,
  shape: readonly number[],
  value: number,
  dtype: DType,
  library: Library | undefined,
  place: Place,
): ArrayValue {
  if (shape.some((size) => !(size >= 0))) throw unsupported(place, l10n.t("A size cannot be negative."));
  ev.budget.spend(numel(shape), place);
  return made(new Float64Array(numel(shape)).fill(value), shape, { written: writtenAs(dtype), dtype, library }, place);
}

function constantFill(value: number): Builtin {
  return (ev, args, place, name) => {
    const library = libraryOf(name);
    const dtype = requestedDType(ev, args, library) ?? defaultDType(2, library ?? "numpy");
    return filled(ev, sizes(ev, args, place), value, dtype, library, place);
  };
}

function likeFill(value: number | undefined): Builtin {
  return (ev, args, place, name) => {
    const library = libraryOf(name);
    const like = makeArray(ev, ev.evaluate(required(ev, args, place, 0, "a", "input")), library, undefined, place);
    const dtype =
      requestedDType(ev, value === undefined ? args.filter((arg) => arg.name !== undefined) : args, library) ??
      dtypeOf(like);
    const fill = value ?? asArray(ev.numeric(required(ev, args, place, 1, "fill_value"))).data[0];
    return filled(ev, like.shape, fill, dtype, library, place);
  };
}

const full: Builtin = (ev, args, place, name) => {
  const library = libraryOf(name);
  const shape = ev.integers(required(ev, args, place, 0, "shape", "size", "dims"));
  const value = ev.numeric(required(ev, args, place, 1, "fill_value", "value"));
  if (value.kind === "array" && value.data.length !== 1)
    throw unsupported(value, l10n.t("This fills with more than one number."));
  const dtype =
    requestedDType(
      ev,
      args.filter((arg) => arg.name !== undefined),
      library,
    ) ??
    value.dtype ??
    defaultDType(value.written, library ?? "numpy");
  return filled(ev, shape, asArray(value).data[0], dtype, library, place);
};

const eye: Builtin = (ev, args, place, name) => {
  const library = libraryOf(name);
  const rows = ev.integer(required(ev, args, place, 0, "N", "n", "num_rows"));
  const second = argument(args, 1, "M", "m", "num_columns");
  const columns = second && second.kind !== "null" && !ev.dtype(second, library) ? ev.integer(second) : rows;
  const k = argument(args, 2, "k");
  const diagonal = k ? ev.integer(k) : 0;
  const dtype = requestedDType(ev, args, library) ?? defaultDType(2, library ?? "numpy");
  const array = filled(ev, [rows, columns], 0, dtype, library, place);
  for (let i = 0; i < rows; i++)
    if (i + diagonal >= 0 && i + diagonal < columns) array.data[i * columns + i + diagonal] = 1;
  return array;
};

const arange: Builtin = (ev, args, place, name) => {
  const library = name === "range" ? undefined : libraryOf(name);
  const values = positional(args).map((arg) => ev.numeric(arg.value) as ScalarValue);
  const named = ["start", "stop", "step"].map(
    (key) => keyword(args, key) ?? (key === "stop" ? keyword(args, "end") : undefined),
  );
  const pick = (index: number): ScalarValue | undefined =>
    values[index] ?? (named[index] && (ev.numeric(named[index].value) as ScalarValue));
  const [start, stop] = values.length === 1 && !named[1] ? [undefined, values[0]] : [pick(0), pick(1)];
  const step = pick(2);
  if (!stop) throw unsupported(place, l10n.t("An argument is missing in “{0}”.", ev.excerpt(place)));
  const by = step?.value ?? 1;
  const from = start?.value ?? 0;
  const count = Math.max(0, Math.ceil((stop.value - from) / by));
  if (Number.isNaN(count)) throw unsupported(place, l10n.t("“{0}” has no end.", ev.excerpt(place)));
  ev.budget.spend(count, place);
  const written = Math.max(start?.written ?? 1, stop.written, step?.written ?? 1, 1) as 1 | 2;
  const dtype = library
    ? (requestedDType(
        ev,
        args.filter((arg) => arg.name !== undefined),
        library,
      ) ?? defaultDType(written, library))
    : undefined;
  const data = Float64Array.from({ length: count }, (_, i) => from + i * by);
  return made(
    data,
    [count],
    { written: dtype ? writtenAs(dtype) : written, dtype, library, isList: library === undefined },
    place,
  );
};

const linspace: Builtin = (ev, args, place, name) => {
  const library = libraryOf(name);
  const [start, end] = [required(ev, args, place, 0, "start"), required(ev, args, place, 1, "end", "stop")].map(
    (node) => asArray(ev.numeric(node)).data[0],
  );
  const stepsNode = argument(args, 2, "steps", "num");
  const steps = stepsNode ? ev.integer(stepsNode) : 50;
  const endpoint = keyword(args, "endpoint");
  const intervals = endpoint && asArray(ev.numeric(endpoint.value)).data[0] === 0 ? steps : steps - 1;
  ev.budget.spend(steps, place);
  const dtype =
    requestedDType(
      ev,
      args.filter((arg) => arg.name !== undefined),
      library,
    ) ?? defaultDType(2, library ?? "numpy");
  const step = (end - start) / Math.max(1, intervals);
  const data = Float64Array.from({ length: steps }, (_, i) => (i === intervals && i > 0 ? end : start + i * step));
  return made(data, [steps], { written: writtenAs(dtype), dtype, library }, place);
};

const oneHot: Builtin = (ev, args, place, name) => {
  const labels = asArray(ev.numeric(required(ev, args, place, 0, "tensor", "indices", "x", "input")));
  const classesNode = argument(args, 1, "num_classes", "depth");
  const largest = labels.data.reduce((max, value) => Math.max(max, value), -1);
  const classes = classesNode ? ev.integer(classesNode) : -1;
  const depth = classes === -1 ? largest + 1 : classes;
  if (labels.written === 2 || labels.data.some((value) => value < 0 || value >= depth))
    throw unsupported(labels, l10n.t("Class indices must be integers from 0 to {0}.", depth - 1));
  const library = name.startsWith("F.") || name.startsWith("nn.") || name === "one_hot" ? "torch" : libraryOf(name);
  const dtype: DType = library === "torch" ? "int64" : "float32";
  const array = filled(ev, [...labels.shape, depth], 0, dtype, library, place);
  labels.data.forEach((label, i) => {
    array.data[i * depth + label] = 1;
  });
  return array;
};

/** Functions that join a list of arrays: how the items are prepared, and along which axis they are joined by default. */
function joining(
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

const stacked: Builtin = (ev, args, place, name) => {
  const items = ev.items(required(ev, args, place, 0, "tensors", "arrays", "values"));
  const axisNode = argument(args, 1, "dim", "axis");
  const array = makeArray(ev, stack(items, place), libraryOf(name) ?? "numpy", undefined, place);
  const axis = axisNode ? ev.integer(axisNode) : 0;
  const to = axis < 0 ? axis + array.shape.length : axis;
  const order = array.shape.map((_, d) => d).slice(1);
  order.splice(to, 0, 0);
  return to === 0 ? array : permute(array, order);
};

function elementwise(apply: (x: number) => number, keepsInt = false): Builtin {
  return (ev, args, place, name) => {
    const values = positional(args);
    if (values.length !== 1) throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
    const value = ev.numeric(values[0].value);
    const library = libraryOf(name);
    if (value.kind === "scalar") {
      const result = apply(value.value);
      return {
        kind: "scalar",
        value: result,
        written: keepsInt ? value.written : 2,
        dtype: library === "numpy" ? (value.dtype ?? (keepsInt ? undefined : "float64")) : undefined,
        ...place,
      };
    }
    if (!library && !value.library) throw unsupported(place, l10n.t("“{0}” takes a number.", name));
    return mapped(makeArray(ev, value, library, undefined, place), apply, keepsInt, place);
  };
}

function mapped(array: ArrayValue, apply: (x: number) => number, keepsInt: boolean, place: Place): ArrayValue {
  const dtype = keepsInt || array.written === 2 ? dtypeOf(array) : defaultDType(2, array.library);
  return made(array.data.map(apply), array.shape, { written: writtenAs(dtype), dtype, library: array.library }, place);
}

/** `np.reshape(x, (2, 3))` is `x.reshape((2, 3))`. */
function asMethod(method: string): Builtin {
  return (ev, args, place, name) => {
    const first = required(ev, args, place, 0, "a", "input", "tensor", "x");
    const array = makeArray(ev, ev.evaluate(first), libraryOf(name), undefined, place);
    const rest = args.filter((arg) => arg.value !== first);
    const found = methodNamed(method);
    if (!found) throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
    return found.apply(ev, array, rest, place);
  };
}

const make: Builtin = (ev, args, place, name) => construct(ev, args, place, libraryOf(name));

function typed(dtype: DType, library: Library | undefined): Builtin {
  return (ev, args, place) => {
    const [first] = positional(args);
    if (positional(args).length > 1 || (library === "torch" && first?.value.kind === "number")) {
      throw unsupported(place, l10n.t("“{0}” holds memory that is not initialised.", ev.excerpt(place)));
    }
    return construct(ev, args, place, library, dtype);
  };
}

const list: Builtin = (ev, args, place) => {
  const [first] = positional(args);
  if (!first) return stack([], place);
  return { ...ev.array(first.value), isList: true, library: undefined, dtype: undefined, ...place };
};

const dataFrame: Builtin = (ev, args, place, name) => {
  const source = argument(args, 0, "data");
  if (source?.kind !== "dict")
    return construct(
      ev,
      args.filter((arg) => arg.name === "dtype" || arg.value === source),
      place,
      "numpy",
    );
  const columns = source.entries.map((entry) => toArray(ev.numeric(entry.value)));
  ev.columnNames = source.entries.map((entry) => entry.key);
  return permute(makeArray(ev, stack(columns, place), libraryOf(name), undefined, place), [1, 0]);
};

const total: Builtin = (ev, args, place, name) => {
  const array = ev.array(required(ev, args, place, 0));
  if (args.length !== 1 || name !== "sum" || array.shape.length !== 1 || array.library)
    throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  return {
    kind: "scalar",
    value: array.data.reduce((sum, x) => sum + x, 0),
    written: array.data.length === 0 ? 1 : array.written,
    dtype: undefined,
    ...place,
  };
};

const length: Builtin = (ev, args, place) => {
  const array = ev.array(required(ev, args, place, 0));
  return { kind: "scalar", value: array.shape[0] ?? 0, written: 1, dtype: undefined, ...place };
};

const zip: Builtin = (ev, args, place) => {
  const columns = args.map((arg) => ev.items(arg.value));
  const size = Math.min(...columns.map((column) => column.length));
  return stack(
    Array.from({ length: size }, (_, i) =>
      stack(
        columns.map((column) => column[i]),
        place,
      ),
    ),
    place,
  );
};

const enumerate: Builtin = (ev, args, place) =>
  stack(
    ev
      .items(required(ev, args, place, 0))
      .map((item, i) => stack([{ kind: "scalar", value: i, written: 1, dtype: undefined, ...place }, item], place)),
    place,
  );

const atLeast2d =
  (row: boolean) =>
  (item: ArrayValue): ArrayValue =>
    item.shape.length >= 2 ? item : { ...item, shape: row ? [1, item.data.length] : [item.data.length, 1] };

const builtins = new Map<string, Builtin>([
  ...[
    "array",
    "asarray",
    "asanyarray",
    "ascontiguousarray",
    "asfarray",
    "as_tensor",
    "tensor",
    "from_numpy",
    "constant",
    "convert_to_tensor",
    "to_tensor",
    "Variable",
    "variable",
    "Array",
    "DeviceArray",
    "ndarray",
    "EagerTensor",
    "Parameter",
    "matrix",
    "Series",
    "Index",
    "device_put",
  ].map((name) => [name, make] as const),
  [
    "Tensor",
    (ev, args, place, name) =>
      (libraryOf(name) === "torch" && !keyword(args, "shape") ? typed("float32", "torch") : make)(
        ev,
        args,
        place,
        name,
      ),
  ],
  ["FloatTensor", typed("float32", "torch")],
  ["DoubleTensor", typed("float64", "torch")],
  ["HalfTensor", typed("float16", "torch")],
  ["BFloat16Tensor", typed("bfloat16", "torch")],
  ["LongTensor", typed("int64", "torch")],
  ["IntTensor", typed("int32", "torch")],
  ["ShortTensor", typed("int16", "torch")],
  ["CharTensor", typed("int8", "torch")],
  ["ByteTensor", typed("uint8", "torch")],
  ["BoolTensor", typed("bool", "torch")],
  ["Float64Array", typed("float64", undefined)],
  ["Float32Array", typed("float32", undefined)],
  ["Float16Array", typed("float16", undefined)],
  ["Int32Array", typed("int32", undefined)],
  ["Int16Array", typed("int16", undefined)],
  ["Int8Array", typed("int8", undefined)],
  ["Uint8Array", typed("uint8", undefined)],
  ["BigInt64Array", typed("int64", undefined)],
  ["DataFrame", dataFrame],
  ["list", list],
  ["tuple", list],
  ["from", list],
  ...[
    "float",
    "int",
    "bool",
    "float16",
    "float32",
    "float64",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "bool_",
    "double",
    "single",
    "half",
    "bfloat16",
  ].map((name) => [name, castCall] as const),
  ["zeros", constantFill(0)],
  ["ones", constantFill(1)],
  ["zeros_like", likeFill(0)],
  ["ones_like", likeFill(1)],
  ["full_like", likeFill(undefined)],
  ["full", full],
  ["fill", full],
  ["eye", eye],
  ["identity", eye],
  ["arange", arange],
  ["range", arange],
  ["linspace", linspace],
  ["one_hot", oneHot],
  ["stack", stacked],
  ...["cat", "concat", "concatenate"].map(
    (name) =>
      [
        name,
        joining(
          (item) => item,
          () => 0,
        ),
      ] as const,
  ),
  ...["vstack", "row_stack"].map((name) => [name, joining(atLeast2d(true), () => 0, true)] as const),
  ["column_stack", joining(atLeast2d(false), () => 1, true)],
  [
    "hstack",
    joining(
      (item) => (item.shape.length === 0 ? flatten(item) : item),
      (rank) => (rank === 1 ? 0 : 1),
      true,
    ),
  ],
  ...[
    "reshape",
    "squeeze",
    "unsqueeze",
    "expand_dims",
    "transpose",
    "ravel",
    "flatten",
    "permute",
    "t",
    "tile",
    "repeat",
    "atleast_2d",
    "swapaxes",
    "movedim",
    "moveaxis",
    "flip",
    "clone",
    "detach",
  ].map((name) => [name, asMethod(name)] as const),
  ["log", elementwise(Math.log)],
  ["log2", elementwise(Math.log2)],
  ["log10", elementwise(Math.log10)],
  ["log1p", elementwise(Math.log1p)],
  ["exp", elementwise(Math.exp)],
  ["expm1", elementwise(Math.expm1)],
  ["sqrt", elementwise(Math.sqrt)],
  ["square", elementwise((x) => x * x, true)],
  ["abs", elementwise(Math.abs, true)],
  ["fabs", elementwise(Math.abs)],
  ["neg", elementwise((x) => -x, true)],
  ["negative", elementwise((x) => -x, true)],
  ["sum", total],
  ["len", length],
  ["zip", zip],
  ["enumerate", enumerate],
]);

const qualifiers =
  /^(?:np|numpy|cp|cupy|jnp|jax|torch|th|tf|tensorflow|keras|K|F|nn|functional|math|Math|pd|pandas|pl|autograd|numpy|raw_ops|linalg|special|utils|mx|nd|paddle|Array|cuda|compat|v1|v2)$/;

/** The evaluator of `np.array`, `math.log` and so on; undefined for a name that is not on the list. */
export function functionNamed(name: string, _family: Family): Builtin | undefined {
  const parts = name.split(".");
  const last = parts.pop() ?? "";
  if (!parts.every((part) => qualifiers.test(part))) return undefined;
  if (last === "float" && libraryOf(name) === undefined && parts.length > 0) return undefined;
  return builtins.get(last);
}

/** Names of functions that give back something else than the array put in. */
const changing =
  /rand|soft|sigmoid|norm|relu|elu|tanh|arg|sum|mean|std|var$|max|min|abs|exp|log(?!its)|sqrt|pow|sin|cos|sort|reverse|flip|cum|prod|len|size|shape|round|floor|ceil|clip|clamp|where|empty|like|diag|tri|outer|inner|dot|mul|add|sub|div|inv|det|trans|perm|roll|unique|set$|count|hist|bin|loss|entropy|nll|bce|criterion|model|net|predict|forward|fit|score|accuracy|eval|exec|open|import|choice|shuffle|sample|normal|uniform|map|filter|reduce|range|dropout|linear|conv|pool|embed|encode|decode|transform|scale|pad|crop|slice|split|chunk|index|gather|scatter|select|take|mask|any|all|diff|grad|sign|neg|logit$|expit|cross|kron|trace|rank|quantile|median|mode|cov|corr|complex|real|imag|fft|str|repr|dict|zip|type|id$|hash|next|iter|super|Size|tile|repeat|zeros|ones|full|eye/;

/** An unknown call around one literal (`to_device([…])`, `mx.nd.NDArray([…])`): the literal, with a warning; names that compute are refused. */
export function wrapper(ev: Evaluator, name: string, callee: Node, args: readonly Argument[], place: Place): Value {
  const last = name.slice(name.lastIndexOf(".") + 1);
  const arrays = positional(args).filter((arg) => arg.value.kind !== "string" && arg.value.kind !== "opaque");
  if (arrays.length !== 1 || (changing.test(last) && !/array|tensor/i.test(last)) || !holdsArray(arrays[0].value)) {
    throw unsupported(callee, l10n.t("“{0}” is not evaluated; only constants and the usual constructors are.", name));
  }
  const value = makeArray(
    ev,
    ev.evaluate(arrays[0].value),
    libraryOf(name),
    requestedDType(
      ev,
      args.filter((arg) => arg.name === "dtype"),
      libraryOf(name),
    ),
    place,
  );
  ev.warn("unsupported-expression", callee, l10n.t("“{0}” is taken to hold its argument unchanged.", name));
  return value;
}

function holdsArray(node: Node): boolean {
  return (
    node.kind === "nested" ||
    node.kind === "list" ||
    node.kind === "call" ||
    node.kind === "comprehension" ||
    node.kind === "binary"
  );
}
