import assert from "node:assert/strict";
import type { ReferenceLoss } from "../../../src/engine/pairReport";
import { type Formula, labelFormula, sampleFormula } from "../../../src/render/formula";
import { reductionFormula } from "../../../src/render/reductionFormula";
import type { Evaluation, Request } from "../../../src/report";
import { CLASSES, evaluation, PROBABILITIES } from "../panel/pairs";
import { mathText, mathValue } from "./mathValue";

function referenceOf({ reference }: Evaluation): ReferenceLoss {
  assert.ok(reference.kind === "reference");
  return reference;
}

/** All steps with numbers come to the loss; the numbers in them have six digits. */
function assertComesTo({ steps }: Formula, loss: number): void {
  const [, ...numbers] = steps;
  assert.ok(numbers.length > 0);
  for (const step of numbers) {
    const value = mathValue(step);
    assert.ok(
      Math.abs(value - loss) <= 2e-5 * Math.max(1, Math.abs(loss)),
      `${mathText(step)} is ${value}, not ${loss}`,
    );
  }
}

const LOGITS = "[[2.0, -1.0, 0.5], [0.1, 0.2, 0.3], [-1.5, 4.0, 0.0]]";
const SOFT = "[[0.7, 0.2, 0.1], [0.0, 1.0, 0.0], [0.5, 0.25, 0.25]]";
const LABELS = "[[1., 1., 0.], [0., 1., 1.], [1., 0., 0.3]]";
const reduction = "mean";

const pairs: readonly [string, string, string, Partial<Request>][] = [
  ["probabilities", PROBABILITIES, CLASSES, {}],
  ["logits", LOGITS, "[0, 2, 1]", { choice: { inputKind: "logits" } }],
  [
    "log-probabilities",
    "[[-0.5, -1.2, -2.3], [-3.0, -0.06, -4.0]]",
    "[0, 1]",
    { choice: { inputKind: "logProbabilities" } },
  ],
  [
    "logits with weights",
    LOGITS,
    "[0, 2, 1]",
    { choice: { inputKind: "logits" }, options: { reduction, weight: "[1, 2, 0.5]" } },
  ],
  [
    "logits smoothed",
    LOGITS,
    "[0, 2, 1]",
    { choice: { inputKind: "logits" }, options: { reduction, labelSmoothing: 0.1 } },
  ],
  [
    "smoothed and weighted",
    PROBABILITIES,
    CLASSES,
    { options: { reduction, labelSmoothing: 0.2, weight: "[1, 2, 0.5]" } },
  ],
  ["soft targets", LOGITS, SOFT, { choice: { inputKind: "logits" } }],
  [
    "soft targets, weighted",
    LOGITS,
    SOFT,
    { choice: { inputKind: "logits" }, options: { reduction: "sum", weight: "[1, 2, 0.5]" } },
  ],
  ["yes or no", "[0.1, 0.9, 0.2]", "[0., 1., 0.25]", {}],
  ["yes or no from logits", "[-2.2, 2.2, -1.4]", "[0., 1., 1.]", { choice: { inputKind: "logits" } }],
  [
    "yes or no, weighted",
    "[-2.2, 2.2, -1.4]",
    "[0., 1., 0.5]",
    { choice: { inputKind: "logits" }, options: { reduction, weight: "[1, 2, 3]", posWeight: "[2, 2, 4]" } },
  ],
  [
    "yes or no from log-probabilities",
    "[-0.1, -0.9, -0.2]",
    "[0., 1., 0.25]",
    { choice: { inputKind: "logProbabilities" } },
  ],
  [
    "several labels",
    "[[2.0, -1.0], [0.1, 0.2]]",
    "[[1., 1.], [0., 0.3]]",
    { choice: { inputKind: "logits", task: "multilabel" } },
  ],
];

describe("the formula of a sample", () => {
  for (const [name, input, target, more] of pairs) {
    it(`comes to its loss: ${name}`, () => {
      const report = evaluation(input, target, more);
      const reference = referenceOf(report);
      reference.samples.loss.forEach((loss, sample) => {
        assertComesTo(sampleFormula(report, reference, sample, String(sample)), loss);
      });
    });

    it(`its reduction comes to the loss: ${name}`, () => {
      const report = evaluation(input, target, more);
      const formula = reductionFormula(report, referenceOf(report));
      assert.ok(formula !== undefined);
      assertComesTo(formula, referenceOf(report).value.data[0]);
    });
  }

  it("of a label comes to the label's loss", () => {
    const report = evaluation(LOGITS, LABELS, { choice: { inputKind: "logits", task: "multilabel" } });
    const reference = referenceOf(report);
    reference.unreduced.values.data.forEach((loss, element) => {
      assertComesTo(labelFormula(report, reference, element, ""), loss);
    });
  });

  it("says that an ignored target costs nothing", () => {
    const report = evaluation(LOGITS, "[0, -100, 1]", { choice: { inputKind: "logits" } });
    const { steps, notes } = sampleFormula(report, referenceOf(report), 1, "1");
    assert.deepEqual(steps.map(mathText), ["0.00000000"]);
    assert.match(notes[0], /ignored/);
    const reduced = reductionFormula(report, referenceOf(report));
    assert.match(reduced?.notes.join(" ") ?? "", /3 targets 1 is ignored/);
    assert.ok(reduced && Math.abs(mathValue(reduced.steps[1]) - referenceOf(report).value.data[0]) < 1e-4);
  });

  it("shortens a sum of more than five terms, and says how long it is", () => {
    const values = (count: number) => `[${Array.from({ length: count }, (_, index) => index / 10).join(", ")}]`;
    const notesOf = (count: number) => {
      const report = evaluation(`[${values(count)}]`, "[0]", { choice: { inputKind: "logits" } });
      const { notes, steps } = sampleFormula(report, referenceOf(report), 0, "0");
      return { notes, text: mathText(steps[1]) };
    };
    assert.deepEqual(notesOf(5).notes, []);
    assert.ok(!notesOf(5).text.includes("…"));
    assert.deepEqual(notesOf(6).notes, ["The sum has 6 terms."]);
    assert.ok(notesOf(6).text.includes("…"));
  });

  it("there is no reduction where there is none", () => {
    const report = evaluation(PROBABILITIES, CLASSES, { options: { reduction: "none" } });
    assert.equal(reductionFormula(report, referenceOf(report)), undefined);
  });
});
