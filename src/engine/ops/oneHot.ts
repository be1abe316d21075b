import type { Tensor } from "../../tensor/tensor";
import { type Refusal, refusal } from "../refusal";
import { type Described, jumps, meaningStays, type TensorOperation } from "./operation";
import type { TensorOp } from "./tensorOp";

/** `F.one_hot(tensor, classes)`; −1 takes the largest index plus one. */
export function oneHot({ classes }: TensorOp<"oneHot">): TensorOperation {
  return {
    module: undefined,
    call: { style: "function", name: "F.one_hot", arguments: [String(classes)] },
    result: (input) => result(input, classes),
    values: (input) => values(input, classes),
    gradient: undefined,
    valuesIn: undefined,
    bounds: jumps,
    ...meaningStays,
  };
}

function result({ data, shape, dtype }: Tensor, classes: number): Described | Refusal {
  if (dtype !== "int64") {
    return refusal("RuntimeError", "one_hot is only applicable to index tensor of type LongTensor.", [
      { argument: "target", ops: [{ op: "to", dtype: "int64" }] },
    ]);
  }
  if (data.length === 0 && classes <= 0) {
    return refusal("RuntimeError", "Can not infer total number of classes from empty tensor.");
  }
  if (data.some((index) => index < 0)) return refusal("RuntimeError", "Class values must be non-negative.");
  const count = countOf(data, classes);
  if (data.some((index) => index >= count)) {
    return refusal("RuntimeError", "Class values must be smaller than num_classes.");
  }
  return { shape: [...shape, count], dtype: "int64" };
}

function countOf(data: Float64Array, classes: number): number {
  return classes === -1 ? data.reduce((largest, index) => Math.max(largest, index), 0) + 1 : classes;
}

function values({ data }: Tensor, classes: number): Float64Array {
  const count = countOf(data, classes);
  const result = new Float64Array(data.length * count);
  data.forEach((index, i) => {
    result[i * count + index] = 1;
  });
  return result;
}
