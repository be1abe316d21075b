import assert from "node:assert/strict";
import { classNaming, foundNames, parseClassNames } from "../../../../src/panel/reading/classNames";
import { CLASSES, evaluation, PROBABILITIES } from "../pairs";

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

  const found = { names: ["a", "b", "c"], from: { kind: "input" } } as const;
  const columns = [0, 1, 2];
  it("go before those that were found, and where there are none the index stands", () => {
    assert.deepEqual(columns.map(classNaming("cat,,", found)), ["cat", "b", "c"]);
    assert.deepEqual(columns.map(classNaming("cat", undefined)), ["cat", "1", "2"]);
    assert.deepEqual(columns.map(classNaming(undefined, undefined)), ["0", "1", "2"]);
  });

  it("are off where nothing is typed in their place", () => {
    assert.deepEqual(columns.map(classNaming("", found)), ["0", "1", "2"]);
  });
});

describe("class names that are found", () => {
  const report = evaluation(PROBABILITIES, CLASSES);
  const headed = (columnNames: readonly string[]) => ({ ...report.inputLiteral, columnNames });
  const lists = [
    { name: "classes", place: "a.py:9", names: ["cat", "dog"] },
    { name: "labels", place: "a.py:1", names: ["cat", "dog", "bird"] },
  ];

  it("come from the nearest list with a name for each class", () => {
    const found = foundNames(report, lists, 3);
    assert.deepEqual(found, {
      names: ["cat", "dog", "bird"],
      from: { kind: "list", name: "labels", place: "a.py:1" },
    });
    assert.equal(foundNames(report, lists, 4), undefined);
  });

  it("come from the header of the input before that of the target, and from there before a list", () => {
    const target = headed(["x", "y", "z"]);
    assert.deepEqual(foundNames({ ...report, targetLiteral: target }, lists, 3)?.from, { kind: "target" });
    const both = { inputLiteral: headed(["a", "b", "c"]), targetLiteral: target };
    assert.deepEqual(foundNames(both, lists, 3)?.names, ["a", "b", "c"]);
  });

  it("are none for values that have no classes", () => assert.equal(foundNames(report, lists, 1), undefined));
});
