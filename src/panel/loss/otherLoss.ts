import type { CodeUse } from "../../protocol";
import { isLossOf } from "../../render/ownLoss";
import type { Evaluation } from "../../report";

/** What the person's own call comes to where that is not the loss by definition on the reading in view. */
export type OtherLoss =
  | { readonly kind: "raises" }
  /** It is right, and another loss: a margin, a Dice. */
  | { readonly kind: "right"; readonly value: string }
  /** It computes something else than the values mean. */
  | { readonly kind: "wrong" };

/** Undefined where the two agree, or nothing is known of the call. */
export function otherLoss(use: CodeUse | undefined, report: Evaluation): OtherLoss | undefined {
  if (use === undefined) return undefined;
  if (use.verdict === "raises") return { kind: "raises" };
  if (use.value === undefined || typeof use.loss !== "number" || isLossOf({ data: Float64Array.of(use.loss) }, report))
    return undefined;
  return use.verdict === "right" ? { kind: "right", value: use.value } : { kind: "wrong" };
}
