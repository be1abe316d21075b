import assert from "node:assert/strict";
import { cellColumn, cellGroups } from "../../../../src/panel/samples/sampleColumns";
import { sampleTable } from "../../../../src/panel/samples/sampleTable";
import { CLASSES, evaluation, PROBABILITIES } from "../pairs";

describe("the cells of a sample", () => {
  function groupsOf(target: string) {
    const report = evaluation(PROBABILITIES, target);
    assert.equal(report.reference.kind, "reference");
    return report.reference.kind === "reference" ? cellGroups(sampleTable(report, report.reference)) : [];
  }

  it("are its values, and where it has several labels their losses after them", () => {
    assert.deepEqual(groupsOf(CLASSES), ["value"]);
    assert.deepEqual(groupsOf("[[1., 1., 0.], [0., 1., 1.], [1., 0., 1.], [1., 1., 0.]]"), ["value", "labelLoss"]);
  });

  it("are found by their place among all", () => {
    const groups = ["value", "labelLoss"] as const;
    assert.deepEqual(cellColumn(groups, 3, 2), { group: "value", column: 2 });
    assert.deepEqual(cellColumn(groups, 3, 3), { group: "labelLoss", column: 0 });
    assert.deepEqual(cellColumn(groups, 3, 5), { group: "labelLoss", column: 2 });
  });
});
