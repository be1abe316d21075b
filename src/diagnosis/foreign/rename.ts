import type { ForeignCall } from "../../frameworks/framework";
import { type CallFacts, textAt } from "../callFacts";
import type { FixCandidate } from "../row";

/** The loss of the same framework that takes the other kind of labels: indices in place of rows, rows in place of indices. */
const others: Readonly<Record<string, string>> = {
  CategoricalCrossentropy: "SparseCategoricalCrossentropy",
  SparseCategoricalCrossentropy: "CategoricalCrossentropy",
  categorical_crossentropy: "sparse_categorical_crossentropy",
  sparse_categorical_crossentropy: "categorical_crossentropy",
  softmax_cross_entropy: "softmax_cross_entropy_with_integer_labels",
  softmax_cross_entropy_with_integer_labels: "softmax_cross_entropy",
  softmax_cross_entropy_with_logits: "sparse_softmax_cross_entropy_with_logits",
  sparse_softmax_cross_entropy_with_logits: "softmax_cross_entropy_with_logits",
};

export function renamedFixes(
  { call: { named }, units }: CallFacts,
  { prediction, truth }: ForeignCall,
): readonly FixCandidate[] {
  // Only to the loss that the shapes are made for.
  const isRow = truth.shape.length === prediction.shape.length && truth.shape.at(-1) === prediction.shape.at(-1);
  return renamedTo(units, named, isRow ? "rows" : "indices");
}

/** The loss for labels of that form, where another one is named, or is told by its name as a text. */
export function renamedTo(
  units: CallFacts["units"],
  named: CallFacts["call"]["named"],
  labels: "rows" | "indices",
): readonly FixCandidate[] {
  const written = textAt(units, named);
  const [, quote, plain] = /^(["']?)([\w.]+)\1$/.exec(written) ?? [];
  if (plain === undefined) return [];
  const dot = written.lastIndexOf(".") + 1;
  const name = plain.slice(plain.lastIndexOf(".") + 1);
  if (!Object.hasOwn(others, name)) return [];
  const other = others[name];
  if ((labels === "rows") === /sparse|integer/i.test(other)) return [];
  if (quote !== "")
    return [{ title: { kind: "use", code: other }, edits: [{ place: named, text: `${quote}${other}${quote}` }] }];
  const code = `${written.slice(0, dot)}${other}`;
  // A bare name would have to be imported first.
  return dot === 0 ? [] : [{ title: { kind: "use", code }, edits: [{ place: named, text: code }] }];
}
