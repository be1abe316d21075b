import assert from "node:assert/strict";
import { hasPossibleLabels, readTables, usualColumns } from "../../../src/pairing/tables";

/** The names of the columns that a header speaks of; `label` is what a person chose instead. */
function usual(text: string, languageId: string, label?: string) {
  const [table] = readTables(text, languageId, 0, 0);
  const chosen = table.columns.find(({ name }) => name === label);
  const columns = chosen === undefined ? usualColumns(table) : usualColumns(table, chosen);
  return { label: columns.label?.name, scores: columns.scores.map(({ name }) => name) };
}

describe("the columns that a table's header speaks of", () => {
  it("of a CSV with names as labels: neither the index nor the identifier is a score", () => {
    const text = "id,cat,dog,bird,label\n7,0.8,0.1,0.1,cat\n9,0.2,0.7,0.1,dog\n4,0.1,0.1,0.8,bird";
    assert.deepEqual(usual(text, "csv"), { label: "label", scores: ["cat", "dog", "bird"] });
  });

  it("of a table of Markdown", () => {
    const text = "| p0 | p1 | y_true |\n| --- | --- | --- |\n| 0.8 | 0.2 | 0 |\n| 0.3 | 0.7 | 1 |";
    assert.deepEqual(usual(text, "markdown"), { label: "y_true", scores: ["p0", "p1"] });
  });

  it("of a printed frame, whose index has no name", () => {
    const text = "    a    b  target\n0  0.8  0.2       0\n1  0.3  0.7       1\n2  0.6  0.4       0";
    assert.deepEqual(usual(text, "plaintext"), { label: "target", scores: ["a", "b"] });
  });

  it("says nothing where no name does, and what stands beside the column that a person chose", () => {
    const text = "first,second,third\n0.8,0.2,0\n0.3,0.7,1\n0.6,0.4,0";
    assert.deepEqual(usual(text, "csv"), { label: undefined, scores: [] });
    assert.deepEqual(usual(text, "csv", "third"), { label: "third", scores: ["first", "second"] });
  });
});

describe("whether a table may hold labels", () => {
  const tables: readonly (readonly [text: string, expected: boolean])[] = [
    ["cat,dog,bird\n0.8,0.1,0.1\n0.15,0.8,0.05\n0.05,0.05,0.9", false],
    ["id,cat,dog\n7,0.8,0.2\n9,0.3,0.7\n4,0.6,0.4", false],
    ["first,second,third\n0.8,0.2,0\n0.3,0.7,1\n0.6,0.4,0", true],
    ["first,second,third\n0.8,0.2,cat\n0.3,0.7,dog\n0.6,0.4,cat", true],
  ];
  for (const [text, expected] of tables) {
    it(`${text.split("\n").slice(0, 2).join(" / ")}: ${expected}`, () => {
      const [table] = readTables(text, "csv", 0, 0);
      assert.equal(hasPossibleLabels(table), expected);
    });
  }
});
