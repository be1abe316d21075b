import assert from "node:assert/strict";
import { assertReads, assertRefuses, type Nest, read } from "./assertions";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

describe("Tables", () => {
  const table: readonly [languageId: string, text: string, value: Nest, columnNames?: readonly string[]][] = [
    [
      "csv",
      "a,b,c\n0.1,0.2,0.7\n0.3,0.3,0.4\n",
      [
        [0.1, 0.2, 0.7],
        [0.3, 0.3, 0.4],
      ],
      ["a", "b", "c"],
    ],
    [
      "csv",
      "0.1,0.2\r\n0.3,0.4\r\n",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
    ],
    ["csv", "\ufeffa,b\n1,2\n", [[1, 2]], ["a", "b"]],
    ["csv", '"a","b"\n"0.1","0.2"\n', [[0.1, 0.2]], ["a", "b"]],
    ["csv", '"a, b",c\n1,2\n', [[1, 2]], ["a, b", "c"]],
    ["csv", "label\n0\n2\n1", [0, 2, 1], ["label"]],
    [
      "csv",
      "# note\n1,2,\n3,4,\n",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "csv",
      "x,y\nNA,inf\n-Infinity,nan",
      [
        [nan, inf],
        [-inf, nan],
      ],
      ["x", "y"],
    ],
    [
      "csv",
      "0,5;0,3\n0,25;0,75",
      [
        [0.5, 0.3],
        [0.25, 0.75],
      ],
    ],
    ["csv", "a;b\n0.5;1\n", [[0.5, 1]], ["a", "b"]],
    [
      "csv",
      "1|2\n3|4",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "tsv",
      "a\tb\n1\t2\n3\t4",
      [
        [1, 2],
        [3, 4],
      ],
      ["a", "b"],
    ],
    [
      "csv",
      "true,false\nTrue,False",
      [
        [1, 0],
        [1, 0],
      ],
    ],
    ["plaintext", "1 2 3", [1, 2, 3]],
    ["plaintext", "0.1\n0.2\n0.3\n", [0.1, 0.2, 0.3]],
    [
      "plaintext",
      "0.1 0.2\n\n0.3 0.4\n",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
    ],
    [
      "plaintext",
      "0.1, 0.2\n0.3, 0.4",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
    ],
    [
      "python",
      "1 2 3\n4 5 6",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    [
      "plaintext",
      "a b\n0.1 0.2\n0.3 0.4",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      ["a", "b"],
    ],
    [
      "plaintext",
      "     0    1\n0  0.1  0.2\n1  0.3  0.4",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      ["0", "1"],
    ],
    [
      "markdown",
      "| a | b |\n|---|--:|\n| 0.1 | **0.2** |\n| `0.3` | $0.4$ |",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      ["a", "b"],
    ],
    [
      "markdown",
      "a | b\n--- | ---\n1 | 2\n3 | 4",
      [
        [1, 2],
        [3, 4],
      ],
      ["a", "b"],
    ],
    [
      "plaintext",
      "+---+-----+\n| a | b   |\n+---+-----+\n| 1 | 2.5 |\n| 3 | 4   |\n+---+-----+\n",
      [
        [1, 2.5],
        [3, 4],
      ],
      ["a", "b"],
    ],
    ["plaintext", " a | b \n---+---\n 1 | 2 \n(1 row)\n", [[1, 2]], ["a", "b"]],
    [
      "latex",
      "\\begin{tabular}{cc}\n\\toprule\n\\textbf{a} & b \\\\\n\\midrule\n0.1 & $0.2$ \\\\[2pt]\n\\textbf{0.3} & \\num{0.4} \\\\\n\\bottomrule\n\\end{tabular}",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      ["a", "b"],
    ],
    [
      "latex",
      "\\begin{pmatrix} 1 & -2 \\\\ \\frac{1}{4} & -\\infty \\end{pmatrix}",
      [
        [1, -2],
        [0.25, -inf],
      ],
    ],
    // A matrix has no header: a row of 0, 1, … is one.
    [
      "latex",
      "\\begin{pmatrix} 0 & 1 \\\\ 2.5 & 3.5 \\end{pmatrix}",
      [
        [0, 1],
        [2.5, 3.5],
      ],
    ],
    [
      "latex",
      "0 & 1 \\\\\n2.5 & 3.5 \\\\",
      [
        [0, 1],
        [2.5, 3.5],
      ],
    ],
    ["latex", "\\begin{tabular}{rr} 0 & 1 \\\\ 2.5 & 3.5 \\end{tabular}", [[2.5, 3.5]], ["0", "1"]],
    [
      "latex",
      "$\\begin{bmatrix}1.5\\times 10^{-3} & 2\\\\3 & 4\\end{bmatrix}$",
      [
        [0.0015, 2],
        [3, 4],
      ],
    ],
    [
      "latex",
      "0.1 & 0.2 \\\\\n0.3 & 0.4 \\\\",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
    ],
  ];
  for (const [languageId, text, value, columnNames] of table) {
    it(`${languageId}: ${text}`, () => {
      assert.deepEqual(assertReads(text, value, undefined, languageId).columnNames, columnNames);
    });
  }

  it("says which columns it leaves out, and warns of empty cells", () => {
    const rows: readonly [string, string, Nest, RegExp][] = [
      [
        "csv",
        ",a,b\n0,0.1,0.2\n1,0.3,0.4\n",
        [
          [0.1, 0.2],
          [0.3, 0.4],
        ],
        /index/,
      ],
      [
        "csv",
        "name,a,b\nx,0.1,0.2\ny,0.3,0.4",
        [
          [0.1, 0.2],
          [0.3, 0.4],
        ],
        /labels/,
      ],
      [
        "markdown",
        "|    |   a |   b |\n|---:|----:|----:|\n|  0 | 0.1 | 0.2 |\n|  1 | 0.3 | 0.4 |",
        [
          [0.1, 0.2],
          [0.3, 0.4],
        ],
        /index/,
      ],
      ["csv", "0.1,,0.3", [0.1, nan, 0.3], /nan/],
      [
        "csv",
        "#N/A,0.2\n0.3,0.7",
        [
          [nan, 0.2],
          [0.3, 0.7],
        ],
        /“#N\/A” is read as nan/,
      ],
      [
        "csv",
        "0.1\t0.9\n#DIV/0!\t0.2\n0.3\t0.7",
        [
          [0.1, 0.9],
          [nan, 0.2],
          [0.3, 0.7],
        ],
        /“#DIV\/0!”/,
      ],
      [
        "plaintext",
        "0.1\t0.9\n#NUM!\t0.2\n",
        [
          [0.1, 0.9],
          [nan, 0.2],
        ],
        /“#NUM!”/,
      ],
      // As pandas writes frames without names of columns: to_csv(index=False).
      [
        "csv",
        "0,1\n0.0,0.0\n0.0,0.5\n",
        [
          [0, 0],
          [0, 0.5],
        ],
        /first row counts the columns/,
      ],
      [
        "csv",
        "0,1,2,3\n80,-60,0,-48\n1,2,3,4\n",
        [
          [80, -60, 0, -48],
          [1, 2, 3, 4],
        ],
        /first row counts the columns/,
      ],
      // As pandas prints a series: to_string().
      ["plaintext", "0    1.0\n1    2.0\n2    3.0", [1, 2, 3], /index/],
      ["plaintext", "0    1.0\n1   -2.5", [1, -2.5], /index/],
    ];
    for (const [languageId, text, value, message] of rows) {
      const { diagnostics } = assertReads(text, value, undefined, languageId);
      assert.equal(diagnostics[0]?.severity, "warning");
      assert.match(diagnostics[0].message, message);
    }
  });

  it("takes rows of numbers for rows, and no first column for an index, where they may be", () => {
    assertReads(
      "0,1\n1,0",
      [
        [0, 1],
        [1, 0],
      ],
      undefined,
      "csv",
    );
    assertReads(
      "0,1,2\n3,4,5",
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
      undefined,
      "csv",
    );
    assertReads(
      "# 1\n0.5,1\n2,3",
      [
        [0.5, 1],
        [2, 3],
      ],
      undefined,
      "csv",
    );
    assertReads(
      "0 1.0\n1 2.0",
      [
        [0, 1],
        [1, 2],
      ],
      undefined,
      "plaintext",
    );
    assertReads(
      "0    1\n2    3",
      [
        [0, 1],
        [2, 3],
      ],
      undefined,
      "plaintext",
    );
  });

  it("keeps the place of each cell", () => {
    const text = 'a,b\n0.1," 0.2"\n0.3,-4\n';
    const { elementOffsets, elementLengths } = read(text, "csv");
    const cells = [...elementOffsets].map((offset, i) => text.slice(offset, offset + elementLengths[i]));
    assert.deepEqual(cells, ["0.1", "0.2", "0.3", "-4"]);
  });
});

describe("Errors in tables", () => {
  const table: readonly [languageId: string, text: string, code: Parameters<typeof assertRefuses>[1]][] = [
    ["csv", "0.1,0.2\n«0.3»", "ragged"],
    ["csv", "a,b\n0.1,0.2\n«0.3,0.4,0.5»\n", "ragged"],
    ["csv", "0.1,0.2\n0.3,«abc»", "non-numeric"],
    ["csv", "a,b\n0.1,0.2\n«...»,...\n", "elided"],
    ["plaintext", "1 2\n«3»\n", "ragged"],
    ["plaintext", "1 2\n3 «x»\n", "non-numeric"],
    ["plaintext", "      a    b\n0   0.1  0.2\n«..  ...  ...»\n9   0.3  0.4\n\n[10 rows x 2 columns]", "elided"],
    ["plaintext", "0    0.1\n      «...» \n9    0.2\nLength: 10, dtype: float64", "elided"],
    ["markdown", "| a | b |\n|---|---|\n| 1 | 2 |\n«| 3 |»", "ragged"],
    ["latex", "\\begin{pmatrix} 1 & 2 \\\\ «3» \\end{pmatrix}", "ragged"],
    ["latex", "\\begin{pmatrix} 1 & «\\cdots» & 2 \\end{pmatrix}", "elided"],
  ];
  for (const [languageId, text, code] of table)
    it(`${languageId}: ${text}`, () => void assertRefuses(text, code, languageId));
});
