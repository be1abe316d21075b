import { type LossName, type LossOptions, optionNames } from "../engine/loss";
import { losses } from "../engine/losses/losses";
import { formatCode } from "./numbers";
import { pythonString, tensorExpression } from "./pytorchTensors";

/** The lines that compute `loss` from two expressions. */
export function lossLines(loss: LossName, options: LossOptions, input: string, target: string): readonly string[] {
  const { signature, defaults } = losses[loss];
  if (signature.module === undefined) return focalLines(options, input, target);
  const given = signature.module.flatMap((parameter) => {
    if (parameter === "size_average" || parameter === "reduce" || parameter === "*") return [];
    const value = options[parameter];
    if (value === undefined || (parameter === "reduction" && value === defaults.reduction)) return [];
    return [`${optionNames[parameter]}=${argumentCode(value)}`];
  });
  return [`loss_fn = nn.${loss}(${given.join(", ")})`, `loss = loss_fn(${input}, ${target})`];
}

function argumentCode(value: NonNullable<LossOptions[keyof LossOptions]>): string {
  if (typeof value === "string") return pythonString(value);
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : formatCode(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return tensorExpression(value);
}

/** The focal loss written out: α_t (1 − p_t)^γ · BCEWithLogits, since it is no part of torch itself. */
function focalLines(
  { alpha = 0.25, gamma = 2, reduction: reduce = "mean" }: LossOptions,
  input: string,
  target: string,
): readonly string[] {
  const alphaLines =
    alpha < 0 ? [] : [`alpha_t = ${formatCode(alpha)} * ${target} + ${formatCode(1 - alpha)} * (1 - ${target})`];
  const product = `${alpha < 0 ? "" : "alpha_t * "}(1 - p_t) ** ${formatCode(gamma)} * bce`;
  return [
    `bce = F.binary_cross_entropy_with_logits(${input}, ${target}, reduction="none")`,
    `p_t = torch.sigmoid(${input}) * ${target} + (1 - torch.sigmoid(${input})) * (1 - ${target})`,
    ...alphaLines,
    reduce === "none" ? `loss = ${product}` : `loss = (${product}).${reduce}()`,
  ];
}
