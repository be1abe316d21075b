import { type LossName, type LossOptions, type OptionName, optionNames } from "../engine/loss";
import { losses } from "../engine/losses/losses";
import type { LossParameter } from "../engine/losses/shared/definition";
import { formatCode } from "./numbers";
import { tensorExpression } from "./pytorchTensors";
import { joined, type PythonSource, python, pythonName, pythonString } from "./writtenText";

/** The lines that compute `loss` from two expressions. */
export function lossLines(
  loss: LossName,
  options: LossOptions,
  input: PythonSource,
  target: PythonSource,
): readonly PythonSource[] {
  const { signature, defaults } = losses[loss];
  const { functional } = signature;
  const own = written[loss];
  if (own !== "module") return own(options, input, target);
  const codeOf = (name: string, value: NonNullable<LossOptions[OptionName]>) =>
    python`${pythonName(name)}=${argumentCode(value)}`;
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
  if (byFunction)
    return [python`loss = F.${pythonName(functional?.name ?? loss)}(${joined([...called, ...given], ", ")})`];
  return [
    python`loss_fn = nn.${pythonName(loss)}(${joined(given, ", ")})`,
    python`loss = loss_fn(${joined(called, ", ")})`,
  ];
}

function isOption(parameter: LossParameter): parameter is OptionName {
  return parameter !== "size_average" && parameter !== "reduce" && parameter !== "*";
}

type Written = (options: LossOptions, input: PythonSource, target: PythonSource) => readonly PythonSource[];

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

function argumentCode(value: NonNullable<LossOptions[keyof LossOptions]>): PythonSource {
  if (typeof value === "string") return pythonString(value);
  if (typeof value === "number") return Number.isInteger(value) ? python`${value}` : formatCode(value);
  if (typeof value === "boolean") return value ? python`True` : python`False`;
  return tensorExpression(value);
}

/** The focal loss written out: α_t (1 − p_t)^γ · BCEWithLogits, since it is no part of torch itself. */
function focalLines(
  { alpha = 0.25, gamma = 2, reduction: reduce = "mean" }: LossOptions,
  input: PythonSource,
  target: PythonSource,
): readonly PythonSource[] {
  const alphaLines =
    alpha < 0 ? [] : [python`alpha_t = ${formatCode(alpha)} * ${target} + ${formatCode(1 - alpha)} * (1 - ${target})`];
  const product = python`${alpha < 0 ? python`` : python`alpha_t * `}(1 - p_t) ** ${formatCode(gamma)} * bce`;
  return [
    python`bce = F.binary_cross_entropy_with_logits(${input}, ${target}, reduction="none")`,
    python`p_t = torch.sigmoid(${input}) * ${target} + (1 - torch.sigmoid(${input})) * (1 - ${target})`,
    ...alphaLines,
    reduce === "none" ? python`loss = ${product}` : python`loss = (${product}).${pythonName(reduce)}()`,
  ];
}

/** The focal loss of one class of C: −α[y] (1 − p_y)^γ ln p_y, averaged over the targets that are not ignored. */
function softmaxFocalLines(
  { weight, gamma = 2, ignoreIndex = -100, reduction: reduce = "mean" }: LossOptions,
  input: PythonSource,
  target: PythonSource,
): readonly PythonSource[] {
  const alpha = weight === undefined ? python`` : python`weight=${tensorExpression(weight)}, `;
  const ignored = ignoreIndex === -100 ? python`` : python`ignore_index=${ignoreIndex}, `;
  const total = python`loss.sum() / (${target} != ${ignoreIndex}).sum()`;
  return [
    python`log_p = ${input}.log_softmax(min(1, ${input}.ndim - 1))`,
    python`log_p_y = -F.nll_loss(log_p, ${target}, ${ignored}reduction="none")`,
    python`loss = (1 - log_p_y.exp()) ** ${formatCode(gamma)} * F.nll_loss(log_p, ${target}, ${alpha}${ignored}reduction="none")`,
    ...(reduce === "none"
      ? []
      : [reduce === "mean" ? python`loss = ${total}` : python`loss = loss.${pythonName(reduce)}()`]),
  ];
}

/** Anchors against class indices, where the index behind the last class is the background, and RetinaNet does not count those below 0. */
function anchorFocalLines(
  isRetinaNet: boolean,
  { reduction: reduce = "mean", ...options }: LossOptions,
  input: PythonSource,
  target: PythonSource,
): readonly PythonSource[] {
  const counted = isRetinaNet ? python`[kept]` : python``;
  const lines = [
    ...(isRetinaNet ? [python`kept = ${target} >= 0`] : []),
    python`rows, index = ${input}${counted}, ${target}${counted}`,
    python`one_hot = F.one_hot(index, rows.shape[1] + 1)[:, :-1].to(rows.dtype)`,
    ...focalLines({ ...options, reduction: "none" }, python`rows`, python`one_hot`),
  ];
  if (reduce === "none") {
    const scattered = python`loss = torch.zeros_like(${input}).index_put((kept.nonzero()[:, 0],), loss)`;
    return isRetinaNet ? [...lines, scattered] : lines;
  }
  const mean = isRetinaNet
    ? python`loss = loss.sum() / max(1, int((index < rows.shape[1]).sum()))`
    : python`loss = loss.mean()`;
  return [...lines, reduce === "mean" ? mean : python`loss = loss.${pythonName(reduce)}()`];
}

/** One value a sample, or one for the batch: 1 − (hits + smooth) / (hits + α · false positives + β · false negatives + smooth). */
function overlapLines(
  { alpha = 0.5, beta = 0.5, smooth = 1, batch = false, reduction: reduce = "mean" }: LossOptions,
  input: PythonSource,
  target: PythonSource,
): readonly PythonSource[] {
  const first = batch ? python`` : python`min(1, ${input}.ndim - 1), `;
  const wrong = python`${formatCode(alpha)} * (found - hits) + ${formatCode(beta)} * (yes - hits)`;
  return [
    python`axes = tuple(range(${first}${input}.ndim))`,
    python`hits, found, yes = (${input} * ${target}).sum(axes), ${input}.sum(axes), ${target}.sum(axes)`,
    python`loss = 1 - (hits + ${formatCode(smooth)}) / (hits + ${wrong} + ${formatCode(smooth)})`,
    ...(reduce === "none" ? [] : [python`loss = loss.${pythonName(reduce)}()`]),
  ];
}
