import { castCall, keyword, libraryOf } from "../construct";
import { type Builtin, named } from "./arguments";
import { asMethod, list, make, typed } from "./constructors";
import { dataFrame, series } from "./frames";
import { atLeast2d, flattenScalars, joining, stacked } from "./joins";
import { arange, constantFill, eye, full, likeFill, linspace, oneHot } from "./makers";
import { common, elementwise, enumerate, length, total, zip } from "./math";
import { exactNumber, fromString, matrix, parsed } from "./textual";

/** `torch.Tensor([…])`, `tf.Tensor(…)` as TensorFlow prints it, `Tensor(shape=…, …)` as Paddle does. */
const tensorClass: Builtin = (ev, args, place, name) => {
  const isTorch = libraryOf(name) === "torch" && !keyword(args, "shape");
  return (isTorch ? typed("float32", "torch") : make)(ev, args, place, name);
};

const table = new Map<string, Builtin>([
  ...named("array asarray asanyarray ascontiguousarray asfarray ndarray Index", make),
  ...named("tensor as_tensor from_numpy Parameter Variable", make),
  ...named("constant convert_to_tensor EagerTensor variable Array DeviceArray device_put to_tensor", make),
  ["Tensor", tensorClass],
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
  ["DataFrame", dataFrame],
  ["Series", series],
  ...named("matrix mat asmatrix", matrix),
  ["fromstring", fromString],
  ["loads", parsed("json")],
  ["literal_eval", parsed("python")],
  ...named("Fraction Decimal", exactNumber),
  ...named("list tuple dict_values dict_keys odict_values", list),
  ...named("float int bool double single half bfloat16 float16 float32 float64", castCall),
  ...named("int8 int16 int32 int64 uint8 bool_", castCall),
  ["zeros", constantFill(0)],
  ["ones", constantFill(1)],
  ["zeros_like", likeFill(0)],
  ["ones_like", likeFill(1)],
  ["full_like", likeFill(undefined)],
  ...named("full fill", full),
  ...named("eye identity", eye),
  ...named("arange range", arange),
  ["linspace", linspace],
  ["one_hot", oneHot],
  ["stack", stacked],
  ...named(
    "cat concat concatenate",
    joining(
      (item) => item,
      () => 0,
    ),
  ),
  ...named(
    "vstack row_stack",
    joining(atLeast2d(true), () => 0, true),
  ),
  ["column_stack", joining(atLeast2d(false), () => 1, true)],
  ["hstack", joining(flattenScalars, (rank) => (rank === 1 ? 0 : 1), true)],
  ...(
    "reshape squeeze unsqueeze expand_dims transpose ravel flatten permute t tile repeat atleast_2d swapaxes " +
    "movedim moveaxis flip clone detach"
  )
    .split(" ")
    .map((name): [string, Builtin] => [name, asMethod(name)]),
  ...common,
  ["expm1", elementwise(Math.expm1)],
  ["fabs", elementwise(Math.abs)],
  ["square", elementwise((x) => x * x, true)],
  ...named(
    "neg negative",
    elementwise((x) => -x, true),
  ),
  ["sum", total],
  ["len", length],
  ["zip", zip],
  ["enumerate", enumerate],
]);

const modules =
  /^(?:np|numpy|cp|cupy|jnp|jax|torch|th|tf|tensorflow|keras|K|F|nn|functional|math|pd|pandas|pl|autograd|raw_ops|linalg|special|utils|mx|nd|paddle|cuda|compat|v1|v2|json|ast|fractions|decimal|collections)$/;

/** Functions of Python and its libraries: `np.array`, `math.log`, bare where they were imported so or printed so. */
export function pythonFunction(name: string): Builtin | undefined {
  const parts = name.split(".");
  const last = parts.pop() ?? "";
  if (!parts.every((part) => modules.test(part))) return undefined;
  return table.get(last);
}
