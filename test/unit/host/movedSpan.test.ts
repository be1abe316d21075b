import { strict as assert } from "node:assert";
import { movedSpan, type TextChange, touches } from "../../../src/host/movedSpan";

const text = "a = [1, 2]; b";
const span = { offset: text.indexOf("["), length: "[1, 2]".length };
const end = span.offset + span.length;

const change = (rangeOffset: number, rangeLength: number, typed: string): TextChange => ({
  rangeOffset,
  rangeLength,
  text: typed,
});

type Row = readonly [title: string, change: TextChange, now: string, inside: boolean];

/** A change of `a = [1, 2]; b` → the text of the span afterwards, and whether the change was inside. */
const rows: readonly Row[] = [
  ["typed far in front", change(0, 0, "xyz"), "[1, 2]", false],
  ["typed right in front", change(span.offset, 0, "x"), "[1, 2]", false],
  ["deleted right in front", change(span.offset - 2, 2, ""), "[1, 2]", false],
  ["typed right behind", change(end, 0, "x"), "[1, 2]", false],
  ["deleted right behind", change(end, 2, ""), "[1, 2]", false],
  ["typed far behind", change(text.length, 0, "x"), "[1, 2]", false],
  ["typed behind the first character", change(span.offset + 1, 0, "0, "), "[0, 1, 2]", true],
  ["typed in front of the last character", change(end - 1, 0, ", 3"), "[1, 2, 3]", true],
  ["a number exchanged", change(span.offset + 4, 1, "25"), "[1, 25]", true],
  ["a number deleted", change(span.offset + 2, 3, ""), "[1]", true],
  ["all of it exchanged", change(span.offset, span.length, "[7]"), "[7]", true],
  ["cut into from in front", change(span.offset - 1, 2, "("), "(1, 2]", true],
  ["cut into from behind", change(end - 1, 2, ")"), "[1, 2)", true],
  ["taken with what is around it", change(span.offset - 1, span.length + 2, "0"), "0", true],
];

describe("an array after a change of its document", () => {
  for (const [title, made, now, inside] of rows) {
    it(title, () => {
      const after = text.slice(0, made.rangeOffset) + made.text + text.slice(made.rangeOffset + made.rangeLength);
      const { offset, length } = movedSpan(span, made);
      assert.equal(after.slice(offset, offset + length), now);
      assert.equal(touches(span, made), inside);
    });
  }

  it("stays the very same where nothing in front or inside changed", () => {
    assert.equal(movedSpan(span, change(end, 1, "")), span);
    assert.equal(movedSpan(span, change(text.length, 0, "x")), span);
  });
});
