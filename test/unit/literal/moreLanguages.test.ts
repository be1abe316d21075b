import type { DiagnosticCode } from "../../../src/literal/literal";
import type { DType } from "../../../src/tensor/tensor";
import { assertReads, assertRefuses, type Nest } from "./assertions";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
type Row = readonly [text: string, value: Nest, dtype: DType];

/** Texts as the documentation of each language and tool has them. */
const tables: { readonly [languageId: string]: readonly Row[] } = {
  wolfram: [
    [
      "m = {{25, 93}, {-1, 66}}",
      [
        [25, 93],
        [-1, 66],
      ],
      "int64",
    ],
    ["{0.1, 0.2} (* {3, 4} *)", [0.1, 0.2], "float64"],
    ["{2.*^-3, -1.2*^5, Infinity, Indeterminate, Pi}", [0.002, -120000, inf, nan, Math.PI], "float64"],
    ["N[{1/3, 2/3}]", [1 / 3, 2 / 3], "float64"],
    ["{4/2, 2^3}", [2, 8], "int64"],
  ],
  swift: [
    ["let x: [Float] = [0.1, 0.2]", [0.1, 0.2], "float32"],
    [
      "var m: [[Double]] = [[1, 2], [3, 4]]",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
    ["let y: [Int32] = [1_000, 0x1f]", [1000, 31], "int32"],
    ["[-.infinity, .nan, Double.infinity] // all", [-inf, nan, inf], "float64"],
  ],
  ruby: [
    [
      "Matrix[ [25, 93], [-1, 66] ]",
      [
        [25, 93],
        [-1, 66],
      ],
      "int64",
    ],
    ["Vector[7, 4]", [7, 4], "int64"],
    [
      "a = Numo::SFloat[[1, 2], [3, 4]] # two rows",
      [
        [1, 2],
        [3, 4],
      ],
      "float32",
    ],
    ["[1 / 3, -1 / 3, 1.0 / 4, Float::NAN, -Float::INFINITY]", [0, -1, 0.25, nan, -inf], "float64"],
    [
      "Torch.tensor([[1, 2, 3], [4, 5, 6]])",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      "int64",
    ],
  ],
  php: [
    ["$x = [0.1, -0.2];", [0.1, -0.2], "float64"],
    [
      "$m = array(array(1, 2), array(3, 4)); # rows",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["[1 / 4, 4 / 2, INF, NAN]", [0.25, 2, inf, nan], "float64"],
  ],
  lua: [
    ["local x = {0.1, 0.2} -- probs", [0.1, 0.2], "float64"],
    [
      "x = torch.Tensor({{1,2,3,4}, {5,6,7,8}})",
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      "float64",
    ],
    ["torch.FloatTensor({1, 2})", [1, 2], "float32"],
    ["{-math.huge, 0/0, 2^3, 7 // 2, -7 % 3} --[[ {1} ]]", [-inf, nan, 8, 3, 2], "float64"],
  ],
  ocaml: [
    ["let x = [0.1; -0.2; 3.]", [0.1, -0.2, 3], "float64"],
    [
      "[| [| 1.; 2. |]; [| 3.; 4. |] |]",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
    ["- : int list = [1; 2; 3]", [1, 2, 3], "int64"],
    ["[infinity; neg_infinity; nan] (* [0] *)", [inf, -inf, nan], "float64"],
    [
      "[(1, 2); (3, 4)]",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["[1. /. 4.; 2. +. 0.5]", [0.25, 2.5], "float64"],
  ],
  fsharp: [
    ["let array1 = [| 1; 2; 3 |]", [1, 2, 3], "int64"],
    ["let array1 =\n    [|\n        1\n        2\n        3\n     |]", [1, 2, 3], "int64"],
    [
      "[ [1.0f; 2.5f]; [3.0f; 4.0f] ] // rows",
      [
        [1, 2.5],
        [3, 4],
      ],
      "float32",
    ],
  ],
  haskell: [
    ["logits = [1.5, -0.5]", [1.5, -0.5], "float64"],
    [
      "[[1, 2], [3, 4]] -- rows",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["[0.1, {- [9] -} 1/4]", [0.1, 0.25], "float64"],
  ],
  stan: [
    ["vector[3] y = [0.1, 0.2, 0.3]';", [0.1, 0.2, 0.3], "float64"],
    [
      "matrix[2, 2] m = [[1, 2], [3, 4]];",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
    ["array[2] int<lower=0> y = {0, 1}; // counts", [0, 1], "int32"],
    [
      "array[2, 2] real a = {{1.5, 2}, {3, 4}};",
      [
        [1.5, 2],
        [3, 4],
      ],
      "float64",
    ],
  ],
  scala: [
    [
      "val m: Array[Array[Double]] = Array(Array(1, 2), Array(3, 4))",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
    ["Seq(1.5f, 2f)", [1.5, 2], "float32"],
    [
      "DenseMatrix((1.0, 2.0), (3.0, 4.0))",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
  ],
  cpp: [
    [
      "auto x = torch::tensor({{1.5, 2.0}, {3.0, 4.0}}, torch::kFloat64).t();",
      [
        [1.5, 3],
        [2, 4],
      ],
      "float64",
    ],
    [
      "torch::tensor({1, 2, 3, 4}).view({2, 2})",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["torch::tensor({1, 2}).to(torch::kFloat)", [1, 2], "float32"],
    ["torch::tensor({1.5, 2.5}).to(torch::kCUDA)", [1.5, 2.5], "float32"],
    ["torch::tensor({1.7, -1.7}).to(torch::kLong)", [1, -1], "int64"],
    ["torch::tensor({1, 2}).to(torch::kFloat64).unsqueeze(0)", [[1, 2]], "float64"],
  ],
  rust: [
    [
      "arr2(&[[1.5, 2.0], [3.0, 4.0]]).t()",
      [
        [1.5, 3],
        [2, 4],
      ],
      "float64",
    ],
    ["Tensor::from_slice(&[1i64, 2]).unsqueeze(1)", [[1], [2]], "int64"],
  ],
  javascript: [
    [
      "tf.tensor([1, 2, 3, 4]).reshape([2, 2])",
      [
        [1, 2],
        [3, 4],
      ],
      "float32",
    ],
  ],
  csharp: [
    [
      "torch.tensor(new float[] {1, 2, 3, 4}).reshape(2, 2)",
      [
        [1, 2],
        [3, 4],
      ],
      "float32",
    ],
  ],
  plaintext: [
    // A range as a spreadsheet copies it, where numbers have decimal commas.
    [
      "0,5\t1,25\n-3\t2,5",
      [
        [0.5, 1.25],
        [-3, 2.5],
      ],
      "float32",
    ],
    [
      "a\tb\r\n0,125\t12\r\n1,5\t7\r\n",
      [
        [0.125, 12],
        [1.5, 7],
      ],
      "float32",
    ],
    // SAS PROC PRINT: the observations are counted, a point is a missing value.
    [
      "Obs      x       y\n\n  1     0.1     0.2\n  2     0.3      . \n",
      [
        [0.1, 0.2],
        [0.3, nan],
      ],
      "float32",
    ],
    // SPSS LIST.
    [
      "      x       y\n\n    .10     .20\n    .30     .40\n\nNumber of cases read:  2    Number of cases listed:  2",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float32",
    ],
  ],
};

for (const [languageId, rows] of Object.entries(tables)) {
  describe(`${languageId} as it is written`, () => {
    for (const [text, value, dtype] of rows) it(text, () => assertReads(text, value, dtype, languageId));
  });
}

describe("what other languages mean by the same signs is refused", () => {
  const refused: readonly (readonly [languageId: string, marked: string, code: DiagnosticCode])[] = [
    // Blanks multiply in Wolfram.
    ["wolfram", "{1 «2», 3}", "non-numeric"],
    ["wolfram", "{{1, 2} «{»3, 4}}", "unsupported-expression"],
    // Integers divide to what is asked for in Swift.
    ["swift", "let x: [Double] = [«1/3», 2]", "unsupported-expression"],
    // Commas make tuples within lists of OCaml and F#.
    ["ocaml", "[1«,» 2]", "unsupported-expression"],
    ["fsharp", "[1, 2; 3, 4]", "unsupported-expression"],
    ["haskell", "[«1..5»]", "non-numeric"],
    ["lua", "{x = 1, y = 2}", "unsupported-expression"],
    ["php", "[2 => 1, 3 => 5]", "unsupported-expression"],
    // What torch has and these languages have not.
    ["cpp", "torch::tensor({1, 2}).«tolist»()", "unsupported-expression"],
    ["kotlin", "floatArrayOf(1f, 2f).«view»(2, 1)", "unsupported-expression"],
    ["lua", "«f»{1, 2}", "unsupported-expression"],
    // Of several arguments none is passed through.
    ["ocaml", "«Arr.of_array» [| 1.; 2. |] [| 2; 1 |]", "unsupported-expression"],
    ["fsharp", "let x = «f» [1.; 2.] [3.; 4.]", "unsupported-expression"],
    // Sizes are whole numbers.
    ["matlab", "«repmat([1 2], 2.5, 1)»", "unsupported-expression"],
    ["matlab", "«linspace(0, 1, 2.5)»", "unsupported-expression"],
    // Thousands or decimals: no one can tell.
    ["plaintext", "1,234\t2,500", "not-an-array"],
  ];
  for (const [languageId, marked, code] of refused)
    it(`${languageId}: ${marked}`, () => assertRefuses(marked, code, languageId));
});
