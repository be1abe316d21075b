import { mmdetFocalLoss, retinaNetFocalLoss } from "./anchorFocalLosses";
import { binaryCrossEntropy } from "./binaryCrossEntropy";
import { binaryCrossEntropyWithLogits } from "./binaryCrossEntropyWithLogits";
import { cosineEmbeddingLoss } from "./cosineEmbeddingLoss";
import { crossEntropy } from "./crossEntropy";
import { diceLoss } from "./diceLoss";
import { gaussianNLLLoss } from "./gaussianNLLLoss";
import { hingeEmbeddingLoss } from "./hingeEmbeddingLoss";
import { huberLoss } from "./huberLoss";
import { klDiv } from "./klDiv";
import { l1Loss } from "./l1Loss";
import { marginRankingLoss } from "./marginRankingLoss";
import { mseLoss } from "./mseLoss";
import { multilabelMarginLoss } from "./multilabelMarginLoss";
import { multilabelSoftMarginLoss } from "./multilabelSoftMarginLoss";
import { multiMarginLoss } from "./multiMarginLoss";
import { nllLoss } from "./nllLoss";
import { poissonNLLLoss } from "./poissonNLLLoss";
import type { LossDefinition } from "./shared/definition";
import { sigmoidFocalLoss } from "./sigmoidFocalLoss";
import { smoothL1Loss } from "./smoothL1Loss";
import { softMarginLoss } from "./softMarginLoss";
import { softmaxFocalLoss } from "./softmaxFocalLoss";
import { tripletMarginLoss } from "./tripletMarginLoss";
import { tverskyLoss } from "./tverskyLoss";

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
  MSELoss: mseLoss,
  L1Loss: l1Loss,
  HuberLoss: huberLoss,
  SmoothL1Loss: smoothL1Loss,
  PoissonNLLLoss: poissonNLLLoss,
  GaussianNLLLoss: gaussianNLLLoss,
  CosineEmbeddingLoss: cosineEmbeddingLoss,
  MarginRankingLoss: marginRankingLoss,
  TripletMarginLoss: tripletMarginLoss,
  SoftmaxFocalLoss: softmaxFocalLoss,
  RetinaNetFocalLoss: retinaNetFocalLoss,
  MMDetFocalLoss: mmdetFocalLoss,
  DiceLoss: diceLoss,
  TverskyLoss: tverskyLoss,
} satisfies Readonly<Record<string, LossDefinition>>;
