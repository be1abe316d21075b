import assert from "node:assert/strict";
import { checkUnits } from "../../../src/check";
import { hasBlocks, takenApart } from "../../../src/pairing/codeBlocks";

/** The lines of a text that are code. */
const rows: readonly (readonly [title: string, text: string, code: readonly string[]])[] = [
  ["a fence", "text\n```python\nx = 1\n```\nx = 2\n", ["x = 1"]],
  ["another fence", "~~~ py\nx = 1\n~~~\n", ["x = 1"]],
  ["fences of what was printed", "```\nx = 0\n```\n```python\nx = 1\n```\n```text\nx = 2\n```\n", ["x = 1"]],
  ["a chunk of Quarto", "```{python}\n#| echo: false\nx = 1\n```\n", ["#| echo: false", "x = 1"]],
  ["a chunk of R Markdown", "```{python fit, echo=FALSE}\nx = 1\n```\n```{r}\nx <- 2\n```\n", ["x = 1"]],
  ["a cell of MyST", "```{code-cell} ipython3\nx = 1\n```\n", ["x = 1"]],
  ["a fence without an end", "```python\nx = 1\n", ["x = 1"]],
  [
    "a directive of Sphinx",
    "Title\n\n.. code-block:: python\n   :linenos:\n\n   x = 1\n   y = 2\n\nText\n   x = 3\n",
    ["   x = 1", "   y = 2"],
  ],
  ["directives of other languages", ".. code-block:: bash\n\n   x = 1\n\n.. code::\n\n   x = 2\n", ["   x = 2"]],
  ["Windows' ends of lines", "```python\r\nx = 1\r\n```\r\n", ["x = 1\r"]],
];

describe("blocks of code in texts", () => {
  for (const [title, text, expected] of rows) {
    it(title, () => {
      assert.ok(hasBlocks(text));
      const { code, rest } = takenApart(text);
      assert.deepEqual([code.length, rest.length], [text.length, text.length]);
      const lines = code.split("\n").filter((line) => line.trim() !== "");
      assert.deepEqual(lines, expected);
    });
  }

  it("are none in text", () => {
    assert.ok(!hasBlocks("Use `python`.\n```\nx = 1\n```\n.. note:: python\n"));
  });

  for (const languageId of ["quarto", "rmd", "markdown"]) {
    it(`are judged in ${languageId}`, () => {
      const text =
        "```{python}\nimport torch\ntorch.nn.functional.l1_loss(torch.tensor([1.0]), torch.tensor([3.5]))\n```\n";
      const { answers } = checkUnits([{ id: "a", version: 1, languageId, text, role: "code" }]);
      assert.deepEqual(
        answers.map(({ verdict, printed, place }) => [verdict, printed, text.slice(place.start, place.start + 5)]),
        [["right", "2.5000", "torch"]],
      );
    });
  }
});
