import assert from "node:assert/strict";
import { outcomeOf, scaledValues, unchanged, type WhatIf } from "../../../../src/engine/whatIf/whatIf";
import { whatIfSnippet } from "../../../../src/panel/pipelines/snippet";
import type { Evaluation, Request } from "../../../../src/report";
import { CLASSES, evaluation, PROBABILITIES, snapshotOf } from "../pairs";

const pairs: readonly (readonly [name: string, input: string, target: string, more: Partial<Request>])[] = [
  ["logits", "[[2.0, -1.0, 0.5], [0.1, 0.2, 0.3]]", "[0, 2]", { choice: { inputKind: "logits" } }],
  ["probabilities", PROBABILITIES, CLASSES, { choice: { inputKind: "probabilities" } }],
  [
    "log-probabilities",
    "[[-0.5, -0.932752], [-2.0, -0.145413]]",
    "[0, 1]",
    { choice: { inputKind: "logProbabilities" } },
  ],
  [
    "probabilities of yes",
    "[0.1, 0.9, 0.2]",
    "[0., 1., 0.]",
    { choice: { inputKind: "probabilities", task: "binary" } },
  ],
  [
    "labels",
    "[[0.1, 0.9], [0.2, 0.7]]",
    "[[1., 0.], [1., 1.]]",
    { choice: { inputKind: "probabilities", task: "multilabel" } },
  ],
];
const changes: WhatIf = { ...unchanged, temperature: 1.7, values: new Map([[1, 0.25]]) };

function lossWith(report: Evaluation, whatIf: WhatIf): number {
  const outcome = outcomeOf(report, whatIf);
  assert.ok(outcome !== undefined);
  return outcome.loss;
}

describe("what is tried out, taken over into the array", () => {
  for (const [name, input, target, more] of pairs) {
    it(`gives the loss that was shown: ${name}`, () => {
      const report = evaluation(input, target, more);
      const values = scaledValues(report, changes);
      const taken = lossWith(report, { ...unchanged, values: new Map(values.entries()) });
      assert.ok(Math.abs(taken - lossWith(report, changes)) < 1e-6, `${taken}`);
    });
  }
});

describe("what is tried out, as a program", () => {
  for (const [name, input, target, more] of pairs) {
    it(`prints the loss that was shown: ${name}`, () => {
      const report = evaluation(input, target, more);
      const source = { kind: "text" as const, text: input, languageId: "python", name: "x" };
      const snapshot = snapshotOf({ input: source, target: source });
      const outcome = outcomeOf(report, changes);
      assert.ok(outcome !== undefined);
      const code = whatIfSnippet({ snapshot, report }, outcome) ?? "";
      assert.match(code, /^import torch$/m);
      assert.ok(code.includes(`# ${outcome.loss.toFixed(8)}`), code);
    });
  }
});
