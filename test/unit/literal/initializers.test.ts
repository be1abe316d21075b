import assert from "node:assert/strict";
import { literalAt } from "../../../src/literal/literalAt";
import type { DType } from "../../../src/tensor/tensor";
import { assertReads, assertRefuses, type Nest, read } from "./assertions";

const square = [
  [1, 2],
  [3, 4],
];

describe("Initialisers of C++, C and Go", () => {
  const table: readonly [languageId: string, text: string, value: Nest, dtype: DType][] = [
    ["cpp", "Matrix2d m;\nm << 1, 2, 3, 4;", square, "float64"],
    ["cpp", "Eigen::MatrixXf m(2, 2);\nm << 1, 2,\n     3, 4;", square, "float32"],
    ["cpp", "Eigen::Matrix<int, 2, 2> m; m << 1, 2, 3, 4;", square, "int32"],
    ["cpp", "m << 1, 2,\n     3, 4;", square, "int64"],
    ["cpp", "m << 1, 2, 3, 4;", [1, 2, 3, 4], "int64"],
    ["cpp", "Eigen::VectorXd v(3);\nfoo();\nv << 0.1, 0.2, 0.7;", [0.1, 0.2, 0.7], "float64"],
    ["cpp", "MatrixXd m = (MatrixXd(2, 2) << 1, 2, 3, 4).finished();", square, "float64"],
    ["cpp", "cv::Mat m = (cv::Mat_<float>(2, 2) << 1, 2, 3, 4);", square, "float32"],
    ["cpp", "Eigen::Matrix2d m {{1, 2}, {3, 4}};", square, "float64"],
    ["c", "int a[3] = {[0] = 1, [2] = 3};", [1, 0, 3], "int32"],
    ["c", "double w[] = {[2] = 0.5, 0.25};", [0, 0, 0.5, 0.25], "float64"],
    [
      "c",
      "int m[2][3] = {[1] = {1, 2}};",
      [
        [0, 0, 0],
        [1, 2, 0],
      ],
      "int32",
    ],
    ["go", "a := [5]int{1: 10, 3: 30}", [0, 10, 0, 30, 0], "int64"],
    ["go", "a := []float64{2: 1, 1 << 3}", [0, 0, 1, 8], "float64"],
    ["java", "byte[] a = {1, -1};", [1, -1], "int8"],
    ["javascript", "[010, 1]", [8, 1], "int64"],
  ];
  for (const [languageId, text, value, dtype] of table)
    it(`${languageId}: ${text}`, () => void assertReads(text, value, dtype, languageId));

  it("refuses more elements than the declaration has, and indices beyond all bounds", () => {
    assertRefuses("Matrix2d m; «m << 1, 2, 3»;".replace(/[«»]/g, ""), "unsupported-expression", "cpp");
    assertRefuses("int a[] = {[999999999] = 1};", "too-large", "c");
  });

  it("warns of whole numbers in a type of the program's own, which may hold floats", () => {
    const warnings = (text: string, languageId: string): readonly string[] =>
      read(text, languageId).diagnostics.map(({ message }) => message);
    for (const [languageId, text] of [
      ["go", "V{1, 2}"],
      ["cpp", "std::vector<real> v = {1, 2};"],
      ["c", "struct P p = {1, 2};"],
      ["swift", "let e: Vector<Scalar> = [2, 4]"],
      ["swift", "let e: [[T]] = [[1, 2]]"],
      ["julia", "T[-1, 1]"],
    ] as const)
      assert.match(warnings(text, languageId).join(), /The type “\w+” is not known here/, text);
    for (const [languageId, text] of [
      ["go", "v := Vector{1, 2.5}"],
      ["c", "static const char a[] = {1, 2};"],
      ["cpp", "std::vector v = {1, 2};"],
    ] as const)
      assert.deepEqual(warnings(text, languageId), [], text);
  });

  it("finds the comma initialiser around a cursor with the declaration of its matrix", () => {
    const text = "void f() {\n  Matrix2d m;\n  g();\n  m << 1, 2,\n       3, 4;\n}\n";
    const span = literalAt(text, text.indexOf("3, 4"), "cpp");
    assert.equal(
      span && text.slice(span.offset, span.offset + span.length),
      "Matrix2d m;\n  g();\n  m << 1, 2,\n       3, 4",
    );
    const stream = 'std::cout << 1 << ", " << 2;';
    assert.equal(literalAt(stream, stream.indexOf("2"), "cpp"), undefined);
  });
});

describe("A file named .m", () => {
  it("is MATLAB's, unless it has what only Objective-C has", () => {
    const matlab = "x = [1 -2; 3 4];\ny = 2;\n";
    const span = literalAt(matlab, 8, "objective-c");
    assert.equal(span && matlab.slice(span.offset, span.offset + span.length), "[1 -2; 3 4]");
    assertReads("[1 -2; 3 4]", [[1, -2], square[1] ?? []], "int64", "objective-c");
    assertReads("double a[2] = {1, 2};", [1, 2], "float64", "objective-c");
    const objective = "#import <Foundation/Foundation.h>\nint main() { double a[3] = {1, 2}; }";
    const found = literalAt(objective, objective.indexOf("1,"), "objective-c");
    assert.equal(found && objective.slice(found.offset, found.offset + found.length), "double a[3] = {1, 2}");
  });
});
