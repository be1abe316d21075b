import * as l10n from "@vscode/l10n";
import { certainWithin, printedNumber } from "../diagnosis/printed";
import { typedLoss } from "../engine/precision/typedLoss";
import type { Evaluation } from "../report";
import { formatLoss, formatPrinted, formatSure, formatValue, typeShown } from "./numbers";

/** The loss of a report as a number, and what stands beside it: the same in another type, and the digits of `.item()`. */
export interface ShownLoss {
  /** `0.6628`, as torch prints it in the type of the input, or `0.66276923` in float64. */
  readonly first: string;
  readonly beside: readonly string[];
  /** Whether the input is written in a narrower type than float64, so that there is something to choose. */
  readonly isTyped: boolean;
}

/** Undefined where there is no loss of one number. */
export function shownLoss(report: Evaluation): ShownLoss | undefined {
  const { reference } = report;
  if (reference.kind !== "reference" || reference.value.shape.length > 0) return undefined;
  const exact = formatValue(reference.value.data[0]);
  // What is nan or infinite is so in every type.
  const typed = Number.isFinite(reference.value.data[0]) ? printedLoss(report) : undefined;
  if (typed === undefined) return { first: exact, beside: [], isTyped: false };
  const isTyped = isWritten(report);
  if (!isTyped || typeShown() === "float64") {
    const prints = typed.isCertain ? [l10n.t("torch prints {0}", formatPrinted(typed.printed))] : [];
    return { first: exact, beside: prints, isTyped };
  }
  const first = `${typed.isCertain ? "" : "≈ "}${formatPrinted(typed.printed)}`;
  const item = typed.item === undefined ? [] : [l10n.t(".item() shows {0}", typed.item)];
  return { first, beside: [...item, l10n.t("{0} in float64", exact)], isTyped };
}

/** What print shows between `tensor(` and `)` in the type of the input, where that is narrower than float64 and certain. */
export function printedInType(report: Evaluation): string | undefined {
  const typed = printedLoss(report);
  return typed?.isCertain ? typed.printed : undefined;
}

/** The loss where there is room for four digits: as torch prints it, or as people quote it; the mean of several. Undefined where there is none. */
export function shortLoss(report: Evaluation): string | undefined {
  const { reference } = report;
  if (reference.kind !== "reference") return undefined;
  if (reference.value.shape.length > 0) return formatLoss(reference.mean);
  const typed = isWritten(report) && typeShown() === "asWritten" ? shownLoss(report) : undefined;
  return typed?.isTyped ? typed.first : formatLoss(reference.value.data[0]);
}

/** A bare list has the type that torch.tensor would give it: nobody has written one. An array without a text is stored in its own. */
function isWritten({ inputLiteral: { library, tensor, span } }: Evaluation): boolean {
  return library !== undefined || tensor.dtype !== "float32" || span.length === 0;
}

interface PrintedLoss {
  /** What stands between `tensor(` and `)`. */
  readonly printed: string;
  readonly isCertain: boolean;
  /** The digits of `.item()` that are certain. */
  readonly item: string | undefined;
}

/** Kept: it is asked for again with every drawing. */
const known = new WeakMap<Evaluation, { readonly loss: PrintedLoss | undefined }>();

function printedLoss(report: Evaluation): PrintedLoss | undefined {
  const kept = known.get(report);
  if (kept !== undefined) return kept.loss;
  const loss = printed(report);
  known.set(report, { loss });
  return loss;
}

function printed(report: Evaluation): PrintedLoss | undefined {
  const typed = typedLoss(report);
  if (typed === undefined) return undefined;
  const { value, off } = typed;
  const certain = off === undefined ? undefined : certainWithin(value, off);
  return {
    printed: certain ?? printedNumber(value),
    isCertain: certain !== undefined,
    item: off === undefined ? undefined : formatSure(value, off),
  };
}
