import assert from "node:assert/strict";
import { isChanged, outcomeOf, unchanged, type WhatIf } from "../../../src/panel/whatIf";
import type { Evaluation, Request } from "../../../src/report";
import { CLASSES, evaluation, PROBABILITIES } from "./pairs";

const LOGITS = "[[2.0, -1.0, 0.5], [0.1, 0.2, 0.3]]";
const asLogits: Partial<Request> = { choice: { inputKind: "logits" } };

function lossOf(report: Evaluation): number {
  assert.ok(report.reference.kind === "reference");
  return report.reference.value.data[0];
}

function close(actual: number | undefined, expected: number): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-12, `${actual}, not ${expected}`);
}

/** A change has the loss that a document and options with the same change have. */
const same: readonly [string, Evaluation, Partial<WhatIf>, Evaluation][] = [
  ["nothing changed", evaluation(LOGITS, "[0, 2]", asLogits), {}, evaluation(LOGITS, "[0, 2]", asLogits)],
  [
    "temperature of logits",
    evaluation(LOGITS, "[0, 2]", asLogits),
    { temperature: 2 },
    evaluation("[[1.0, -0.5, 0.25], [0.05, 0.1, 0.15]]", "[0, 2]", asLogits),
  ],
  [
    "temperature of probabilities",
    evaluation("[[0.8, 0.2], [0.5, 0.5]]", "[0, 1]", { choice: { inputKind: "probabilities" } }),
    { temperature: 0.5 },
    // p² over its sum
    evaluation(`[[${0.64 / 0.68}, ${0.04 / 0.68}], [0.5, 0.5]]`, "[0, 1]", { choice: { inputKind: "probabilities" } }),
  ],
  [
    "temperature of the probability of yes",
    evaluation("[0.8, 0.25]", "[1., 0.]"),
    { temperature: 0.5 },
    evaluation(`[${0.64 / 0.68}, ${0.0625 / 0.625}]`, "[1., 0.]"),
  ],
  [
    "label smoothing",
    evaluation(PROBABILITIES, CLASSES),
    { labelSmoothing: 0.1 },
    evaluation(PROBABILITIES, CLASSES, { options: { reduction: "mean", labelSmoothing: 0.1 } }),
  ],
  [
    "class weights",
    evaluation(PROBABILITIES, CLASSES),
    { weight: [1, 2, 0.5] },
    evaluation(PROBABILITIES, CLASSES, { options: { reduction: "mean", weight: "[1, 2, 0.5]" } }),
  ],
  [
    "an ignored class",
    evaluation(PROBABILITIES, CLASSES),
    { ignoreIndex: 0 },
    evaluation(PROBABILITIES, CLASSES, { options: { reduction: "mean", ignoreIndex: 0 } }),
  ],
  [
    "a single value",
    evaluation(LOGITS, "[0, 2]", asLogits),
    { values: new Map([[1, 3]]) },
    evaluation("[[2.0, 3, 0.5], [0.1, 0.2, 0.3]]", "[0, 2]", asLogits),
  ],
];

describe("what if", () => {
  for (const [name, report, changes, expected] of same) {
    it(name, () => close(outcomeOf(report, { ...unchanged, ...changes })?.loss, lossOf(expected)));
  }

  it("knows what is changed", () => {
    assert.ok(!isChanged(unchanged));
    assert.ok(isChanged({ ...unchanged, temperature: 1.1 }));
    assert.ok(isChanged({ ...unchanged, ignoreIndex: 0 }));
    assert.ok(isChanged({ ...unchanged, values: new Map([[0, 1]]) }));
  });

  it("has no loss where the changes have none", () => {
    assert.equal(outcomeOf(evaluation(PROBABILITIES, CLASSES), { ...unchanged, weight: [1, 2] }), undefined);
  });
});
