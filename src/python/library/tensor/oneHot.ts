import { isFloatingPoint } from "../../../tensor/tensor";
import type { OperationCall } from "../../operation";
import { dataOf, type TensorValue, type Value } from "../../value";
import { intArg, refuse, row } from "./arguments";
import { libraryOf } from "./fills";
import { arrayOf } from "./literal";
import { fresh, operands, type Rows, underived } from "./make";

/** Classes as rows of zeros with a one. */

function oneHot(
  call: OperationCall,
  labels: TensorValue,
  depth: number,
  dtype: "int64" | "float32",
  isStrict: boolean,
): Value {
  const data = dataOf(labels);
  const made = { operation: "one_hot", operands: operands(call, "input"), library: labels.library, dtype } as const;
  if (data === undefined)
    return depth > 0 ? fresh(call, { ...made, shape: [...labels.shape, depth] }, undefined) : refuse();
  const most = data.reduce((a, b) => Math.max(a, b), -1);
  if (
    isStrict &&
    (data.some((x) => x < 0) || (depth !== -1 && (most >= depth || depth <= 0)) || (data.length === 0 && depth <= 0))
  )
    return refuse();
  const classes = depth === -1 ? most + 1 : depth;
  call.machine.spend(data.length * classes);
  const result = new Float64Array(data.length * classes);
  data.forEach((label, i) => {
    if (label >= 0 && label < classes) result[i * classes + label] = 1;
  });
  return fresh(call, { ...made, shape: [...labels.shape, classes] }, { data: result, error: undefined });
}

export const oneHots: Rows = [
  row("torch.nn.functional.one_hot", "input, num_classes=-1, *, tensor=None", (call) => {
    const value = call.arg("input") ?? refuse();
    const depth = intArg(call, -1, "num_classes");
    if (value.kind === "unknown") {
      const shape = value.facts.shape && [...value.facts.shape, depth > 0 ? depth : undefined];
      const lastSize = depth > 0 ? { lastSize: depth } : {};
      return underived(
        call,
        { operation: "one_hot", operands: operands(call, "input") },
        { library: "torch", dtype: "int64", ...(shape ? { shape } : lastSize) },
      );
    }
    const labels = arrayOf(call, value, "torch");
    return labels.dtype === "int64" ? oneHot(call, labels, depth, "int64", true) : refuse();
  }),
  row("jax.nn.one_hot tensorflow.one_hot", "input, num_classes, **others", (call) => {
    if (call.others("others").size > 0) return refuse();
    const labels = arrayOf(call, call.arg("input") ?? refuse(), libraryOf(call));
    return isFloatingPoint(labels.dtype)
      ? refuse()
      : oneHot(call, labels, intArg(call, undefined, "num_classes"), "float32", false);
  }),
];
