import type { DType } from "../tensor/tensor";

/**
 * What can stand between the raw arrays and a loss, as data: the activations of a pipeline, and the conversions that mend a refusal.
 * `render` turns one into PyTorch code, `applyOp` into numbers.
 */
export type TensorOp =
  | { readonly op: "softmax" | "logSoftmax"; readonly dim: number }
  | { readonly op: "sigmoid" | "logSigmoid" | "log" | "exp" }
  | { readonly op: "to"; readonly dtype: DType }
  | { readonly op: "squeeze" | "unsqueeze" | "argmax"; readonly dim: number }
  | { readonly op: "movedim"; readonly source: number; readonly destination: number }
  | { readonly op: "oneHot"; readonly classes: number };
