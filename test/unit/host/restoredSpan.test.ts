import { strict as assert } from "node:assert";
import { movedSpan, type TextChange } from "../../../src/host/movedSpan";
import { restoredSpan } from "../../../src/host/restoredSpan";

const literal = "[0.1, 0.9]";
const before = `a = 1\nprobs = ${literal}\nb = 2\n`;
const start = before.indexOf(literal);
const span = { offset: start, length: literal.length };

/** A text after changes, which go from its end to its start. */
function edited(text: string, changes: readonly TextChange[]): string {
  return changes.reduce(
    (all, { rangeOffset, rangeLength, text: own }) =>
      all.slice(0, rangeOffset) + own + all.slice(rangeOffset + rangeLength),
    text,
  );
}

describe("where an array is again after an edit", () => {
  const line = { rangeOffset: 6, rangeLength: before.indexOf("b =") - 6, text: "" };

  it("that deletes its line, and an undo: where it was", () => {
    const gone = movedSpan(span, line);
    assert.deepEqual(gone, { offset: 6, length: 0 });
    const undo = { rangeOffset: 6, rangeLength: 0, text: before.slice(6, 6 + line.rangeLength) };
    assert.deepEqual(restoredSpan(gone, literal, [undo]), span);
  });

  it("that replaces the whole text: where the new one has it", () => {
    const text = `# new\n${before}`;
    assert.deepEqual(restoredSpan(span, literal, [{ rangeOffset: 0, rangeLength: before.length, text }]), {
      offset: text.indexOf(literal),
      length: literal.length,
    });
  });

  it("that brings it back with something in front of it", () => {
    const gone = movedSpan(span, line);
    const changes = [
      { rangeOffset: 6, rangeLength: 0, text: `probs = ${literal}\n` },
      { rangeOffset: 0, rangeLength: 1, text: "alpha" },
    ];
    const restored = restoredSpan(gone, literal, changes);
    assert.ok(restored);
    const text = edited(edited(before, [line]), changes);
    assert.equal(text.slice(restored.offset, restored.offset + restored.length), literal);
  });

  it("that puts more around it: all of that", () => {
    const change = { rangeOffset: start, rangeLength: literal.length, text: `[${literal}, [0.2, 0.8]]` };
    assert.equal(restoredSpan(span, literal, [change]), undefined);
    const { offset, length } = movedSpan(span, change);
    assert.equal(edited(before, [change]).slice(offset, offset + length), change.text);
  });

  it("that types something else where it was deleted: nowhere", () => {
    const gone = movedSpan(span, line);
    assert.equal(restoredSpan(gone, literal, [{ rangeOffset: 6, rangeLength: 0, text: "x" }]), undefined);
  });
});
