import type { LossName } from "../engine/loss";
import type { TensorOp } from "../engine/ops";

type Activation = Exclude<TensorOp["op"], "to" | "squeeze" | "unsqueeze" | "argmax" | "movedim" | "oneHot">;

/** torch.nn's modules: the losses and activations that are followed. Their names are unlike anyone else's, so a bare one counts too. */
const lossModules: ReadonlySet<string> = new Set<LossName>([
  "CrossEntropyLoss",
  "NLLLoss",
  "BCELoss",
  "BCEWithLogitsLoss",
  "KLDivLoss",
  "MultiLabelSoftMarginLoss",
  "MultiLabelMarginLoss",
  "MultiMarginLoss",
  "SoftMarginLoss",
  "HingeEmbeddingLoss",
]);

const lossFunctions: ReadonlyMap<string, LossName> = new Map<string, LossName>([
  ["cross_entropy", "CrossEntropyLoss"],
  ["nll_loss", "NLLLoss"],
  ["binary_cross_entropy", "BCELoss"],
  ["binary_cross_entropy_with_logits", "BCEWithLogitsLoss"],
  ["kl_div", "KLDivLoss"],
  ["multilabel_soft_margin_loss", "MultiLabelSoftMarginLoss"],
  ["multilabel_margin_loss", "MultiLabelMarginLoss"],
  ["multi_margin_loss", "MultiMarginLoss"],
  ["soft_margin_loss", "SoftMarginLoss"],
  ["hinge_embedding_loss", "HingeEmbeddingLoss"],
]);

/** The losses whose first option is the weight: the module's first argument, the function's third. */
export const weightedLosses: ReadonlySet<LossName> = new Set<LossName>([
  "CrossEntropyLoss",
  "NLLLoss",
  "BCELoss",
  "BCEWithLogitsLoss",
  "MultiLabelSoftMarginLoss",
]);

const activationModules: ReadonlyMap<string, Activation> = new Map<string, Activation>([
  ["Softmax", "softmax"],
  ["LogSoftmax", "logSoftmax"],
  ["Sigmoid", "sigmoid"],
  ["LogSigmoid", "logSigmoid"],
]);

const activationFunctions: ReadonlyMap<string, Activation> = new Map<string, Activation>([
  ["softmax", "softmax"],
  ["log_softmax", "logSoftmax"],
  ["sigmoid", "sigmoid"],
  ["logsigmoid", "logSigmoid"],
  ["log", "log"],
  ["exp", "exp"],
]);

const moduleOfNn = /^(?:(?:torch\.)?nn\.)?(\w+)$/;
const functionOfTorch = /^(?:F|functional|(?:torch\.)?nn\.functional|torch(?:\.special)?)\.(\w+)$/;

/** `nn.CrossEntropyLoss`, `torch.nn.CrossEntropyLoss` or a bare `CrossEntropyLoss`. */
export function lossModule(name: string): LossName | undefined {
  const last = moduleOfNn.exec(name)?.[1];
  return last !== undefined && lossModules.has(last) ? (last as LossName) : undefined;
}

/** `F.cross_entropy` and its longer spellings; a bare function may be anyone's. */
export function lossFunction(name: string): LossName | undefined {
  return lossFunctions.get(functionOfTorch.exec(name)?.[1] ?? "");
}

export function activationModule(name: string): Activation | undefined {
  return activationModules.get(moduleOfNn.exec(name)?.[1] ?? "");
}

export function activationFunction(name: string): Activation | undefined {
  return activationFunctions.get(functionOfTorch.exec(name)?.[1] ?? "");
}

export function activationMethod(name: string): Activation | undefined {
  return name === "logsigmoid" ? undefined : activationFunctions.get(name);
}

/** The methods that leave a tensor's values, shape and dtype alone. */
export const neutralMethods: ReadonlySet<string> = new Set(
  "detach clone cpu cuda contiguous requires_grad_ retain_grad".split(" "),
);

/** Constructors that take an array as it is; the value is the dtype that they force, if any. */
export const neutralFunctions: ReadonlyMap<string, "float32" | "int64" | undefined> = new Map([
  ["torch.from_numpy", undefined],
  ["torch.as_tensor", undefined],
  ["torch.tensor", undefined],
  ["torch.FloatTensor", "float32"],
  ["torch.Tensor", "float32"],
  ["torch.LongTensor", "int64"],
]);

export const castMethods: ReadonlyMap<
  string,
  "float32" | "float64" | "float16" | "bfloat16" | "int64" | "int32" | "bool"
> = new Map([
  ["float", "float32"],
  ["double", "float64"],
  ["half", "float16"],
  ["bfloat16", "bfloat16"],
  ["long", "int64"],
  ["int", "int32"],
  ["bool", "bool"],
]);
