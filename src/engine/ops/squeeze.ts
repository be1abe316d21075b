import { atBothEnds, meaningStays, type TensorOperation, withDim } from "./operation";
import type { TensorOp } from "./tensorOp";

/** `tensor.squeeze(dim)`: an axis of another size than 1 stays. */
export function squeeze({ dim }: TensorOp<"squeeze">): TensorOperation {
  return {
    module: undefined,
    call: { style: "method", name: "squeeze", arguments: [String(dim)] },
    result: ({ shape, dtype }) =>
      withDim(dim, shape.length, (wrapped) => ({
        shape: shape[wrapped] === 1 ? shape.toSpliced(wrapped, 1) : shape,
        dtype,
      })),
    values: ({ data }) => data,
    gradient: (grad) => grad,
    valuesIn: undefined,
    bounds: atBothEnds,
    ...meaningStays,
  };
}
