import assert from "node:assert/strict";
import { Reader } from "../../../src/pairing/reader";
import { interpretInParts } from "../../../src/python/interpret/interpret";
import type { TextUnit } from "../../../src/textUnit";

/** A notebook's code cells, each with an output, and how often the text of one is taken. */
function notebook(cells: number) {
  const reads = new Map<string, number>();
  const unit = (id: string, role: TextUnit["role"], version: number, text: string): TextUnit => ({
    ...{ id, role, version, languageId: role === "code" ? "python" : "plaintext" },
    get text() {
      reads.set(id, (reads.get(id) ?? 0) + 1);
      return text;
    },
  });
  const units = Array.from({ length: cells }, (_, cell) => [
    unit(`${cell}`, "code", 1, `a${cell} = [0.1, 0.9]\nprint(a${cell})\n`),
    unit(`${cell}>0`, "output", 1, "[0.1, 0.9]\n"),
  ]).flat();
  const edited = (cell: number) =>
    units.with(2 * cell, unit(`${cell}`, "code", 2, `a${cell} = [0.3, 0.7]\nprint(a${cell})\n`));
  const total = () => [...reads.values()].reduce((sum, count) => sum + count, 0);
  return { units, edited, total };
}

/** The arrays of every unit, as names are looked up. */
function arraysOf(reader: Reader, units: readonly TextUnit[]) {
  const sheet = reader.read(units);
  return units.map((_, index) => sheet.unitArrays(index));
}

describe("a notebook of 10,000 cells", () => {
  const reader = new Reader(interpretInParts);
  const { units, edited } = notebook(10_000);
  const before = arraysOf(reader, units);

  it("has the cells read anew that were edited, and no other", () => {
    const after = arraysOf(reader, edited(5000));
    const changed = after.flatMap((arrays, index) => (arrays === before[index] ? [] : [index]));
    assert.deepEqual(changed, [10_000]);
    assert.equal(after[10_000].named[0].name, "a5000");
  });

  it("is not read again where nothing changed", () => {
    assert.equal(reader.read([...units]), reader.read(units));
  });

  it("finds what stands in its last cells", () => {
    const { named } = reader.read(units);
    assert.ok(named.some(({ name }) => name === "a9999"));
  });

  it("takes work in proportion to its cells", () => {
    const work = (cells: number) => {
      const small = notebook(cells);
      const own = new Reader(interpretInParts);
      arraysOf(own, small.units);
      arraysOf(own, small.edited(3));
      return small.total();
    };
    const [few, many] = [work(500), work(1000)];
    assert.ok(many < 2.2 * few, `${few} and ${many} texts`);
  });
});
