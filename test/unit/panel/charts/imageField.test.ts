import assert from "node:assert/strict";
import { imageField } from "../../../../src/panel/charts/data/imageField";
import { sampleTable } from "../../../../src/panel/samples/sampleTable";
import { evaluation } from "../pairs";

function tableOf(input: string, target: string) {
  const report = evaluation(input, target);
  if (report.reference.kind !== "reference") throw new Error(report.reference.kind);
  return sampleTable(report, report.reference);
}

const nested = (shape: readonly number[], value: (at: number) => number): string => {
  let next = 0;
  const write = (axis: number): string =>
    axis === shape.length
      ? String(value(next++))
      : `[${Array.from({ length: shape[axis] }, () => write(axis + 1)).join(", ")}]`;
  return write(0);
};

/** Two images of two rows and three columns, logits of two classes; every target is 0 but the ignored one. */
const logits = nested([2, 2, 2, 3], (at) => [2.5, -1, 0.25, 3, 1.5, 2][at % 6] * (at % 12 < 6 ? 1 : -1));
const mask = nested([2, 2, 3], (at) => (at === 4 ? -100 : 0));

describe("an image of samples", () => {
  it("has a cell a pixel, of the image that the slice holds", () => {
    const table = tableOf(logits, mask);
    const cells = (slice: readonly (number | undefined)[]) => {
      const field = imageField(table, slice);
      if (field === undefined) throw new Error("no image");
      const { rows, columns, block, sampleAt } = field;
      return { rows, columns, block, samples: [sampleAt(0, 0), sampleAt(0, 2), sampleAt(1, 0)] };
    };
    assert.deepEqual(cells([]), { rows: 2, columns: 3, block: 1, samples: [0, 2, 3] });
    assert.deepEqual(cells([1]), { rows: 2, columns: 3, block: 1, samples: [6, 8, 9] });
  });

  it("shows the worst pixel of a block of a larger one, and none that is ignored beside one that counts", () => {
    const size = 130;
    const worst = 2 * size + 1;
    const table = tableOf(
      nested([1, 2, size, size], (at) => (at === worst ? -9 : at < size * size ? 1 : 0)),
      nested([1, size, size], (at) => (at === 0 ? -100 : 0)),
    );
    const field = imageField(table, []);
    assert.deepEqual([field?.rows, field?.columns, field?.block], [44, 44, 3]);
    assert.equal(field?.sampleAt(0, 0), worst);
    assert.notEqual(field?.sampleAt(0, 0), 0);
    assert.equal(field?.sampleAt(43, 43), 129 * size + 129);
  });

  it("is not there where samples are no pixels", () => {
    assert.equal(imageField(tableOf("[[0.1, 0.9], [0.8, 0.2]]", "[1, 0]"), []), undefined);
    const tokens = tableOf(
      nested([2, 4, 3], (at) => (at % 5) - 2),
      nested([2, 3], (at) => at % 4),
    );
    assert.equal(imageField(tokens, []), undefined);
  });
});
