import { strict as assert } from "node:assert";
import type { PairFinding } from "../../../src/engine/findings";
import { reportPair } from "../../../src/engine/pairReport";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

const HIGH = 3;

/** Scores that predict a class: 3 for it, 0 for the others. */
function scoresOf(predicted: readonly number[], classes: number): readonly (readonly number[])[] {
  return predicted.map((p) => Array.from({ length: classes }, (_, column) => (column === p ? HIGH : 0)));
}

/** The cross-entropy of such a prediction that is right. */
const rightLoss = (classes: number) => Math.log(1 + (classes - 1) * Math.exp(-HIGH));

function shiftOf(input: Tensor, target: Tensor, classDim: number): PairFinding | undefined {
  const report = reportPair({ input, target }, undefined, { task: "multiclass", inputKind: "logits", classDim }, {});
  return report?.findings.find(({ kind }) => kind === "shiftedByOne");
}

function sequence(predicted: readonly number[], labels: readonly number[], classes = 4): PairFinding | undefined {
  return shiftOf(tensor(scoresOf(predicted, classes)), tensor(labels, "int64"), 1);
}

const labels = [0, 1, 2, 3, 1, 0, 2, 3];
const next = [1, 2, 3, 1, 0, 2, 3, 0];
const before = [3, 0, 1, 2, 3, 1, 0, 2];

function assertShift(found: PairFinding | undefined, expected: object, loss: number): void {
  assert.ok(found?.kind === "shiftedByOne");
  const { loss: own, ...facts } = found;
  assert.deepEqual(facts, { kind: "shiftedByOne", ...expected });
  assert.ok(Math.abs(own - loss) < 1e-12, `${own}, not ${loss}`);
}

describe("predictions one step apart from their targets", () => {
  it("of the next step", () => {
    const facts = { by: 1, correct: 0, counted: 8, correctAfter: 7, countedAfter: 7 };
    assertShift(sequence(next, labels), facts, rightLoss(4));
  });

  it("of the step before", () => {
    const facts = { by: -1, correct: 0, counted: 8, correctAfter: 7, countedAfter: 7 };
    assertShift(sequence(before, labels), facts, rightLoss(4));
  });

  it("one of them right by accident, one wrong", () => {
    // The first is right as it stands and wrong of the next step.
    const facts = { by: 1, correct: 1, counted: 8, correctAfter: 6, countedAfter: 7 };
    const loss = rightLoss(4) + HIGH / 7;
    assertShift(sequence([0, ...next.slice(1)], labels), facts, loss);
  });

  it("steps of one row have no partner in the next", () => {
    const y = [
      [0, 1, 2, 3],
      [3, 1, 0, 2],
    ];
    const p = [
      [1, 2, 3, 0],
      [1, 0, 2, 0],
    ];
    const input = tensor(p.map((row) => scoresOf(row, 5)));
    const facts = { by: 1, correct: 0, counted: 8, correctAfter: 6, countedAfter: 6 };
    assertShift(shiftOf(input, tensor(y, "int64"), 2), facts, rightLoss(5));
  });

  it("ignored targets are nobody's partner", () => {
    const y = [...labels.slice(0, 6), -100, -100];
    const facts = { by: 1, correct: 0, counted: 6, correctAfter: 5, countedAfter: 5 };
    assertShift(sequence(next, y), facts, rightLoss(4));
  });

  const silent: readonly (readonly [title: string, found: () => PairFinding | undefined])[] = [
    ["right as they stand", () => sequence(labels, labels)],
    ["some right as they stand", () => sequence([0, 1, 2, ...next.slice(3)], labels)],
    ["wrong both ways", () => sequence([2, 3, 0, 0, 2, 1, 1, 1], labels)],
    ["half of the next step", () => sequence([1, 2, 3, 1, 3, 1, 1, 1], labels)],
    ["too few to tell", () => sequence([1, 2, 0], [0, 1, 2])],
    ["four of four classes may be an accident", () => sequence([1, 2, 3, 0], [0, 1, 2, 3])],
    [
      "two classes that take turns, all upside down",
      () => sequence([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 2),
    ],
    [
      "targets that are no indices",
      () => shiftOf(tensor(scoresOf(next, 4)), tensor(scoresOf(labels, 4).map((row) => row.map((v) => v / HIGH))), 1),
    ],
  ];
  for (const [title, found] of silent) it(`nothing: ${title}`, () => assert.equal(found(), undefined));
});
