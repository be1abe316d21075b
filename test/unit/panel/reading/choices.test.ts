import assert from "node:assert/strict";
import { chooseReading } from "../../../../src/engine/rankReadings";
import type { ReadingChoice } from "../../../../src/engine/reading";
import { asChoice, candidates, otherReadings, sameReading, withDecision } from "../../../../src/panel/reading/choices";
import { CLASSES, evaluation, PROBABILITIES } from "../pairs";

const MULTILABEL = "[[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]";

describe("what a person can choose", () => {
  it("offers every input kind, and no task that the targets cannot have", () => {
    const { readings, reading } = evaluation(PROBABILITIES, CLASSES);
    assert.deepEqual(candidates(readings, reading), {
      inputKind: ["logits", "probabilities", "logProbabilities"],
      task: ["multiclass"],
      targetKind: ["classIndices"],
      classDim: [1],
    });
  });

  it("offers every axis along which indices may name classes", () => {
    const square = evaluation("[[2.0, -1.0], [0.5, 3.0]]", "[0, 1]");
    assert.deepEqual(candidates(square.readings, square.reading).classDim, [0, 1]);
  });

  it("offers class dims to no reading without classes", () => {
    const { readings, reading } = evaluation("[0.1, 0.9, 0.2]", "[0., 1., 0.]");
    assert.equal(reading.task, "binary");
    assert.deepEqual(candidates(readings, reading).classDim, []);
  });
});

describe("one more decision", () => {
  const { readings } = evaluation(PROBABILITIES, MULTILABEL);
  const decide = (choice: ReadingChoice, decision: ReadingChoice) => withDecision(readings, choice, decision);

  it("keeps those that go with it", () => {
    assert.deepEqual(decide({ inputKind: "logits" }, { task: "binary" }), { inputKind: "logits", task: "binary" });
  });

  it("replaces an earlier one of its kind", () => {
    assert.deepEqual(decide({ inputKind: "logits" }, { inputKind: "probabilities" }), { inputKind: "probabilities" });
  });

  it("drops those that no reading can have together with it", () => {
    const choice: ReadingChoice = { inputKind: "logits", targetKind: "classIndices", classDim: 1 };
    assert.deepEqual(decide(choice, { task: "multilabel" }), { inputKind: "logits", task: "multilabel" });
  });
});

describe("the other readings", () => {
  const { readings, reading } = evaluation(PROBABILITIES, CLASSES);

  it("are likely ones, likeliest first, the current one not among them", () => {
    const others = otherReadings(readings, reading);
    assert.ok(others.length > 0);
    assert.ok(others.every((other) => !sameReading(other.reading, reading)));
    const confidences = others.map(({ confidence }) => confidence);
    assert.deepEqual(
      confidences,
      confidences.toSorted((a, b) => b - a),
    );
  });

  it("are each read when chosen", () => {
    for (const { reading: other } of readings) {
      const chosen = chooseReading(readings, asChoice(other));
      assert.ok(chosen !== undefined && sameReading(chosen.reading, other));
    }
  });
});
