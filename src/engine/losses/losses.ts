import { binaryCrossEntropy } from "./binaryCrossEntropy";
import { binaryCrossEntropyWithLogits } from "./binaryCrossEntropyWithLogits";
import { crossEntropy } from "./crossEntropy";
import { hingeEmbeddingLoss } from "./hingeEmbeddingLoss";
import { klDiv } from "./klDiv";
import { multilabelMarginLoss } from "./multilabelMarginLoss";
import { multilabelSoftMarginLoss } from "./multilabelSoftMarginLoss";
import { multiMarginLoss } from "./multiMarginLoss";
import { nllLoss } from "./nllLoss";
import type { LossDefinition } from "./shared/definition";
import { sigmoidFocalLoss } from "./sigmoidFocalLoss";
import { softMarginLoss } from "./softMarginLoss";

/** Every loss by its name in torch.nn, or by one made like those. A new loss is a new line here: what it forgot does not compile. */
export const losses = {
  CrossEntropyLoss: crossEntropy,
  NLLLoss: nllLoss,
  BCELoss: binaryCrossEntropy,
  BCEWithLogitsLoss: binaryCrossEntropyWithLogits,
  KLDivLoss: klDiv,
  MultiLabelSoftMarginLoss: multilabelSoftMarginLoss,
  MultiLabelMarginLoss: multilabelMarginLoss,
  MultiMarginLoss: multiMarginLoss,
  SoftMarginLoss: softMarginLoss,
  HingeEmbeddingLoss: hingeEmbeddingLoss,
  SigmoidFocalLoss: sigmoidFocalLoss,
} satisfies Readonly<Record<string, LossDefinition>>;
