import type { LossNamed, SignedLoss } from "./lossNamed";
import type { LossMeaning } from "./meanings";
import type { Metric, Series } from "./series";

/** What the numbers of a log say. */
export type LogFacts =
  /** `hidden`: 0 was written, and a gradient of nan beside it. `always`: no loss is a number, and several are not. */
  | { readonly kind: "nan"; readonly after: Metric | undefined; readonly hidden: boolean; readonly always: boolean }
  | { readonly kind: "infinite"; readonly negative: boolean }
  /** Of a loss that cannot be. `bounded`: none lies below -1. */
  | { readonly kind: "negative"; readonly at: Metric; readonly of: NeverNegative; readonly bounded: boolean }
  /** Of a loss that can be. */
  | { readonly kind: "signed"; readonly at: Metric; readonly of: SignedLoss }
  /** A lower bound that is maximised. */
  | { readonly kind: "elbo"; readonly first: Metric; readonly last: Metric; readonly rises: boolean }
  | { readonly kind: "squares"; readonly at: Metric }
  /** `clipped`: 0 but for Keras's clip of probabilities. */
  | { readonly kind: "zero"; readonly of: "ctc" | "classes"; readonly clipped: Metric | undefined }
  /** The largest number of an image: 255, or 1 / 255. */
  | { readonly kind: "pixels"; readonly at: Metric; readonly twice: boolean }
  /** `soft`: where the margin is a soft one, log(1 + exp(0)). */
  | { readonly kind: "margin"; readonly at: Metric; readonly soft: boolean }
  /** Of squared or absolute errors, where outputs do not equal their targets. */
  | { readonly kind: "accuracyOfErrors"; readonly at: Metric }
  | { readonly kind: "meanOfMeans"; readonly seen: Metric; readonly mean: number; readonly weighted: number }
  | { readonly kind: "weightedMean"; readonly seen: Metric; readonly weighted: number }
  /** `stuck`: several numbers that do not move, and not one alone. */
  | {
      readonly kind: "chance";
      readonly at: Metric;
      readonly classes: number;
      readonly stuck: boolean;
      readonly accuracy: Metric | undefined;
    }
  | {
      readonly kind: "floor";
      readonly at: Metric;
      readonly classes: number;
      readonly floor: number;
      readonly accuracy: Metric | undefined;
      readonly perhaps: boolean;
    }
  /** `balanced`: as many yes as no; else all are yes. */
  | {
      readonly kind: "sigmoidFloor";
      readonly at: Metric;
      readonly balanced: boolean;
      readonly floor: number;
      readonly perhaps: boolean;
    }
  | {
      readonly kind: "clamp";
      readonly at: Metric;
      readonly by: (LossMeaning & { readonly kind: "clamp" })["by"];
      readonly perhaps: boolean;
    }
  /** As many samples are wrong as cost a clamp each. */
  | {
      readonly kind: "clampShare";
      readonly at: Metric;
      readonly clamp: number;
      readonly accuracy: Metric;
    }
  /** A guess's loss, and an accuracy that is none's. */
  | {
      readonly kind: "chanceAndAccuracy";
      readonly at: Metric;
      readonly classes: number;
      readonly accuracy: Metric;
    }
  | { readonly kind: "accuracyAtChance"; readonly at: Metric; readonly classes: number }
  | { readonly kind: "perplexity"; readonly loss: Metric; readonly perplexity: Metric; readonly base: "e" | "2" }
  | { readonly kind: "bits"; readonly loss: Metric; readonly bits: Metric }
  | { readonly kind: "overfit"; readonly train: Series; readonly validation: Series }
  | { readonly kind: "falling"; readonly first: Metric; readonly last: Metric }
  | { readonly kind: "rising"; readonly first: Metric; readonly last: Metric }
  | { readonly kind: "plateau"; readonly at: Metric }
  /** `ofClasses`: of a cross-entropy, so that it stands for a probability. */
  | { readonly kind: "plain"; readonly at: Metric; readonly ofClasses: boolean };

/** A `likelihood` is called so and may be that of classes or of a density. */
export type NeverNegative = "crossEntropy" | "likelihood" | "ctc" | "divergence" | "squares" | "overlap";

/** What is known beside the numbers. */
export interface LogContext {
  readonly metrics: readonly Metric[];
  /** How many classes the text speaks of. */
  readonly classes: number | undefined;
  /** The text says that a loss does not move. */
  readonly stuck: boolean;
  /** The text is nothing but numbers. */
  readonly alone: boolean;
  /** It speaks of a sigmoid or of BCE. */
  readonly binary: boolean;
  readonly loss: LossNamed | undefined;
  /** What a loss of triplets costs where all embeddings are one. */
  readonly margin: { readonly value: number; readonly soft: boolean } | undefined;
}

/** Whether its words can but guess what the reason is: beside a call whose mistake is known they would be wrong. */
export function isGuessed({ kind }: LogFacts): boolean {
  switch (kind) {
    case "nan":
    case "infinite":
    case "negative":
    case "signed":
    case "zero":
    case "pixels":
    case "margin":
    case "accuracyOfErrors":
    case "chanceAndAccuracy":
    case "rising":
    case "plateau":
    case "plain":
      return true;
    case "elbo":
    case "squares":
    case "meanOfMeans":
    case "weightedMean":
    case "chance":
    case "floor":
    case "sigmoidFloor":
    case "clamp":
    case "clampShare":
    case "accuracyAtChance":
    case "perplexity":
    case "bits":
    case "overfit":
    case "falling":
      return false;
  }
}
