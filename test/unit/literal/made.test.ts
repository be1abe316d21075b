import assert from "node:assert/strict";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { read } from "./assertions";

/** Arrays of few characters and many elements: the values are those of the languages, whichever way they are made. */
describe("Arrays that are made rather than written", () => {
  const table: readonly (readonly [
    languageId: string,
    text: string,
    shape: readonly number[],
    values: readonly number[],
  ])[] = [
    ["python", "[0.1] + [2] * 3 + [0.5]", [5], [0.1, 2, 2, 2, 0.5]],
    ["python", "[1] + [2] * 2 + []", [3], [1, 2, 2]],
    ["python", "2 * ([1, 2] + [3])", [6], [1, 2, 3, 1, 2, 3]],
    ["python", "np.arange(2, 8, 2).reshape(3, 1)", [3, 1], [2, 4, 6]],
    ["rust", "vec![vec![0.5, 2.0]; 3]", [3, 2], [0.5, 2, 0.5, 2, 0.5, 2]],
    ["rust", "[7; 0]", [0], []],
    ["cpp", "int a[2][3] = {{1}, {4, 5}};", [2, 3], [1, 0, 0, 4, 5, 0]],
    ["r", "rep(c(1, 2), times = 2)", [4], [1, 2, 1, 2]],
    ["r", "rep(c(1, 2), each = 2)", [4], [1, 1, 2, 2]],
    ["r", "matrix(1:2, 3, 4)", [3, 4], [1, 2, 1, 2, 2, 1, 2, 1, 1, 2, 1, 2]],
    ["r", "matrix(1:6, nrow = 2, byrow = TRUE)", [2, 3], [1, 2, 3, 4, 5, 6]],
    ["r", "t(matrix(1:6, nrow = 2))", [3, 2], [1, 2, 3, 4, 5, 6]],
    ["r", "rbind(1:2, matrix(3:6, 2))", [3, 2], [1, 2, 3, 5, 4, 6]],
    ["r", "cbind(1:2, 3:4)", [2, 2], [1, 3, 2, 4]],
    ["r", "rev(seq(1, 2, by = 0.5))", [3], [2, 1.5, 1]],
    ["julia", "repeat([1, 2], 2)", [4], [1, 2, 1, 2]],
    ["matlab", "repmat([1 2], 2, 2)", [2, 4], [1, 2, 1, 2, 1, 2, 1, 2]],
    ["matlab", "repmat([1;2], 1, 2, 2)", [2, 2, 2], [1, 1, 1, 1, 2, 2, 2, 2]],
    ["matlab", "repmat([1 2], 2, 1, 1)", [2, 2], [1, 2, 1, 2]],
    ["julia", "repeat([1, 2], 1, 1, 2)", [2, 1, 2], [1, 1, 2, 2]],
    ["matlab", "permute(reshape(1:4, 2, 2), [1 2])", [2, 2], [1, 3, 2, 4]],
    ["matlab", "reshape(1:4, 2, 2)'", [2, 2], [1, 2, 3, 4]],
  ];
  for (const [languageId, text, shape, values] of table) {
    it(`${text} (${languageId})`, () => {
      const { tensor } = read(text, languageId);
      assert.deepEqual(tensor.shape, shape);
      assert.deepEqual([...tensor.data], values);
    });
  }

  it("each operation pays for the elements that it takes up", () => {
    for (const [languageId, text] of [
      ["matlab", "ones(3000, 3000)''"],
      ["r", "rev(rev(1:6000000))"],
      ["julia", "[1:9000000; 1]"],
      ["python", "[0] * 4000000 + [1] * 4000000 + [2]"],
    ]) {
      const result = parseLiteral(text, languageId);
      assert.equal(result.kind === "unreadable" && result.diagnostics[0].code, "too-large", text);
    }
  });
});
