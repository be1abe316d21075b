import type { LossName } from "../engine/loss";
import { losses } from "../engine/losses/losses";
import { operationOf } from "../engine/ops/operations";
import type { TensorOp } from "../engine/ops/tensorOp";
import type { Fix } from "../engine/refusal";
import type { Pipeline } from "../engine/verdict";
import { joined, type PythonSource, python, pythonArgument, pythonName } from "./writtenText";

/** The name of an op as torch's module has it, or as the function for what is no module. */
export function opName(op: TensorOp): string {
  const { module, call } = operationOf(op);
  return module ?? `${call.name}(${call.arguments.join(", ")})`;
}

/** `Softmax → Log → NLLLoss`. */
export function pipelineName(pipeline: Pipeline): string {
  return [...pipeline.ops.map(opName), lossName(pipeline.loss)].join(" → ") + besideLoss(pipeline);
}

/** ` × 4, target: div(2) → Softmax`: what follows the loss where it is not alone. */
export function besideLoss({ targetOps = [], times = 1 }: Pipeline): string {
  const target = targetOps.length === 0 ? "" : `, target: ${targetOps.map(opName).join(" → ")}`;
  return (times === 1 ? "" : ` × ${times}`) + target;
}

/** torch.nn's own name, or the function's where torch.nn has no module. */
export function lossName(loss: LossName): string {
  const { module, functional } = losses[loss].signature;
  return module === undefined ? (functional?.name ?? loss) : loss;
}

/** PyTorch code that applies an op to an expression. */
function opCode(op: TensorOp, expression: PythonSource): PythonSource {
  const { style, name, arguments: others } = operationOf(op).call;
  const written = others.map(pythonArgument);
  return style === "function"
    ? python`${pythonName(name)}(${joined([expression, ...written], ", ")})`
    : python`${expression}.${pythonName(name)}(${joined(written, ", ")})`;
}

export function opsCode(ops: readonly TensorOp[], expression: PythonSource): PythonSource {
  return ops.reduce((code, op) => opCode(op, code), expression);
}

/** `target.long()`, `input.squeeze(1)`. */
export function fixCode({ argument, ops }: Fix): PythonSource {
  return opsCode(ops, pythonName(argument));
}
