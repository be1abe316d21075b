import assert from "node:assert/strict";
import fc from "fast-check";
import { cellFormat, longestText, probabilityText, valueWidth } from "../../../../src/panel/samples/cellText";
import { formatValue } from "../../../../src/render/numbers";

describe("values in narrow cells", () => {
  const table: readonly [readonly number[], readonly string[]][] = [
    [
      [0.8, 0.15, 0.05],
      ["0.80", "0.15", "0.05"],
    ],
    [
      [2, -1, 0.5],
      ["2.0", "\u22121.0", "0.5"],
    ],
    [
      [3, 0, 12],
      ["3", "0", "12"],
    ],
    [
      [1 / 3, 1e-9, 0],
      ["0.3333", "1e\u22129", "0.0000"],
    ],
    [
      [1.5, 2e7, Number.NaN],
      ["1.5", "20000000", "nan"],
    ],
    [
      [0.25, Number.NEGATIVE_INFINITY],
      ["0.25", "\u2212inf"],
    ],
  ];
  for (const [values, expected] of table) {
    it(`${values.join(", ")} as ${expected.join(", ")}`, () => {
      const data = Float64Array.from(values);
      const { text, width } = cellFormat(data);
      assert.deepEqual(values.map(text), expected);
      assert.equal(width, Math.max(...expected.map((cell) => cell.length)));
    });
  }
});

describe("the width of a column of values", () => {
  it("has room for every value in it", () => {
    const values = fc.array(fc.oneof(fc.double(), fc.double({ min: -100, max: 100 })), { minLength: 1 });
    fc.assert(
      fc.property(values, (numbers) => {
        const width = valueWidth(Float64Array.from(numbers));
        for (const value of numbers) assert.ok(formatValue(value).length <= width);
      }),
    );
  });

  it("wastes none on plain probabilities", () => {
    assert.equal(valueWidth(Float64Array.of(0.1, 0.25)), "0.10000000".length);
  });

  for (const [p, expected] of [
    [0.7, "0.7000"],
    [1, "1.0000"],
    [0, "0.0000"],
    [0.0003768, "0.0004"],
    [0.0000846812, "8.5e\u22125"],
    [0.0000376825, "3.8e\u22125"],
    [Number.NaN, "nan"],
  ] as const) {
    it(`a probability of ${p} as ${expected}`, () => assert.equal(probabilityText(p), expected));
  }

  it("a column is as wide as the longest of its texts, and no narrower than what is asked for", () => {
    assert.equal(longestText(Float64Array.of(0.5, 3.8e-120), probabilityText, 6), "3.8e\u2212120".length);
    assert.equal(longestText(new Float64Array(), probabilityText, 6), 6);
  });
});
