import assert from "node:assert/strict";
import { elementIndex } from "../../../../src/engine/sampleLayout";
import { isChanged, outcomeGradient, outcomeOf, unchanged, type WhatIf } from "../../../../src/engine/whatIf/whatIf";
import type { Evaluation, Request } from "../../../../src/report";
import { CLASSES, evaluation, PROBABILITIES } from "../../panel/pairs";

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

  const more: readonly (readonly [string, Evaluation])[] = [
    [
      "several labels",
      evaluation(LOGITS, "[[1., 0., 1.], [0., 0.3, 1.]]", { choice: { inputKind: "logits", task: "multilabel" } }),
    ],
    [
      "log-probabilities",
      evaluation("[[-0.5, -0.9], [-2.0, -0.14]]", "[0, 1]", { choice: { inputKind: "logProbabilities" } }),
    ],
    [
      "log-probabilities of yes",
      evaluation("[-0.5, -0.9]", "[0., 0.4]", { choice: { inputKind: "logProbabilities" } }),
    ],
    [
      "weights of yes",
      evaluation("[0.5, -0.9]", "[0., 0.4]", {
        choice: { inputKind: "logits" },
        options: { reduction: "sum", posWeight: "[2, 3]", weight: "[0.5, 4]" },
      }),
    ],
    [
      "soft targets",
      evaluation(LOGITS, "[[0.2, 0.3, 0.5], [0.0, 1.0, 0.0]]", { choice: { inputKind: "logits", task: "multiclass" } }),
    ],
  ];
  const slopes = [
    ...same.map(([name, report, changes]) => [name, report, changes] as const),
    ...more.map(([name, report]) => [name, report, { temperature: 1 }] as const),
    ...more.map(([name, report]) => [`${name}, scaled`, report, { temperature: 1.7 }] as const),
  ];
  for (const [name, report, changes] of slopes) {
    it(`the gradient is the slope of the loss: ${name}`, () => {
      const whole = { ...unchanged, ...changes };
      assert.ok(report.reference.kind === "reference");
      const { layout } = report.reference.samples;
      const outcome = outcomeOf(report, whole);
      assert.ok(outcome !== undefined);
      for (let sample = 0; sample < layout.count; sample++) {
        const gradient = outcomeGradient(report, whole, outcome, layout, sample);
        for (let column = 0; column < layout.classes; column++) {
          const element = elementIndex(layout, sample, column);
          const value = whole.values.get(element) ?? report.input.data[element];
          const at = (shift: number) =>
            outcomeOf(report, { ...whole, values: new Map([...whole.values, [element, value + shift]]) })?.loss ??
            Number.NaN;
          const slope = (at(1e-5) - at(-1e-5)) / 2e-5;
          assert.ok(
            Math.abs(gradient[column] - slope) < 1e-7 * Math.max(1, Math.abs(slope)),
            `${gradient[column]}, not ${slope}`,
          );
        }
      }
    });
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
