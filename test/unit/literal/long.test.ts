import assert from "node:assert/strict";
import { literalAt } from "../../../src/literal/literalAt";

/** Longer than the part of a text that is looked at as bytes at once, and than what is read to see where it ends. */
describe("The array around a cursor, of many thousand rows", () => {
  const list = (open: string, close: string, row: string, separator = ", "): string =>
    `${open}${Array.from({ length: 12_000 }, () => `${open}${row}${close}`).join(separator)}${close}`;

  const table: readonly (readonly [languageId: string, before: string, array: string, after: string])[] = [
    ["python", "x = ", list("[", "]", "0.5, -1e-3, 2"), " # rows\ny = [1, 2]\n"],
    ["python", "f(", `np.array(${list("[", "]", "1, 2", ",\n    ")}, dtype=np.float32)`, ", [3])\n"],
    ["python", "x = ", `${list("(", ")", "0.5, 0.25")}`, "\n"],
    ["python", "é = ", list("[", "]", "\u0661, 2, 3"), "\n"],
    ["json", '{"x": ', list("[", "]", "1,2,3", ","), ', "y": [4]}'],
    ["plaintext", "", `array(${list("[", "]", " 0.5 -1.  2. ", "\n ")})`, "\nwords"],
    ["cpp", "", `float a[][2] = ${list("{", "}", "0.5f, 1.f", ",\n")}`, ";\nint b[] = {1, 2};\n"],
    ["cpp", "foo(", `torch::tensor(${list("{", "}", "0.5, 1")})`, ", 2);\n"],
    ["java", "", `double[][] a = ${list("{", "}", "0.5, 1")}`, ";\n"],
    ["lua", "x = ", list("{", "}", "1, 2, -- }\n 3"), "\n"],
    ["r", "x <- ", `c(${Array.from({ length: 40_000 }, () => "0.5").join(",\n")})`, "\n"],
    ["matlab", "x = ", `[${Array.from({ length: 20_000 }, () => "1 2 ... ]\n 3").join("; ")}]`, ";\n"],
  ];
  for (const [languageId, before, array, after] of table) {
    it(`${before}${array.slice(0, 60)}… (${languageId})`, () => {
      const text = `${before}${array}${after}`;
      const expected = { offset: before.length, length: array.length };
      for (const share of [0.001, 0.5, 0.999]) {
        const offset = before.length + Math.floor(share * array.length);
        assert.deepEqual(literalAt(text, offset, languageId), expected);
      }
    });
  }
});
