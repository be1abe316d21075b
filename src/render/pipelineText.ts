import type { LossName } from "../engine/loss";
import { losses } from "../engine/losses/losses";
import type { TensorOp } from "../engine/ops";
import type { Fix } from "../engine/refusal";
import type { Pipeline } from "../engine/verdict";
import type { DType } from "../tensor/tensor";

/** The name of an op as torch's module has it, or as the function for what is no module. */
export function opName(op: TensorOp): string {
  switch (op.op) {
    case "softmax":
      return "Softmax";
    case "logSoftmax":
      return "LogSoftmax";
    case "sigmoid":
      return "Sigmoid";
    case "logSigmoid":
      return "LogSigmoid";
    case "log":
      return "Log";
    case "exp":
      return "Exp";
    default:
      return opCode(op, "").replace(/^\./, "");
  }
}

/** `Softmax → Log → NLLLoss`. */
export function pipelineName({ ops, loss }: Pipeline): string {
  return [...ops.map(opName), lossName(loss)].join(" → ");
}

/** torch.nn's own name, or the function's where torch.nn has no module. */
export function lossName(loss: LossName): string {
  const { module, functional } = losses[loss].signature;
  return module === undefined ? (functional?.name ?? loss) : loss;
}

/** PyTorch code that applies an op to an expression. */
export function opCode(op: TensorOp, expression: string): string {
  switch (op.op) {
    case "softmax":
      return `torch.softmax(${expression}, dim=${op.dim})`;
    case "logSoftmax":
      return `torch.log_softmax(${expression}, dim=${op.dim})`;
    case "sigmoid":
      return `torch.sigmoid(${expression})`;
    case "logSigmoid":
      return `F.logsigmoid(${expression})`;
    case "log":
      return `torch.log(${expression})`;
    case "exp":
      return `torch.exp(${expression})`;
    case "to":
      return `${expression}${castMethod[op.dtype] ?? `.to(torch.${op.dtype})`}`;
    case "squeeze":
    case "unsqueeze":
    case "argmax":
      return `${expression}.${op.op}(${op.dim})`;
    case "movedim":
      return `${expression}.movedim(${op.source}, ${op.destination})`;
    case "oneHot":
      return `F.one_hot(${expression}, ${op.classes})`;
  }
}

const castMethod: { readonly [Type in DType]?: string } = {
  bool: ".bool()",
  int32: ".int()",
  int64: ".long()",
  float16: ".half()",
  bfloat16: ".bfloat16()",
  float32: ".float()",
  float64: ".double()",
};

export function opsCode(ops: readonly TensorOp[], expression: string): string {
  return ops.reduce((code, op) => opCode(op, code), expression);
}

/** `target.long()`, `input.squeeze(1)`. */
export function fixCode({ argument, ops }: Fix): string {
  return opsCode(ops, argument);
}
