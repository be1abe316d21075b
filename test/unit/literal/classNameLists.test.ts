import assert from "node:assert/strict";
import { classNameLists } from "../../../src/literal/classNameLists";

const found: readonly (readonly [text: string, name: string, names: readonly string[]])[] = [
  ['classes = ["cat", "dog", "bird"]', "classes", ["cat", "dog", "bird"]],
  ["class_names = ('cat', 'a dog',)", "class_names", ["cat", "a dog"]],
  ["import x\nCLASSES: list[str] = [\n    'cat',\n    'dog',\n]\n", "CLASSES", ["cat", "dog"]],
  ['id2label = {0: "cat", 1: "dog"}', "id2label", ["cat", "dog"]],
  ['label2id = {"dog": 1, "cat": 0}', "label2id", ["cat", "dog"]],
  ['{"logits": [1, 2], "id2label": {"0": "cat", "1": "dog"}}', "id2label", ["cat", "dog"]],
  ["labels = np.array(['no', 'yes'])", "labels", ["no", "yes"]],
  ["    self.class_names = ['no', 'yes']", "class_names", ["no", "yes"]],
  ["const labelNames = ['no', 'yes'];", "labelNames", ["no", "yes"]],
  ['class_names <- c("no", "yes")', "class_names", ["no", "yes"]],
];

const none: readonly string[] = [
  "labels = [0, 1, 2]",
  "labels = []",
  'labels = ["only"]',
  'labels = ["cat", other]',
  'id2label = {0: "cat", 2: "dog"}',
  'label2id = {"cat": 0, "dog": 0}',
  '# classes = ["cat", "dog"]',
  'classes == ["cat", "dog"]',
  'files = ["a.txt", "b.txt"]',
  'classes = ["cat", "dog"',
  "class Cat: pass",
];

describe("lists of class names in a text", () => {
  for (const [text, name, names] of found) {
    it(text.replaceAll("\n", "⏎"), () => {
      const [list, ...others] = classNameLists(text);
      assert.deepEqual({ name: list?.name, names: list && [...list.names] }, { name, names });
      assert.equal(text.slice(list?.offset, (list?.offset ?? 0) + name.length), name);
      assert.equal(others.length, 0);
    });
  }

  for (const text of none) {
    it(`none in ${text}`, () => assert.deepEqual(classNameLists(text), []));
  }

  it("costs no more on hostile texts", () => {
    for (const part of ["labels=[", "labels = ['a',", ",labels:", "{ ", "self.self.", "'", "a".repeat(50)]) {
      const start = performance.now();
      classNameLists(part.repeat(100_000));
      assert.ok(performance.now() - start < 10_000, part);
    }
  });
});
