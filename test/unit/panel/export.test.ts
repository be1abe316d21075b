import assert from "node:assert/strict";
import fc from "fast-check";
import { lossesText, samplesCsv } from "../../../src/panel/export";
import { sampleTable } from "../../../src/panel/sampleTable";
import { CLASSES, evaluation, PROBABILITIES } from "./pairs";

describe("what is copied", () => {
  it("gives back the very same losses", () => {
    const losses = fc.float64Array({ minLength: 1 });
    fc.assert(
      fc.property(losses, (data) => {
        const words: { readonly [Word: string]: number } = {
          nan: Number.NaN,
          inf: Number.POSITIVE_INFINITY,
          "-inf": Number.NEGATIVE_INFINITY,
        };
        const lines = lossesText({ data }).split("\n");
        assert.equal(lines.length, data.length);
        // Adding 0 makes −0 and 0 the same.
        for (const [index, line] of lines.entries()) assert.equal((words[line] ?? Number(line)) + 0, data[index] + 0);
      }),
    );
  });

  it("has every sample in the order of the input, with the names of its columns", () => {
    const report = evaluation(PROBABILITIES, CLASSES);
    assert.ok(report.reference.kind === "reference");
    const table = sampleTable(report, report.reference);
    const named = { ...report, inputLiteral: { ...report.inputLiteral, columnNames: ["cat", 'the "dog"', "x,y"] } };
    const [header, ...lines] = samplesCsv(table, named).trimEnd().split("\n");
    assert.equal(header, 'sample,cat,"the ""dog""","x,y",expected,predicted,probability,loss');
    const rows = lines.map((line) => line.split(",").map(Number));
    assert.deepEqual(
      rows.map((row) => row.slice(0, 7)),
      [
        [0, 0.8, 0.1, 0.1, 0, 0, 0.8],
        [1, 0.15, 0.8, 0.05, 1, 1, 0.8],
        [2, 0.05, 0.05, 0.9, 2, 2, 0.9],
        [3, 0.85, 0.1, 0.05, 0, 0, 0.85],
      ],
    );
    for (const row of rows) assert.ok(Math.abs(row[7] + Math.log(row[6])) < 1e-15);
  });
});
