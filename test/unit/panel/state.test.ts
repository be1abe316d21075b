import assert from "node:assert/strict";
import { unchanged } from "../../../src/engine/whatIf/whatIf";
import { type Action, initialState, reduce } from "../../../src/panel/state";
import type { Snapshot } from "../../../src/protocol";
import { CLASSES, evaluation, PROBABILITIES, reached, report, snapshotOf } from "./pairs";

const evaluated = evaluation(PROBABILITIES, CLASSES);
const unreadable = report("[[1, 2], [3]]", CLASSES);

function snapshot(id: number, text = PROBABILITIES): Snapshot {
  const input = { kind: "text" as const, text, languageId: "python", name: "y_pred" };
  return snapshotOf(
    { input, choice: { inputKind: "logits" }, options: { reduction: "sum" } },
    { id, inputPlace: { label: "lesson.py:3", anchor: { uri: "file:///lesson.py", offset: 0 } } },
  );
}

describe("the state of the panel", () => {
  it("takes choice and options from the snapshot, and has them evaluated", () => {
    const { choice, options, report: answer } = reached({ type: "opened", snapshot: snapshot(1) });
    assert.deepEqual({ choice, options }, { choice: { inputKind: "logits" }, options: { reduction: "sum" } });
    assert.equal(answer, undefined);
  });

  it("keeps the last evaluation with its own snapshot while a newer text cannot be read", () => {
    const state = reached(
      { type: "opened", snapshot: snapshot(1) },
      { type: "evaluated", report: evaluated },
      { type: "opened", snapshot: snapshot(2) },
      { type: "evaluated", report: unreadable },
    );
    assert.equal(state.report, unreadable);
    assert.equal(state.lastEvaluated?.report, evaluated);
    assert.equal(state.lastEvaluated?.snapshot.id, 1);
  });

  it("keeps with it the call and the options that it is of", () => {
    const state = reached(
      { type: "opened", snapshot: snapshot(1) },
      { type: "showedCall", call: 2 },
      { type: "options", options: { reduction: "none" } },
      { type: "evaluated", report: evaluated },
      { type: "opened", snapshot: { ...snapshot(2), inputPlace: { label: "other.py:1" } } },
    );
    assert.deepEqual([state.call, state.options.reduction], [0, "sum"]);
    assert.deepEqual([state.lastEvaluated?.call, state.lastEvaluated?.options.reduction], [2, "none"]);
  });

  it("asks for a new evaluation after every decision, and only then", () => {
    const before: readonly Action[] = [
      { type: "opened", snapshot: snapshot(1) },
      { type: "evaluated", report: evaluated },
    ];
    const asks = (action: Action) => reached(...before, action).report === undefined;
    assert.ok(asks({ type: "chose", choice: { task: "binary" } }));
    assert.ok(asks({ type: "options", options: { reduction: "none" } }));
    assert.ok(!asks({ type: "sorted", sort: { column: "sample", descending: false } }));
    assert.ok(!asks({ type: "selected", sample: 2 }));
    assert.ok(!asks({ type: "problem", message: "no array here" }));
  });

  it("shows a problem beside the last result until it is dismissed or something new is shown", () => {
    const state = reached(
      { type: "opened", snapshot: snapshot(1) },
      { type: "evaluated", report: evaluated },
      { type: "problem", message: "no array here" },
    );
    assert.equal(state.problem, "no array here");
    assert.equal(state.report, evaluated);
    assert.equal(reduce(state, { type: "problem", message: undefined }).problem, undefined);
    assert.equal(reduce(state, { type: "opened", snapshot: snapshot(2) }).problem, undefined);
  });

  it("says that what was asked for last has no values until something is shown again", () => {
    const opened = reduce(initialState, { type: "opened", snapshot: snapshot(1) });
    const unread = reduce(opened, { type: "unread", message: "model(x) is not run" });
    assert.equal(unread.unread, "model(x) is not run");
    assert.equal(reduce(unread, { type: "opened", snapshot: snapshot(2) }).unread, undefined);
    assert.equal(reduce(unread, { type: "unread", message: undefined }).unread, undefined);
  });

  it("selects no sample of a pair that has gone", () => {
    const state = reached(
      { type: "opened", snapshot: snapshot(1) },
      { type: "selected", sample: 2 },
      { type: "opened", snapshot: { ...snapshot(2), inputPlace: { label: "typed" } } },
    );
    assert.equal(state.selected, undefined);
  });

  it("keeps the selected sample and the slice while the array is edited", () => {
    const state = reached(
      { type: "opened", snapshot: snapshot(1) },
      { type: "selected", sample: 2 },
      { type: "sliced", slice: [1, undefined] },
      { type: "opened", snapshot: snapshot(2, "[[0.7, 0.2, 0.1]]") },
    );
    assert.equal(state.selected, 2);
    assert.deepEqual(state.slice, [1, undefined]);
  });

  it("lets go of the slice when the array is read in another way", () => {
    const state = reached(
      { type: "opened", snapshot: snapshot(1) },
      { type: "sliced", slice: [1, undefined] },
      { type: "chose", choice: { task: "binary" } },
    );
    assert.deepEqual(state.slice, []);
  });

  it("keeps the baseline when another is shown", () => {
    const baseline = { snapshot: snapshot(1), report: evaluated, choice: {}, options: { reduction: "mean" } } as const;
    const state = reached(
      { type: "opened", snapshot: snapshot(1) },
      { type: "baseline", baseline },
      { type: "opened", snapshot: { ...snapshot(2), inputPlace: { label: "typed" } } },
    );
    assert.equal(state.baseline, baseline);
  });
});

describe("several calls on one pair", () => {
  const codeUse = (reduction: "mean" | "sum", place: string) => ({
    ...{ place, verdict: "right" as const, call: "CrossEntropyLoss(p, y)", value: "0.5", message: "", fixes: [] },
    written: { options: { reduction, labelSmoothing: 0.1 }, choice: {} },
  });
  const two: Snapshot = {
    ...snapshot(1),
    codeUses: [codeUse("mean", "lesson.py:8"), codeUse("sum", "lesson.py:9")],
    optionsFrom: "lesson.py:8",
  };

  it("switches all that is shown to the options of the call", () => {
    const state = reached(
      { type: "opened", snapshot: two },
      { type: "evaluated", report: evaluated },
      { type: "showedCall", call: 1 },
    );
    assert.deepEqual(state.options, { reduction: "sum", labelSmoothing: 0.1 });
    assert.equal(state.report, undefined);
  });

  it("keeps to the call while the array is edited", () => {
    const state = reached(
      { type: "opened", snapshot: two },
      { type: "showedCall", call: 1 },
      { type: "opened", snapshot: { ...two, id: 2 } },
    );
    assert.deepEqual([state.call, state.options.reduction], [1, "sum"]);
  });

  it("shows the call that is asked for, whichever was in view", () => {
    const state = reached(
      { type: "opened", snapshot: two },
      { type: "showedCall", call: 1 },
      { type: "opened", snapshot: { ...two, id: 2, asked: 1 } },
    );
    assert.equal(state.call, 0);
  });
});

describe("what is tried out", () => {
  const whatIf = { ...unchanged, temperature: 2, values: new Map([[1, 0.5]]) };

  it("stays while the texts are the same, and ends with them", () => {
    const state = reached({ type: "opened", snapshot: snapshot(1) }, { type: "triedOut", whatIf });
    assert.equal(reduce(state, { type: "opened", snapshot: snapshot(2) }).whatIf, whatIf);
    assert.equal(reduce(state, { type: "opened", snapshot: snapshot(2, "[[0.5, 0.5]]") }).whatIf, unchanged);
    assert.equal(reduce(state, { type: "chose", choice: {} }).whatIf, unchanged);
  });
});
