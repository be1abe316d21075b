import { assertReads, assertRefuses, type Nest } from "./assertions";

/** What the languages' own manuals say; torch's types in C++ are those of torch in Python. */
describe("Operators and functions of other languages", () => {
  const cases: readonly (readonly [
    languageId: string,
    text: string,
    value: Nest,
    dtype?: "bool" | "float32" | "int64",
  ])[] = [
    ["cpp", "torch::tensor({true, false}) + torch::tensor({true, false})", [1, 0], "bool"],
    ["cpp", "torch::tensor({1, 2}) * 0.5", [0.5, 1], "float32"],
    ["cpp", "torch::tensor({1, 2}) / torch::tensor({2, 2})", [0.5, 1], "float32"],
    ["cpp", "-torch::tensor({1.0, 2.0})", [-1, -2], "float32"],
    ["r", "c(TRUE, FALSE) + c(TRUE, TRUE)", [2, 1], "int64"],
    ["r", "-c(TRUE, FALSE)", [-1, 0], "int64"],
    ["r", "c(5, -5) %/% 2", [2, -3]],
    ["r", "c(5, -5) %% 3", [2, 1]],
    ["r", "c(4, 2)^-1", [0.25, 0.5]],
    ["r", "c(0.1, 0.9) > 0.5", [0, 1], "bool"],
    ["r", "c(TRUE, FALSE) & c(TRUE, TRUE)", [1, 0], "bool"],
    ["r", "log(c(1, 0))", [0, Number.NEGATIVE_INFINITY]],
    ["julia", "[1, 2] .+ 1", [2, 3], "int64"],
    ["julia", "[1/2, 2] .* 2", [1, 4]],
    ["julia", "[x^2 + 1 for x in 1:3]", [2, 5, 10], "int64"],
    ["julia", "[sqrt(x) for x in [4, 9]]", [2, 3]],
    [
      "julia",
      "[[x, -x] for x in 1:2]",
      [
        [1, -1],
        [2, -2],
      ],
    ],
    [
      "matlab",
      "[1 2; 3 4] .^ 2",
      [
        [1, 4],
        [9, 16],
      ],
    ],
    [
      "python",
      "np.matrix('1 2; 3 4')",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["python", "[*[1, 2], 3]", [1, 2, 3]],
  ];
  for (const [languageId, text, value, dtype] of cases)
    it(`${languageId}: ${text}`, () => {
      assertReads(text, value, dtype, languageId);
    });

  const refused: readonly (readonly [languageId: string, text: string])[] = [
    ["r", "«log(c(1, 2), base = 2)»"],
    ["r", "«c(1, 2) & c(1, 0)»"],
    // Powers and quotients of matrices.
    ["matlab", "«[1 2; 3 4] ^ 2»"],
    ["matlab", "«2 / [1 2]»"],
    // Saturates in MATLAB, wraps in Julia.
    ["matlab", "«uint8([1 2]) - 3»"],
    ["julia", "«[1, 2] + 1»"],
    ["julia", "[«x % 2» for x in 1:3]"],
    ["javascript", "«tf.tensor([1, 2]) + 1»"],
    ["python", "np.matrix(«'1 2; zeros(2)'»)"],
  ];
  for (const [languageId, text] of refused)
    it(`${languageId}: ${text} is refused`, () => {
      assertRefuses(text, "unsupported-expression", languageId);
    });
});
