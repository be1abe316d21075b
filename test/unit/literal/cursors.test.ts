import assert from "node:assert/strict";
import { definitionsAbove } from "../../../src/literal/definitionsAbove";
import { literalAt } from "../../../src/literal/literalAt";
import { parseLiteral } from "../../../src/literal/parseLiteral";

/**
 * Cursors as people place them in files of eight languages, each in the layout of a real file with other names and numbers: what the array
 * is that is meant there was judged by reading. `|` is the cursor; undefined where no array is meant.
 */
const table: readonly (readonly [
  languageId: string,
  marked: string,
  shape: number[] | undefined,
  data?: number[],
  dtype?: string,
])[] = [
  // Doctests whose statements go on over lines.
  [
    "python",
    'def f():\n    """\n    >>> w = torch.tensor([[0.5, |1.5],\n    ...                   [2.5, 3.5]])\n    """\n',
    [2, 2],
    [0.5, 1.5, 2.5, 3.5],
  ],
  [
    "python",
    'def f():\n    """\n    >>> p = [[0.2, 0.3],\n    ...      [0.1, 0.4],\n    ...      [0.7, |0.9]]\n    >>> g(p)\n    """\n',
    [3, 2],
    [0.2, 0.3, 0.1, 0.4, 0.7, 0.9],
  ],
  [
    "python",
    'def f():\n    """\n    >>> w = np.array([\n    ...     [1, 2],\n    ...     [3, |4],\n    ... ])\n    """\n',
    [2, 2],
    [1, 2, 3, 4],
  ],
  ["python", "# >>> w = np.array([[5, 6],\n# ...               [7, |8]])\n", [2, 2], [5, 6, 7, 8]],
  ["go", "func f() {\n\t// [[0.5, 0.25],\n\t// ...     [1.5, |2.5]]\n}\n", [2, 2], [0.5, 0.25, 1.5, 2.5]],
  // What is left out stays left out.
  [
    "python",
    'def f():\n    """\n    >>> x\n    array([0.1, 0.2, |0.3,\n           ...,\n           0.7, 0.8])\n    """\n',
    undefined,
  ],
  ["python", "w = [1, 2,\n ... 8, |9]\n", undefined],
  // Fences in documentation.
  [
    "typescript",
    "/**\n * ```js\n * const w = tf.tensor1d([4, |5, 6]);\n * ```\n */\nfunction f() {}\n",
    [3],
    [4, 5, 6],
  ],
  [
    "javascript",
    "/**\n * ```\n * const w = tf.tensor2d(\n *    [\n *      [1, 0],\n *      [0, |1],\n *    ]\n * );\n * ```\n */\n",
    [2, 2],
    [1, 0, 0, 1],
  ],
  ["rust", "/// ```\n/// let w = arr2(&[[1, 2], [3, |4]]);\n/// ```\nfn f() {}\n", [2, 2], [1, 2, 3, 4]],
  [
    "julia",
    '"""\n```jldoctest\njulia> q = [1 0; 0 |2]\n2×2 Matrix{Int64}:\n 1  0\n 0  2\n```\n"""\nf(x) = x\n',
    [2, 2],
    [1, 0, 0, 2],
  ],
  // Python in the comments of another language keeps its types.
  ["typescript", "// w = np.array([[1, |2]], dtype=np.float32)\n", [1, 2], [1, 2]],
  // What stands in parentheses behind a function's name and a blank is no array in MATLAB, Octave and R.
  ["matlab", "y = gampdf (x, 0.5, |2);\n", undefined],
  ["matlab", "x = NaN (2, |3);\n", [2, 3], [NaN, NaN, NaN, NaN, NaN, NaN]],
  // A blank in front of a call's parenthesis changes nothing: the function is not passed over.
  ["octave", "x = sqrt ([4, |9]);\n", [1, 2], [2, 3]],
  ["octave", "x = sqrt (ones (2, |2)) * 3;\n", [2, 2], [3, 3, 3, 3]],
  ["r", "x <- sqrt (c (4, |9))\n", [2], [2, 3]],
  ["python", "x = np.sqrt ([4, |9])\n", [2], [2, 3]],
  ["python", "print (1, |2)\n", [2], [1, 2]],
  ["python", "assert (1, |2) == f(x)\n", [2], [1, 2]],
  // What is no array, but several things: the largest part around the cursor that is one.
  ["go", "var t = []T{ {1, []int{1}}, {3, []int{1, |2, 4}} }\n", [3], [1, 2, 4]],
  ["cpp", "T t[] = { {1, {1, 2}}, {3, {1, |2, 4}} };\n", [3], [1, 2, 4]],
  ["php", "yield [\n    [\n        [2, |1],\n        [3, 4],\n    ],\n    0.25,\n];\n", [2, 2], [2, 1, 3, 4]],
  ["ocaml", "let f x = ( let c = g x (if n > 0.95 then [| 1.; |2. |] else [| 3. |]) in c )\n", [2], [1, 2]],
  ["lua", "t = {{1, |2}; {3, 4}}\n", [2, 2], [1, 2, 3, 4]],
  ["lua", "a = {1, 2}; b = {3, |4}\n", [2], [3, 4]],
  // An index on the left is no size.
  ["go", "rows[0] = []int{1, |2}\n", [2], [1, 2]],
  // A line end ends a row of MATLAB, behind a comma, too.
  ["octave", "x = [1, 2,\n     3, |4];\n", [2, 2], [1, 2, 3, 4]],
  ["octave", "x = [sqrt(1),\n     |2];\n", [2, 1], [1, 2]],
  ["matlab", "%! r = stbl (0.8, -0.3, |2, 1);\n", undefined],
  ["matlab", "%! x = [-5, |0, 2];\n", [1, 3], [-5, 0, 2]],
  ["matlab", "x = (0:2:|6)';\n", [4, 1], [0, 2, 4, 6]],
  ["octave", "y = repmat ([1 |1 2]', 1, n);\n", [3, 1], [1, 1, 2]],
  ["r", "#' @param range in the interval (0, |1)\nf <- function(x) x\n", undefined],
  ["r", "x <- f (1, |2)\n", undefined],
  ["r", "#' m <- distr(torch_tensor(c(0.25, |0.75)))\nf <- 1\n", [2], [0.25, 0.75]],
  // A row of what is printed below another is none of its sizes.
  ["go", "//\t[ 5 1 0 ]\n//\t[ 6 |2 0 ]\nfunc f() {}\n", [3], [6, 2, 0]],
  ["go", "x := mat.NewDense(2, 2, []float64{\n\t5, |10,\n\t15, 20,\n})\n", [2, 2], [5, 10, 15, 20]],
  // Lists of arrays of several shapes mean the one at the cursor, in all languages.
  ["rust", "f(vec![\n  arr2(&[[1, |2]]),\n  arr2(&[[3, 4], [5, 6]]),\n]);\n", [1, 2], [1, 2]],
  ["rust", "//! `np.full((3, |4), 7.)` makes\nfn f() {}\n", [2], [3, 4]],
  ["julia", "y = zeros(Float32, |2, 3)\n", [2, 3], [0, 0, 0, 0, 0, 0]],
  ["java", "a.setSteps(new int[] {100, |250, 500});\n", [3], [100, 250, 500]],
  ["java", "List<Float> s = Arrays.asList(-1f, -|2f);\n", [2], [-1, -2]],
  ["java", "new Shape(1, |10);\n", undefined],
  ["cpp", "foo(std::vector<float>{0.5f, |1.5f}, 3);\n", [2], [0.5, 1.5]],
  // The declaration says the type: its braces alone are no array, also where its size is not known.
  ["rust", "let d = Uniform::new(0.0, |1.0);\n", undefined],
  ["rust", "let a = Array2::zeros((50, |2));\n", [2], [50, 2]],
  ["kotlin", "val a = mk.arange<Long>(1, |11, 1)\n", undefined],
  ["kotlin", "val a = mk.ndarray(mk[mk[1, |2], mk[3, 4]])\n", [2, 2], [1, 2, 3, 4]],
  ["kotlin", "mk.ndarray(doubleArrayOf(1.0, |2.0, 3.0, 4.0), 2, 2)\n", [2, 2], [1, 2, 3, 4], "float64"],
  ["kotlin", "mk.ndarrayOf(1, |2)\n", [2], [1, 2]],
  ["kotlin", "f(setOf(1, |1))\n", undefined],
  ["ruby", "x = [Vector[1, |2], Vector[3, 4]]\n", [2, 2], [1, 2, 3, 4]],
  ["scala", "val x = SparseVector(0.0, |1.0)\n", [2], [0, 1]],
  ["swift", "let x: [CChar] = [1, |2]\n", [2], [1, 2]],
  ["swift", "let x: [CFloat] = [1, |2]\n", [2], [1, 2], "float32"],
  // A constant above the declaration says how many zeros follow.
  ["c", "#define N 3\nfloat x[N] = {1, |2};\n", [3], [1, 2, 0]],
  ["c", "#define N (3) // rows\nfloat x[N] = {1, |2};\n", [3], [1, 2, 0]],
  ["c", "const int N = 3;\nfloat x[N][2] = {{1, |2}};\n", [3, 2], [1, 2, 0, 0, 0, 0]],
  ["c", "enum { N = 3 };\nfloat x[N] = {1, |2};\n", [3], [1, 2, 0]],
  ["cpp", "constexpr size_t N = 3;\nstd::array<float, N> x{1, |2};\n", [3], [1, 2, 0]],
  ["go", "const n = 3\nx := [n]float32{1, |2}\n", [3], [1, 2, 0], "float32"],
  ["go", "const (\n\tn = 2\n\tm = 3\n)\nvar x = [n][m]float64{{1, |2}}\n", [2, 3], [1, 2, 0, 0, 0, 0], "float64"],
  ["c", "int N = 3;\nfloat x[N] = {1, |2};\n", undefined],
  ["c", "#ifndef N\n#define N 3\n#endif\nfloat x[N] = {1, |2};\n", undefined],
  ["c", "#define N 3\n#undef N\nfloat x[N] = {1, |2};\n", undefined],
  ["cpp", "float x[N] = {1, |2};\n", undefined],
  ["cpp", "static const float x[N][2] = {{1, |2}};\n", undefined],
  ["cpp", "std::array<float, N> x{1, |2};\n", undefined],
  ["cpp", "f(x[N], {1, |2});\n", [2], [1, 2]],
  ["go", "a := [N]float32{1, |2}\n", undefined],
  ["go", "for _, v := range []float32{1, |2} {\n\tf(v)\n}\n", [2], [1, 2], "float32"],
  ["go", "for _, v := range [][]float64{{1, |2}, {3, 4}} {\n}\n", [2, 2], [1, 2, 3, 4], "float64"],
  // Octave's tests are code behind `%!`.
  ["octave", "%!test\n%! x = [1, 2; 3, |4];\n%! y = 1;\n", [2, 2], [1, 2, 3, 4]],
  ["octave", "%! x = [ 7  26;\n%!       1  |40;\n%!      11  66];\n", [3, 2], [7, 26, 1, 40, 11, 66]],
  ["octave", "%! f (A, [0, 0; 0, 1; ...\n%!        1, |0; 1, 1]);\n", [4, 2], [0, 0, 0, 1, 1, 0, 1, 1]],
  ["octave", "%!error<f: it isn't so.>\n%! f ([1 2 |3], 0, [])\n", [1, 3], [1, 2, 3]],
  ["octave", "%!error<f: it isn't so.> f ([1 2 |3], 0, [])\n", [1, 3], [1, 2, 3]],
  ["octave", "%!assert_equal (f ([1; 2; |3]), 4)\n", [3, 1], [1, 2, 3]],
  ["octave", "%! y = f (|20, 0.5);\n", undefined],
  // Words in front of a list in a comment are no type and name.
  ["cpp", "// E.g, Given shape [2, |3, 4] and perm [0,1,2] case,\nint f();\n", [3], [2, 3, 4]],
  ["cpp", "// the perm [0,|1,2] case\nint f();\n", [3], [0, 1, 2]],
  // Frames as pandas prints them: the index is no column, and what is left out is not passed over.
  ["plaintext", "     p0   p1\n0  0.10  0.9\n1  |0.20  0.8\n", [2, 2], [0.1, 0.9, 0.2, 0.8]],
  ["plaintext", "It prints:\n      0    1\n0  0.10  0.9\n1  |0.20  0.8\nand no more\n", [2, 2], [0.1, 0.9, 0.2, 0.8]],
  ["plaintext", "     p0   p1\nid            \n7  0.10  0.9\n3  |0.20  0.8\n", [2, 2], [0.1, 0.9, 0.2, 0.8]],
  ["plaintext", "  p0   p1\n0.10  0.9\n|0.20  0.8\n", [2, 2], [0.1, 0.9, 0.2, 0.8]],
  ["plaintext", "   p cat   p dog\n0   0.10     0.9\n1  |0.20     0.8\n", [2, 2], [0.1, 0.9, 0.2, 0.8]],
  ["plaintext", "0    0.10\n1   |-0.20\nName: p, dtype: float64\n", [2], [0.1, -0.2]],
  ["plaintext", "The values are\n0.10  0.9\n|0.20  0.8\n", [2, 2], [0.1, 0.9, 0.2, 0.8]],
  ["plaintext", "     p0   p1\n0  0.10  0.9\n1  |0.20  0.8\n..  ...  ...\n8  0.30  0.7\n9  0.40  0.6\n", undefined],
  ["plaintext", "0    0.10\n1    |0.20\n     ... \n8    0.30\n9    0.40\nName: p, dtype: float64\n", undefined],
  [
    "python",
    'def f():\n    """\n    >>> df\n         p0   p1\n    0  0.10  0.9\n    1  |0.20  0.8\n    """\n',
    [2, 2],
    [0.1, 0.9, 0.2, 0.8],
  ],
  [
    "python",
    'def f():\n    """Prints\n\n    cls    p0   p1\n    0    0.10  0.9\n    1    |0.20  0.8\n    """\n',
    [2, 2],
    [0.1, 0.9, 0.2, 0.8],
  ],
  ["python", "#      p0   p1\n# 0  0.10  0.9\n# 1  |0.20  0.8\n", [2, 2], [0.1, 0.9, 0.2, 0.8]],
  [
    "python",
    'def f():\n    """\n         p0   p1\n    0  0.10  0.9\n    1  |0.20  0.8\n    ..  ...  ...\n    9  0.40  0.6\n    """\n',
    undefined,
  ],
];

describe("cursors in files of eight languages", () => {
  for (const [languageId, marked, shape, data, dtype] of table)
    it(`${languageId}: ${marked.replaceAll("\n", "⏎")}`, () => {
      // OCaml's brackets have bars of their own.
      const offset = marked.search(/\|(?=[\d.-])/);
      const text = marked.slice(0, offset) + marked.slice(offset + 1);
      const span = literalAt(text, offset, languageId);
      const above = span && definitionsAbove(text, span, languageId);
      const read = span && parseLiteral(text.slice(span.offset, span.offset + span.length), languageId, above);
      const literal = read?.kind === "literal" ? read : undefined;
      assert.deepEqual(literal?.tensor.shape, shape);
      assert.deepEqual(literal && [...literal.tensor.data], data);
      if (dtype) assert.equal(literal?.tensor.dtype, dtype);
    });

  it("an array of NumPy in a comment of TypeScript has the type that it names", () => {
    const read = parseLiteral("np.array([[1, 2]],\n  dtype=np.float32)", "typescript");
    assert.equal(read.kind === "literal" && read.tensor.dtype, "float32");
  });

  it("a macro of Rust that is not known makes no array", () => {
    assert.equal(parseLiteral("impl_dim!(2, 4)", "rust").kind, "unreadable");
  });
});
