import assert from "node:assert/strict";
import { classNaming, parseClassNames } from "../../../src/panel/classNames";
import { CLASSES, evaluation, PROBABILITIES } from "./pairs";

describe("typed class names", () => {
  const texts: readonly [string, readonly string[]][] = [
    ["cat, dog, bird", ["cat", "dog", "bird"]],
    ["cat,dog,", ["cat", "dog"]],
    ["['cat', \"a dog\"]", ["cat", "a dog"]],
    ["(cat; dog)", ["cat", "dog"]],
    ["cat,,bird", ["cat", "", "bird"]],
    ["it's, 'not'", ["it's", "not"]],
    ["", []],
    [" [ ] ", []],
  ];
  for (const [text, names] of texts) {
    it(`“${text}”`, () => assert.deepEqual(parseClassNames(text), names));
  }

  it("go before those of the text, and where there are none the index stands", () => {
    const report = evaluation(PROBABILITIES, CLASSES);
    const headed = { inputLiteral: { ...report.inputLiteral, columnNames: ["a", "b", "c"] } };
    assert.deepEqual([0, 1, 2].map(classNaming(headed, "cat,,")), ["cat", "b", "c"]);
    assert.deepEqual([0, 1, 2].map(classNaming(report, "cat")), ["cat", "1", "2"]);
    assert.deepEqual([0, 1, 2].map(classNaming(report, undefined)), ["0", "1", "2"]);
  });
});
