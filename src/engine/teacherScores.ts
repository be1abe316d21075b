import { sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { valueFacts } from "./inputFacts";
import type { LossOptions } from "./loss";
import { torchClassDim } from "./losses/shared/classLanes";
import { applyOp } from "./ops/applyOp";
import { reduce } from "./reduce";
import { referenceLoss } from "./reference";
import { isRefusal } from "./refusal";

/** The targets taken for scores of another model over the same classes. */
export interface TeacherScores {
  /** The axis of the classes. */
  readonly dim: number;
  /** The mean over the samples of KL(softmax(target) ‖ softmax(input)). */
  readonly divergence: number;
}

/** Undefined where the two have other shapes or no classes, or are not all finite. */
export function teacherScores(input: Tensor, target: Tensor, options: LossOptions): TeacherScores | undefined {
  const dim = torchClassDim(input.shape.length);
  if (!sameShape(input.shape, target.shape) || (input.shape[dim] ?? 1) < 2 || target.data.length === 0)
    return undefined;
  if (![input, target].every(({ data }) => data.every(Number.isFinite)) || valueFacts(target).integers)
    return undefined;
  const teacher = applyOp({ ...target, dtype: "float64" }, { op: "logSoftmax", dim });
  if (isRefusal(teacher)) return undefined;
  const reading = { inputKind: "logits", task: "distribution", targetKind: "logProbabilities", classDim: dim } as const;
  const loss = referenceLoss(input, teacher, reading, options);
  return loss.kind === "unreduced" ? { dim, divergence: reduce(loss, "mean").data[0] } : undefined;
}
