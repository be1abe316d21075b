import assert from "node:assert/strict";
import { rankCandidates, targetFor } from "../../../src/pairing/candidates";
import { tensorOf } from "../../../src/pairing/foundArray";
import { knownArray } from "../../../src/pairing/knownArray";
import { fromZero, indicesOf, sortedClasses } from "../../../src/pairing/labels";
import { notebookCells, withoutAnsi } from "../../../src/pairing/notebook";
import { selectedCode } from "../../../src/pairing/selectedExpression";
import { isTranscript, readTranscript, shownName } from "../../../src/pairing/transcript";
import { wordLists } from "../../../src/pairing/wordLists";
import { interpret } from "../../../src/python/interpret/interpret";
import { tensor } from "../engine/tensors";
import { selectionsOf, sheetOf, unit } from "./sheets";

/** The cells of a notebook, each as `id role language: text`. */
function cells(notebook: unknown): readonly string[] | string {
  const found = notebookCells(typeof notebook === "string" ? notebook : JSON.stringify(notebook), "n");
  if (found.kind === "problem") return found.message;
  return found.units.map(({ id, role, languageId, text }) => `${id} ${role} ${languageId}: ${text}`);
}

describe("the cells of a notebook", () => {
  const code = (source: unknown, ...outputs: readonly unknown[]) => ({ cell_type: "code", source, outputs });

  it("of nbformat 4, the source as a text or as lines", () => {
    const notebook = { cells: [code("x = 1"), code(["y = 2\n", "y"])] };
    assert.deepEqual(cells(notebook), ["n#1 code python: x = 1", "n#2 code python: y = 2\ny"]);
  });
  it("of nbformat 3, whose source is the input of a worksheet", () => {
    const notebook = { worksheets: [{ cells: [{ cell_type: "code", input: "x = 1", outputs: [] }] }] };
    assert.deepEqual(cells(notebook), ["n#1 code python: x = 1"]);
  });
  it("are counted with those that hold no code", () => {
    const notebook = { cells: [{ cell_type: "markdown", source: "# T" }, code("x"), { cell_type: "raw" }, code("y")] };
    assert.deepEqual(cells(notebook), ["n#2 code python: x", "n#4 code python: y"]);
  });
  it("are in the language of the notebook", () => {
    const of = (metadata: unknown) => cells({ cells: [code("x")], metadata })[0];
    assert.equal(of({ language_info: { name: "R" } }), "n#1 code r: x");
    assert.equal(of({ kernelspec: { language: "julia" } }), "n#1 code julia: x");
    assert.equal(of({ language_info: { name: 3 } }), "n#1 code python: x");
    assert.equal(of(null), "n#1 code python: x");
  });
  it("are followed by what they have printed, each output by its number", () => {
    const outputs = [
      { output_type: "stream", text: "a\n" },
      { output_type: "display_data", data: { "image/png": "AAAA" } },
      { output_type: "execute_result", data: { "text/plain": ["1", 2, "3"] } },
      { output_type: "error", traceback: ["E", 5, "here"] },
      { output_type: "stream", text: "" },
      null,
      "text",
    ];
    assert.deepEqual(cells({ cells: [code("x", ...outputs)] }), [
      "n#1 code python: x",
      "n#1>1 output plaintext: a\n",
      "n#1>3 output plaintext: 13",
      "n#1>4 output plaintext: E\nhere",
    ]);
  });
  it("have no source where that is something else", () => {
    assert.deepEqual(cells({ cells: [code(3), { cell_type: "code" }] }), ["n#1 code python: ", "n#2 code python: "]);
  });
  it("none, where the text is no notebook", () => {
    for (const other of [{}, [], 3, null, { cells: {} }, { worksheets: [] }, { worksheets: [{}] }])
      assert.equal(cells(other), "is no Jupyter notebook: it has no list of cells");
    assert.match(String(cells("{")), /^is damaged: a notebook is JSON, and this is not \([^\n]{1,120}\)$/);
    assert.deepEqual(cells({ cells: [] }), []);
  });
  it("colours are no part of what was printed", () => {
    assert.equal(withoutAnsi("\u001b[1;31mred\u001b[0m [0m and \u001b[Kon"), "red [0m and on");
  });
});

describe("a session", () => {
  it("is told by a prompt at the beginning of a line", () => {
    for (const text of [">>> x", "  >>> x", "prose\n>>> x", "In [1]: x", "\tIn [12]: x", "In []: x"])
      assert.ok(isTranscript(text), text);
    for (const text of ["a >>> x", ">>>x", "In [a]: x", "In [1]:x", "x >> y", ""]) assert.ok(!isTranscript(text), text);
  });

  /** The inputs without blanks, and what was printed with the name that it shows. */
  const read = (text: string, quoted = false) => {
    const { code, printed } = readTranscript(text, quoted);
    assert.equal(code.length, text.length);
    const outputs = printed.map(
      ({ offset, length, shows }) => `${shows ?? "?"}: ${text.slice(offset, offset + length)}`,
    );
    return [
      code
        .replaceAll(/[ \f]+/g, " ")
        .replaceAll(/ ?\n ?/g, "/")
        .trim(),
      ...outputs,
    ];
  };
  const rows: readonly (readonly [text: string, quoted: boolean, expected: readonly string[]])[] = [
    [">>> x\n1", false, ["x/", "x: 1"]],
    [">>> x\n1\n2\n>>> y\n3", false, ["x///y/", "x: 1\n2", "y: 3"]],
    [">>> x = 1\n>>> y = 2", false, ["x = 1/y = 2"]],
    [">>> for i in x:\n...     i\n...\n1", false, ["for i in x:/i//", "?: 1"]],
    ["In [1]: x\nOut[1]: 3\nIn [2]: y\n4", false, ["x//y/", "x: 3", "y: 4"]],
    ["In [1]: f(\n   ...: 2)\nOut[1]: 3", false, ["f(/2)/", "?: 3"]],
    ["In [1]: x\nOut[1]: 3\nOut[2]: 4", false, ["x//", "x: 3\nOut[2]: 4"]],
    ["prose\n>>> x\n1", false, ["/x/", "?: prose", "x: 1"]],
    ["prose\n>>> x\n1\n\nmore\n>>> y\n2", true, ["/x////y/", "x: 1", "y: 2"]],
    ['>>> x\n1\n"""\ny = 2', true, ["x///", "x: 1"]],
    [">>> x\n1\n'''\ny = 2", true, ["x///", "x: 1"]],
    [">>> x\n\n2", true, ["x//"]],
    [">>> x\n\n2", false, ["x//", "x: \n2"]],
    ["... x\n1", false, ["/", "?: ... x\n1"]],
    [">>> x\n   \n", false, ["x//"]],
  ];
  for (const [text, quoted, expected] of rows) {
    it(`${JSON.stringify(text)}${quoted ? " in a docstring" : ""}`, () => {
      const found = read(text, quoted);
      assert.deepEqual([found[0].replace(/^\//, "/"), ...found.slice(1)], expected);
    });
  }

  const shown: readonly (readonly [code: string, name: string | undefined])[] = [
    ["x", "x"],
    ["a.b", "a.b"],
    ["print(x)", "x"],
    ["print(a.b)  # it", "a.b"],
    ["y = 1\nx", "x"],
    ["x\n", "x"],
    ["x\n# it", "x"],
    ["x\n%timeit y", "x"],
    ["x\n!ls", "x"],
    ["a = 1; x", "x"],
    ["x;", undefined],
    ["print(x, y)", undefined],
    ["x[0]", undefined],
    ["xprint(x)", undefined],
    ["if a:\n    x", undefined],
    ["3", undefined],
    ["", undefined],
  ];
  for (const [code, name] of shown)
    it(`shows ${name}: ${JSON.stringify(code)}`, () => assert.equal(shownName(code), name));
});

describe("lists of words", () => {
  const lists = (text: string) =>
    wordLists(text).map(({ name, span, words }) => {
      const { offset, length } = words[0];
      assert.equal(text.slice(offset, offset + length), words[0].text);
      return `${name ?? "?"} ${words.map((each) => each.text).join("/")} «${text.slice(span.offset, span.offset + span.length)}»`;
    });
  const rows: readonly (readonly [text: string, expected: readonly string[]])[] = [
    ['y = ["a", "b"]', ['y a/b «["a", "b"]»']],
    ["y = ['a', 'b']", ["y a/b «['a', 'b']»"]],
    ['y = ["a", "b",]', ['y a/b «["a", "b",]»']],
    ['y = ("a", "b")', ['y a/b «("a", "b")»']],
    ['y = np.array(["a", "b"])', ['y a/b «["a", "b"]»']],
    ['y <- c("a", "b")', ['y a/b «("a", "b")»']],
    ['{"y": ["a", "b"]}', ['y a/b «["a", "b"]»']],
    ['f(x, ["a", "b"])', ['? a/b «["a", "b"]»']],
    ['y = ["a" "b"]', ['y a/b «["a" "b"]»']],
    ['y = [\n  "a",\n  "b"\n]', ['y a/b «[\n  "a",\n  "b"\n]»']],
    ['y = [""]', ['y  «[""]»']],
    ['y = ["a", 1]', []],
    ['y = ["a", "b"', []],
    ["y = [1, 2]", []],
    ['y = "a"', []],
    ['y = ["a\\n", "b"]', []],
    ['a = ["x"]\nb = ["y"]', ['a x «["x"]»', 'b y «["y"]»']],
  ];
  for (const [text, expected] of rows) it(JSON.stringify(text), () => assert.deepEqual(lists(text), expected));
  it("a hundred of them", () => assert.equal(wordLists('y = ["a"]\n'.repeat(120)).length, 100));

  it("are classes in scikit-learn's order", () => {
    assert.deepEqual(sortedClasses(["b", "a", "b", "B", "ab", "a"]), ["B", "a", "ab", "b"]);
    // By code points, as Python sorts: a letter of the astral planes after all others.
    assert.deepEqual(sortedClasses(["\u{1F600}", "\uFF5E", "z"]), ["z", "\uFF5E", "\u{1F600}"]);
    assert.deepEqual(indicesOf(["b", "a", "c"], ["a", "b"]), {
      data: Float64Array.of(1, 0, Number.NaN),
      shape: [3],
      dtype: "int64",
    });
  });
});

describe("class indices that count from 1", () => {
  const rows: readonly (readonly [
    target: Parameters<typeof tensor>[0],
    shape: readonly number[],
    taken: string | undefined,
  ])[] = [
    [[1, 2], [2, 2], "0,1"],
    [[1, 3], [2, 3], "0,2"],
    [[1, 1], [2, 3], "0,0"],
    [[0, 1], [2, 2], undefined],
    [[1, 4], [2, 3], undefined],
    [[1.5, 2], [2, 3], undefined],
    [[1, 2, 1], [2, 3], "0,1,0"],
    [[1, 2], [2], undefined],
    [[1, 2, 3], [2, 3], undefined],
    [[[1], [2]], [2, 3], "0,1"],
    [[1, 2], [2, 3, 1], "0,1"],
    [
      [
        [1, 2],
        [2, 1],
      ],
      [2, 3, 2],
      "0,1,1,0",
    ],
    [[1, 2], [2, 1], undefined],
    [[], [0, 2], undefined],
  ];
  for (const [target, shape, taken] of rows) {
    it(`${JSON.stringify(target)} of (${shape.join(", ")})`, () => {
      assert.equal(fromZero(tensor(target, "int64"), { shape })?.data.join(), taken);
    });
  }

  const taken = (text: string, languageId: string, from: "language" | "0" | "1" = "language") => {
    const sheet = sheetOf(unit(text, languageId));
    const of = (name: string) => sheet.named.find((array) => array.name === name) ?? assert.fail(name);
    return tensorOf(targetFor(of("y"), of("x"), from))?.data.join();
  };
  it("are taken from 0 in languages that count so, or where a person says it", () => {
    const julia = "x = [0.1 0.9; 0.8 0.2]\ny = [2, 1]\n";
    assert.equal(taken(julia, "julia"), "1,0");
    assert.equal(taken(julia, "julia", "0"), "2,1");
    const python = "x = [[0.1, 0.9], [0.8, 0.2]]\ny = [2, 1]\n";
    assert.equal(taken(python, "python"), "2,1");
    assert.equal(taken(python, "python", "1"), "1,0");
  });
});

describe("what may be the target of an array", () => {
  const ranked = (text: string, name: string) => {
    const sheet = sheetOf(unit(text));
    const input = sheet.named.findLast((array) => array.name === name) ?? assert.fail(name);
    return rankCandidates(sheet, input, undefined).map(
      ({ candidate, fit }) => `${candidate.name} ${candidate.distance} ${fit}`,
    );
  };
  const attributes = `class A:
    def f(self):
        self.x = [[0.1, 0.9], [0.3, 0.7]]
        self.y = [0, 1]
        own = [1, 1]
    def g(self):
        z = [[0.2, 0.8], [0.4, 0.6]]
`;
  it("an object's attributes in all methods of its class, a function's names in itself alone", () => {
    assert.deepEqual(
      ranked(attributes, "z")
        .map((each) => each.split(" ")[0])
        .toSorted(),
      ["self.x", "self.y"],
    );
    assert.deepEqual(
      ranked(attributes, "self.x")
        .map((each) => each.split(" ")[0])
        .toSorted(),
      ["own", "self.y"],
    );
  });
  it("by how many arrays it stands above or below", () => {
    const text = "a = [0, 1]\nb = [1, 1]\nx = [[0.1, 0.9], [0.3, 0.7]]\nc = [0, 0]\n";
    const distances = ranked(text, "x").map((each) => each.split(" ").slice(0, 2).join(" "));
    assert.deepEqual(distances.toSorted(), ["a -2", "b -1", "c 1"]);
  });
  it("words, of which there are as many as samples and that name as many classes", () => {
    const of = (labels: string) => {
      return ranked(`x = [[0.1, 0.9], [0.3, 0.7], [0.6, 0.4]]\n${labels}\n`, "x").map((each) => each.split(" ")[0]);
    };
    assert.deepEqual(of('labels = ["cat", "dog", "cat"]'), ["labels"]);
    assert.deepEqual(of('labels = ["cat", "dog"]'), []);
    assert.deepEqual(of('labels = ["cat", "dog", "cow"]'), []);
    assert.deepEqual(of('colours = ["cat", "dog", "cat"]'), []);
  });
});

describe("a value as an array", () => {
  const rows: readonly (readonly [code: string, expected: string | undefined])[] = [
    ["v = [1, 2]", "2 int64 1,2"],
    ["v = [1, 2.5]", "2 float32 1,2.5"],
    ["v = [True, False]", "2 bool 1,0"],
    ["v = [True, 2]", "2 int64 1,2"],
    ["v = [[1, 2], [3, 4]]", "2×2 int64 1,2,3,4"],
    ["v = ((1, 2), [3, 4])", "2×2 int64 1,2,3,4"],
    ["a = 1.5\nv = [a, 2]", "2 float32 1.5,2"],
    ["a = [1, 2]\nv = [a, a]", "2×2 int64 1,2,1,2"],
    ["a = [1, 2]\nv = (a, [3])", undefined],
    ["a = [1, 2]\nv = [a, 3]", undefined],
    ["a = 'x'\nv = [a, 3]", undefined],
    ["v = {1, 2}", undefined],
    ["v = 3", undefined],
    ["v = []", undefined],
    ["v = torch.tensor([1.0, 2.0]) * 2", "2 float32 2,4"],
    ["v = torch.tensor([[1, 2]])", "1×2 int64 1,2"],
    ["v = load()", undefined],
  ];
  for (const [code, expected] of rows) {
    it(code, () => {
      const { definitions } = interpret([unit(`import torch\n${code}\n`)]);
      const value = definitions.findLast(({ name }) => name === "v")?.value;
      assert.ok(value !== undefined);
      const known = knownArray(value)?.tensor;
      assert.equal(known && `${known.shape.join("×")} ${known.dtype} ${known.data.join()}`, expected);
    });
  }
});

describe("selected code", () => {
  const said = (marked: string, languageId = "python") => {
    const { text, places } = selectionsOf(marked);
    const code = selectedCode(sheetOf(unit(text, languageId)), places[0]);
    return code && `${code.kind} ${code.text}${code.assigned === undefined ? "" : ` to ${code.assigned}`}`;
  };
  const rows: readonly (readonly [marked: string, expected: string | undefined, languageId?: string])[] = [
    ["print(«model(x)»)", "call model(x)"],
    ["out = «model(x)»", "call model(x) to out"],
    ["out = «model(x)»  # it", "call model(x) to out"],
    ["out = «model(x)»; y = 1", "call model(x)"],
    ["out = «model(x)» + 1", "call model(x)"],
    ["if a:\n    out = «model(x)»\n", "call model(x) to out"],
    ["«out = model(x)»", "call model(x) to out"],
    ["x == «model(x)»", "call model(x)"],
    ["out = load()\nprint(«out»)", "name out"],
    ["out = 3\nprint(«out»)", undefined],
    ["print(|model(x))", undefined],
    ["f(«model(x)»);", "call model(x)", "javascript"],
    ["f(«out»);", undefined, "javascript"],
    ["«model(x)»", undefined, "markdown"],
    ["«model(x)»", undefined, "csv"],
    ["«model(x)»", undefined, "plaintext"],
  ];
  for (const [marked, expected, languageId] of rows)
    it(JSON.stringify(marked), () => assert.equal(said(marked, languageId), expected));
});
