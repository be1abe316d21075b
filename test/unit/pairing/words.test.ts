import assert from "node:assert/strict";
import { fileUnits } from "../../../src/pairing/fileUnits";
import { countsFromOne, fromZero, indicesOf, sortedClasses } from "../../../src/pairing/labels";
import { wordLists } from "../../../src/pairing/wordLists";
import { tensor } from "../engine/tensors";

describe("lists of words", () => {
  const rows: readonly (readonly [text: string, lists: readonly string[]])[] = [
    ['y = ["a", "b"]', ['y ["a", "b"] a b']],
    ["y = ['a', 'b']", ["y ['a', 'b'] a b"]],
    ["y = ('a', 'b')", ["y ('a', 'b') a b"]],
    ['y = np.array(["a", "b"])', ['y ["a", "b"] a b']],
    ['y <- c("a", "b")', ['y ("a", "b") a b']],
    ['{"labels": ["a", "b"]}', ['labels ["a", "b"] a b']],
    ["f(['a', 'b'], 2)", ["? ['a', 'b'] a b"]],
    ['y = ["a",\n     "b",\n]', ['y ["a",\n     "b",\n] a b']],
    ['y = ["a" "b"]', ['y ["a" "b"] a b']],
    ['x = ["a"]\ny = ["b"]', ['x ["a"] a', 'y ["b"] b']],
    ["y = [1, 2]", []],
    ['y = ["a", 2]', []],
    ['y = ["a", "b"', []],
    ['y = ["a\\n"]', []],
  ];
  for (const [text, lists] of rows) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(
        wordLists(text).map(({ name, span, words }) => {
          for (const { text: word, offset, length } of words) assert.equal(text.slice(offset, offset + length), word);
          const whole = text.slice(span.offset, span.offset + span.length);
          return `${name ?? "?"} ${whole} ${words.map((word) => word.text).join(" ")}`;
        }),
        lists,
      );
    });
  }
});

describe("words as classes", () => {
  it("are sorted by their code points, as scikit-learn's LabelEncoder sorts them", () => {
    // sorted(set(["b", "B", "a", "ab", "a", "é", "😀", "ﬁ"])) of Python
    assert.deepEqual(sortedClasses(["b", "B", "a", "ab", "a", "é", "😀", "ﬁ"]), ["B", "a", "ab", "b", "é", "ﬁ", "😀"]);
  });

  it("are their places, and nothing where they are none", () => {
    const { data, shape, dtype } = indicesOf(["b", "a", "c"], ["a", "b"]);
    assert.deepEqual([[...data], shape, dtype], [[1, 0, Number.NaN], [3], "int64"]);
  });
});

describe("class indices that count from 1", () => {
  it("are those of Julia, R and Lua, or as a person says", () => {
    const from = (language: string, choice: "language" | "0" | "1") => countsFromOne(language, choice);
    assert.deepEqual(
      ["julia", "r", "lua", "matlab", "python", "javascript"].map((each) => from(each, "language")),
      [true, true, true, true, false, false],
    );
    assert.ok(from("python", "1"));
    assert.ok(!from("julia", "0"));
  });

  const rows: readonly (readonly [
    title: string,
    target: readonly number[],
    shape: readonly number[],
    zero: readonly number[] | undefined,
  ])[] = [
    ["one for each row", [1, 3, 2], [3, 3], [0, 2, 1]],
    ["as high as there are classes", [1, 2], [2, 2], [0, 1]],
    ["higher than that", [1, 3], [2, 2], undefined],
    ["with a 0", [0, 1], [2, 2], undefined],
    ["with a fraction", [1, 1.5], [2, 2], undefined],
    ["below 0", [1, -1], [2, 2], undefined],
    ["of other length", [1, 2, 1], [2, 2], undefined],
    ["of classes in rows", [1, 2, 1], [2, 3], [0, 1, 0]],
    ["of one class", [1, 1], [2, 1], undefined],
    ["of one axis", [1], [3], undefined],
    ["none", [], [2, 2], undefined],
  ];
  for (const [title, target, shape, zero] of rows) {
    it(title, () => {
      const moved = fromZero(tensor([...target], "int64"), { shape });
      assert.deepEqual(moved && [...moved.data], zero);
      if (moved !== undefined) assert.deepEqual([moved.shape, moved.dtype], [[target.length], "int64"]);
    });
  }
});

describe("a file as units", () => {
  const unitsOf = (path: string, text: string) => {
    const found = fileUnits(path, text);
    return found.kind === "file"
      ? {
          units: found.units.map(({ id, languageId, text: own, role }) => [id === path, languageId, own, role]),
          cells: found.cells,
        }
      : found.message;
  };

  it("is Python, unless its name says text", () => {
    const one = (path: string) => unitsOf(path, "x = 1\n");
    const python = { units: [[true, "python", "x = 1\n", "code"]], cells: [undefined] };
    const plain = { units: [[true, "plaintext", "x = 1\n", "code"]], cells: [undefined] };
    for (const path of ["a.py", "a", "log.py", "a.mdx", "a.log.py"]) assert.deepEqual(one(path), python, path);
    for (const path of ["a.log", "a.txt", "a.MD", "a.rst"]) assert.deepEqual(one(path), plain, path);
  });

  it("is a notebook's cells", () => {
    const text = JSON.stringify({
      nbformat: 4,
      metadata: {},
      cells: [
        { cell_type: "markdown", metadata: {}, source: ["# T\n"] },
        {
          cell_type: "code",
          metadata: {},
          source: ["x = [1, 2]\n", "x"],
          outputs: [{ output_type: "stream", name: "stdout", text: ["[1, 2]\n"] }],
        },
      ],
    });
    const found = unitsOf("n.IPYNB", text);
    assert.ok(typeof found === "object");
    assert.deepEqual(found.units.map(([, , own, role]) => `${role}: ${own}`).slice(-2), [
      "code: x = [1, 2]\nx",
      "output: [1, 2]\n",
    ]);
    assert.equal(found.cells.at(-1), found.cells.at(-2));
  });

  it("is none where the notebook is none", () => {
    assert.equal(typeof unitsOf("n.ipynb", "{"), "string");
    assert.equal(typeof unitsOf("n.ipynb", "[]"), "string");
  });
});
