import * as l10n from "@vscode/l10n";
import type { DType } from "../../../tensor/tensor";
import { reshape, stack, unsupported } from "../arrays";
import { construct, positional } from "../construct";
import type { Evaluator } from "../evaluator";
import type { Argument } from "../syntax";
import { type ArrayValue, asArray, castTo, dtypeOf, made, type ScalarValue, type Value } from "../value";
import { argument, type Builtin, named, required } from "./arguments";
import { list, typed } from "./constructors";
import { common, elementwise } from "./math";
import { parsed } from "./textual";

/** Functions of JavaScript, Kotlin, Java, C#, Rust, Go and C++ that hold lists, most of them by naming their elements one by one. */

function itemsOf(dtype: DType | undefined): Builtin {
  return (ev, args, place) => {
    const items = positional(args).flatMap((arg): (ScalarValue | ArrayValue)[] =>
      arg.value.kind === "spread" ? ev.items(arg.value.operand) : [ev.numeric(arg.value)],
    );
    const array = stack(items, place);
    return dtype ? { ...castTo({ ...array, dtype: dtypeOf(array) }, dtype), isList: true } : array;
  };
}

/** A library's constructor around one array. */
function around(dtype: DType | undefined): Builtin {
  return (ev, args, place) => {
    const array = ev.array(required(ev, args, place, 0));
    return { ...(dtype ? castTo({ ...array, dtype: dtypeOf(array) }, dtype) : array), ...place };
  };
}

/** TensorFlow.js: all numbers are float32 unless a type is named; the second argument is a shape. */
const tensorflowJs: Builtin = (ev, args, place) => {
  const [, second, third] = args;
  const shape =
    second && second.value.kind !== "string" && second.value.kind !== "null" ? ev.integers(second.value) : undefined;
  const type = third ?? (shape ? undefined : second);
  const dtype = (type && ev.dtype(type.value, "tensorflow")) ?? undefined;
  const array = construct(
    ev,
    args.slice(0, 1),
    place,
    "tensorflow",
    dtype ?? (isBoolean(ev, args) ? "bool" : "float32"),
  );
  return shape ? reshape(array, shape, place) : array;
};

function isBoolean(ev: Evaluator, args: readonly Argument[]): boolean {
  return args[0] !== undefined && ev.numeric(args[0].value).written === 0;
}

/** `Array2::from_shape_vec((2, 3), vec![…])`, `mat.NewDense(2, 3, []float64{…})`: sizes in front of the elements. */
const sizesFirst: Builtin = (ev, args, place) => {
  const given = positional(args);
  const last = given[given.length - 1];
  if (!last || given.length < 2)
    throw unsupported(place, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(place)));
  const shape = given.slice(0, -1).flatMap((arg) => ev.integers(arg.value));
  return { ...reshape(ev.array(last.value), shape, place), ...place };
};

/** `Tensor::from_vec(vec![…], (2, 3), &device)`: sizes behind the elements. */
const sizesSecond: Builtin = (ev, args, place) => {
  const array = ev.array(required(ev, args, place, 0));
  const second = args[1]?.value;
  return { ...(second && second.kind !== "name" ? reshape(array, ev.integers(second), place) : array), ...place };
};

const infinite: Builtin = (ev, args, place) => {
  const sign = args[0] ? asArray(ev.numeric(args[0].value)).data[0] : 1;
  return {
    kind: "scalar",
    value: sign >= 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
    written: 2,
    dtype: undefined,
    ...place,
  };
};

const notANumber: Builtin = (_, __, place): Value => ({
  kind: "scalar",
  value: Number.NaN,
  written: 2,
  dtype: undefined,
  ...place,
});

/** `new Array(3).fill(0.5)` begins with this. */
const sizedArray: Builtin = (ev, args, place, name) => {
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
const torchTensor: Builtin = (ev, args, place) => {
  const option = argument(args, 1, "dtype");
  const type = option && /k?(BFloat16|[A-Za-z]+)(\d*)\W*$/.exec(ev.excerpt(option));
  const dtype = type ? ev.dtypeNamed((type[1].replace(/^k/, "") + type[2]).toLowerCase(), "torch") : undefined;
  return construct(ev, args.slice(0, 1), place, "torch", dtype);
};

const numbers: [string, Builtin][] = [
  ...common,
  ["ln", elementwise(Math.log)],
  [
    "pow",
    (ev, args, place) => {
      const [a, b] = args.map((arg) => asArray(ev.numeric(arg.value)).data[0]);
      return { kind: "scalar", value: a ** b, written: 2, dtype: undefined, ...place } satisfies ScalarValue;
    },
  ],
];
const upper = numbers.map(([name, builtin]): [string, Builtin] => [name[0].toUpperCase() + name.slice(1), builtin]);

const javascript = new Map<string, Builtin>([
  ["Float64Array", typed("float64", undefined)],
  ["Float32Array", typed("float32", undefined)],
  ["Float16Array", typed("float16", undefined)],
  ["Int32Array", typed("int32", undefined)],
  ["Int16Array", typed("int16", undefined)],
  ["Int8Array", typed("int8", undefined)],
  ["Uint8Array", typed("uint8", undefined)],
  ["BigInt64Array", typed("int64", undefined)],
  ["Array", sizedArray],
  ["JSON.parse", parsed("json")],
  ["Object.freeze", around(undefined)],
  ["Array.of", itemsOf(undefined)],
  ["Array.from", list],
  ["Float32Array.of", itemsOf("float32")],
  ["Float64Array.of", itemsOf("float64")],
  ["Float32Array.from", typed("float32", undefined)],
  ["Float64Array.from", typed("float64", undefined)],
  ["Int32Array.from", typed("int32", undefined)],
  ...named("tf.tensor tf.tensor1d tf.tensor2d tf.tensor3d tf.tensor4d tf.scalar", tensorflowJs),
  ...named("torch.tensor nj.array math.matrix np.array", around(undefined)),
  ...numbers.map(([name, builtin]): [string, Builtin] => [`Math.${name}`, builtin]),
]);

const kotlin = new Map<string, Builtin>([
  ...named("arrayOf listOf mutableListOf arrayListOf setOf sequenceOf vectorOf", itemsOf(undefined)),
  ["doubleArrayOf", itemsOf("float64")],
  ["floatArrayOf", itemsOf("float32")],
  ["intArrayOf", itemsOf("int32")],
  ["longArrayOf", itemsOf("int64")],
  ["shortArrayOf", itemsOf("int16")],
  ["byteArrayOf", itemsOf("int8")],
  ["booleanArrayOf", itemsOf("bool")],
  ...numbers,
  ...numbers.map(([name, builtin]): [string, Builtin] => [`Math.${name}`, builtin]),
]);

const scala = new Map<string, Builtin>([
  ...named("Array List Seq Vector IndexedSeq DenseVector", itemsOf(undefined)),
  ...named("DenseMatrix", itemsOf(undefined)),
  ...numbers,
  ...numbers.map(([name, builtin]): [string, Builtin] => [`math.${name}`, builtin]),
]);

const java = new Map<string, Builtin>([
  ...named("List.of Arrays.asList Set.of Stream.of Vector.of ImmutableList.of DoubleStream.of", itemsOf(undefined)),
  ...named("Nd4j.create Nd4j.createFromArray", around(undefined)),
  ...numbers.map(([name, builtin]): [string, Builtin] => [`Math.${name}`, builtin]),
]);

const csharp = new Map<string, Builtin>([
  ...named("torch.tensor torch.from_array", torchTensor),
  ...named("np.array", itemsOf(undefined)),
  ...[...upper].flatMap(([name, builtin]): [string, Builtin][] => [
    [`Math.${name}`, builtin],
    [`MathF.${name}`, builtin],
  ]),
]);

const rust = new Map<string, Builtin>([
  ...named(
    "arr0 arr1 arr2 arr3 array ndarray.array Vec.from Some Ok Array1.from Array1.from_vec Array.from_vec Array.from tch.Tensor.of_slice",
    around(undefined),
  ),
  ...named("Tensor.new Tensor.from_slice Tensor.of_slice Tensor.from_floats Tensor.from_data", around(undefined)),
  ...named("Tensor.from_vec", sizesSecond),
  ...named(
    "Array.from_shape_vec Array1.from_shape_vec Array2.from_shape_vec Array3.from_shape_vec ArrayD.from_shape_vec DMatrix.from_row_slice",
    sizesFirst,
  ),
]);

const go = new Map<string, Builtin>([
  ["math.Inf", infinite],
  ["math.NaN", notANumber],
  ["mat.NewDense", sizesFirst],
  ["mat.NewVecDense", sizesFirst],
  ...upper.map(([name, builtin]): [string, Builtin] => [`math.${name}`, builtin]),
]);

const c = new Map<string, Builtin>([
  ...named("torch.tensor at.tensor torch.Tensor", torchTensor),
  ...numbers,
  ...numbers.map(([name, builtin]): [string, Builtin] => [`std.${name}`, builtin]),
  ...named("nan nanf nanl std.nan", notANumber),
]);

export const collectionFunctions = { javascript, kotlin, scala, java, csharp, rust, go, c } as const;
