import { type DType, numel } from "../../../tensor/tensor";
import type { Library } from "../../value";
import { dtypeArg, given, intArg, intsOf, refuse, required, row, stringArg } from "./arguments";
import { constructed } from "./constructors";
import { arrayOf } from "./literal";
import { fresh, moved, operands, originOf, type Rows } from "./make";

/** Arrays as tools print them, and labels as Keras writes them out. */

const libraries: Readonly<Record<string, Library>> = {
  torch: "torch",
  numpy: "numpy",
  tensorflow: "tensorflow",
  jax: "jax",
};

export const printed: Rows = [
  /** No function of a library's: an array whose library, dtype and shape are said beside the values. */
  row("printed.array", "data, library, dtype=None, shape=None", (call) => {
    const library = libraries[stringArg(call, "numpy", "library")] ?? refuse();
    const dtype = stringArg(call, "", "dtype");
    const array = constructed(call, "tensor", "data", library, dtype === "" ? undefined : (dtype as DType));
    const asked = given(call, "shape");
    if (asked === undefined || array.kind !== "tensor") return array;
    const shape = intsOf(call, asked);
    if (shape.some((size) => size < 0)) return refuse();
    const made = { operation: "tensor", operands: operands(call, "data"), shape };
    if (numel(shape) === numel(array.shape)) return moved(call, made, array, undefined, true);
    const [value] = array.storage.data ?? [];
    if (numel(array.shape) !== 1 || value === undefined) return refuse();
    call.machine.spend(numel(shape));
    const filled = { data: new Float64Array(numel(shape)).fill(value), error: undefined };
    return fresh(call, { ...made, library, dtype: array.dtype }, filled);
  }),
  /** What a deque prints, and what it holds of the items it was given. */
  row("collections.deque", "iterable, maxlen=None", (call) => {
    const value = required(call, "iterable");
    const items = call.machine.iterate(value) ?? refuse();
    if (given(call, "maxlen") !== undefined && intArg(call, 0, "maxlen") < items.length) return refuse();
    const list = { items: [...items], region: call.machine.region, changed: true, numbers: undefined };
    return { ...value, kind: "list", form: "list", list };
  }),
  row("keras.utils.to_categorical tensorflow.keras.utils.to_categorical", "x, num_classes=None, dtype=None", (call) => {
    const unread = required(call, "x");
    if (unread.kind === "unknown") {
      const count = given(call, "num_classes");
      if (count?.kind !== "number") return refuse();
      const origin = originOf(call, { operation: "one_hot", operands: operands(call, "x"), settings: {} });
      return { kind: "unknown", facts: { library: "numpy", lastSize: count.value }, origin };
    }
    const labels = arrayOf(call, unread, "numpy");
    const { data } = labels.storage;
    if (data === undefined || labels.view !== undefined || labels.dtype === "bool") return refuse();
    if (data.some((x) => !(Number.isInteger(x) && x >= 0))) return refuse();
    const classes = intArg(call, data.reduce((most, x) => Math.max(most, x), -1) + 1, "num_classes");
    if (data.some((x) => x >= classes)) return refuse();
    call.machine.spend(data.length * classes);
    const hot = new Float64Array(data.length * classes);
    data.forEach((label, i) => {
      hot[i * classes + label] = 1;
    });
    // A last axis of one label is dropped.
    const { shape } = labels;
    const kept = shape.length > 1 && shape[shape.length - 1] === 1 ? shape.slice(0, -1) : shape;
    const dtype = dtypeArg(call, "numpy") ?? "float64";
    const made = { operation: "one_hot", operands: operands(call, "x"), library: "numpy", dtype } as const;
    return fresh(call, { ...made, shape: [...kept, classes] }, { data: hot, error: undefined });
  }),
];
