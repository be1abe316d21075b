import assert from "node:assert/strict";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { notebookCells } from "../../../src/pairing/notebook";
import { printedArrays } from "../../../src/pairing/printed";
import { shownName } from "../../../src/pairing/transcript";
import { readUnits } from "../../../src/pairing/units";
import { unit } from "./sheets";

/** The Python of a text with its blanks left out, and what was printed with the name that it shows. */
function read(text: string, languageId: string) {
  const { python, printed, homes } = readUnits([unit(text, languageId)]);
  for (const { text: code } of python) if (code !== "") assert.equal(code.length, text.length);
  return {
    code: python.map(({ text: code }) =>
      code
        .replaceAll(/[ \f]+/g, " ")
        .replaceAll(/\n\s*/g, "\n")
        .trim(),
    ),
    printed: printed.map(({ text: each, shows }) => `${shows ?? "?"}: ${each.trim()}`),
    homes,
  };
}

describe("sessions taken apart", () => {
  it("Python's own prompts", () => {
    const text = ">>> x = [1, 2]\n>>> for i in x:\n...     print(i)\n...\n1\n2\n>>> x\n[1, 2]\n";
    assert.deepEqual(read(text, "plaintext"), {
      code: ["x = [1, 2]\nfor i in x:\nprint(i)\nx"],
      printed: ["?: 1\n2", "x: [1, 2]"],
      homes: [0],
    });
  });

  it("IPython's prompts, of any width", () => {
    const text = "In [9]: def f():\n   ...:     return 1\nIn [10]: print(y)\n[3 4]\n\nIn [11]: f()\nOut[11]: 1\n";
    const { code, printed } = read(text, "plaintext");
    assert.deepEqual(code, ["def f():\nreturn 1\nprint(y)\nf()"]);
    assert.deepEqual(printed, ["y: [3 4]", "?: 1"]);
  });

  it("a prompt indents nothing, whatever its width", () => {
    const { python } = readUnits([unit(">>> x = 1\nIn [10]: y = 2\n", "plaintext")]);
    assert.equal(python[0].text, "   \fx = 1\n        \fy = 2\n");
  });

  it("docstrings of a program: the program stays, the session is a unit of its own", () => {
    const text = 'def f(x):\n    """Twice.\n\n    >>> f([1])\n    [2]\n\n    More.\n    """\n    return x\n';
    const { code, printed, homes } = read(text, "python");
    assert.equal(code.length, 2);
    assert.equal(code[1], "f([1])");
    assert.deepEqual(printed, ["?: [2]"]);
    assert.deepEqual(homes, [0, 0]);
  });

  it("blocks of Python in Markdown", () => {
    const text =
      "# Title\n\n```python\nx = [1]\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\ny = 2\n```\n```\nz\n```\n";
    const { python, printed } = readUnits([unit(text, "markdown")]);
    assert.equal(python[0].text.length, text.length);
    assert.equal(python[0].text.replaceAll(/\s+/g, " ").trim(), "x = [1] y = 2");
    assert.match(printed[0].text, /^# Title\n\n```python\n {7}\n```\n\n\| a \| b \|/);
  });

  it("a log without prompts is printed as a whole, code is not", () => {
    assert.deepEqual(read("loss 0.3\n", "plaintext").printed, ["?: loss 0.3"]);
    assert.deepEqual(read("x = [1]\n", "python").printed, []);
  });

  const shown: readonly (readonly [code: string, name: string | undefined])[] = [
    ["x = 1\nlogits", "logits"],
    ["print(model.out)  # as it is", "model.out"],
    ["f(x)", undefined],
    ["x = 1", undefined],
    ["a; b", "b"],
    ["if x:\n    y", undefined],
  ];
  for (const [code, name] of shown)
    it(`shows: ${code.replaceAll("\n", "⏎")}`, () => assert.equal(shownName(code), name));
});

describe("notebooks", () => {
  it("cells with what they have printed: streams, results, errors, without colours", () => {
    const notebook = {
      cells: [
        { cell_type: "markdown", source: "# Title" },
        {
          cell_type: "code",
          source: ["x = 1\n", "x"],
          outputs: [
            { output_type: "stream", name: "stdout", text: ["a\n", "b\n"] },
            { output_type: "execute_result", data: { "text/html": "<b>1</b>", "text/plain": ["1"] } },
            { output_type: "error", ename: "E", traceback: ["\u001b[31mE\u001b[0m", "here"] },
            { output_type: "display_data", data: { "image/png": "AAAA" } },
          ],
        },
      ],
      metadata: {},
    };
    const cells = notebookCells(JSON.stringify(notebook), "n.ipynb");
    assert.equal(cells.kind, "cells");
    assert.deepEqual(
      cells.units.map(({ id, role, text, cell }) => [id, role, text, cell]),
      [
        ["n.ipynb#2", "code", "x = 1\nx", 2],
        ["n.ipynb#2>1", "output", "a\nb\n", 2],
        ["n.ipynb#2>2", "output", "1", 2],
        ["n.ipynb#2>3", "output", "E\nhere", 2],
      ],
    );
  });
});

describe("what was printed", () => {
  const rows: readonly (readonly [text: string, arrays: readonly string[]])[] = [
    ["step 3\nlogits: tensor([[0.1, 0.2]])\nloss 0.3", ["logits 1,2 float32"]],
    ["y: <tf.Tensor: shape=(2,), dtype=int32, numpy=array([0, 2], dtype=int32)>", ["y 2 int32"]],
    ["tf.Tensor([0.57 0.35], shape=(2,), dtype=float64)", ["? 2 float64"]],
    ["torch.Size([2, 3])", []],
    ["x.shape: (2, 3)\nx: [[1, 2, 3], [4, 5, 6]]", ["x 2,3 int64"]],
    ["Variable containing:\n 0.4  0.6\n 0.3  1.2\n[torch.FloatTensor of size 2x2]", ["? 2,2 float32"]],
    [
      "scores:\n 0.4  0.6\n[torch.FloatTensor of size 1x2]\n\n 1\n[torch.LongTensor of size 1]",
      ["scores 1,2 float32", "? 1 int64"],
    ],
    [
      "Out(loss=tensor(0.62, grad_fn=<X>), logits=tensor([[-0.2, 0.3]], grad_fn=<Y>))",
      ["loss  float32", "logits 1,2 float32"],
    ],
    ["0.1 0.2\n0.3 0.4", ["? 2,2 float32"]],
    ["nothing here", []],
  ];
  for (const [text, arrays] of rows) {
    it(text.replaceAll("\n", "⏎"), () => {
      const found = printedArrays(text).map(({ span: { offset, length }, name }) => {
        const literal = parseLiteral(text.slice(offset, offset + length), "plaintext");
        assert.equal(literal.kind, "literal");
        return `${name ?? "?"} ${literal.tensor.shape} ${literal.tensor.dtype}`;
      });
      assert.deepEqual(found, arrays);
    });
  }
});
