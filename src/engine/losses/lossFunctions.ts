import type { LossFunction, LossName } from "../loss";
import { binaryCrossEntropy, binaryCrossEntropyDefinition } from "./binaryCrossEntropy";
import { binaryCrossEntropyWithLogits, binaryCrossEntropyWithLogitsDefinition } from "./binaryCrossEntropyWithLogits";
import { crossEntropy, crossEntropyDefinition } from "./crossEntropy";
import type { LossDefinition } from "./definition";
import { hingeEmbeddingLoss, hingeEmbeddingLossDefinition } from "./hingeEmbeddingLoss";
import { klDiv, klDivDefinition } from "./klDiv";
import { multilabelMarginLoss, multilabelMarginLossDefinition } from "./multilabelMarginLoss";
import { multilabelSoftMarginLoss, multilabelSoftMarginLossDefinition } from "./multilabelSoftMarginLoss";
import { multiMarginLoss, multiMarginLossDefinition } from "./multiMarginLoss";
import { nllLoss, nllLossDefinition } from "./nllLoss";
import { sigmoidFocalLoss, sigmoidFocalLossDefinition } from "./sigmoidFocalLoss";
import { softMarginLoss, softMarginLossDefinition } from "./softMarginLoss";

/** The function of each loss by the name of its module. */
export const lossFunctions: Readonly<Record<LossName, LossFunction>> = {
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
};

/** Likewise their definitions, which also know the gradients. */
export const lossDefinitions: Readonly<Record<LossName, LossDefinition>> = {
  CrossEntropyLoss: crossEntropyDefinition,
  NLLLoss: nllLossDefinition,
  BCELoss: binaryCrossEntropyDefinition,
  BCEWithLogitsLoss: binaryCrossEntropyWithLogitsDefinition,
  KLDivLoss: klDivDefinition,
  MultiLabelSoftMarginLoss: multilabelSoftMarginLossDefinition,
  MultiLabelMarginLoss: multilabelMarginLossDefinition,
  MultiMarginLoss: multiMarginLossDefinition,
  SoftMarginLoss: softMarginLossDefinition,
  HingeEmbeddingLoss: hingeEmbeddingLossDefinition,
  SigmoidFocalLoss: sigmoidFocalLossDefinition,
};
