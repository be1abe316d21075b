import type { Denominator, LossOptions } from "./loss";
import type { Reading } from "./reading";

/** What is read beside the loss of a language model: its mean over the tokens that count, as people compare models by it. */
export interface TokenLoss {
  /** Tokens whose target is not ignored … */
  readonly counted: number;
  /** … out of all. */
  readonly of: number;
  /** e to the power of the mean loss of a token. */
  readonly perplexity: number;
  readonly bitsPerToken: number;
}

/** `mean` is that of the tokens that count, in nats. Undefined where weights or smoothing make it no perplexity, or nothing counts. */
export function describeTokens(
  { counted, total }: Denominator,
  mean: number,
  { weight, labelSmoothing = 0 }: LossOptions,
): TokenLoss | undefined {
  if (weight !== undefined || labelSmoothing > 0 || !(Math.abs(mean) < Number.POSITIVE_INFINITY)) return undefined;
  return { counted, of: total, perplexity: Math.exp(mean), bitsPerToken: mean / Math.LN2 };
}

/** Scores (N, T, V) of class indices (N, T): classes that stand last are those of sequences. */
export function isTokens({ targetKind, classDim }: Reading, shape: readonly number[]): boolean {
  return targetKind === "classIndices" && shape.length === 3 && classDim === 2;
}
