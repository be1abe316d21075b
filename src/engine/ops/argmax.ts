import { laneStart, lanesAlong } from "../../tensor/layout";
import type { Tensor } from "../../tensor/tensor";
import { type Refusal, refusal } from "../refusal";
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

function values({ data, shape }: Tensor, dim: number): Float64Array {
  const lanes = lanesAlong(shape, checkedDim(dim, shape));
  return new Float64Array(lanes.count).map((_, lane) => {
    const start = laneStart(lanes, lane);
    let best = 0;
    for (let c = 1; c < lanes.size && !Number.isNaN(data[start + best * lanes.inner]); c++) {
      const value = data[start + c * lanes.inner];
      if (value > data[start + best * lanes.inner] || Number.isNaN(value)) best = c;
    }
    return best;
  });
}
