import assert from "node:assert/strict";
import { pendingText, stageText } from "../../../../src/panel/pair/pendingText";
import { type Action, reduce } from "../../../../src/panel/state";
import { CLASSES, evaluation, PROBABILITIES, reached, snapshotOf } from "../pairs";

const snapshot = snapshotOf({
  target: { kind: "text" as const, text: CLASSES, languageId: "python", name: undefined },
});

const opened: Action = { type: "opened", snapshot };
const cancelled: Action = { type: "stopped", reason: undefined };

describe("an evaluation that takes its time", () => {
  it("waits, runs, and can be cancelled; what was shown before stays", () => {
    const report = evaluation(PROBABILITIES, CLASSES);
    const state = reached(opened, { type: "evaluated", report }, { ...opened });
    assert.equal(state.pending.kind, "waiting");
    const running = reduce(state, { type: "progressed", progress: { kind: "pipelines", done: 3, of: 16 } });
    assert.deepEqual(running.pending, { kind: "running", progress: { kind: "pipelines", done: 3, of: 16 } });
    const stopped = reduce(running, cancelled);
    assert.equal(stopped.pending.kind, "stopped");
    assert.equal(stopped.report, undefined);
    assert.equal(stopped.lastEvaluated?.report, report);
  });

  it("is to be begun anew after a cancel, when it is asked for and when a choice changes", () => {
    assert.equal(reached(opened, cancelled, { type: "retried" }).pending.kind, "waiting");
    assert.equal(reached(opened, cancelled, { type: "chose", choice: { task: "binary" } }).pending.kind, "waiting");
    const options = { reduction: "sum" } as const;
    assert.equal(reached(opened, cancelled, { type: "options", options }).pending.kind, "waiting");
  });

  it("says how much there is to do, what is being done, and how it ended", () => {
    assert.equal(pendingText(snapshot, { kind: "waiting" }), "Evaluating …");
    const running = { kind: "running", progress: undefined } as const;
    assert.match(pendingText(snapshot, running), /^Evaluating about 12 values \(0 kB\) …$/);
    assert.match(stageText(snapshot, { kind: "reading", argument: "input" }), /Reading y_pred/);
    assert.match(stageText(snapshot, { kind: "reading", argument: "target" }), /Reading the targets/);
    assert.match(stageText(snapshot, { kind: "pipelines", done: 0, of: 16 }), /1 of 16/);
    assert.match(pendingText(snapshot, { kind: "stopped", reason: undefined }), /^Cancelled/);
    assert.match(pendingText(snapshot, { kind: "stopped", reason: "Array buffer allocation failed" }), /allocation/);
  });
});
