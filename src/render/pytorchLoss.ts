import { type LossName, type LossOptions, type OptionName, optionNames } from "../engine/loss";
import { losses } from "../engine/losses/losses";
import type { Parameter } from "../engine/losses/shared/definition";
import { formatCode } from "./numbers";
import { pythonString, tensorExpression } from "./pytorchTensors";

/** The lines that compute `loss` from two expressions. */
export function lossLines(loss: LossName, options: LossOptions, input: string, target: string): readonly string[] {
  const { signature, defaults } = losses[loss];
  const { functional } = signature;
  const own = written[loss];
  if (own !== "module") return own(options, input, target);
  const codeOf = (name: string, value: NonNullable<LossOptions[OptionName]>) => `${name}=${argumentCode(value)}`;
  // What the function takes and the module does not: the weights of errors.
  const byFunction = functional?.parameters.some(
    (name) => isOption(name) && options[name] !== undefined && !signature.module?.includes(name),
  );
  const parameters = (byFunction ? functional?.parameters : signature.module) ?? [];
  const given = parameters.flatMap((parameter) => {
    const value = isOption(parameter) ? options[parameter] : undefined;
    if (!isOption(parameter) || value === undefined) return [];
    return parameter === "reduction" && value === defaults.reduction ? [] : [codeOf(optionNames[parameter], value)];
  });
  const called = signature.arguments.map(([, role]) => {
    if (role === "input") return input;
    const value = role === "target" ? undefined : options[role];
    return value === undefined ? target : argumentCode(value);
  });
  if (byFunction) return [`loss = F.${functional?.name}(${[...called, ...given].join(", ")})`];
  return [`loss_fn = nn.${loss}(${given.join(", ")})`, `loss = loss_fn(${called.join(", ")})`];
}

function isOption(parameter: Parameter): parameter is OptionName {
  return parameter !== "size_average" && parameter !== "reduce" && parameter !== "*";
}

type Written = (options: LossOptions, input: string, target: string) => readonly string[];

/** What torch.nn has is called; the other losses are written out. */
const written: Readonly<Record<LossName, "module" | Written>> = {
  CrossEntropyLoss: "module",
  NLLLoss: "module",
  BCELoss: "module",
  BCEWithLogitsLoss: "module",
  KLDivLoss: "module",
  MultiLabelSoftMarginLoss: "module",
  MultiLabelMarginLoss: "module",
  MultiMarginLoss: "module",
  SoftMarginLoss: "module",
  HingeEmbeddingLoss: "module",
  SigmoidFocalLoss: focalLines,
  MSELoss: "module",
  L1Loss: "module",
  HuberLoss: "module",
  SmoothL1Loss: "module",
  PoissonNLLLoss: "module",
  GaussianNLLLoss: "module",
  CosineEmbeddingLoss: "module",
  MarginRankingLoss: "module",
  TripletMarginLoss: "module",
  SoftmaxFocalLoss: softmaxFocalLines,
  RetinaNetFocalLoss: (options, input, target) => anchorFocalLines(true, options, input, target),
  MMDetFocalLoss: (options, input, target) => anchorFocalLines(false, options, input, target),
  DiceLoss: ({ smooth = 1, ...options }, input, target) =>
    overlapLines({ ...options, alpha: 0.5, beta: 0.5, smooth: smooth / 2 }, input, target),
  TverskyLoss: overlapLines,
};

/** The losses that are called by a name of torch.nn. */
export const calledLosses: readonly LossName[] = (Object.keys(written) as LossName[]).filter(
  (loss) => written[loss] === "module",
);

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

/** The focal loss of one class of C: −α[y] (1 − p_y)^γ ln p_y, averaged over the targets that are not ignored. */
function softmaxFocalLines(
  { weight, gamma = 2, ignoreIndex = -100, reduction: reduce = "mean" }: LossOptions,
  input: string,
  target: string,
): readonly string[] {
  const alpha = weight === undefined ? "" : `weight=${tensorExpression(weight)}, `;
  const ignored = ignoreIndex === -100 ? "" : `ignore_index=${ignoreIndex}, `;
  const total = `loss.sum() / (${target} != ${ignoreIndex}).sum()`;
  return [
    `log_p = ${input}.log_softmax(min(1, ${input}.ndim - 1))`,
    `log_p_y = -F.nll_loss(log_p, ${target}, ${ignored}reduction="none")`,
    `loss = (1 - log_p_y.exp()) ** ${formatCode(gamma)} * F.nll_loss(log_p, ${target}, ${alpha}${ignored}reduction="none")`,
    ...(reduce === "none" ? [] : [reduce === "mean" ? `loss = ${total}` : `loss = loss.${reduce}()`]),
  ];
}

/** Anchors against class indices, where the index behind the last class is the background, and RetinaNet does not count those below 0. */
function anchorFocalLines(
  isRetinaNet: boolean,
  { reduction: reduce = "mean", ...options }: LossOptions,
  input: string,
  target: string,
): readonly string[] {
  const counted = isRetinaNet ? "[kept]" : "";
  const lines = [
    ...(isRetinaNet ? [`kept = ${target} >= 0`] : []),
    `rows, index = ${input}${counted}, ${target}${counted}`,
    "one_hot = F.one_hot(index, rows.shape[1] + 1)[:, :-1].to(rows.dtype)",
    ...focalLines({ ...options, reduction: "none" }, "rows", "one_hot"),
  ];
  if (reduce === "none") {
    const scattered = `loss = torch.zeros_like(${input}).index_put((kept.nonzero()[:, 0],), loss)`;
    return isRetinaNet ? [...lines, scattered] : lines;
  }
  const mean = isRetinaNet ? "loss = loss.sum() / max(1, int((index < rows.shape[1]).sum()))" : "loss = loss.mean()";
  return [...lines, reduce === "mean" ? mean : `loss = loss.${reduce}()`];
}

/** One value a sample, or one for the batch: 1 − (hits + smooth) / (hits + α · false positives + β · false negatives + smooth). */
function overlapLines(
  { alpha = 0.5, beta = 0.5, smooth = 1, batch = false, reduction: reduce = "mean" }: LossOptions,
  input: string,
  target: string,
): readonly string[] {
  const first = batch ? "" : `min(1, ${input}.ndim - 1), `;
  const wrong = `${formatCode(alpha)} * (found - hits) + ${formatCode(beta)} * (yes - hits)`;
  return [
    `axes = tuple(range(${first}${input}.ndim))`,
    `hits, found, yes = (${input} * ${target}).sum(axes), ${input}.sum(axes), ${target}.sum(axes)`,
    `loss = 1 - (hits + ${formatCode(smooth)}) / (hits + ${wrong} + ${formatCode(smooth)})`,
    ...(reduce === "none" ? [] : [`loss = loss.${reduce}()`]),
  ];
}
