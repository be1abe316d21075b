import assert from "node:assert/strict";
import { literalAt } from "../../../src/literal/literalAt";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { assertReads } from "./assertions";

/** The cursor stands at `|`; what is found there is read in the language of the document. */
const table: readonly (readonly [
  languageId: string,
  marked: string,
  shape: readonly number[],
  values: readonly number[],
])[] = [
  ["python", 'def f():\n    """Returns array([0.1, |0.2])."""\n', [2], [0.1, 0.2]],
  [
    "python",
    'def f():\n    """\n    >>> x\n    tensor([[1., |2.],\n            [3., 4.]])\n    """\n',
    [2, 2],
    [1, 2, 3, 4],
  ],
  ["python", "# expected: [[1, |2],\n#            [3, 4]]\nx = 1", [2, 2], [1, 2, 3, 4]],
  [
    "javascript",
    "/**\n * probs = [[0.1, |0.2],\n *          [0.3, 0.4]]\n */\nconst x = 1;",
    [2, 2],
    [0.1, 0.2, 0.3, 0.4],
  ],
  ["javascript", "// logits [0.1, |0.2]", [2], [0.1, 0.2]],
  ["r", "#' x <- c(0.1, |0.2)\nf <- function() 1", [2], [0.1, 0.2]],
  ["r", "#' matrix(c(1, 2,\n#'   |3, 4), nrow = 2)\nf <- 1", [2, 2], [1, 3, 2, 4]],
  [
    "julia",
    '"""\n```jldoctest\njulia> [1 2; |3 4]\n2×2 Matrix{Int64}:\n 1  2\n 3  4\n```\n"""\nf(x) = x',
    [2, 2],
    [1, 2, 3, 4],
  ],
  ["matlab", "% x = [1 2; |3 4]\ny = 1;", [2, 2], [1, 2, 3, 4]],
  ["ocaml", "(** [| 0.1; |0.2 |] *)\nlet x = 1", [2], [0.1, 0.2]],
  ["haskell", "-- | xs = [0.1, |0.2]\nf = 1", [2], [0.1, 0.2]],
  ["rust", "/// let x = vec![0.1, |0.2];\nfn f() {}", [2], [0.1, 0.2]],
  ["go", "// x := []float64{0.1, |0.2}\nfunc f() {}", [2], [0.1, 0.2]],
  ["java", "/**\n * {@code double[] a = {0.1, |0.2};}\n */\nclass A {}", [2], [0.1, 0.2]],
  ["markdown", "# T\n\n```python\nx = torch.tensor([[1., |2.]])\n```\n", [1, 2], [1, 2]],
  ["markdown", "text\n\n```r\nx <- c(0.1, |0.2)\n```\n", [2], [0.1, 0.2]],
  ["markdown", "```\narray([[0.1, |0.2],\n       [0.3, 0.4]])\n```", [2, 2], [0.1, 0.2, 0.3, 0.4]],
  ["markdown", "```sh\nls\n```\nThe array [0.1, |0.2] is", [2], [0.1, 0.2]],
  // What says nothing of its own means the literal around it.
  [
    "python",
    "x = torch.tensor([[0.1, 0.9],  # group |0: all\n                  [0.2, 0.8]])",
    [2, 2],
    [0.1, 0.9, 0.2, 0.8],
  ],
  ["python", 'x = [1.0, float("|2"), 3]', [3], [1, 2, 3]],
  ["cpp", "float x[] = {1, 2, // |2 of\n 3};", [3], [1, 2, 3]],
  ["javascript", "const x = [1, 2, /* |3rd */ 3];", [3], [1, 2, 3]],
  ["r", "x <- c(1, 2, # |2nd\n 3)", [3], [1, 2, 3]],
  // A comment above is no type of the call below.
  ["kotlin", "f(x) // [1, 2, 3]\nlistOf(8.4, |5.2)", [2], [8.4, 5.2]],
  ["kotlin", "val y = x[1]\nlistOf(8.4, |5.2)", [2], [8.4, 5.2]],
];

describe("docstrings, comments and fences are texts of their own", () => {
  for (const [languageId, marked, shape, values] of table)
    it(`${languageId}: ${marked}`, () => {
      const at = marked.search(/\|(?=\d)/);
      const text = marked.slice(0, at) + marked.slice(at + 1);
      const span = literalAt(text, at, languageId);
      assert.ok(span, "nothing is found");
      const literal = parseLiteral(text.slice(span.offset, span.offset + span.length), languageId);
      assert.equal(literal.kind, "literal");
      if (literal.kind === "literal") {
        assert.deepEqual([...literal.tensor.shape], shape);
        assert.deepEqual([...literal.tensor.data], values);
      }
    });

  it("a sign that multiplies is none of a comment", () => {
    assertReads("(np.array([1, 2])\n * 3)", [3, 6], "int64");
    assertReads("(np.array([1, 2])\n * np.array([3, 4]))", [3, 8], "int64");
  });
});
