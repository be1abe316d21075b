import assert from "node:assert/strict";
import type { Form } from "../../../src/diagnosis/callFacts";
import { explainedBy } from "../../../src/diagnosis/explains";
import type { LossName } from "../../../src/engine/loss";
import { tensor } from "../engine/tensors";

/** Scores of a class for each sample, as sure as `score`. */
function classes(predicted: readonly number[], count: number, score = 4, loss: LossName = "CrossEntropyLoss") {
  const rows = predicted.map((label) => Array.from({ length: count }, (_, i) => (i === label ? score : 0)));
  return (target: readonly number[], options: Form["options"] = {}): Form => ({
    loss,
    input: tensor(rows),
    target: tensor(target, "int64"),
    options,
  });
}

function assertAccident(before: Form, after: Form, expected: number, tries?: number): void {
  const accident = explainedBy(before, after, tries)?.accident;
  assert.ok(accident !== undefined && Math.abs(accident - expected) < 1e-12, `${accident}, not ${expected}`);
}

/** Binomial probabilities, worked out as fractions. */
describe("how likely it is that a change mends all by accident", () => {
  const y = [0, 1, 0, 1];
  const wrong = classes([1, 0, 1, 0], 2)(y);
  const right = classes(y, 2)(y);

  it("four of two classes, none right and then all: a sixteenth twice", () => {
    assertAccident(wrong, right, 1 / 256);
  });

  it("as many times likelier as there were changes to choose from, and never more than certain", () => {
    assertAccident(wrong, right, 3 / 256, 3);
    assertAccident(wrong, right, 1, 1000);
  });

  it("three classes are guessed by one in three", () => {
    const target = [0, 1, 2];
    assertAccident(classes([1, 2, 0], 3)(target), classes(target, 3)(target), (1 / 27) * (8 / 27));
  });

  it("by the classes of log-probabilities and margins, too", () => {
    const target = [0, 1, 2];
    for (const loss of ["NLLLoss", "MultiMarginLoss"] as const)
      assertAccident(classes([1, 2, 0], 3, 4, loss)(target), classes(target, 3, 4, loss)(target), (1 / 27) * (8 / 27));
  });

  it("a yes or no is guessed by one in two, however many there are in a row", () => {
    const form = (sign: number): Form => ({
      loss: "BCEWithLogitsLoss",
      input: tensor([[3, -3, 3].map((each) => sign * each), [-3, 3, 3].map((each) => sign * each)]),
      target: tensor([
        [1, 0, 1],
        [0, 1, 1],
      ]),
      options: {},
    });
    assertAccident(form(-1), form(1), 1 / 64 / 64);
  });

  it("one column is no certain guess", () => {
    const one: Form = { ...right, input: tensor([[1], [1], [1]]), target: tensor([0, 0, 0], "int64") };
    assert.equal(explainedBy(one, one), undefined);
  });

  it("three of four right after the change, one before", () => {
    // At least three of four right: 5/16; at least three wrong: 5/16.
    assertAccident(classes([1, 0, 0, 0], 2)(y), classes([0, 1, 0, 0], 2)(y), 25 / 256);
    assertAccident(wrong, classes([0, 1, 0, 0], 2)(y), 5 / 256);
  });

  it("says what it does to the loss and the predictions", () => {
    const change = explainedBy(wrong, right)?.change;
    assert.deepEqual(change?.accuracy, { before: 0, after: 4, of: 4 });
    const loss = Math.log(1 + Math.exp(-4));
    assert.ok(Math.abs((change.after ?? 0) - loss) < 1e-12 && Math.abs((change.before ?? 0) - loss - 4) < 1e-12);
  });
});

describe("a change that explains nothing", () => {
  const y = [0, 1, 0, 1];
  const wrong = classes([1, 0, 1, 0], 2)(y);
  const right = classes(y, 2)(y);
  const none = (before: Form, after: Form) => assert.equal(explainedBy(before, after), undefined);

  it("two of four right are not enough", () => none(wrong, classes([0, 1, 1, 0], 2)(y)));
  it("nor a quarter more than half of them", () => none(classes([0, 1, 1, 0], 2)(y), classes([0, 1, 0, 0], 2)(y)));
  it("nor all of three of four", () => none(classes([0, 1, 0, 0], 2)(y), right));
  it("two samples are not enough, three are", () => {
    const first = (form: Form, count: number): Form => ({
      ...form,
      input: tensor(Array.from({ length: count }, (_, i) => [form.input.data[2 * i], form.input.data[2 * i + 1]])),
      target: tensor(y.slice(0, count), "int64"),
    });
    none(first(wrong, 2), first(right, 2));
    assertAccident(first(wrong, 3), first(right, 3), 1 / 64);
  });
  it("samples of one class", () =>
    none(classes([1, 1, 1, 1], 2)([0, 0, 0, 0]), classes([0, 0, 0, 0], 2)([0, 0, 0, 0])));
  it("no sample that counts before or after", () => {
    none({ ...wrong, target: tensor([-100, -100, -100, -100], "int64") }, right);
    none(wrong, { ...right, target: tensor([-100, -100, -100, -100], "int64") });
  });
  it("a loss that is no quarter less", () => {
    // ln 2 where both scores are alike: the first one counts as predicted.
    const unsure = { ...classes([0, 0, 0, 0], 2, 0)(y), target: tensor([1, 0, 1, 1], "int64") };
    const hardly = classes([1, 0, 1, 1], 2, 0.1)([1, 0, 1, 1]);
    none(unsure, hardly);
    assert.notEqual(explainedBy(unsure, classes([1, 0, 1, 1], 2, 1)([1, 0, 1, 1])), undefined);
  });
  it("a loss without predictions, before or after", () => {
    const squares: Form = { loss: "MSELoss", input: tensor([0, 1, 0, 1]), target: tensor([1, 0, 1, 0]), options: {} };
    none(squares, right);
    none(wrong, squares);
  });
  it("a call that raises, before or after", () => {
    const refused = (form: Form): Form => ({ ...form, options: { weight: tensor([1, 1, 1]) } });
    none(refused(wrong), right);
    none(wrong, refused(right));
  });
});
