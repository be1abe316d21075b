import { explainLoss } from "../engine/explainLoss";
import type { PairReport } from "../engine/pairReport";
import { roundsTo } from "../engine/seenLoss";
import { explanationName, explanationText } from "../render/explanationText";
import type { ExpectedLoss } from "./commandLine";

export function isExpected(loss: number, { seen, tolerance }: ExpectedLoss): boolean {
  if (tolerance === undefined || !Number.isFinite(seen.value)) return roundsTo(loss, seen);
  return Math.abs(loss - seen.value) <= tolerance;
}

/** What gives the loss that was expected in vain; undefined where nothing does. */
export function explainExpected(report: PairReport, { text, seen }: ExpectedLoss): string | undefined {
  const [first] = explainLoss(report, seen).explanations;
  if (first === undefined) return undefined;
  return `${text} is what ${explanationName(first)} gives. ${explanationText(first, report)}`.trim();
}
