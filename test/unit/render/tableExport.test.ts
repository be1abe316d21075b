import assert from "node:assert/strict";
import fc from "fast-check";
import { type ExportFormat, type ExportTable, exportTable } from "../../../src/render/tableExport";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const numbers = [0.1, -0, 1e-300, nan, inf, -inf];

function tableOf(values: readonly number[], names: readonly string[] = []): ExportTable {
  return {
    rows: values.length,
    columns: [
      { name: "loss", at: (row) => values[row] },
      { name: 'a "b", |c|', at: (row) => names[row] ?? row },
    ],
  };
}

const words = new Map([
  ["nan", nan],
  ["inf", inf],
  ["-inf", -inf],
]);
const read = (word: string): number => words.get(word) ?? Number(word);

/** The first column, as a reader of the format would take it. */
const readers: { readonly [Format in ExportFormat]: (text: string) => readonly number[] } = {
  csv: (text) =>
    text
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => read(line.split(",")[0])),
  text: (text) =>
    text
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => read(line.trim().split(/ +/)[0])),
  markdown: (text) =>
    text
      .trimEnd()
      .split("\n")
      .slice(2)
      .map((line) => read(line.split("|")[1].trim())),
  json: (text) => JSON.parse(text).map(({ loss }: { readonly loss: number | string }) => Number(loss)),
  python: (text) => {
    const list = /"loss": \[(.*)\]/.exec(text)?.[1] ?? "";
    return list === "" ? [] : list.split(", ").map((word) => read(/^float\("(.*)"\)$/.exec(word)?.[1] ?? word));
  },
};

describe("a table as text", () => {
  for (const format of Object.keys(readers) as readonly ExportFormat[]) {
    it(`${format} gives back the very same numbers, all of them`, () => {
      const values = fc.array(fc.oneof(fc.double(), fc.constantFrom(...numbers)), { maxLength: 300 });
      fc.assert(
        fc.property(values, (data) => {
          const back = readers[format](exportTable(tableOf(data), format));
          assert.equal(back.length, data.length);
          for (const [index, value] of data.entries())
            assert.ok(Object.is(back[index], value) || back[index] === value);
        }),
      );
    });
  }

  it("csv leaves no text that a spreadsheet takes for a formula, and every number as it is", () => {
    const names = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "cat", "-cat"];
    const [, ...rows] = exportTable(tableOf([-1, -inf, 2, 3, 4, 5, 6], names), "csv")
      .trimEnd()
      .split("\n");
    assert.deepEqual(rows, [
      "-1,'=cmd|' /C calc'!A0",
      "-inf,'+1+1",
      "2,'-2+3",
      "3,'@SUM(A1)",
      "4,'\t=1",
      "5,cat",
      "6,'-cat",
    ]);
  });

  it("csv quotes what has commas, quotes or line ends in it", () => {
    assert.equal(
      exportTable(tableOf([1, 2], ["x, y", "two\nlines"]), "csv"),
      'loss,"a ""b"", |c|"\n1,"x, y"\n2,"two\nlines"\n',
    );
  });

  it("markdown keeps a name from ending its cell", () => {
    assert.equal(
      exportTable(tableOf([0.5], ["a|b"]), "markdown"),
      '| loss | a "b", \\|c\\| |\n| ---: | ---: |\n| 0.5 | a\\|b |\n',
    );
  });

  it("json has an object a row", () => {
    assert.deepEqual(JSON.parse(exportTable(tableOf([nan, 1], ["x"]), "json")), [
      { loss: "NaN", 'a "b", |c|': "x" },
      { loss: 1, 'a "b", |c|': 1 },
    ]);
  });

  it("python has a list a column", () => {
    assert.equal(
      exportTable(tableOf([nan, -inf], ["x"]), "python"),
      'samples = {\n    "loss": [float("nan"), float("-inf")],\n    "a \\"b\\", |c|": ["x", 1],\n}\n',
    );
  });
});
