import type { LossName } from "./loss";
import { torchClassDim } from "./losses/shared/classLanes";
import type { TensorOp } from "./ops/tensorOp";
import type { Reading, TargetKind, Task } from "./reading";
import { tasks } from "./tasks";
import type { Pipeline } from "./verdict";

type Activation = "softmax" | "logSoftmax" | "sigmoid" | "logSigmoid" | "log" | "exp";

interface Candidate {
  readonly activations: readonly Activation[];
  readonly loss: LossName;
  /** Offered only for these; for all of classes where absent. */
  readonly tasks?: readonly Task[];
  readonly targetKinds?: readonly TargetKind[];
  /** The classes are moved to where torch takes them first: offered only where they are elsewhere. */
  readonly moved?: true;
  /** Offered only where a target is the number of classes: the background of detectors, which the other losses do not know. */
  readonly background?: true;
}

/** Every pipeline that is tried on a pair; a new one is a new row. The order is the one in which people see them. */
const candidates: readonly Candidate[] = [
  { activations: [], loss: "CrossEntropyLoss", targetKinds: ["classIndices"], moved: true },
  { activations: ["logSoftmax"], loss: "NLLLoss", targetKinds: ["classIndices"], moved: true },
  { activations: ["log"], loss: "NLLLoss", targetKinds: ["classIndices"], moved: true },
  { activations: [], loss: "NLLLoss", targetKinds: ["classIndices"], moved: true },
  { activations: [], loss: "CrossEntropyLoss" },
  { activations: ["logSoftmax"], loss: "NLLLoss" },
  { activations: ["softmax", "log"], loss: "NLLLoss" },
  { activations: ["logSoftmax"], loss: "CrossEntropyLoss" },
  { activations: [], loss: "BCEWithLogitsLoss" },
  { activations: ["sigmoid"], loss: "BCELoss" },
  { activations: [], loss: "BCELoss" },
  { activations: ["exp"], loss: "BCELoss" },
  { activations: ["log"], loss: "NLLLoss" },
  { activations: ["log"], loss: "CrossEntropyLoss" },
  { activations: [], loss: "NLLLoss" },
  { activations: ["softmax"], loss: "CrossEntropyLoss" },
  { activations: ["softmax"], loss: "NLLLoss" },
  { activations: ["sigmoid"], loss: "CrossEntropyLoss" },
  { activations: ["sigmoid"], loss: "BCEWithLogitsLoss" },
  { activations: ["softmax"], loss: "BCELoss", targetKinds: ["classProbabilities", "binary"] },
  { activations: ["logSoftmax"], loss: "KLDivLoss", targetKinds: ["classProbabilities", "logProbabilities"] },
  { activations: ["log"], loss: "KLDivLoss", targetKinds: ["classProbabilities", "logProbabilities"] },
  { activations: [], loss: "KLDivLoss", tasks: ["distribution"] },
  { activations: ["softmax"], loss: "KLDivLoss", tasks: ["distribution"] },
  { activations: [], loss: "MultiLabelSoftMarginLoss", tasks: ["multilabel"] },
  { activations: [], loss: "SoftMarginLoss", tasks: ["binary", "multilabel"] },
  { activations: [], loss: "HingeEmbeddingLoss", targetKinds: ["signs"] },
  { activations: [], loss: "MultiMarginLoss", targetKinds: ["classIndices"] },
  { activations: [], loss: "MultiLabelMarginLoss", targetKinds: ["labelLists"] },
  { activations: [], loss: "SigmoidFocalLoss", targetKinds: ["binary"] },
  { activations: [], loss: "RetinaNetFocalLoss", targetKinds: ["classIndices"], background: true },
  { activations: [], loss: "MMDetFocalLoss", targetKinds: ["classIndices"], background: true },
  { activations: [], loss: "MSELoss", tasks: ["regression"] },
  { activations: [], loss: "L1Loss", tasks: ["regression"] },
  { activations: [], loss: "HuberLoss", tasks: ["regression"] },
  { activations: [], loss: "SmoothL1Loss", tasks: ["regression"] },
];

/** Those of classes, to which a row without tasks is offered. */
const CLASSES: readonly Task[] = ["binary", "multiclass", "multilabel", "distribution"];

type PipelineReading = Pick<Reading, "task" | "targetKind" | "classDim" | "temperature">;

/** The candidates for a reading, with every softmax over the reading's class dim, or over torch's usual one where there is none. */
export function pipelinesFor(reading: PipelineReading, rank: number, hasBackground = false): readonly Pipeline[] {
  const { task, targetKind, classDim } = reading;
  if (targetKind === "logits") return teacherPipelines(reading, rank);
  const usual = torchClassDim(rank);
  const dim = classDim ?? usual;
  return candidates
    .filter(({ tasks: offered, targetKinds, moved, background }) => {
      const elsewhere = tasks[task].exclusive && dim !== usual;
      return (
        (offered ?? CLASSES).includes(task) &&
        (targetKinds?.includes(targetKind) ?? true) &&
        (!moved || elsewhere) &&
        (!background || hasBackground)
      );
    })
    .map(({ activations, loss, moved }) => ({
      ops: moved
        ? [moveClasses(dim, usual, rank), ...activations.map((activation) => toOp(activation, usual))]
        : activations.map((activation) => toOp(activation, dim)),
      loss,
    }));
}

/**
 * Of a teacher's logits: what is tried on its probabilities, behind its softmax, all at the same temperature; and the divergence as it is
 * written when the softmax, or the square of the temperature, is forgotten.
 */
function teacherPipelines({ temperature = 1, ...reading }: PipelineReading, rank: number): readonly Pipeline[] {
  const dim = reading.classDim ?? torchClassDim(rank);
  const divided: readonly TensorOp[] = temperature === 1 ? [] : [{ op: "div", by: temperature }];
  const targetOps: readonly TensorOp[] = [...divided, { op: "softmax", dim }];
  const times = temperature ** 2;
  const tried = pipelinesFor({ ...reading, targetKind: "classProbabilities" }, rank).map(
    ({ ops, loss }): Pipeline => ({ ops: [...divided, ...ops], loss, targetOps, times }),
  );
  const slips = tried.filter(({ ops, loss }) => loss === "KLDivLoss" && ops.some(({ op }) => op === "logSoftmax"));
  return [
    ...tried,
    ...slips.map((pipeline) => ({ ...pipeline, targetOps: [] })),
    ...(times === 1 ? [] : slips.map((pipeline) => ({ ...pipeline, times: 1 }))),
  ];
}

/** Classes in the last place are moved from there by its usual name, −1. */
function moveClasses(dim: number, destination: number, rank: number): TensorOp {
  return { op: "movedim", source: rank > 2 && dim === rank - 1 ? -1 : dim, destination };
}

function toOp(activation: Activation, dim: number): TensorOp {
  return activation === "softmax" || activation === "logSoftmax" ? { op: activation, dim } : { op: activation };
}
