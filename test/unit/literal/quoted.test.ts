import assert from "node:assert/strict";
import type { DType } from "../../../src/tensor/tensor";
import { assertReads, assertRefuses, type Nest, read } from "./assertions";

describe("Arrays in strings", () => {
  const table: readonly [text: string, value: Nest, dtype: DType, languageId?: string][] = [
    ['"[0.1, 0.2]"', [0.1, 0.2], "float32"],
    ["s = '[[1, 2]]'", [[1, 2]], "int64"],
    ['json.loads("[[0.1, 0.2]]")', [[0.1, 0.2]], "float32"],
    ['torch.tensor(json.loads("[1, 2]"))', [1, 2], "int64"],
    ["ast.literal_eval('(1, 2)')", [1, 2], "int64"],
    ["np.fromstring('1 2 3', sep=' ')", [1, 2, 3], "float64"],
    ["np.fromstring('1, 2', dtype=int, sep=',')", [1, 2], "int64"],
    [
      "np.matrix('1 2; 3 4')",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["np.matrix([1, 2])", [[1, 2]], "int64"],
    ['JSON.parse("[0.1, 2]")', [0.1, 2], "float32", "javascript"],
    ["[Fraction(1, 4), Decimal('0.1')]", [0.25, 0.1], "float32"],
  ];
  for (const [text, value, dtype, languageId] of table)
    it(text, () => void assertReads(text, value, dtype, languageId));

  it("keeps the place of each element, and says what was read", () => {
    const text = 'x = "[0.5,\\n -2]"';
    const { elementOffsets, elementLengths, diagnostics } = read(text);
    assert.deepEqual(
      [...elementOffsets].map((offset, i) => text.slice(offset, offset + elementLengths[i])),
      ["0.5", "-2"],
    );
    assert.match(diagnostics[0]?.message ?? "", /quotes/);
  });

  const errors: readonly [text: string, code: Parameters<typeof assertRefuses>[1]][] = [
    ['json.loads("[0.1, «x»]")', "non-numeric"],
    ["np.fromstring('1 2 «x»', sep=' ')", "unsupported-expression"],
    ["«np.fromstring(b'12')»", "unsupported-expression"],
    ['«f"[{x}, 2]"»', "unsupported-expression"],
    ["«'a word'»", "not-an-array"],
  ];
  for (const [text, code] of errors) it(text, () => void assertRefuses(text, code));
});

describe("What looks like a number and is none", () => {
  const table: readonly [text: string, languageId?: string][] = [
    ["[«2024-01-02», 2024-01-03]"],
    ["[«01/02/2024», 3]", "plaintext"],
    ["[«12/31/2024», 3]", "plaintext"],
    ["[«192.168.0.1», 10.0.0.1]", "plaintext"],
    ["[«1.2.3», 2.0.0]", "plaintext"],
  ];
  for (const [text, languageId] of table) it(text, () => void assertRefuses(text, "non-numeric", languageId));

  it("a shape in front of values that cannot be read is not the array", () => {
    for (const text of [
      "<tf.Tensor: shape=(2,), dtype=complex128, numpy=array([1.+2.j, 3.+0.j])>",
      "{'x': <tf.RaggedTensor [[1.0], [2.0, 3.0]], shape=(2, 3)>}",
    ])
      assertRefuses(text, text.includes("complex") ? "non-numeric" : "ragged");
  });
});
