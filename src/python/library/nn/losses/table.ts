import { bce, bceWithLogits, crossEntropy, klDiv, nll, sigmoidFocal } from "./declared/classes";
import {
  cosineEmbedding,
  hingeEmbedding,
  marginRanking,
  multiLabelMargin,
  multiLabelSoftMargin,
  multiMargin,
  softMargin,
  tripletMargin,
} from "./declared/margins";
import { unmodelled } from "./declared/unmodelled";
import { gaussianNLL, huber, l1, mse, poissonNLL, smoothL1 } from "./declared/values";
import type { CalledLoss, LossRow } from "./row";

/** Each loss that code may call, as its library declares it. */
export const lossTable: Readonly<Record<CalledLoss, LossRow>> = {
  CrossEntropyLoss: crossEntropy,
  NLLLoss: nll,
  BCELoss: bce,
  BCEWithLogitsLoss: bceWithLogits,
  KLDivLoss: klDiv,
  MultiLabelSoftMarginLoss: multiLabelSoftMargin,
  MultiLabelMarginLoss: multiLabelMargin,
  MultiMarginLoss: multiMargin,
  SoftMarginLoss: softMargin,
  HingeEmbeddingLoss: hingeEmbedding,
  SigmoidFocalLoss: sigmoidFocal,
  MSELoss: mse,
  L1Loss: l1,
  SmoothL1Loss: smoothL1,
  HuberLoss: huber,
  PoissonNLLLoss: poissonNLL,
  GaussianNLLLoss: gaussianNLL,
  CosineEmbeddingLoss: cosineEmbedding,
  MarginRankingLoss: marginRanking,
  TripletMarginLoss: tripletMargin,
  ...unmodelled,
};
