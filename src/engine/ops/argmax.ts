import { type Lanes, laneStart, lanesAlong } from "../../tensor/layout";
import type { Tensor } from "../../tensor/tensor";
import { maximum } from "../activations";
import { type Refusal, refusal } from "../refusal";
import { valueFacts } from "../valueFacts";
import { checkedDim, type Described, jumps, meaningStays, type TensorOperation, withDim } from "./operation";
import type { TensorOp } from "./tensorOp";

/** `tensor.argmax(dim)`: the index of the first largest element; a nan counts as largest. */
export function argmax({ dim }: TensorOp<"argmax">): TensorOperation {
  return {
    module: undefined,
    call: { style: "method", name: "argmax", arguments: [String(dim)] },
    result: (input) => result(input, dim),
    values: (input) => values(input, dim),
    gradient: undefined,
    valuesIn: undefined,
    bounds: jumps,
    ...meaningStays,
  };
}

function result({ shape, dtype }: Tensor, dim: number): Described | Refusal {
  if (dtype === "bool") return refusal("RuntimeError", "argmax(): does not support bool input");
  return withDim(dim, shape.length, (wrapped) =>
    shape[wrapped] === 0
      ? refusal("IndexError", `argmax(): Expected reduction dim ${wrapped} to have non-zero size.`)
      : { shape: shape.toSpliced(wrapped, 1), dtype: "int64" },
  );
}

function values(tensor: Tensor, dim: number): Float64Array {
  const lanes = lanesAlong(tensor.shape, checkedDim(dim, tensor.shape));
  const argmaxOfLane = argmaxOf(tensor, lanes);
  return new Float64Array(lanes.count).map((_, lane) => argmaxOfLane(lane));
}

/** For a lane that is not empty, the index of the first of its largest elements; a nan counts as larger than all. */
export function argmaxOf(tensor: Tensor, lanes: Lanes): (lane: number) => number {
  const { data } = tensor;
  const { inner, span } = lanes;
  const hasNans = valueFacts(tensor).nans > 0;
  return (lane) => {
    const start = laneStart(lanes, lane);
    const end = start + span;
    let j = start;
    if (hasNans) {
      while (j < end && !Number.isNaN(data[j])) j += inner;
      if (j < end) return (j - start) / inner;
    }
    const largest = maximum(data, start, end, inner);
    for (j = start; j < end - inner && data[j] !== largest; ) j += inner;
    return (j - start) / inner;
  };
}
