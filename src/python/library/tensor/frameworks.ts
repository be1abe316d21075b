import { type DType, isFloatingPoint } from "../../../tensor/tensor";
import type { Operation, OperationCall } from "../../operation";
import type { Library, TensorValue, Value } from "../../value";
import { refuse, row } from "./arguments";

/**
 * JAX's and TensorFlow's functions that do what NumPy's of the same name do: carried out by NumPy's rows on arrays that are taken for
 * NumPy's meanwhile.
 */

const owners: Readonly<Record<"jax" | "tensorflow", readonly string[]>> = {
  jax: ["jax.numpy"],
  tensorflow: ["tensorflow", "tensorflow.math", "keras.ops"],
};

/** Each name, and NumPy's where that is another. */
const jax =
  "arange eye identity linspace full zeros_like ones_like full_like reshape ravel squeeze expand_dims transpose swapaxes moveaxis flip tile " +
  "repeat stack concatenate vstack hstack column_stack where exp log log2 log10 log1p expm1 sqrt abs square negative clip argmax isnan sum mean max " +
  "min maximum minimum";
const tensorflow =
  "zeros ones fill=full range=arange eye linspace zeros_like ones_like reshape squeeze expand_dims transpose stack concat=concatenate tile repeat " +
  "where exp log log1p expm1 sqrt abs square negative isnan=isnan reduce_mean=mean reduce_sum=sum reduce_max=max reduce_min=min maximum minimum";
const keras = "mean sum max min";
const methods =
  "reshape ravel squeeze transpose flatten swapaxes astype repeat tolist copy T item argmax clip sum mean max min";

function deep(value: Value, change: (tensor: TensorValue) => Value): Value {
  if (value.kind === "tensor") return change(value);
  if (value.kind === "tuple") return { ...value, items: value.items.map((item) => deep(item, change)) };
  if (value.kind !== "list" || value.list.items === undefined) return value;
  return {
    kind: "tuple",
    items: value.list.items.map((item) => deep(item, change)),
    fields: undefined,
    origin: value.origin,
  };
}

const narrowed: Partial<Readonly<Record<DType, DType>>> = { float64: "float32", int64: "int32" };

function mirrored(operation: Operation, name: string, own: string, library: "jax" | "tensorflow"): Operation {
  const mirror = row(own, operation.signature, (call) => {
    let isTyped = false;
    const enter = (value: Value): Value =>
      deep(value, (tensor) => {
        isTyped = true;
        // TensorFlow's sums and means of integers are integers.
        if (/\.reduce_|^keras\.ops\.(?:mean|sum)/.test(own) && !isFloatingPoint(tensor.dtype)) return refuse();
        return tensor.library === library ? { ...tensor, library: "numpy" } : refuse();
      });
    const inner: OperationCall = {
      path: name,
      place: call.place,
      named: call.named,
      machine: call.machine,
      arg: (each) => {
        const value = call.arg(each);
        if (each === "dtype" && value !== undefined && value.kind !== "none") isTyped = true;
        return value && enter(value);
      },
      placeOf: (each) => call.placeOf(each),
      rest: (each) => call.rest(each).map(enter),
      others: (each) => call.others(each),
      unknown: (facts, reason) => call.unknown(facts, reason),
    };
    const result = operation.apply(inner);
    const leave = (tensor: TensorValue): TensorValue => {
      const isNarrow = library === "jax" || !isTyped;
      const dtype = (isNarrow ? narrowed[tensor.dtype] : undefined) ?? tensor.dtype;
      return { ...tensor, library: library satisfies Library, dtype };
    };
    return result.kind === "list" ? result : deep(result, leave);
  });
  return operation.property ? { ...mirror, property: true } : mirror;
}

/** The rows that NumPy's rows make for JAX and TensorFlow. */
export function frameworks(rows: readonly Operation[]): readonly Operation[] {
  const byName = new Map(rows.flatMap((each) => each.names.split(/\s+/).map((name) => [name, each] as const)));
  const mirrors = (library: "jax" | "tensorflow", names: string, modules = owners[library]): Operation[] =>
    names.split(" ").flatMap((pair) => {
      const [own, numpy = own] = pair.split("=");
      const operation = byName.get(`numpy.${numpy}`);
      const paths = modules.map((owner) => `${owner}.${own}`).filter((path) => !byName.has(path));
      return operation && paths.length > 0 ? [mirrored(operation, `numpy.${numpy}`, paths.join(" "), library)] : [];
    });
  const ofJax = methods.split(" ").flatMap((name) => {
    const operation = byName.get(`numpy.ndarray.${name}`);
    return operation ? [mirrored(operation, `numpy.ndarray.${name}`, `jax.Array.${name}`, "jax")] : [];
  });
  return [
    ...mirrors("jax", jax),
    ...mirrors("tensorflow", tensorflow),
    ...mirrors("tensorflow", keras, ["keras.ops"]),
    ...ofJax,
  ];
}
