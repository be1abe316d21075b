import { logSigmoid } from "./activations";

/** What turns the number that decides a sample into its loss: −log p of a probability, or −log σ(x) of a logit. */
export type CurveKind = "negativeLog" | "logistic";

export function lossAt(kind: CurveKind, x: number): number {
  return kind === "negativeLog" ? -Math.log(x) : -logSigmoid(x);
}

/** The inverse of `lossAt`. */
export function inputAt(kind: CurveKind, loss: number): number {
  return kind === "negativeLog" ? Math.exp(-loss) : -Math.log(Math.expm1(loss));
}
