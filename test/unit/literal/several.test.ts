import assert from "node:assert/strict";
import { assertReads, read } from "./assertions";

/** Several arrays in one selection: one of them is read, and it is said that there are others. */
describe("several arrays are said", () => {
  const several: readonly (readonly [languageId: string, text: string])[] = [
    ["python", "OrderedDict([('weight', tensor([[1., 2.]])), ('bias', tensor([0.5, 0.7]))])"],
    ["python", "OrderedDict({'weight': tensor([[1., 2.]]), 'bias': tensor([0.5, 0.7])})"],
    ["python", "a = [1, 2]\nb = [3, 4]"],
    ["python", "for x in [1, 2]:\n    y = [3, 4]"],
    ["python", "logits, y = [1, 2], [3, 4]"],
    ["yaml", "base: &x [1, 2]\nother: [3, 4]"],
    ["yaml", "a:\n  - 1\n  - 2\nb:\n  - 3\n  - 4"],
    ["json", '{"a": {"x": [1, 2]}, "b": [3, 4]}'],
    ["javascript", "const a = [1, 2];\nconst b = [3, 4];"],
    ["plaintext", "step 1 probs [0.1, 0.2] targets [0, 1]"],
    ["r", "x <- c(1, 2)\ny <- c(3, 4)"],
    ["lua", "a = {1, 2}\nb = {3, 4}"],
  ];
  for (const [languageId, text] of several)
    it(`${languageId}: ${text}`, () => {
      const { tensor, diagnostics } = read(text, languageId);
      assert.equal(tensor.data.length, 2);
      assert.match(diagnostics[0]?.message ?? "", /several arrays/);
    });

  const single: readonly (readonly [languageId: string, text: string])[] = [
    ["plaintext", "logits: [0.1, -2.3, 4.5] loss=0.69"],
    ["plaintext", "Epoch [1/100] probs [0.1, 0.2]"],
    ["plaintext", "[2024-01-02 10:00:00] probs [0.1, 0.2]"],
    ["plaintext", "probs [0.1, 0.2] shape=(2, 1)"],
    ["python", "x = torch.tensor([0.1, 0.2]).reshape(2, 1)"],
    ["yaml", "a:\n  - 1\n  - 2\nlr: 0.5"],
  ];
  for (const [languageId, text] of single)
    it(`none where there is one, ${languageId}: ${text}`, () =>
      assert.deepEqual(read(text, languageId).diagnostics, []));
});

describe("single values side by side are one array", () => {
  for (const text of [
    "torch.tensor(1.), torch.tensor(2.)",
    "np.float32(1), np.float32(2)",
    "a = np.zeros([]) + 1, np.ones([]) * 2",
  ])
    it(text, () => assertReads(text, [1, 2], undefined, "python"));

  it("those of several names are said", () =>
    assert.match(
      read("x, y = torch.tensor(1.), torch.tensor(2.)", "python").diagnostics[0]?.message ?? "",
      /several arrays/,
    ));
});

describe("CSV as RFC 4180 has it", () => {
  it("quoted cells hold line ends, separators and quotes", () => {
    const text = 'id,"a\r\nname","b, ""quoted"""\r\n1,"0.5",2\r\n2,1.5,"3"\r\n';
    const literal = assertReads(
      text,
      [
        [0.5, 2],
        [1.5, 3],
      ],
      "float32",
      "csv",
    );
    assert.deepEqual(literal.columnNames, ["a name", 'b, "quoted"']);
  });

  it("labels with line ends in them are left out", () => {
    assertReads(
      'name,a,b\n"two\nlines",1,2\n"x ""y"" z",3,4\n',
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
      "csv",
    );
  });

  it("a quote within a cell is a sign like others", () => {
    assertReads(
      "name,a,b\n5'11\",1,2\n6'0\",3,4\n",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
      "csv",
    );
  });
});

/** torch.max(x, dim) and a batch of a loader: arrays of their own, whose types tell. */
describe("Tensors beside each other", () => {
  const said = [
    ["(tensor([0.5, 1.0]), tensor([0, 1]))", "There are several arrays here, of which the first is read."],
    [
      "torch.return_types.max(values=tensor([0.5, 1.0]), indices=tensor([0, 1]))",
      "Of “torch.return_types.max”, “values” is read.",
    ],
  ] as const;
  for (const [text, message] of said)
    it(`${text} is said to be several`, () => {
      const { tensor, diagnostics } = read(text);
      assert.deepEqual([...tensor.data], [0.5, 1]);
      assert.deepEqual(tensor.shape, [2]);
      assert.equal(diagnostics[0]?.message, message);
    });
});

describe("Blanks between numbers with signs", () => {
  it("subtract in Python", () => {
    assertReads("[1 -1]", [0]);
    assertReads("x = [[1 -1], [2 -3]]", [[0], [-1]]);
  });
  it("subtract in the argument of a call, which nothing prints without commas", () => {
    assertReads("torch.tensor([ 1 -1])", [0]);
    assertReads("np.array([[ 1 -1], [ 2 -3]])", [[0], [-1]], "int64");
    assertReads("array([ 1, -1])", [1, -1], "int64");
  });
  it("separate in what NumPy prints, and in text", () => {
    assertReads("[ 1 -1]", [1, -1]);
    assertReads("[10 -1]", [10, -1]);
    assertReads("[1 -1]", [1, -1], undefined, "plaintext");
  });
});
