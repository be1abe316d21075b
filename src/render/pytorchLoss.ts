import type { LossName, LossOptions } from "../engine/loss";
import { formatCode } from "./numbers";
import { pythonString, tensorExpression } from "./pytorchTensors";

/** The lines that compute `loss` from two expressions. */
export function lossLines(loss: LossName, options: LossOptions, input: string, target: string): readonly string[] {
  if (loss === "SigmoidFocalLoss") return focalLines(options, input, target);
  const known = lossArguments[loss];
  const given = known.flatMap(([argument, key]) => {
    const value = options[key];
    if (value === undefined || (key === "reduction" && value === "mean")) return [];
    return [`${argument}=${argumentCode(value)}`];
  });
  return [`loss_fn = nn.${loss}(${given.join(", ")})`, `loss = loss_fn(${input}, ${target})`];
}

type Keyword = readonly [argument: string, key: keyof LossOptions];
const reduction: Keyword = ["reduction", "reduction"];
const weight: Keyword = ["weight", "weight"];
const margin: Keyword = ["margin", "margin"];

/** The keyword arguments of each module of torch.nn. */
const lossArguments: Readonly<Record<Exclude<LossName, "SigmoidFocalLoss">, readonly Keyword[]>> = {
  CrossEntropyLoss: [weight, ["ignore_index", "ignoreIndex"], ["label_smoothing", "labelSmoothing"], reduction],
  NLLLoss: [weight, ["ignore_index", "ignoreIndex"], reduction],
  BCELoss: [weight, reduction],
  BCEWithLogitsLoss: [weight, ["pos_weight", "posWeight"], reduction],
  KLDivLoss: [["log_target", "logTarget"], reduction],
  MultiLabelSoftMarginLoss: [weight, reduction],
  MultiLabelMarginLoss: [reduction],
  MultiMarginLoss: [["p", "p"], margin, weight, reduction],
  SoftMarginLoss: [reduction],
  HingeEmbeddingLoss: [margin, reduction],
};

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
