import assert from "node:assert/strict";
import type { DType } from "../../../src/tensor/tensor";
import { assertReads, assertRefuses, type Nest } from "./assertions";

const values = [
  [0.5, 0.25],
  [1.5, 2.5],
];

describe("Data frames in source", () => {
  const table: readonly [languageId: string, text: string, value: Nest, columnNames: readonly string[] | undefined][] =
    [
      ["python", "pd.DataFrame({'a': [0.5, 1.5], 'b': [0.25, 2.5]})", values, ["a", "b"]],
      ["python", "pd.DataFrame({'b': [0.25, 2.5], 'a': [0.5, 1.5]}, columns=['a', 'b'])", values, ["a", "b"]],
      ["python", "pd.DataFrame([{'a': 0.5, 'b': 0.25}, {'a': 1.5, 'b': 2.5}])", values, ["a", "b"]],
      [
        "python",
        "pd.DataFrame({'a': [0.5, 1.5], 'b': 1})",
        [
          [0.5, 1],
          [1.5, 1],
        ],
        ["a", "b"],
      ],
      ["python", "pd.Series({'cat': 0.5, 'dog': 0.25})", [0.5, 0.25], ["cat", "dog"]],
      ["python", "pd.Series([0.5, 0.25], index=['a', 'b'])", [0.5, 0.25], undefined],
      ["python", "pl.Series('a', [0.5, 0.25])", [0.5, 0.25], undefined],
      ["julia", "DataFrame(a=[0.5, 1.5], b=[0.25, 2.5])", values, ["a", "b"]],
      ["julia", 'DataFrame(:a => [0.5, 1.5], "b" => [0.25, 2.5])', values, ["a", "b"]],
      ["matlab", "T = table([0.5; 1.5], [0.25; 2.5], 'VariableNames', {'a', 'b'});", values, ["a", "b"]],
      ["matlab", "table([0.5; 1.5], [0.25; 2.5])", values, undefined],
    ];
  for (const [languageId, text, value, columnNames] of table) {
    it(`${languageId}: ${text}`, () =>
      assert.deepEqual(assertReads(text, value, "float64", languageId).columnNames, columnNames));
  }
});

describe("Printed frames", () => {
  const table: readonly [text: string, value: Nest, languageId?: string, dtype?: DType][] = [
    ["cls    a     b\n0    0.5  0.25\n1    1.5  2.50", values],
    // pandas' rows without the header: the index counts from 0, and is no column.
    ["0  0.5  0.25\n1  1.5  2.50", values],
    [
      "0 -0.5  0.25\n1  1.5   NaN\n",
      [
        [-0.5, 0.25],
        [1.5, Number.NaN],
      ],
    ],
    ["0    0.5\n1    1.5", [0.5, 1.5]],
    // A single blank, whole numbers, or another count: columns as they stand.
    [
      "0 0.5\n1 1.5",
      [
        [0, 0.5],
        [1, 1.5],
      ],
    ],
    [
      "0  5\n1  6",
      [
        [0, 5],
        [1, 6],
      ],
    ],
    [
      "0  0.5\n2  1.5",
      [
        [0, 0.5],
        [2, 1.5],
      ],
    ],
    [
      "1  0.5\n0  1.5",
      [
        [1, 0.5],
        [0, 1.5],
      ],
    ],
    ["     0.1   0.2\n0    0.5  0.25\n1    1.5  2.50", values],
    ["===  ====\n  a     b\n===  ====\n0.5  0.25\n1.5  2.5\n===  ====", values],
    ["  a     b\n---  ----\n0.5  0.25\n1.5  2.5", values],
    [
      "   x    y\n1 0.5 0.25\n2 1.5 2.5\n   z\n1   1\n2   2",
      [
        [0.5, 0.25, 1],
        [1.5, 2.5, 2],
      ],
      "r",
      "float64",
    ],
    ["$a\n[1] 0.5 0.25\n\n$b\n[1] 1.5 2.5\n", values, "r", "float64"],
    ["0       1\n1    <NA>\ndtype: Int64", [1, Number.NaN], "plaintext", "int64"],
    ["shape: (2,)\nSeries: 'p' [f64]\n[\n\t0.5\n\tnull\n]", [0.5, Number.NaN], "plaintext", "float64"],
    ["shape: (2,)\nSeries: '' [bool]\n[\n\ttrue\n\tfalse\n]", [1, 0], "plaintext", "bool"],
    [
      "2×2 DataFrame\n Row │ a        b\n     │ Float64  Float64\n─────┼──────────────────\n   1 │     0.5     0.25\n   2 │     1.5     2.5",
      values,
      "julia",
      "float64",
    ],
    [
      "2×2 Diagonal{Float64, Vector{Float64}}:\n 1.0   ⋅\n  ⋅   2.0",
      [
        [1, 0],
        [0, 2],
      ],
      "julia",
      "float64",
    ],
    ["2-element BitVector:\n 1\n 0", [1, 0], "julia", "bool"],
    [
      "┌─────────┬─────┬──────┐\n│ (index) │ 0   │ 1    │\n├─────────┼─────┼──────┤\n│ 0       │ 0.5 │ 0.25 │\n│ 1       │ 1.5 │ 2.5  │\n└─────────┴─────┴──────┘",
      values,
    ],
    [
      "      Results\n┏━━━━━┳━━━━━━┓\n┃ a   ┃ b    ┃\n┡━━━━━╇━━━━━━┩\n│ 0.5 │ 0.25 │\n│ 1.5 │ 2.5  │\n└─────┴──────┘",
      values,
    ],
    ["torch_tensor\n 0.5000  0.2500\n 1.5000  2.5000\n[ CPUFloatType{2,2} ]", values, "r", "float32"],
    ["|   0 |    1 |\n|----:|-----:|\n| 0.5 | 0.25 |\n| 1.5 | 2.5  |", values, "markdown"],
    [
      "0,1,2\n0.5,0.25,1\n1.5,2.5,2",
      [
        [0.5, 0.25, 1],
        [1.5, 2.5, 2],
      ],
      "csv",
    ],
    [",0.1,0.2\n0,0.5,0.25\n1,1.5,2.5", values, "csv"],
    ["id,a,b\n0,0.5,0.25\n1,1.5,2.5", values, "csv"],
  ];
  for (const [text, value, languageId = "plaintext", dtype] of table)
    it(text, () => void assertReads(text, value, dtype, languageId));

  it("say that the index of rows without a header is left out", () => {
    const [warning] = assertReads("0  0.5  0.25\n1  1.5  2.50", values, undefined, "plaintext").diagnostics;
    assert.match(warning?.message ?? "", /taken for an index/);
    assert.equal(warning?.offset, 0);
  });

  it("refuses what is no number at its place", () => {
    assertRefuses('shape: (2,)\nSeries: \'x\' [str]\n[\n\t«"a"»\n\t"b"\n]', "non-numeric", "plaintext");
    assertRefuses("0    «x»\n1    y\ndtype: object", "non-numeric", "plaintext");
    assertRefuses("shape: (100,)\nSeries: 'a' [i64]\n[\n\t0\n\t«…»\n\t99\n]", "elided", "plaintext");
  });
});

describe("Dictionaries", () => {
  const table: readonly [text: string, value: Nest, languageId?: string][] = [
    ["OrderedDict([('weight', tensor([0.5, 0.25]))])", [0.5, 0.25]],
    ["{'logits': <tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.5, 0.25], dtype=float32)>}", [0.5, 0.25]],
    ['{"columns":["a","b"],"index":[0,1],"data":[[0.5,0.25],[1.5,2.5]]}', values, "json"],
    ["{'y': [0, 1], 'logits': [[0.5, 0.25], [1.5, 2.5]]}", values],
    ["<Variable path=v, shape=(2,), dtype=float32, value=[0.5 0.25]>", [0.5, 0.25]],
  ];
  for (const [text, value, languageId] of table) it(text, () => void assertReads(text, value, undefined, languageId));

  it("say which of several arrays is read", () => {
    const { diagnostics } = assertReads("{'y': [0, 1], 'logits': [[0.5, 0.25], [1.5, 2.5]]}", values);
    assert.match(diagnostics[0]?.message ?? "", /“logits”/);
  });

  it("are not read by a mask or a shape that stands beside the values", () => {
    assertRefuses("masked_array(data=[1.0, --, 3.0], mask=[False, True, False], fill_value=1e+20)", "non-numeric");
  });
});
