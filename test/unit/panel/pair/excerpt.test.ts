import assert from "node:assert/strict";
import fc from "fast-check";
import { excerpt } from "../../../../src/panel/pair/excerpt";

const TEXT = "a = [\n  [1, x],\r\n\t[3]\n]";

describe("the excerpt around a problem", () => {
  const table: readonly [string, number, number, { line: number; text: string; from: number; to: number }][] = [
    ["in the first line", 4, 1, { line: 1, text: "a = [", from: 4, to: 5 }],
    ["in a line that ends with a carriage return", 12, 1, { line: 2, text: "  [1, x],", from: 6, to: 7 }],
    ["after a tab", 18, 3, { line: 3, text: " [3]", from: 1, to: 4 }],
    ["over several lines", 4, 18, { line: 1, text: "a = [", from: 4, to: 5 }],
    ["without a length", 22, 0, { line: 4, text: "]", from: 0, to: 1 }],
    ["at the end of the text", 23, 0, { line: 4, text: "]", from: 1, to: 2 }],
  ];
  for (const [where, offset, length, expected] of table) {
    it(where, () => assert.deepEqual(excerpt(TEXT, { offset, length }), expected));
  }

  it("in an empty first line", () => {
    assert.deepEqual(excerpt("\n[1]", { offset: 0, length: 4 }), { line: 1, text: "", from: 0, to: 1 });
  });

  it("shows a long line around the place", () => {
    const { text, from, to } = excerpt(`${"1, ".repeat(500)}x${", 1".repeat(500)}`, { offset: 1500, length: 1 });
    assert.equal(text.slice(from, to), "x");
    assert.ok(text.startsWith("…") && text.endsWith("…") && text.length < 130);
  });

  it("always underlines something", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), fc.nat(40), (text, offset, length) => {
        const { from, to, text: shown } = excerpt(text, { offset, length });
        assert.ok(from >= 0 && to > from && from <= shown.length);
      }),
    );
  });
});
