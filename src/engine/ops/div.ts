import { atBothEnds, floatResult, meaningStays, type TensorOperation } from "./operation";
import type { TensorOp } from "./tensorOp";

/** `tensor.div(by)`, by a positive number. */
export function div({ by }: TensorOp<"div">): TensorOperation {
  return {
    module: undefined,
    call: { style: "method", name: "div", arguments: [String(by)] },
    result: floatResult,
    values: ({ data }) => data.map((x) => x / by),
    gradient: (grad) => grad.map((g) => g / by),
    valuesIn: undefined,
    bounds: atBothEnds,
    ...meaningStays,
  };
}
