import type { Answer } from "../diagnosis/answer";
import type { Evaluation, Report } from "../report";
import type { Tensor } from "../tensor/tensor";

/**
 * Whether the call's own answer is all that a hover says: torch refuses the arrays as they stand, so that no loss of another reading is the
 * call's; or the call is right and gives another number than the definition on this reading, a margin in place of a cross-entropy.
 */
export function isAllSaid({ verdict, value, claim }: Answer, report: Report): boolean {
  if (verdict === "raises") return true;
  if (verdict !== "right" || claim !== undefined || value === undefined || report.kind !== "evaluation") return false;
  return !isLossOf(value, report);
}

/** Whether what a call gives is the loss by definition, within the digits that are shown. */
export function isLossOf(value: Pick<Tensor, "data">, { reference }: Evaluation): boolean {
  if (reference.kind !== "reference") return false;
  const { data } = reference.value;
  return data.length === value.data.length && data.every((own, at) => isClose(own, value.data[at]));
}

function isClose(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));
}
