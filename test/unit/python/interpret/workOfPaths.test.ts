import assert from "node:assert/strict";
import { Budget } from "../../../../src/python/interpret/budget";
import { Changes } from "../../../../src/python/interpret/changes";
import { History } from "../../../../src/python/interpret/history";
import { runOf } from "../../../../src/python/interpret/interpret";
import { forget, tryPath } from "../../../../src/python/interpret/paths";
import { State } from "../../../../src/python/interpret/state";
import { unread, type Value } from "../../../../src/python/value";

const unknown = unread("call");

/** How many steps are gone by what is done. */
function spent(budget: Budget, work: () => void): number {
  const { left } = budget;
  work();
  return left - budget.left;
}

describe("what is done besides the walk", () => {
  it("counts what a path changed, when it is taken back and when it is forgotten", () => {
    const run = runOf([""]);
    let changes = new Changes();
    const change = (count: number) => () => {
      for (let i = 0; i < count; i++) run.state.setName(run.module.names, `n${i}`, unknown);
      return true;
    };
    const few = spent(run.budget, () => tryPath(run, change(3)));
    const many = spent(run.budget, () => {
      changes = tryPath(run, change(300)).changes;
    });
    assert.equal(changes.size, 300);
    assert.deepEqual([few, many, spent(run.budget, () => forget(run, [changes]))], [1, 100, 100]);
  });

  it("counts what a list holds, when its values are kept as they are", () => {
    const state = new State();
    const budget = new Budget();
    const listOf = (items: Value[]): Value => ({
      kind: "list",
      form: "list",
      list: { items, region: 0, changed: false, numbers: undefined },
      origin: unknown.origin,
    });
    const rows = listOf(Array.from({ length: 10 }, () => listOf(new Array<Value>(10).fill(unknown))));
    const history = new History(state, budget);
    assert.equal(
      spent(budget, () => history.frozen(rows, 0)),
      0,
    );
    if (rows.kind === "list") state.setItems(rows.list, rows.list.items);
    assert.ok(spent(budget, () => history.frozen(rows, state.time)) > 5);
  });
});
