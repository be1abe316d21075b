import type { Place } from "../textUnit";
import type { Answer } from "./answer";
import type { Cause, Claim } from "./claim";

/** What of a call a mistake is about; the whole call where it is about both arguments, an option, or what is done with the loss. */
export const culprits = {
  "double-softmax": "input",
  "double-sigmoid": "input",
  "softmax-for-labels": "input",
  "sigmoid-for-classes": "input",
  "cut-scores": "input",
  "no-logarithm": "input",
  "logits-in-bce": "input",
  "wrong-class-axis": "input",
  "softmax-axis": "input",
  "mixed-samples": "target",
  "shifted-by-one": "call",
  "swapped-arguments": "call",
  "swapped-columns": "input",
  "padding-not-ignored": "target",
  "void-label": "target",
  "all-ignored": "target",
  "one-based-labels": "target",
  "signs-as-labels": "target",
  "labels-as-signs": "target",
  percent: "call",
  "mask-255": "target",
  "class-index-column": "target",
  "inverted-weights": "call",
  "inverted-pos-weight": "call",
  "target-not-normalised": "target",
  "target-is-logits": "target",
  "target-is-log": "target",
  "multi-hot-as-list": "target",
  thresholded: "input",
  underflow: "input",
  saturated: "input",
  overflow: "call",
  "one-class": "input",
  broadcast: "call",
  "smoothing-differs": "call",
  "weighted-mean": "call",
  "sum-per-sample": "call",
  "mean-of-means": "call",
  "mean-before-weights": "call",
  "averaged-twice": "call",
  temperature: "call",
  "nan-gradient": "call",
  "focal-form": "call",
  "in-bits": "call",
  perplexity: "call",
  "stuck-at-chance": "call",
  clamped: "call",
  negative: "call",
  "other-framework": "call",
  "mean-over-classes": "call",
  "logits-as-probabilities": "input",
  "rows-not-normalised": "input",
  dtype: "call",
  shape: "call",
  "out-of-range": "target",
  "weight-shape": "call",
  "option-invalid": "call",
  "not-a-tensor": "call",
  autocast: "call",
  "variance-is-log": "call",
  formula: "call",
  graph: "call",
} as const satisfies Record<Cause, "input" | "target" | "call">;

/** The argument that an answer's claim is about, where it is written; else the call. */
export function culpritPlace({ claim, place, input, target }: Answer): Place {
  const culprit = claim === undefined ? "call" : culpritOf(claim);
  const argument = { input, target, call: undefined }[culprit];
  return argument?.place ?? place;
}

function culpritOf(claim: Claim): "input" | "target" | "call" {
  if (claim.cause === "percent") return claim.facts.argument;
  return (claim.cause === "double-softmax" ? claim.facts.of : undefined) ?? culprits[claim.cause];
}

/** Where a mistake happens, if the code says: a place of the interpreter's units. */
export function causePlace(claim: Claim): Place | undefined {
  return "at" in claim.facts ? claim.facts.at : undefined;
}
