import type { DType } from "../../../src/tensor/tensor";
import { assertReads, assertRefuses, type Nest } from "./assertions";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
type Row = readonly [text: string, value: Nest, dtype: DType];

const tables: { readonly [languageId: string]: readonly Row[] } = {
  json: [
    [
      "[[0.1, 2], [3e-1, -4]]",
      [
        [0.1, 2],
        [0.3, -4],
      ],
      "float32",
    ],
    ["[0, 1, 2]", [0, 1, 2], "int64"],
    ["[true, false]", [1, 0], "bool"],
    ["[NaN, Infinity, -Infinity]", [nan, inf, -inf], "float32"],
    ["[1, null]", [1, nan], "float32"],
    ['{"y": [1, 2]}', [1, 2], "int64"],
    ['"y": [1, 2],', [1, 2], "int64"],
    ["[1, 2, // note ]\n 3, /* [ */ ]", [1, 2, 3], "int64"],
  ],
  typescript: [
    [
      "const x: number[][] = [[1, 2], [3, 4]] as const;",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["export const y: readonly number[] = [.5, 1_000];", [0.5, 1000], "float32"],
    ["new Float64Array([0.1, 0.2])", [0.1, 0.2], "float64"],
    ["new Uint8Array([1, 2])", [1, 2], "uint8"],
    ["Float32Array.of(1, 2)", [1, 2], "float32"],
    [
      "tf.tensor2d([1, 2, 3, 4], [2, 2])",
      [
        [1, 2],
        [3, 4],
      ],
      "float32",
    ],
    ["tf.tensor1d([0, 1], 'int32')", [0, 1], "int32"],
    [
      "[1 / 3, Math.log(0.5), -Infinity, NaN, Number.POSITIVE_INFINITY, 10n]",
      [1 / 3, Math.log(0.5), -inf, nan, inf, 10],
      "float32",
    ],
    ["Float32Array(3) [ 0.1, 0.2, 0.3 ]", [0.1, 0.2, 0.3], "float32"],
  ],
  r: [
    ["c(0.1, 0.2)", [0.1, 0.2], "float64"],
    ["y <- c(1L, 0L)", [1, 0], "int64"],
    ["c(TRUE, F)", [1, 0], "bool"],
    ["c(NA, NA_real_, -Inf, NaN)", [nan, nan, -inf, nan], "float64"],
    [
      "matrix(c(1, 2, 3, 4, 5, 6), nrow = 2)",
      [
        [1, 3, 5],
        [2, 4, 6],
      ],
      "int64",
    ],
    [
      "matrix(1:6, 2, byrow = TRUE)",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      "int64",
    ],
    [
      "list(c(1, 2), c(3, 4))",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["torch_tensor(c(0.5, 1))", [0.5, 1], "float32"],
    // R's typeof: "double" without L, "integer" of counts.
    ["torch_tensor(c(1, 2))", [1, 2], "float32"],
    ["torch_tensor(c(1L, 2L))", [1, 2], "int64"],
    ["torch_tensor(c(1L, 2))", [1, 2], "float32"],
    ["torch_tensor(1:2)", [1, 2], "int64"],
    ["torch_tensor(2 * 1:2)", [2, 4], "float32"],
    ["torch_tensor(2L * 1:2)", [2, 4], "int64"],
    ["torch_tensor(seq(1, 2))", [1, 2], "int64"],
    ["torch_tensor(matrix(1:2, nrow = 2))", [[1], [2]], "int64"],
    ["torch_tensor(rep(1, 2))", [1, 1], "float32"],
    ["torch_tensor(as.integer(c(1, 2)))", [1, 2], "int64"],
    ["torch_tensor(c(1, 2), dtype = torch_long())", [1, 2], "int64"],
    ["[1] 0.1 0.2 0.3\n[4] 0.4", [0.1, 0.2, 0.3, 0.4], "float64"],
    [
      "     [,1] [,2]\n[1,]  0.1  0.2\n[2,]  0.3  0.4",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float64",
    ],
  ],
  matlab: [
    [
      "[1 2 3; 4 5 6]",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      "int64",
    ],
    [
      "x = [0.5, -2\n 3 4];",
      [
        [0.5, -2],
        [3, 4],
      ],
      "float64",
    ],
    ["[1 2 3]", [[1, 2, 3]], "int64"],
    ["[1 -2]", [[1, -2]], "int64"],
    ["[1 - 2]", [[-1]], "int64"],
    ["[1 2 ...\n 3 4]", [[1, 2, 3, 4]], "int64"],
    [
      "[1 2 % note ]\n 3 4]",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["single([0.5 1])", [[0.5, 1]], "float32"],
    ["[1/4 2^-1]'", [[0.25], [0.5]], "float64"],
    ["x =\n\n  1×3 logical array\n\n   1   0   1\n", [[1, 0, 1]], "bool"],
    ["x =\n\n  1×2 single row vector\n\n    0.5000    0.2500\n", [[0.5, 0.25]], "float32"],
    ["x =\n\n   1.0e+03 *\n\n    0.0010    1.0000\n", [[1, 1000]], "float64"],
  ],
  julia: [
    [
      "[1 2; 3 4]",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["[1, 2, 3]", [1, 2, 3], "int64"],
    ["[1 2 3]", [[1, 2, 3]], "int64"],
    ["[1; 2; 3]", [1, 2, 3], "int64"],
    [
      "[[1, 2], [3, 4]]",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["[0.5, 1]'", [[0.5, 1]], "float64"],
    ["Float32[0.5, 1]", [0.5, 1], "float32"],
    ["[1f0, 2.5f-1]", [1, 0.25], "float32"],
    [
      "reshape([1, 2, 3, 4], 2, 2)",
      [
        [1, 3],
        [2, 4],
      ],
      "int64",
    ],
    ["log.([1.0, 1.0])", [0, 0], "float64"],
    ["[x / 2 for x in 1:3]", [0.5, 1, 1.5], "float64"],
    ["[1//4, 3//4]", [0.25, 0.75], "float64"],
    [
      "hcat([1, 2], [3, 4])",
      [
        [1, 3],
        [2, 4],
      ],
      "int64",
    ],
    [
      "[1 2 #= note ] =#\n 3 4]",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    [
      "2×2 Matrix{Float64}:\n 0.1  0.2\n 0.3  0.4",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float64",
    ],
    ["3-element Vector{Int64}:\n 1\n 2\n 3", [1, 2, 3], "int64"],
    [
      "2×2×2 Array{Int64, 3}:\n[:, :, 1] =\n 1  3\n 2  4\n\n[:, :, 2] =\n 5  7\n 6  8",
      [
        [
          [1, 5],
          [3, 7],
        ],
        [
          [2, 6],
          [4, 8],
        ],
      ],
      "int64",
    ],
    [
      "2-element Vector{Vector{Float64}}:\n [0.1, 0.2]\n [0.3, 0.4]",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float64",
    ],
    ["1×2 adjoint(::Vector{Float32}) with eltype Float32:\n 0.5  1.0", [[0.5, 1]], "float32"],
  ],
  cpp: [
    ["uint32_t a[] = {-1, 2};", [4294967295, 2], "int64"],
    ["unsigned a[] = {3000000000, 2};", [3000000000, 2], "int64"],
    ["unsigned short a[] = {40000, -1};", [40000, 65535], "int32"],
    ["std::vector<unsigned char> a{255, 0};", [255, 0], "uint8"],
    ["unsigned long a[] = {7ul};", [7], "int64"],
    [
      "double a[2][2] = {{1, 2}, {3, 4}};",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
    ["static const float w[] = {0.5f, 1};", [0.5, 1], "float32"],
    ["std::vector<int64_t> y{0, 2, 1};", [0, 2, 1], "int64"],
    ["auto x = torch::tensor({{1.0, 2.0}});", [[1, 2]], "float32"],
    ["torch::tensor({1.0, 2.0}, torch::kFloat64)", [1, 2], "float64"],
    ["torch::tensor({1, 2}, torch::dtype(torch::kInt64))", [1, 2], "int64"],
    [
      "{{0.1, 0.2}, {0.3, 0.4}}",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float64",
    ],
    ["double z[] = {std::numeric_limits<double>::infinity(), -INFINITY, NAN};", [inf, -inf, nan], "float64"],
  ],
  rust: [
    [
      "vec![vec![0.5, 1.0], vec![2.0, 3.0]]",
      [
        [0.5, 1],
        [2, 3],
      ],
      "float64",
    ],
    ["let a: [[f32; 2]; 1] = [[0.5, 1.0]];", [[0.5, 1]], "float32"],
    ["[0.5_f32; 3]", [0.5, 0.5, 0.5], "float32"],
    [
      "[[0.5; 2]; 2]",
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      "float64",
    ],
    [
      "array![[1.0, 2.0], [3.0, 4.0]]",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
    ["let y: Vec<i64> = vec![0, 1];", [0, 1], "int64"],
    ["&[f64::NAN, f32::INFINITY, -f64::INFINITY, f64::NEG_INFINITY, 1 as f64]", [nan, inf, -inf, -inf, 1], "float64"],
    [
      "Array2::from_shape_vec((2, 2), vec![1.0, 2.0, 3.0, 4.0]).unwrap()",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
  ],
  go: [
    [
      "x := [][]float64{{1, 2}, {3, 4}}",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
    ["[]float32{0.5, 1}", [0.5, 1], "float32"],
    [
      "var a = [2][3]float64{{1, 2}, {3}}",
      [
        [1, 2, 0],
        [3, 0, 0],
      ],
      "float64",
    ],
    ["[...]int{1, 2}", [1, 2], "int64"],
    ["[]float64{math.Inf(1), math.Inf(-1), math.NaN(), 1.0 / 4}", [inf, -inf, nan, 0.25], "float64"],
    ["[][]float64{[]float64{1}, []float64{2}}", [[1], [2]], "float64"],
    [
      "mat.NewDense(2, 2, []float64{1, 2, 3, 4})",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
    [
      "[[0.1 0.2] [0.3 0.4]]",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float64",
    ],
  ],
  java: [
    [
      "double[][] a = new double[][]{{1, 2}, {3, 4}};",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
    ["float[] a = {0.5f, 1f};", [0.5, 1], "float32"],
    ["new int[]{0, 1}", [0, 1], "int32"],
    ["List<List<Double>> a = List.of(List.of(1.0, 2.0));", [[1, 2]], "float64"],
    ["double[] z = {Double.NaN, Float.NEGATIVE_INFINITY, 10L, 1 / 2, 010};", [nan, -inf, 10, 0, 8], "float64"],
  ],
  csharp: [
    [
      "double[,] a = {{1, 2}, {3, 4}};",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
    ["var a = new[] {1.0, 2.0};", [1, 2], "float64"],
    ["float[][] a = { new float[] {1f}, new[] {3f} };", [[1], [3]], "float32"],
    ["var l = new List<float> {1, 2};", [1, 2], "float32"],
    ["int[] a = [1, 2];", [1, 2], "int32"],
    ["double[] z = {double.NaN, double.PositiveInfinity, 1.5m, 010};", [nan, inf, 1.5, 10], "float64"],
  ],
  scala: [
    [
      "Array(Array(0.5, 1.0), Array(2.0, 3.0))",
      [
        [0.5, 1],
        [2, 3],
      ],
      "float64",
    ],
    ["val y = List(0, 1)", [0, 1], "int64"],
  ],
  kotlin: [
    [
      "arrayOf(floatArrayOf(1f, 2f), floatArrayOf(3f, 4f))",
      [
        [1, 2],
        [3, 4],
      ],
      "float32",
    ],
    ["val x = listOf(listOf(0.5, 1.0))", [[0.5, 1]], "float64"],
    ["val y: IntArray = intArrayOf(0, 1)", [0, 1], "int32"],
    ["doubleArrayOf(Double.NaN, -Double.POSITIVE_INFINITY)", [nan, -inf], "float64"],
  ],
  yaml: [
    [
      "logits: [[0.1, .nan], [.inf, -.inf]]",
      [
        [0.1, nan],
        [inf, -inf],
      ],
      "float32",
    ],
    [
      "- - 0.1\n  - 0.2\n- - 0.3\n  - 0.4\n",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float32",
    ],
    [
      "logits:\n  - [0.1, 0.2] # note\n  - [0.3, 0.4]\ny: [1]",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float32",
    ],
    ["- 1\n- 2\n- ~", [1, 2, nan], "float32"],
  ],
  plaintext: [
    [
      "[1 2; 3 4]",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    [
      "matrix(c(1, 2, 3, 4), nrow=2)",
      [
        [1, 3],
        [2, 4],
      ],
      "int64",
    ],
    ["double a[3] = {1, 2};", [1, 2, 0], "float64"],
    [
      "{{1, 2}, {3, 4}}",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    // Without a language, braces are no sign of the integer division that C has.
    ["{1/4, 2.*^-1}", [0.25, 0.2], "float32"],
    [
      "[0.1 0.2]\n[0.3 0.4]",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float32",
    ],
    [
      "[0.1 0.2]\n [0.3 0.4]]",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float32",
    ],
    [
      " 0.1000  0.2000\n 0.3000  0.4000\n[ CPUFloatType{2,2} ]",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float32",
    ],
    [
      "(1,.,.) = \n  1  2\n  3  4\n\n(2,.,.) = \n  5  6\n  7  8\n[ CPULongType{2,2,2} ]",
      [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ],
      "int64",
    ],
    [
      "\n 1  2\n 3  4\n[torch.DoubleTensor of size 2x2]\n",
      [
        [1, 2],
        [3, 4],
      ],
      "float64",
    ],
    ["1e-02 *\n 1.0  2.0\n[ CPUFloatType{1,2} ]", [[0.01, 0.02]], "float32"],
    ["(3) [1, 2, 3]", [1, 2, 3], "int64"],
  ],
};

for (const [languageId, rows] of Object.entries(tables)) {
  describe(`Literals of ${languageId}`, () => {
    for (const [text, value, dtype] of rows) it(text, () => void assertReads(text, value, dtype, languageId));
  });
}

describe("Errors in other languages", () => {
  const table: readonly [languageId: string, text: string, code: Parameters<typeof assertRefuses>[1]][] = [
    ["json", "[[1, 2], «[3]»]", "ragged"],
    ["json", '[1, «"a"»]', "non-numeric"],
    ["json", "[1, «abc»]", "non-numeric"],
    ["typescript", "[1,«,» 2]", "non-numeric"],
    ["typescript", "[1, «undefined»]", "non-numeric"],
    ["typescript", "[ 0, 1, «...» 98 more items ]", "elided"],
    ["typescript", "«[1, 2] * 2»", "unsupported-expression"],
    ["r", "«softmax»(c(1, 2))", "unsupported-expression"],
    ["r", '[1] 1 2\n« [ reached getOption("max.print") -- omitted 900 entries ]»', "elided"],
    ["r", "[1,] 0.1 «abc»\n[2,] 0.2 0.3", "non-numeric"],
    ["r", "c(1, «x»)", "unsupported-expression"],
    ["matlab", "[1 2; «3»]", "ragged"],
    ["matlab", "«[»1 2; 3 4", "unbalanced"],
    ["matlab", "[1 «x»]", "unsupported-expression"],
    ["matlab", "«[1 2] * [3; 4]»", "unsupported-expression"],
    ["julia", "3-element Vector{Float64}:\n 0.1\n« ⋮»\n 0.3", "elided"],
    ["cpp", "std::vector<std::vector<int>> v{{1, 2}, «{3}»};", "ragged"],
    ["cpp", "double a[2] = «{1, 2, 3}»;", "unsupported-expression"],
    ["cpp", "uint64_t a[] = «{-1, 2}»;", "non-numeric"],
    ["cpp", "double a[] = {1, «x»};", "unsupported-expression"],
    ["r", "«c(1, 2, 3)[2]»", "unsupported-expression"],
    ["julia", "«[1, 2, 3][2]»", "unsupported-expression"],
    ["plaintext", "«reshape»([1, 2, 3, 4], [2, 2])", "unsupported-expression"],
    ["plaintext", "Array(Array(1, 2), «Array(3, 4)»)", "unsupported-expression"],
    ["rust", "vec![vec![1.0, 2.0], «vec![3.0]»]", "ragged"],
    ["rust", "vec![0.0; «n»]", "unsupported-expression"],
    ["go", "[]float64{«f»(1)}", "unsupported-expression"],
    ["java", "double[][] a = {{1, 2}, «{3}»};", "ragged"],
    ["kotlin", "«foo»(1, 2)", "unsupported-expression"],
    ["yaml", "- 1\n- «abc»", "non-numeric"],
  ];
  for (const [languageId, text, code] of table)
    it(`${languageId}: ${text}`, () => void assertRefuses(text, code, languageId));
});
