import type { DType } from "../../tensor/tensor";

/** What can stand between the raw arrays and a loss, by torch's names in camelCase, and the arguments of each. */
interface OpArguments {
  readonly softmax: AlongDim;
  readonly logSoftmax: AlongDim;
  readonly sigmoid: unknown;
  readonly logSigmoid: unknown;
  readonly log: unknown;
  readonly exp: unknown;
  readonly div: { readonly by: number };
  readonly to: { readonly dtype: DType };
  readonly squeeze: AlongDim;
  readonly unsqueeze: AlongDim;
  readonly argmax: AlongDim;
  readonly movedim: { readonly source: number; readonly destination: number };
  readonly oneHot: { readonly classes: number };
}

interface AlongDim {
  readonly dim: number;
}

export type OpName = keyof OpArguments;

/** One operation as data: an activation of a pipeline, or a conversion that mends a refusal. */
export type TensorOp<Name extends OpName = OpName> = {
  readonly [Each in Name]: { readonly op: Each } & OpArguments[Each];
}[Name];
