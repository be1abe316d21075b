import type { LossName } from "../../engine/loss";
import type { TensorOp } from "../../engine/ops/tensorOp";
import { classDimOf } from "../arrays";
import type { Form } from "../callFacts";

export interface OtherPipeline {
  readonly ops: readonly TensorOp[];
  readonly loss: LossName;
  readonly cost: number;
}

const moduleNames: Readonly<Partial<Record<TensorOp["op"], string>>> = {
  softmax: "Softmax",
  logSoftmax: "LogSoftmax",
  sigmoid: "Sigmoid",
  log: "Log",
};

/** An operation as a person names it, with its axis where that is not the one of the classes. */
export function moduleOf(op: TensorOp, rank: number): string {
  const name = moduleNames[op.op] ?? op.op;
  return "dim" in op && op.dim !== classDimOf(rank) ? `${name}(dim=${op.dim})` : name;
}

/** What people write in place of the call. */
export function otherPipelines({ loss, input, options }: Form): readonly OtherPipeline[] {
  const rank = input.shape.length;
  const dim = classDimOf(rank);
  const softmax = { op: "softmax", dim } as const;
  const logSoftmax = { op: "logSoftmax", dim } as const;
  const as = (other: LossName, cost: number): OtherPipeline => ({ ops: [], loss: other, cost });
  switch (loss) {
    case "CrossEntropyLoss":
      return [
        { ops: [softmax], loss, cost: 3 },
        { ops: [{ op: "log" }], loss, cost: 3 },
        { ops: [softmax], loss: "NLLLoss", cost: 3.4 },
        as("NLLLoss", 3.4),
        ...(options.labelSmoothing ? [] : input.shape.map((_, axis) => axis))
          .filter((axis) => axis !== dim)
          .map((axis): OtherPipeline => ({ ops: [{ op: "logSoftmax", dim: axis }], loss: "NLLLoss", cost: 3.4 })),
      ];
    case "NLLLoss":
      return [{ ops: [logSoftmax], loss, cost: 3 }, { ops: [{ op: "log" }], loss, cost: 3 }, as("CrossEntropyLoss", 3)];
    case "BCEWithLogitsLoss":
      return [
        { ops: [{ op: "sigmoid" }], loss: "BCELoss", cost: 3 },
        { ops: [{ op: "sigmoid" }], loss, cost: 3 },
        as("BCELoss", 3.2),
      ];
    case "BCELoss":
      return [{ ops: [{ op: "sigmoid" }], loss, cost: 3 }, as("BCEWithLogitsLoss", 3)];
    case "KLDivLoss":
      return [
        { ops: [{ op: "logSoftmax", dim: rank - 1 }], loss, cost: 3 },
        { ops: [{ op: "log" }], loss, cost: 3 },
      ];
    case "MSELoss":
      return [as("L1Loss", 3), as("SmoothL1Loss", 3.2)];
    case "L1Loss":
      return [as("MSELoss", 3), as("SmoothL1Loss", 3.2)];
    case "SmoothL1Loss":
    case "HuberLoss":
      return [as("MSELoss", 3), as("L1Loss", 3)];
    default:
      return [];
  }
}
