import * as l10n from "@vscode/l10n";
import type { Answer } from "../../diagnosis/answer";
import type { Cause, Change, FactsOf } from "../../diagnosis/claim";
import { formatLoss } from "../numbers";
import { listed } from "../sentences";

/** What each cause says, from its facts and the arrays' names. */
export type ClaimSentences = { readonly [C in Cause]: (facts: FactsOf[C], words: ClaimWords) => string };

const BATCH_SIZES = /^Expected input batch_size \((\d{1,15})\) to match target batch_size \((\d{1,15})\)/;

/** The arrays as the person calls them. */
export interface ClaimWords {
  readonly input: string;
  readonly target: string;
  readonly loss: string;
  /** A model computes the loss by itself, and takes no options of it. */
  readonly inModel: boolean;
  /** The sizes of the two batches, where torch refuses the call because they differ. */
  readonly rows: { readonly input: string; readonly target: string } | undefined;
}

export function wordsOf({ framework, input, target, loss, exception }: Answer): ClaimWords {
  const sizes = BATCH_SIZES.exec(exception?.message ?? "");
  return {
    rows: sizes === null ? undefined : { input: sizes[1], target: sizes[2] },
    input: short(input.text) ?? input.name ?? "input",
    target: short(target.text) ?? target.name ?? "target",
    inModel: framework === "torch" && input.text === undefined,
    loss: loss === "SigmoidFocalLoss" ? "sigmoid_focal_loss" : loss,
  };
}

export function short(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= 30 && !text.includes("\n") ? text : undefined;
}

/** ` (3.92 → 0.088, 6 of 6 right instead of 0)`; empty where there is nothing to compare. */
export function effect({ before, after, accuracy }: Change): string {
  const parts: string[] = [];
  if (before !== undefined && after !== undefined) parts.push(`${formatLoss(before)} → ${formatLoss(after)}`);
  if (accuracy !== undefined && accuracy.after !== accuracy.before) {
    parts.push(l10n.t("{0} of {1} right instead of {2}", accuracy.after, accuracy.of, accuracy.before));
  }
  return parts.length === 0 ? "" : ` (${listed(parts)})`;
}
