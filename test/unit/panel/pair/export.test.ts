import assert from "node:assert/strict";
import fc from "fast-check";
import { sampleGradient } from "../../../../src/engine/sampleGradient";
import { lossesText, samplesTable } from "../../../../src/panel/pair/export";
import { sampleTable } from "../../../../src/panel/samples/sampleTable";
import type { Evaluation } from "../../../../src/report";
import { CLASSES, evaluation, PROBABILITIES } from "../pairs";

function exported(report: Evaluation, classNames?: string) {
  assert.ok(report.reference.kind === "reference");
  const { columns, rows } = samplesTable(sampleTable(report, report.reference, classNames), sampleGradient(report));
  const cells = Array.from({ length: rows }, (_, row) => columns.map(({ at }) => at(row)));
  return { names: columns.map(({ name }) => name), cells };
}

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
        for (const [index, line] of lines.entries()) assert.ok(Object.is(words[line] ?? Number(line), data[index]));
      }),
    );
  });

  it("has every sample in the order of the input, with the names of the classes", () => {
    const { names, cells } = exported(evaluation(`np.array(${PROBABILITIES})`, CLASSES), "cat, dog");
    assert.deepEqual(names, [
      "sample",
      "input[cat]",
      "input[dog]",
      "input[2]",
      "target",
      "predicted",
      "p(target)",
      "loss",
      "gradient[cat]",
      "gradient[dog]",
      "gradient[2]",
    ]);
    assert.deepEqual(
      cells.map((row) => row.slice(0, 7)),
      [
        [0, 0.8, 0.1, 0.1, "cat", "cat", 0.8],
        [1, 0.15, 0.8, 0.05, "dog", "dog", 0.8],
        [2, 0.05, 0.05, 0.9, 2, 2, 0.9],
        [3, 0.85, 0.1, 0.05, "cat", "cat", 0.85],
      ],
    );
    for (const row of cells) assert.ok(Math.abs(Number(row[7]) + Math.log(Number(row[6]))) < 1e-15);
  });

  it("has the labels of samples that have several, each with its loss", () => {
    const report = evaluation("np.array([[0.8, 0.1], [0.2, 0.9]])", "np.array([[1., 1.], [0., 1.]])", {
      choice: { task: "multilabel", inputKind: "probabilities" },
    });
    const { names, cells } = exported(report);
    const column = (name: string) => cells.map((row) => row[names.indexOf(name)]);
    assert.deepEqual(column("target[0]"), [1, 0]);
    assert.deepEqual(column("target[1]"), [1, 1]);
    const near = (value: number | string, other: number) => assert.ok(Math.abs(Number(value) - other) < 1e-15);
    near(column("loss[0]")[0], -Math.log(0.8));
    near(column("loss[0]")[1], -Math.log(0.8));
    near(column("mean loss")[0], -(Math.log(0.8) + Math.log(0.1)) / 2);
  });
});
