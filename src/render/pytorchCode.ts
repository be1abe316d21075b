import type { LossName, LossOptions } from "../engine/loss";
import type { TensorOp } from "../engine/ops";
import { isFloatingPoint, numel, type Tensor } from "../engine/tensor";
import type { PipelineResult } from "../engine/verdict";
import { formatCode } from "./numbers";
import { opsCode } from "./pipelineText";

/** What a snippet is about: the arrays, and the names they go by in the person's own code. */
export interface SnippetContext {
  readonly input: Tensor;
  readonly target: Tensor;
  readonly inputName: string | undefined;
  readonly targetName: string | undefined;
  readonly options: LossOptions;
}

/** Above this many elements the snippet takes the person's variable instead of a copy of its values. */
const COPIED_ELEMENTS = 1000;

/**
 * A complete PyTorch program for a pipeline: imports, tensors, loss, and the value it prints as a comment. What the loss is computed
 * from is float64, so that torch prints the digits shown here. Where the pipeline raises, its fix is written in; without one the
 * program keeps the dtypes as they are and shows the exception.
 */
export function pipelineSnippet(context: SnippetContext, result: PipelineResult): string {
  const repaired = result.kind === "raised" ? result.repaired : undefined;
  const { input, target, options } =
    result.kind === "raised" && !repaired ? context : inFloat64(context, result.kind === "ran");
  const inputName = identifier(context.inputName, "input", []);
  const targetName = identifier(context.targetName, "target", [inputName]);
  const fixed = (argument: "input" | "target", name: string): string => {
    return repaired?.fix.argument === argument ? opsCode(repaired.fix.ops.map(castToFloat64), name) : name;
  };
  const { ops, loss } = (repaired ?? result).pipeline;
  const activated = opsCode(ops, fixed("input", inputName));
  const body = [
    tensorLine(inputName, input),
    tensorLine(targetName, target),
    "",
    ...lossLines(loss, options, activated, fixed("target", targetName)),
    ...outcomeLines(result),
  ].join("\n");
  return `${imports(body)}\n\n${body}\n`;
}

/** Everything floating in float64; the input in any case where it runs, since an activation of integers would round to float32. */
function inFloat64(context: SnippetContext, inputRuns: boolean): SnippetContext {
  const { weight, posWeight } = context.options;
  return {
    ...context,
    input: inputRuns ? { ...context.input, dtype: "float64" } : promoted(context.input),
    target: promoted(context.target),
    options: {
      ...context.options,
      ...(weight && { weight: promoted(weight) }),
      ...(posWeight && { posWeight: promoted(posWeight) }),
    },
  };
}

function imports(body: string): string {
  const lines = ["import torch"];
  if (body.includes("nn.")) lines.push("from torch import nn");
  if (/\bF\./.test(body)) lines.push("from torch.nn import functional as F");
  if (/\bmath\./.test(body)) lines.unshift("import math", "");
  return lines.join("\n");
}

/** A person's name where it is one for Python and collides with nothing in the snippet. */
function identifier(name: string | undefined, fallback: string, taken: readonly string[]): string {
  const last = name?.split(".").pop() ?? "";
  const usable = /^[A-Za-z_]\w*$/.test(last) && !reserved.has(last) && !taken.includes(last);
  return usable ? last : fallback;
}

const reserved: ReadonlySet<string> = new Set(
  (
    "torch nn F math loss loss_fn bce p_t alpha_t weight print False None True and as assert async await break class continue def del " +
    "elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

function tensorLine(name: string, tensor: Tensor): string {
  if (tensor.data.length > COPIED_ELEMENTS) {
    return `${name} = torch.as_tensor(${name}, dtype=torch.${tensor.dtype})  # ${tensor.data.length} values: take your own array`;
  }
  if (tensor.data.length === 0)
    return `${name} = torch.zeros((${tensor.shape.map((size) => `${size},`).join(" ")}), dtype=torch.${tensor.dtype})`;
  const opening = `${name} = torch.tensor(`;
  return `${opening}${nestedList(tensor, opening.length)}${dtypeArgument(tensor)})`;
}

function promoted(tensor: Tensor): Tensor {
  return isFloatingPoint(tensor.dtype) ? { ...tensor, dtype: "float64" } : tensor;
}

/** int64 and bool are what torch.tensor makes of such lists by itself. */
function dtypeArgument(tensor: Tensor): string {
  return tensor.dtype === "int64" || tensor.dtype === "bool" ? "" : `, dtype=torch.${tensor.dtype}`;
}

/** Nested Python lists, one innermost row a line. */
function nestedList(tensor: Tensor, indent: number): string {
  const element = (index: number): string => {
    const value = tensor.data[index];
    if (tensor.dtype === "bool") return value === 0 ? "False" : "True";
    return isFloatingPoint(tensor.dtype) ? formatCode(value) : String(value);
  };
  const render = (dim: number, start: number, depth: number): string => {
    if (dim === tensor.shape.length) return element(start);
    const stride = numel(tensor.shape.slice(dim + 1));
    const parts = Array.from({ length: tensor.shape[dim] }, (_, index) =>
      render(dim + 1, start + index * stride, depth + 1),
    );
    const separator = dim === tensor.shape.length - 1 ? ", " : `,\n${" ".repeat(depth + 1)}`;
    return `[${parts.join(separator)}]`;
  };
  return render(0, 0, indent);
}

function lossLines(loss: LossName, options: LossOptions, input: string, target: string): readonly string[] {
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
  if (typeof value === "string") return `"${value}"`;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return `torch.tensor(${nestedList(value, 0).replaceAll("\n", "")}${dtypeArgument(value)})`;
}

/** The focal loss written out: α_t (1 − p_t)^γ · BCEWithLogits, since it is no part of torch itself. */
function focalLines(
  { alpha = 0.25, gamma = 2, reduction: reduce = "mean" }: LossOptions,
  input: string,
  target: string,
): readonly string[] {
  const alphaLines = alpha < 0 ? [] : [`alpha_t = ${alpha} * ${target} + ${1 - alpha} * (1 - ${target})`];
  const product = `${alpha < 0 ? "" : "alpha_t * "}(1 - p_t) ** ${gamma} * bce`;
  return [
    `bce = F.binary_cross_entropy_with_logits(${input}, ${target}, reduction="none")`,
    `p_t = torch.sigmoid(${input}) * ${target} + (1 - torch.sigmoid(${input})) * (1 - ${target})`,
    ...alphaLines,
    reduce === "none" ? `loss = ${product}` : `loss = (${product}).${reduce}()`,
  ];
}

const LISTED_LOSSES = 20;

function outcomeLines(result: PipelineResult): readonly string[] {
  const outcome = result.kind === "ran" ? result : result.repaired;
  if (outcome === undefined)
    return result.kind === "raised" ? [`# ${result.refusal.exception}: ${result.refusal.message}`] : [];
  const { value } = outcome;
  if (value.shape.length === 0)
    return [
      `print(f"{loss.item():.8f}")  # ${value.data[0].toFixed(8).replace("Infinity", "inf").replace("NaN", "nan")}`,
    ];
  if (value.data.length > LISTED_LOSSES) return ["print(loss)"];
  return ["print(loss)", `# [${Array.from(value.data, (entry) => entry.toFixed(8)).join(", ")}]`];
}

/** A cast to a floating dtype follows the snippet's float64. */
function castToFloat64(op: TensorOp): TensorOp {
  return op.op === "to" && isFloatingPoint(op.dtype) ? { op: "to", dtype: "float64" } : op;
}
