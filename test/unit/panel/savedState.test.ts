import assert from "node:assert/strict";
import { unchanged } from "../../../src/engine/whatIf/whatIf";
import { fromSaved, toSaved } from "../../../src/panel/savedState";
import { initialState, type ViewState } from "../../../src/panel/state";
import type { Snapshot } from "../../../src/protocol";
import { CLASSES, evaluation, PROBABILITIES, reached, snapshotOf } from "./pairs";

const evaluated = evaluation(PROBABILITIES, CLASSES);

function snapshot(id: number, text = PROBABILITIES): Snapshot {
  const input = { kind: "text" as const, text, languageId: "python", name: "y_pred" };
  return snapshotOf({ input, choice: { inputKind: "logits" }, options: { reduction: "sum" } }, { id });
}

function reloaded(state: ViewState) {
  return fromSaved(JSON.parse(JSON.stringify(toSaved(state) ?? null)));
}

const baseline = {
  snapshot: snapshot(3),
  report: evaluated,
  choice: { inputKind: "probabilities" },
  options: { reduction: "mean", labelSmoothing: 0.1 },
} as const;

describe("what survives a reload", () => {
  it("is the question with the person's own choices, and not the answer", () => {
    const state = reached(
      { type: "opened", snapshot: snapshot(1) },
      { type: "evaluated", report: evaluated },
      { type: "chose", choice: { inputKind: "probabilities" } },
    );
    const { state: restored } = reloaded(state);
    assert.equal(JSON.stringify(restored.snapshot), JSON.stringify(state.snapshot));
    assert.deepEqual(restored.choice, { inputKind: "probabilities" });
    assert.deepEqual(restored.options, { reduction: "sum" });
    assert.equal(restored.report, undefined);
  });

  it("is what is looked at and what is tried out", () => {
    const whatIf = { ...unchanged, temperature: 2, weight: [1, 2, 3], values: new Map([[4, -0.5]]) };
    const state = reached(
      { type: "opened", snapshot: snapshot(1) },
      { type: "sorted", sort: { column: "probability", descending: false } },
      { type: "sliced", slice: [undefined, 1] },
      { type: "selected", sample: 2 },
      { type: "unfolded", section: "whatIf", open: true },
      { type: "locked", locked: true },
      { type: "triedOut", whatIf },
    );
    const { state: restored } = reloaded(state);
    for (const key of ["sort", "slice", "selected", "unfolded", "locked", "whatIf"] as const) {
      assert.deepEqual(restored[key], state[key], key);
    }
  });

  it("is the question of the baseline, to be evaluated again", () => {
    const state = reached({ type: "opened", snapshot: snapshot(1) }, { type: "baseline", baseline });
    const restored = reloaded(state);
    assert.deepEqual(restored.baseline?.choice, baseline.choice);
    assert.deepEqual(restored.baseline?.options, baseline.options);
    assert.equal(restored.baseline?.snapshot.request.input.text, PROBABILITIES);
    assert.equal(restored.state.baseline, undefined);
  });

  it("is nothing of a text too long to be kept on disk, the baseline among them", () => {
    const long = snapshot(1, "0,".repeat(300_000));
    assert.equal(toSaved(reached({ type: "opened", snapshot: snapshot(1, "0,".repeat(600_000)) })), undefined);
    const state = reached(
      { type: "opened", snapshot: long },
      { type: "baseline", baseline: { ...baseline, snapshot: long } },
    );
    assert.equal(toSaved(state)?.baseline, undefined);
    assert.deepEqual(toSaved(state)?.snapshot, long);
  });

  for (const saved of [undefined, null, 3, "x", {}, { snapshot: {} }]) {
    it(`begins afresh from ${JSON.stringify(saved)}`, () => assert.equal(fromSaved(saved).state, initialState));
  }
});
