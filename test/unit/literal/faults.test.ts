import assert from "node:assert/strict";
import { literalAt } from "../../../src/literal/literalAt";
import { literalInSelection } from "../../../src/literal/literalInSelection";
import { assertReads, assertRefuses, type Nest, read } from "./assertions";

/** What people's code looks like where it is not one array alone. Values by CPython, NumPy and torch. */

/** `text` marks the cursor with ‸. */
function atCursor(marked: string, languageId = "python"): string | undefined {
  const offset = marked.indexOf("‸");
  const text = marked.replace("‸", "");
  const span = literalAt(text, offset, languageId);
  return span && text.slice(span.offset, span.offset + span.length);
}

/** `text` marks the selection with « and ». */
function selected(marked: string, languageId = "python"): string | undefined {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const text = marked.replace(/[«»]/g, "");
  const span = literalInSelection(text, { offset: start, length: end - start }, languageId);
  return span && text.slice(span.offset, span.offset + span.length);
}

describe("the literal at a cursor in code", () => {
  const table: readonly [marked: string, value: Nest][] = [
    ["f(np.array([1., 2.])\n  + np.array([3.‸, 4.]))", [4, 6]],
    ["f(np.array([1‸., 2.])\n  + np.array([3., 4.]))", [4, 6]],
    ["q = np.array([1.‸, 2.]) \\\n    + np.array([3., 4.])\n", [4, 6]],
    ["y = [1] *‸ 50 + [0] * 50", [...new Array<number>(50).fill(1), ...new Array<number>(50).fill(0)]],
    [
      '@pytest.mark.parametrize("x, y", [(np.array([0.1, 0.‸9]), np.array([1, 0])), (np.array([0.1]), np.array([1]))])',
      [0.1, 0.9],
    ],
    ["y = torch.tensor([0.‸1, 0.9], dtype=logits.dtype, device=logits.device)", [0.1, 0.9]],
    ['def f():\n    """\n    >>> torch.tensor([0.1, 0.2])\n    tensor([0.‸1000, 0.2000])\n    """\n', [0.1, 0.2]],
    ["x = f(1)  # tensor([0.‸1000, 0.2000])\n", [0.1, 0.2]],
    ["loss(unheard_of([0.‸5, 0.25]))", [0.5, 0.25]],
  ];
  for (const [marked, value] of table) {
    it(JSON.stringify(marked), () => void assertReads(atCursor(marked) ?? "", value));
  }

  it("a list of plain numbers stays whole: what is wrong with it is said", () => {
    assert.equal(atCursor("x = [[1‸, 2], [3]]"), "[[1, 2], [3]]");
  });

  it("an unknown name as dtype is said", () => {
    const { diagnostics } = read("torch.tensor([0.1, 0.9], dtype=logits.dtype)");
    assert.deepEqual(
      diagnostics.map(({ severity }) => severity),
      ["warning"],
    );
  });
});

describe("the literal that a selection in code means", () => {
  it("a call within a list is a part by itself", () => {
    assert.equal(selected("f((«torch.tensor([1.0, 2.0])», torch.tensor([0])))"), "torch.tensor([1.0, 2.0])");
  });

  it("in a call that is not evaluated the array is meant", () => {
    assert.equal(selected("«unheard_of([0.5, 0.25])»"), "[0.5, 0.25]");
  });

  it("several arrays are said", () => {
    const text = "y_true, y_pred = [1, 0], [0.3, 0.2]";
    assert.equal(selected(`«${text}»`), text);
    const literal = assertReads(text, [1, 0]);
    assert.equal(literal.name, "y_true");
    assert.match(literal.diagnostics[0].message, /several arrays/);
    assert.match(assertReads("x = [1, 2]\ny = [3, 4]", [1, 2]).diagnostics[0].message, /several arrays/);
  });
});

describe("values as Python, NumPy and torch give them", () => {
  const rows: readonly [text: string, value: Nest, dtype?: Parameters<typeof assertReads>[2], languageId?: string][] = [
    [
      "[torch.tensor([0.1, 0.9])] * 3",
      [
        [0.1, 0.9],
        [0.1, 0.9],
        [0.1, 0.9],
      ],
    ],
    [
      "(torch.tensor([0.1, 0.9]),) + (torch.tensor([0.2, 0.8]),)",
      [
        [0.1, 0.9],
        [0.2, 0.8],
      ],
    ],
    [
      "keras.utils.to_categorical([0, 2])",
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    ],
    ["torch.tensor([True]) + torch.tensor([True])", [1], "bool"],
    ["-np.array([1, 2], dtype=np.uint8)", [255, 254], "uint8"],
    ["new Float32Array(3)", [0, 0, 0], "float32", "javascript"],
    [
      "matrix([[1.5, 2. ],\n        [3. , 4. ]])",
      [
        [1.5, 2],
        [3, 4],
      ],
      "float64",
      "plaintext",
    ],
    ["> x\n [1]  846  559 1662\n[4]  331 1883 1092\n", [846, 559, 1662, 331, 1883, 1092], undefined, "plaintext"],
    ["np.isnan(np.array([1., np.nan]))", [0, 1], "bool"],
    [
      "np.rot90([[1, 2], [3, 4]])",
      [
        [2, 4],
        [1, 3],
      ],
      "int64",
    ],
    ["np.sort([3, 1, 2])", [1, 2, 3], "int64"],
    ["np.tile([1, 2], 2)", [1, 2, 1, 2], "int64"],
    ["np.repeat([1, 2], 2)", [1, 1, 2, 2], "int64"],
    ["np.where(np.array([True, False]), 1, 0)", [1, 0], "int64"],
    ["np.array([0, 1])[:, np.newaxis]", [[0], [1]], "int64"],
    ["torch.tensor([0.5], requires_grad=True)", [0.5], "float32"],
    ["torch.clip(torch.tensor([-1., 2.]), 0, 1)", [0, 1], "float32"],
    ["torch.max(torch.tensor([[1., 2.]]), 1)", [2], "float32"],
    ["F.one_hot(torch.tensor([1, 0]))", [[0, 1], [1, 0]], "int64"], // biome-ignore format: a row
    ["torch.erf(torch.tensor([0.]))", [0], "float32"],
    ["torch.softmax(torch.tensor([[1., 1.]]), dim=-1)", [[0.5, 0.5]], "float32"],
    ["jnp.array([[1, 2], [3, 4]]).T.reshape(4)", [1, 3, 2, 4], "int32"],
    ["tf.concat([tf.constant([1.]), tf.constant([2.])], 0)", [1, 2], "float32"],
  ];
  for (const [text, value, dtype, languageId] of rows) it(text, () => void assertReads(text, value, dtype, languageId));

  it("what is not known is refused, at its place", () => {
    for (const text of ["«np.fft.fft»([1., 2.])", "«to_one_hot»([0, 2])", "torch.tensor([1.]).«unheard_of»()"])
      assertRefuses(text, "unsupported-expression");
  });
});
