import { atBothEnds, meaningStays, type TensorOperation, withDim } from "./operation";
import type { TensorOp } from "./tensorOp";

/** `tensor.unsqueeze(dim)` */
export function unsqueeze({ dim }: TensorOp<"unsqueeze">): TensorOperation {
  return {
    module: undefined,
    call: { style: "method", name: "unsqueeze", arguments: [String(dim)] },
    result: ({ shape, dtype }) =>
      withDim(dim, shape.length + 1, (wrapped) => ({ shape: shape.toSpliced(wrapped, 0, 1), dtype })),
    values: ({ data }) => data,
    gradient: (grad) => grad,
    valuesIn: undefined,
    bounds: atBothEnds,
    ...meaningStays,
  };
}
